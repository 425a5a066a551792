"""Ending sessions that somebody else may hold: by who keeps the account, or by an owner who says it was not they."""

from __future__ import annotations

from django.utils.translation import gettext as _

from suar.core import ledger
from suar.core.alarms.actions import raise_alarm
from suar.core.errors import Refused
from suar.core.ledger.actors import Actor
from suar.registry.accounts import actions, notices
from suar.registry.accounts.alarm_kinds import DISOWNED
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def sign_out_everywhere(*, user: User, by: Actor) -> int:
    """End every session of somebody whose account one may mend. Returns how many."""
    require(by, Permission.USERS)
    actions._not_a_back_door(user, by)
    with ledger.record("user.sign_out_everywhere", by=by, data={"user": user.pk}):
        ended, _by_table = user.sessions.all().delete()
        return ended


def disown(*, user: User, by: Actor) -> None:
    """It was not they: every session ends, no browser is known any more, and the leaders are told."""
    if by.actor_id != user.actor_id:
        raise Refused(_("Kabar akun dijawab oleh pemiliknya sendiri."))
    with ledger.record("notice.disown", by=by, data={"user": user.pk}) as entry:
        notices.close(user, entry)
        for browser in user.browsers.all():
            entry.remove(browser)
        user.sessions.all().delete()
    raise_alarm(kind=DISOWNED, subject=user.actor_id, detail_codes=(), office=office_of(user), by=by)


def office_of(user: User) -> str:
    held = user.appointments_now
    return held[0].office.code if held else ""
