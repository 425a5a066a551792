"""Users, roles and offices. A role is an appointment in an office for a time, and every appointment is in the ledger:
whoever changes a role behind the program's back is found."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import check_password
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet


class Role(models.TextChoices):
    KETUA = "ketua", _("Ketua")
    WAKIL = "wakil", _("Wakil Ketua")
    DIVISI_PENGADUAN = "divisi_pengaduan", _("Divisi Pelayanan Pengaduan/Mediasi")
    DIVISI_PEMANTAUAN = "divisi_pemantauan", _("Divisi Pemantauan/Evaluasi")
    SEKRETARIAT = "sekretariat", _("Sekretariat")
    MITRA = "mitra", _("Lembaga mitra")
    GUBERNUR = "gubernur", _("Kantor Gubernur")
    ADMIN = "admin", _("Admin Sistem")


class Office(LedgeredModel):
    """A commission: the province's, or a district's. With one office nobody sees the word."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    letterhead = models.JSONField(_("kop surat"), default=list, blank=True)
    city = models.CharField(_("kota"), max_length=60, default="Pontianak")
    region_code = models.CharField(max_length=13, default="61")
    letter_pattern = models.CharField(
        _("pola nomor surat"), max_length=80, default="{urut:03d}/KPPAD-KB/{bulan_romawi}/{tahun}"
    )

    objects = LedgeredQuerySet["Office"].as_manager()

    ledger_fields = {1: ("id", "version", "code", "name", "letterhead", "city", "region_code", "letter_pattern")}

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


def several_offices() -> bool:
    """Whether there is anything to choose: with one office nobody sees the word."""
    return Office.objects.order_by("pk")[1:2].exists()


class UserQuerySet(LedgeredQuerySet["User"]):
    def with_roles(self) -> Self:
        """Their appointments of today, in one query for all."""
        held = Appointment.objects.in_force(timezone.localdate()).select_related("office", "agency").order_by("pk")
        return self.prefetch_related(models.Prefetch("appointments", queryset=held, to_attr="held_today"))

    def holding(self, **conditions: Any) -> Self:
        """Those with an appointment of today that fits: `role=`, `office=`."""
        held = Appointment.objects.in_force(timezone.localdate()).filter(**conditions)
        return self.filter(pk__in=held.values("user_id"))

    def matching(self, text: str) -> Self:
        return self.filter(models.Q(name__icontains=text) | models.Q(username__icontains=text))

    def with_news(self) -> Self:
        """`has_news`: whether there is something that its owner has not answered yet."""
        open_ones = Notice.objects.open().filter(user=models.OuterRef("pk"))
        return self.annotate(has_news=models.Exists(open_ones))

    def get_by_natural_key(self, username: str | None) -> User:
        """Large and small letters are one: asked by Django's sign-in."""
        return self.get(username__iexact=username)


class User(LedgeredModel, AbstractBaseUser):
    """Someone who signs in at the desk. No superuser, no staff flag: what one may do is in the permission table.

    Every column is covered by the ledger, the password's hash too. When somebody last signed in is an entry there."""

    last_login = None

    username = models.CharField(_("nama pengguna"), max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=120)
    email = models.EmailField(_("surel"), blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="id")
    # Someone else made the password: nothing opens before its owner has chosen another.
    password_temporary = models.BooleanField(default=False)
    # From then on a temporary one opens nothing (initial.py).
    password_until = models.DateTimeField(null=True)
    # Its owner did not know what had happened to it: nothing opens before a leader has met them (ending.py).
    disowned_at = models.DateTimeField(null=True)

    objects = UserQuerySet.as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "username",
            "name",
            "email",
            "is_active",
            "language",
            "password",
            "password_temporary",
            "password_until",
            "disowned_at",
        )
    }

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False
    is_superuser = False

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is the password. Django would hash it anew and save past the ledger: `actions.renew_hash` does."""
        return check_password(raw_password, self.password)

    def get_full_name(self) -> str:
        return self.name

    @property
    def actor_id(self) -> str:
        return f"user:{self.pk}"

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()

    @cached_property
    def appointments_now(self) -> list[Appointment]:
        fetched: list[Appointment] | None = self.__dict__.get("held_today")  # by `with_roles`, a whole page at once
        if fetched is not None:
            return fetched
        return list(self.appointments.in_force(timezone.localdate()).select_related("office", "agency").order_by("pk"))

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(a.role for a in self.appointments_now)

    def roles_in(self, office_id: int) -> frozenset[str]:
        """What was given in this office: a role in one lends nothing in another."""
        return frozenset(a.role for a in self.appointments_now if a.office_id == office_id)

    @property
    def role(self) -> str:
        """The role shown beside the name: the first in the order of the list above."""
        return min(self.roles, key=list(Role.values).index, default="")

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label) if self.role else ""

    @property
    def office_ids(self) -> list[int]:
        return sorted({a.office_id for a in self.appointments_now})

    @property
    def office(self) -> Office:
        """Where new records of this user belong."""
        return self.appointments_now[0].office

    @property
    def agency_ids(self) -> list[int]:
        return sorted({a.agency_id for a in self.appointments_now if a.agency_id is not None})

    @property
    def agency_posts(self) -> list[tuple[int, int]]:
        """(office, agency) of each role of a partner: for this agency in this office, and for no other pair of them."""
        return sorted({(a.office_id, a.agency_id) for a in self.appointments_now if a.agency_id is not None})

    # The contract of AbstractBaseUser's permission half, answered by the table alone.
    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Identity(LedgeredModel):
    """By whom else an account is known: at the government's provider. No name and no token of theirs is kept, only a
    keyed code of issuer and subject (identities.py), so that the table tells nobody's number there."""

    user = models.OneToOneField(User, models.PROTECT, related_name="identity")
    code = models.CharField(max_length=64, unique=True)

    objects = LedgeredQuerySet["Identity"].as_manager()

    ledger_fields = {1: ("id", "version", "user", "code")}


