"""Who is told of which alarm: the permission table says, by audience; by e-mail only that there is one."""

from __future__ import annotations

from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils import timezone

from suar.core.alarms import mail
from suar.core.alarms.actions import note_mailed
from suar.core.alarms.kinds import Audience, heard_by
from suar.core.alarms.models import Alarm, AlarmQuerySet
from suar.core.ledger.actors import WORKER
from suar.registry.accounts.models import Appointment, User
from suar.registry.accounts.permissions import TABLE, Permission, allows


class Veil(Protocol):
    """An app that keeps alarms about some subjects from some users: what is about them is no news for them."""

    def hidden_from(self, user: User) -> QuerySet[Any, Any]:
        """Subjects, as alarms write them."""

    def deaf_to(self, subject: str) -> QuerySet[Any, Any]:
        """Keys of users."""


_veils: list[Veil] = []


def register_veil(veil: Veil) -> None:
    """Called when the app is ready; registering twice is once."""
    if veil not in _veils:
        _veils.append(veil)


def kinds_of(user: User, office_id: int | None = None) -> list[str]:
    """The codes of the kinds that this user is told of: in this office, else in any."""
    return heard_by(audience for audience in Audience if allows(user, Permission(audience), office_id))


def heard(user: User) -> AlarmQuerySet:
    """The alarms that this user is told of: of the house and of the own offices."""
    codes = {held.office.code: held.office_id for held in user.appointments_now}
    found = Alarm.objects.heard({"": kinds_of(user), **{code: kinds_of(user, pk) for code, pk in codes.items()}})
    for veil in _veils:
        found = found.exclude(subject__in=veil.hidden_from(user))
    return found


def mail_due() -> int:
    """Write to whoever must know of an open alarm and was not written to yet. Returns how many alarms were mailed.

    While no server is set up or it is away, they wait; killed between sending and noting it, they are sent twice."""
    if not mail.is_set_up():
        return 0
    mailed = 0
    for alarm in Alarm.objects.to_mail():
        people = mail.send(alarm.what.mail, addresses(alarm)) if alarm.what.mailed else 0
        if people:
            note_mailed(alarm=alarm, people=people, by=WORKER)
            mailed += 1
    return mailed


def addresses(alarm: Alarm) -> list[mail.Address]:
    """Active accounts with an address whose role hears this kind, of the alarm's office or, without one, of all."""
    held = Appointment.objects.in_force(timezone.localdate())
    held = held.filter(role__in=TABLE[Permission(alarm.what.audience)])
    if alarm.office:
        held = held.filter(office__code=alarm.office)
    people = User.objects.filter(is_active=True, pk__in=held.values("user_id")).exclude(email="")
    for veil in _veils if alarm.subject else ():
        people = people.exclude(pk__in=veil.deaf_to(alarm.subject))
    return list(people.order_by("pk").values_list("email", "language"))
