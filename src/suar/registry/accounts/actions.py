"""Every change of offices, users and appointments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth import hashers
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.core import ledger
from suar.core.documents import numbers
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import Covered
from suar.core.ledger.recording import Recording
from suar.registry.accounts import handing, initial, newcomers, notices, rules
from suar.registry.accounts.models import Appointment, Identity, Notice, Office, Role, User, Watch
from suar.registry.accounts.permissions import READERS, STAFF, TABLE, Permission, require

if TYPE_CHECKING:
    from suar.registry.agencies.models import Agency

MOST_NIGHTS = 62


def found_office(
    *,
    code: str,
    name: str,
    by: Actor,
    letterhead: Sequence[str] = (),
    city: str = "Pontianak",
    region_code: str = "61",
    letter_pattern: str = "{urut:03d}/KPPAD-KB/{bulan_romawi}/{tahun}",
) -> Office:
    """A new commission. Raises Conflict when the code is taken, PatternError for a pattern that makes no number."""
    require(by, Permission.USERS)
    numbers.parse(letter_pattern)
    if Office.objects.filter(code=code).exists():
        raise Conflict(_("Kode kantor ini sudah dipakai. Pilih kode lain."))
    office = Office(
        code=code, name=name, letterhead=list(letterhead), city=city, region_code=region_code,
        letter_pattern=letter_pattern,
    )  # fmt: skip
    with ledger.record("office.found", by=by, office=code) as entry:
        entry.add(office)
    return office


def edit_office(
    *, office: Office, name: str, letterhead: Sequence[str], city: str, letter_pattern: str, by: Actor
) -> Office:
    """Letterhead, city and letter numbers. The row's version is the one its editor saw; raises Conflict when it is
    old."""
    if isinstance(by, User) and office.pk not in by.office_ids:
        raise Refused(_("Anda tidak bertugas di kantor ini."))
    require(by, Permission.SETTINGS, office.pk)
    numbers.parse(letter_pattern)
    office.name, office.city, office.letter_pattern = name, city, letter_pattern
    office.letterhead = [line for line in letterhead if line.strip()]
    with ledger.record("office.edit", by=by, office=office.code) as entry:
        entry.change(office)
    return office


def add_user(*, username: str, name: str, password: str, by: Actor, email: str = "", temporary: bool = False) -> User:
    """A new account without any role yet. `temporary`: its owner must choose another password at the first sign-in.

    Raises Conflict when the username is taken (large and small letters are one)."""
    require(by, Permission.USERS)
    user = User(username=username.lower(), name=name, email=email, password_temporary=temporary)
    user.password_until = initial.until() if temporary else None
    user.set_password(password)
    try:
        with ledger.record("user.add", by=by) as entry:
            entry.add(user)
            entry.data["user"] = user.pk
    except IntegrityError as taken:
        raise Conflict(_("Nama pengguna ini sudah dipakai. Pilih yang lain.")) from taken
    return user


def edit_user(*, user: User, name: str, email: str, by: Actor) -> User:
    """The name shown and the office address. The username stays: it is how people sign in."""
    require(by, Permission.USERS)
    _not_a_back_door(user, by)
    with _recorded("user.edit", user, by) as entry:
        if email != user.email:
            notices.tell(user, Notice.Kind.EMAIL, entry, address=user.email)
            if isinstance(by, User):  # no command at the server changes one
                handing.tell_leaders(user, by)
        renamed, user.name, user.email = name != user.name, name, email
        if renamed:
            newcomers.user_became_known(user)
    return user


def choose_language(*, user: User, language: str, by: Actor) -> User:
    """Indonesian or English for everything this user reads. One's own only."""
    require(by, Permission.SELF)
    if by.actor_id != user.actor_id:
        raise Refused(_("Bahasa dipilih oleh pemilik akun sendiri."))
    with _recorded("user.language", user, by) as entry:
        user.language = entry.data["language"] = language
    return user


