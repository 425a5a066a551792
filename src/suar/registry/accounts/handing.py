"""Whose account was in somebody else's hand: whoever made it, gave it a password or a role or took its factors off
could have signed in with it. So an account that becomes a reader's comes from a leader, the leaders are told of each,
and for a while two signatures count as one where either hand had the other's account."""

from __future__ import annotations

import json
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.core.alarms.actions import raise_alarm
from suar.core.errors import Ended, Refused
from suar.core.ledger.actors import OPERATOR, Actor
from suar.core.ledger.models import Entry, microseconds
from suar.registry.accounts.alarm_kinds import HANDED
from suar.registry.accounts.models import Appointment, AppointmentQuerySet, User
from suar.registry.accounts.permissions import LEADERS, READERS, TABLE, Permission

HANDED_OVER = ("user.add", "user.new_password", "user.vouch")  # somebody else than the owner knew the password
IN_HAND = (*HANDED_OVER, "user.reset_second_factor", "appointment.add")
ONE_HAND = timedelta(days=30)  # a house rule: by then its owner has met the others


def refuse_one_kept_ready(user: User) -> None:
    """An account that becomes a reader's has its last password from somebody who keeps readers' accounts: whoever gave
    it could have signed in with it."""
    given = Entry.objects.filter(rows__table=user._meta.label_lower, rows__row=str(user.pk), verb__in=HANDED_OVER)
    last = given.order_by("-pk").first()
    giver = last.actor.removeprefix("user:") if last and last.actor != OPERATOR.actor_id else ""
    held = Appointment.objects.in_force(timezone.localdate(last.at)).filter(user=int(giver)) if last and giver else None
    if held is not None and not held.filter(role__in=TABLE[Permission.STAFF_ACCOUNTS]).exists():
        raise Refused(
            _(
                "Kata sandi akun ini diberikan oleh Admin Sistem. Buat dulu kata sandi sekali pakai yang baru di "
                "halaman akunnya, serahkan sendiri kepada pemiliknya, lalu beri perannya."
            )
        )


def tell_leaders(user: User, by: Actor) -> None:
    """In the transaction of what happened, in each office where this user reads or will read: whoever did it, also a
    leader, who then does not close it, or the operator."""
    held = user.appointments.overlapping(timezone.localdate(), None).filter(role__in=READERS)
    if by.actor_id == user.actor_id:
        return
    for code in sorted(set(held.values_list("office__code", flat=True))):
        raise_alarm(kind=HANDED, subject=user.actor_id, detail_codes=(by.actor_id,), office=code, by=by)


def leading() -> AppointmentQuerySet:
    """The roles of leaders in force, each of an account that opens."""
    held = Appointment.objects.in_force(timezone.localdate()).filter(role__in=LEADERS)
    return held.filter(user__is_active=True, user__disowned_at=None)


def refuse_the_last_leader(taken: AppointmentQuerySet, by: Actor) -> None:
    """Inside the recording that takes these roles or their account away. Whoever leads an office is one who stays; by
    anybody else the last leader would be gone, and with them whoever hears of it and could mend it. Raises Refused."""
    if not isinstance(by, User):
        return
    offices = taken.values_list("office_id", flat=True)
    standing = list(leading().filter(office__in=offices).order_by("pk").select_for_update())  # two presses at once
    going = set(taken.values_list("pk", flat=True))
    staying = {one.office_id for one in standing if one.pk not in going}
    if any(one.office_id not in staying for one in standing):
        raise Refused(
            _("Ini Ketua atau Wakil Ketua terakhir yang aktif di kantornya. Tunggu sampai ada yang menggantikan.")
        )


def must_be_two(one: Actor | None, other: Actor | None, words: str) -> None:
    """Where two must agree. Raises Refused with these words where they are one. While either may be, Ended: a third
    person can sign, or both when thirty days have gone by, and nobody sees that beforehand: what was typed stays."""
    if not isinstance(one, User) or not isinstance(other, User):
        return
    if one.pk == other.pk:
        raise Refused(words)
    if _had_in_hand(one, other) or _had_in_hand(other, one):
        raise Ended(
            _(
                "Dalam 30 hari terakhir seorang dari keduanya membuat, memberi peran, atau mengatur ulang akun yang "
                "lain. Supaya dua tanda tangan sungguh dua orang, minta orang ketiga, atau tunggu 30 hari lewat."
            )
        )


def _had_in_hand(giver: User, owner: User) -> bool:
    lately = Entry.objects.by(giver).filter(verb__in=IN_HAND, at_us__gte=microseconds(timezone.now() - ONE_HAND))
    return any(json.loads(data).get("user") == owner.pk for data in lately.values_list("data", flat=True))
