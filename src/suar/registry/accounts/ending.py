"""Ending sessions that somebody else may hold: by who keeps the account, or by an owner who says it was not they. What
somebody else added is taken off; what they know cannot be: the account then waits for a leader who meets its owner."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.core import ledger
from suar.core.alarms.actions import raise_alarm
from suar.core.errors import Conflict, Refused
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import Covered
from suar.registry.accounts import actions, handing, initial, notices
from suar.registry.accounts.alarm_kinds import DISOWNED
from suar.registry.accounts.models import Appointment, Identity, Notice, User
from suar.registry.accounts.permissions import LEADERS, Permission, require

# Whoever did one of these had shown a password, a code or a passkey of this account, or has made the password.
EXPOSING = {Notice.Kind.PASSWORD, Notice.Kind.FACTOR, Notice.Kind.CODES, Notice.Kind.IDENTITY}


def sign_out_everywhere(*, user: User, by: Actor) -> int:
    """End every session of somebody whose account one may mend. Returns how many."""
    require(by, Permission.USERS)
    actions._not_a_back_door(user, by)
    with ledger.record("user.sign_out_everywhere", by=by, data={"user": user.pk}):
        ended, _by_table = user.sessions.all().delete()
        return ended


def disown(*, user: User, by: Actor) -> bool:
    """It was not they: every session ends, what was added since is taken off, and the leaders are told. Returns whether
    the account is shut until a leader vouches, because somebody else has a secret of it."""
    if by.actor_id != user.actor_id:
        raise Refused(_("Kabar akun dijawab oleh pemiliknya sendiri."))
    opened = list(user.notices.open().order_by("at", "pk"))
    if not opened:
        raise Conflict(_("Kabar akun ini sudah dijawab."))
    exposed = any(notice.kind in EXPOSING or notice.shown for notice in opened)
    added = Authenticator.objects.filter(user=user, created_at__gte=opened[0].at)
    with transaction.atomic():
        with actions._recorded("notice.disown", user, by) as entry:
            entry.witness(Covered.Change.REMOVED, *added)
            entry.remove(*Identity.objects.filter(user=user))
            entry.remove(*user.browsers.filter(**{} if exposed else {"code__in": [one.browser for one in opened]}))
            take_back_address(user, opened)
            notices.close(opened, entry)
            user.disowned_at = timezone.now() if exposed else None
            user.sessions.all().delete()
        added.delete()
    raise_alarm(kind=DISOWNED, subject=user.actor_id, detail_codes=(), office=office_of(user), by=by)
    return exposed


def take_back_address(user: User, opened: list[Notice]) -> None:
    """To the one before the first change that is disowned."""
    changes = [notice for notice in opened if notice.kind == Notice.Kind.EMAIL]
    if changes:
        user.email = changes[0].address


def vouch(*, user: User, password: str, by: Actor) -> None:
    """A leader has met the owner of an account that is shut: it opens again by a one-time password, and by nothing that
    opened it before."""
    require(by, Permission.USERS)
    actions._not_a_back_door(user, by)
    actions._not_oneself(user, by, _("Minta Ketua atau Wakil Ketua lain."))
    if user.disowned_at is None:
        raise Conflict(_("Akun ini tidak sedang ditutup."))
    if not isinstance(by, User) and _another_leads(user):
        raise Refused(
            _("Ketua atau Wakil Ketua lain di kantor ini masih bertugas. Mereka membukanya di halaman akunnya.")
        )
    with transaction.atomic():
        actions._forget_factors(user, by)
        with actions._recorded("user.vouch", user, by) as entry:
            notices.close(user.notices.open(), entry)
            user.set_password(password)
            user.password_temporary, user.password_until = True, initial.until()
            user.disowned_at = None
        handing.tell_leaders(user, by)


def _another_leads(user: User) -> bool:
    """Somebody who can meet the owner: then no machine's operator opens what the owner shut."""
    return handing.leading().filter(office__in=user.office_ids).exclude(user=user).exists()


def bring_back(*, user: User, by: Actor) -> None:
    """At the server, the inactive account of somebody who leads an office that nobody leads any more: everybody else's
    is the affair of a leader. Who gives it a password then tells the leaders. Raises Refused."""
    held = Appointment.objects.in_force(timezone.localdate()).filter(role__in=LEADERS, user=user)
    if isinstance(by, User) or not held.exclude(office__in=handing.leading().values("office")).exists():
        raise Refused(_("Akun ini tidak aktif. Ketua atau Wakil Ketua yang aktif mengaktifkannya di halaman akunnya."))
    actions.reactivate(user=user, by=by)


def refuse_a_disowned_one(user: User) -> None:
    """Raises Refused. Said only to whoever has just shown everything that signing in asks."""
    if user.disowned_at is not None:
        raise Refused(_("Akun ini ditutup sampai Ketua atau Wakil Ketua memastikan pemiliknya. Temui mereka."))


def office_of(user: User) -> str:
    held = user.appointments_now
    return held[0].office.code if held else ""