def choose_password(*, user: User, password: str, by: Actor, here: str = "") -> None:
    """The owner's own password; one that somebody else made is gone with it, and so is every session but the one that
    lies at `here`."""
    if by.actor_id != user.actor_id:
        raise Refused(_("Kata sandi dipilih oleh pemilik akun sendiri."))
    initial.refuse_one_run_out(user)
    with _recorded("user.password", user, by) as entry:
        notices.tell(user, Notice.Kind.PASSWORD, entry)
        user.set_password(password)
        user.password_temporary, user.password_until = False, None
        _end_sessions(user, but=here)


def renew_hash(*, user: User, password: str, by: Actor) -> None:
    """Hash the password that was just given once more, where the stored hash is of an older making."""
    stored, present = hashers.identify_hasher(user.password), hashers.get_hasher()
    if stored.algorithm == present.algorithm and not present.must_update(user.password):
        return
    with _recorded("user.rehash", user, by):
        user.set_password(password)


def new_password(*, user: User, password: str, by: Actor) -> None:
    """A one-time password for somebody who lost theirs; every open session ends."""
    require(by, Permission.USERS)
    _not_a_back_door(user, by)
    _not_oneself(user, by, _("Ganti kata sandi Anda sendiri di halaman Akun saya."))
    with _recorded("user.new_password", user, by) as entry:
        notices.tell(user, Notice.Kind.PASSWORD, entry)
        handing.tell_leaders(user, by)
        user.set_password(password)
        user.password_temporary, user.password_until = True, initial.until()
        _end_sessions(user)


def reset_second_factor(*, user: User, by: Actor) -> None:
    """For a lost phone: the second factor is set up anew at the next sign-in; every open session ends."""
    require(by, Permission.USERS)
    _not_a_back_door(user, by)
    _not_oneself(user, by, _("Minta Admin Sistem lain mengatur ulang kode masuk Anda."))
    with transaction.atomic():
        _forget_factors(user, by)
        handing.tell_leaders(user, by)


def sign_out_elsewhere(*, user: User, here: str, by: Actor) -> int:
    """End every session of one's own but the one that lies at `here`. Returns how many."""
    if by.actor_id != user.actor_id:
        raise Refused(_("Perangkat dikeluarkan oleh pemilik akun sendiri."))
    with ledger.record("user.sign_out_elsewhere", by=by, data={"user": user.pk}):
        return _end_sessions(user, but=here)


def link_identity(*, user: User, code: str, by: Actor) -> Identity:
    """From now on whoever the provider knows under this code is this user. One's own account only, and each once:
    raises Conflict when the account has one already, or the code is another's."""
    if by.actor_id != user.actor_id:
        raise Refused(_("Akun penyedia dihubungkan oleh pemilik akun sendiri."))
    identity = Identity(user=user, code=code)
    try:
        with ledger.record("identity.link", by=by, data={"user": user.pk}) as entry:
            entry.add(identity)
            notices.tell(user, Notice.Kind.IDENTITY, entry)
    except IntegrityError as taken:
        raise Conflict(_("Akun ini, atau akun penyedia itu, sudah terhubung. Lepas dulu yang lama.")) from taken
    return identity


def unlink_identity(*, identity: Identity, by: Actor) -> None:
    """By its owner, or by whoever may mend this account. Its sessions stay: it only shuts the provider's door."""
    if by.actor_id != identity.user.actor_id:
        require(by, Permission.USERS)
        _not_a_back_door(identity.user, by)
    with ledger.record("identity.unlink", by=by, data={"user": identity.user_id}) as entry:
        entry.remove(identity)


def deactivate(*, user: User, by: Actor) -> User:
    """The account opens nothing any more, from this moment; what its owner did stays in the ledger."""
    require(by, Permission.USERS)
    _not_oneself(user, by, _("Anda tidak dapat menonaktifkan akun Anda sendiri."))
    with _recorded("user.deactivate", user, by):
        handing.refuse_the_last_leader(user.appointments.all(), by)
        handing.tell_leaders(user, by)
        user.is_active = False
        _end_sessions(user)
    return user