class AppointmentQuerySet(LedgeredQuerySet["Appointment"]):
    def in_force(self, on: date) -> Self:
        return self.overlapping(on, on)

    def overlapping(self, since: date, until: date | None) -> Self:
        """In force on at least one day from `since` to `until` (None: for good)."""
        rows = self.filter(models.Q(until=None) | models.Q(until__gte=since))
        return rows if until is None else rows.filter(since__lte=until)


class Appointment(LedgeredModel):
    """A role in an office from a day to a day. A partner's appointment names its agency."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    office = models.ForeignKey(Office, models.PROTECT, related_name="appointments")
    role = models.CharField(_("peran"), max_length=20, choices=Role)
    # Named, not imported: every app asks accounts for permission, so accounts stands below agencies.
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        limit_choices_to={"active": True},
    )
    since = models.DateField(_("mulai"))
    until = models.DateField(_("sampai"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    ledger_fields = {1: ("id", "version", "user", "office", "role", "agency", "since", "until")}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(role=Role.MITRA) & models.Q(agency__isnull=False))
                | (~models.Q(role=Role.MITRA) & models.Q(agency__isnull=True)),
                name="accounts_partner_has_agency",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="accounts_ends_after_start",
            ),
        ]


class Watch(LedgeredModel):
    """Petugas piket: who is told first, and who second, of what cannot wait in the night that begins on this day."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="watches")
    on = models.DateField(_("malam"))
    first = models.ForeignKey(User, models.PROTECT, related_name="+")
    second = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = LedgeredQuerySet["Watch"].as_manager()

    ledger_fields = {1: ("id", "version", "office", "on", "first", "second")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "on"], name="accounts_one_watch_a_night")]


class KnownBrowser(LedgeredModel):
    """A browser in which an account was signed in before, by the hash of what its cookie holds (notices.py)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="browsers")
    code = models.CharField(max_length=64)

    objects = LedgeredQuerySet["KnownBrowser"].as_manager()

    ledger_fields = {1: ("id", "version", "user", "code")}


class NoticeQuerySet(LedgeredQuerySet["Notice"]):
    def open(self) -> Self:
        return self.filter(settled_at=None)

    def to_mail(self, since: datetime) -> Self:
        """Answered or not: whoever answers is not always its owner."""
        return self.filter(mailed_at=None, at__gte=since).select_related("user").order_by("pk")

    def naming_an_address(self, since: datetime) -> Self:
        """Those that keep an address of before."""
        return self.filter(at__gte=since).exclude(address="").order_by("pk")


class Notice(LedgeredModel):
    """What happened to an account, until its owner says whether it was they."""

    class Kind(models.TextChoices):
        BROWSER = "browser", _("Masuk dari peramban yang belum dikenal")
        PASSWORD = "password", _("Kata sandi diganti")
        FACTOR = "factor", _("Langkah kedua masuk dipasang atau dilepas")
        CODES = "codes", _("Kode cadangan dibuat baru")
        IDENTITY = "identity", _("Akun penyedia masuk dihubungkan")
        EMAIL = "email", _("Surel dinas diganti")

    user = models.ForeignKey(User, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    # Of a sign-in: in which browser, and by which factors (shown.py). Of a changed address: the one before.
    browser = models.CharField(max_length=64, blank=True)
    shown = models.JSONField(default=list, blank=True)
    address = models.EmailField(blank=True)
    mailed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    ledger_fields = {
        1: ("id", "version", "user", "kind", "at", "browser", "shown", "address", "mailed_at", "settled_at")
    }


class SessionQuerySet(models.QuerySet["Session"]):
    def living(self, now: datetime) -> Self:
        return self.filter(expire_date__gt=now)

    def expired(self, now: datetime) -> Self:
        return self.filter(expire_date__lte=now)


class Session(models.Model):
    """A browser's session, found and opened by its cookie alone (sessions.py); of a signed-in one, where it is."""

    place = models.CharField(max_length=64, primary_key=True)
    sealed = models.BinaryField()
    expire_date = models.DateTimeField(db_index=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    begun_at = models.DateTimeField(default=timezone.now)
    # When its person was last there, to half a minute; none while it is locked by hand (idle.py).
    seen_at = models.DateTimeField(null=True, default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=60, blank=True)

    objects = SessionQuerySet.as_manager()


class Tally(models.Model):
    """What is counted at the door for minutes, under a code that names nobody (limits.py)."""

    code = models.CharField(max_length=64, primary_key=True)
    value = models.TextField()
    expires_at = models.FloatField(db_index=True)  # seconds since 1970 UTC

    objects = models.Manager()
