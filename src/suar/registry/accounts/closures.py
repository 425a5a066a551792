"""Changes of the local closures by whoever may change the settings. A closed day moves every limit in working days of
every office, and needs no second person: what comes late, or in a row, the leaders hear of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from suar.core import alarms
from suar.core.clocks import actions as clocks
from suar.core.clocks.models import LocalClosure
from suar.core.ledger.actors import Actor
from suar.registry.accounts.alarm_kinds import CLOSED
from suar.registry.accounts.permissions import Permission, require

SOON = timedelta(days=7)  # a holiday is known longer before
ROW, WEEK = 3, timedelta(days=7)  # so many closed days within a week before or after are a row


def add_closure(*, on: date, name: str, by: Actor) -> LocalClosure:
    require(by, Permission.SETTINGS)
    with transaction.atomic():
        closure = clocks.add_closure(on=on, name=name, by=by)
        _tell([on], by)
    return closure


def edit_closure(*, closure: LocalClosure, on: date, name: str, by: Actor) -> LocalClosure:
    require(by, Permission.SETTINGS)
    was = closure.on
    with transaction.atomic():
        closure = clocks.edit_closure(closure=closure, on=on, name=name, by=by)
        _tell([was, on] if was != on else [], by)
    return closure


def remove_closure(*, closure: LocalClosure, by: Actor) -> None:
    require(by, Permission.SETTINGS)
    with transaction.atomic():
        clocks.remove_closure(closure=closure, by=by)
        _tell([closure.on], by)


def asks_for_a_look(on: date, closed: Collection[date], today: date) -> bool:
    """Whether a change of this day is one that leaders hear of: it comes a week before the day or later, or there are
    as many closed days around it as make a row."""
    return on < today + SOON or sum(abs(on - one) < WEEK for one in closed) >= ROW


def _tell(changed: list[date], by: Actor) -> None:
    closed, today = LocalClosure.objects.days(), timezone.localdate()
    days = [on.isoformat() for on in changed if asks_for_a_look(on, closed, today)]
    if days:
        subject = f"{by.actor_id}.{today.isoformat()}"
        alarms.raise_alarm(CLOSED, subject=subject, detail_codes=[by.actor_id, *days], by=by)