def reactivate(*, user: User, by: Actor) -> User:
    require(by, Permission.USERS)
    _not_a_back_door(user, by)
    with _recorded("user.reactivate", user, by):
        user.is_active = True
        newcomers.user_became_known(user)
    return user


def appoint(
    *,
    user: User,
    office: Office,
    role: str,
    by: Actor,
    agency: Agency | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Appointment:
    """A role in an office from a day (today) to a day (until it is ended). Whoever becomes a reader of children's files
    by it sets up the second factor anew: the one before may be somebody else's telephone.

    Raises Refused for oneself and for roles that no one may hold together, DomainError for an agency that does not fit
    the role or an end before the start."""
    _keeps_roles_of(office, by)
    _not_a_back_door(user, by, role, office)
    _not_oneself(user, by, _("Anda tidak dapat memberi peran kepada diri sendiri. Minta Admin Sistem lain."))
    begins = _begins_to_read(user, by, role)
    if begins:
        handing.refuse_one_kept_ready(user)
    appointment = Appointment(
        user=user, office=office, role=Role(role), agency=agency, since=since or timezone.localdate(), until=until
    )
    _check(appointment)
    facts = {"user": user.pk, "role": appointment.role}
    with transaction.atomic():
        with ledger.record("appointment.add", by=by, office=office.code, data=facts) as entry:
            entry.add(appointment)
            newcomers.user_became_known(user)
        if begins:
            _forget_factors(user, by)
        if isinstance(by, User):  # the first leaders are made at the server, when there is nobody to tell
            handing.tell_leaders(user, by)
    user.__dict__.pop("appointments_now", None)
    return appointment


def end_appointment(*, appointment: Appointment, by: Actor, on: date | None = None) -> Appointment:
    """The role ends before `on` (today): from that day it opens nothing. One that never began is taken back whole."""
    _keeps_roles_of(appointment.office, by)
    user = appointment.user
    _not_oneself(user, by, _("Anda tidak dapat mengakhiri peran Anda sendiri. Minta Admin Sistem lain."))
    last = (on or timezone.localdate()) - timedelta(days=1)
    facts = {"user": user.pk, "role": appointment.role}
    with ledger.record("appointment.end", by=by, office=appointment.office.code, data=facts) as entry:
        handing.refuse_the_last_leader(user.appointments.filter(pk=appointment.pk), by)
        handing.tell_leaders(user, by)
        if last < appointment.since:
            entry.remove(appointment)
        else:
            appointment.until = last
            entry.change(appointment)
    user.__dict__.pop("appointments_now", None)
    return appointment


def keep_watch(*, office: Office, since: date, until: date, first: User, second: User | None, by: Actor) -> int:
    """The same two people on duty in each night from a day to a day; whoever stood there before is replaced. Returns
    how many nights."""
    if isinstance(by, User) and office.pk not in by.office_ids:
        raise Refused(_("Piket kantor ini diatur kantor itu sendiri."))
    require(by, Permission.SETTINGS, office.pk)
    nights = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    if not 0 < len(nights) <= MOST_NIGHTS:
        raise DomainError(_("Pilih satu sampai 62 malam."))
    _may_watch(office, first, second)
    standing = {watch.on: watch for watch in Watch.objects.filter(office=office, on__in=nights)}
    with ledger.record("watch.set", by=by, office=office.code, data={"nights": len(nights)}) as entry:
        for on in nights:
            watch = standing.get(on) or Watch(office=office, on=on)
            watch.first, watch.second = first, second
            entry.change(watch) if on in standing else entry.add(watch)
    return len(nights)


def _may_watch(office: Office, first: User, second: User | None) -> None:
    if first == second:
        raise DomainError(_("Pilih dua orang yang berbeda, supaya ada yang kedua."))
    for user in filter(None, (first, second)):
        if STAFF.isdisjoint(user.roles_in(office.pk)):
            raise DomainError(_("Petugas piket adalah petugas atau komisioner kantor ini."))
        if not user.email:
            raise DomainError(_("%(name)s belum punya surel. Isi dulu di halaman akunnya.") % {"name": user.name})


def _check(appointment: Appointment) -> None:
    if (appointment.role == Role.MITRA) != (appointment.agency is not None):
        raise DomainError(_("Lembaga diisi untuk peran Lembaga mitra, dan hanya untuk peran itu."))
    if appointment.until and appointment.until < appointment.since:
        raise DomainError(_("Hari terakhir tidak boleh sebelum hari pertama."))
    others = appointment.user.appointments.overlapping(appointment.since, appointment.until)
    held = {(other.role, other.office_id) for other in others}
    if (appointment.role, appointment.office_id) in held and appointment.role != Role.MITRA:
        raise Conflict(_("Peran ini sudah dipegang pada masa itu."))
    if not rules.may_be_held_together({appointment.role, *(role for role, _office in held)}):
        raise Refused(_("Admin Sistem, Lembaga mitra, dan Kantor Gubernur tidak dapat dirangkap dengan peran lain."))


def _keeps_roles_of(office: Office, by: Actor) -> None:
    """A leader gives and ends roles in the office they lead; an admin keeps the accounts of the whole house."""
    admin = isinstance(by, User) and Role.ADMIN in by.roles
    require(by, Permission.USERS, None if admin else office.pk)


def _not_a_back_door(user: User, by: Actor, role: str = "", office: Office | None = None) -> None:
    """Whoever can make or take over the account of a reader can read every child there: that is for the Ketua and Wakil
    of that office, not for an admin. A role that begins tomorrow counts as held. The first Ketua of an office is made
    at the server."""
    reads = {place for held, place in _held_from_today(user) if held in READERS}
    reads |= {office.pk} if office is not None and role in READERS else set()
    if not reads or not isinstance(by, User):
        return
    led = {held.office_id for held in by.appointments_now if held.role in TABLE[Permission.STAFF_ACCOUNTS]}
    if not led:
        raise Refused(_("Akun petugas, komisioner, dan Kantor Gubernur diurus Ketua atau Wakil Ketua. Minta mereka."))
    if not reads <= led:
        raise Refused(_("Akun ini bertugas di kantor lain. Minta Ketua kantor itu."))


def _begins_to_read(user: User, by: Actor, role: str) -> bool:
    return isinstance(by, User) and role in READERS and READERS.isdisjoint(held for held, _o in _held_from_today(user))


def _held_from_today(user: User) -> set[tuple[str, int]]:
    """The roles held today or begun later, each with its office."""
    return set(user.appointments.overlapping(timezone.localdate(), None).values_list("role", "office_id"))


def _not_oneself(user: User, by: Actor, message: str) -> None:
    if by.actor_id == user.actor_id:
        raise Refused(message)


def _forget_factors(user: User, by: Actor) -> None:
    factors = Authenticator.objects.filter(user=user)
    with ledger.record("user.reset_second_factor", by=by, data={"user": user.pk}) as entry:
        entry.witness(Covered.Change.REMOVED, *factors)
        notices.tell(user, Notice.Kind.FACTOR, entry)
        entry.remove(*Identity.objects.filter(user=user))  # who linked it may be who kept the account ready
    factors.delete()
    _end_sessions(user)


def _end_sessions(user: User, *, but: str = "") -> int:
    ended, _by_table = user.sessions.exclude(pk=but).delete()
    return ended


@contextmanager
def _recorded(verb: str, user: User, by: Actor) -> Iterator[Recording]:
    """An entry that covers the user's row. Raises Conflict when somebody else saved it since it was read."""
    with ledger.record(verb, by=by, data={"user": user.pk}) as entry:
        yield entry
        entry.change(user)
