"""Alarms on the desk: how many of each kind stand open on *Hari ini*, and their list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.core.alarms.kinds import Kind, kind_of, kinds
from suar.core.alarms.models import Alarm, AlarmQuerySet
from suar.core.errors import Refused
from suar.registry.accounts.alarms import heard, kinds_of
from suar.registry.accounts.models import User
from suar.registry.accounts.trail import names_of

PREFIX = "alarm:"


@dataclass(frozen=True, slots=True)
class Line:
    """One alarm as a person reads it."""

    pk: int
    what: Kind
    details: str
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str
    own: bool

    @property
    def closable(self) -> bool:
        return self.closed_at is None and self.what.by_hand and not self.own


def to_count(user: User) -> dict[str, QuerySet[Alarm]]:
    """What the first page counts: open alarms of each kind that this user is told of."""
    seen = heard(user).open()
    return {PREFIX + kind: seen.filter(kind=kind) for kind in kinds_of(user)}


def today(counts: dict[str, int]) -> dict[str, Any]:
    """How many stand open, and what they are."""
    open_now = {name.removeprefix(PREFIX): n for name, n in counts.items() if name.startswith(PREFIX) and n}
    return {
        "count": sum(open_now.values()),
        "words": [kind_of(kind).words for kind in open_now],
        "url": reverse("desk:alarm-list"),
    }


def listed(user: User) -> AlarmQuerySet:
    """Those that this user is told of; a kind that no app declares any more is left out."""
    return heard(user).filter(kind__in=list(kinds()))


def is_about(alarm: Alarm, user: User) -> bool:
    """Whether it tells what this very person did: whoever did it is named first among the details."""
    return alarm.details.split(" ")[0] == user.actor_id


def lines(alarms: Iterable[Alarm], user: User) -> list[Line]:
    """In words: one statement for the names of those who closed them."""
    shown = list(alarms)
    names = names_of(alarm.closed_by for alarm in shown if alarm.closed_by)
    return [
        Line(
            alarm.pk,
            alarm.what,
            " ".join(filter(None, (alarm.subject, alarm.details))),
            alarm.opened_at,
            alarm.closed_at,
            names.get(alarm.closed_by, ""),
            is_about(alarm, user),
        )
        for alarm in shown
    ]


def get_alarm(user: User, alarm_id: int) -> Alarm:
    """One that this user is told of, and that a person closes; or 404. Raises Refused for one about what they did."""
    alarm = listed(user).filter(pk=alarm_id).first()
    if alarm is None or not alarm.what.by_hand:
        raise Http404
    if is_about(alarm, user):
        raise Refused(_("Alarm ini tentang Anda sendiri. Pimpinan lain yang menutupnya."))
    return alarm
