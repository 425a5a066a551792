"""Conflict of interest: whom somebody declared to be close to, and whose file is withheld from whom."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedJSONField, EncryptedTextField, VaultModel
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency

RENEW_AFTER = timedelta(days=365)


class TieKind(models.TextChoices):
    SPOUSE = "spouse", _("suami atau istri")
    PARENT = "parent", _("orang tua atau mertua")
    CHILD = "child", _("anak atau menantu")
    SIBLING = "sibling", _("saudara kandung atau ipar")
    KIN = "kin", _("kerabat lain")
    FRIEND = "friend", _("sahabat")
    WORK = "work", _("rekan kerja atau usaha")
    OTHER = "other", _("lainnya")


class Declaration(LedgeredModel):
    """What one person declared last. `id` is the subject of the key that seals the ties; no tie means *none*."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.OneToOneField(User, models.PROTECT, related_name="declaration")
    declared_on = models.DateField(_("dinyatakan"))
    # Who heads an agency speaks for it: what names the head is withheld from the whole agency.
    heads_agency = models.BooleanField(_("saya memimpin lembaga saya"), default=False)

    objects = LedgeredQuerySet["Declaration"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {1: ("id", "version", "user", "declared_on", "heads_agency")}

    @property
    def is_overdue(self) -> bool:
        """A year old: the profile reminds, nothing waits for it."""
        return self.declared_on <= timezone.localdate() - RENEW_AFTER


def counts_from(on: date) -> date:
    """What ended on this day or later still counts: nobody ends a tie to see a file."""
    return on - timedelta(days=settings.SUAR_ENDED_TIE_DAYS)


class TieQuerySet(LedgeredQuerySet["Tie"]):
    def standing(self) -> Self:
        return self.filter(ended_on=None)

    def just_ended(self, on: date) -> Self:
        """True no more, or corrected since, and still compared."""
        return self.filter(ended_on__gte=counts_from(on))


class Tie(VaultModel, LedgeredModel):
    """Somebody close to whoever declared it. Nothing is written over: a correction ends the row and begins another."""

    subject_path = "declaration_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="ties")
    kind = models.CharField(_("hubungan"), max_length=10, choices=TieKind)
    name = EncryptedTextField(_("nama"))
    place = EncryptedTextField(_("tempat tinggal"))
    born = EncryptedTextField(_("tahun lahir"))
    since = models.DateField(_("dicatat"))
    ended_on = models.DateField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = TieQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "declaration", "kind", "name", "place", "born", "since", "ended_on", "corrects")
    }

    class Meta:
        ordering = ["since", "id"]

    @property
    def counts_until(self) -> date | None:
        """The last day on which it is compared; None while it stands."""
        return self.ended_on and self.ended_on + timedelta(days=settings.SUAR_ENDED_TIE_DAYS)


class Origin(models.TextChoices):
    NAMES = "names", _("nama yang disebut")
    OWN = "own", _("menyatakan sendiri")
    LEADER = "leader", _("pimpinan")


class Status(models.TextChoices):
    WAITING = "waiting", _("menunggu keputusan")
    CONFIRMED = "confirmed", _("benar berkepentingan")
    DISMISSED = "dismissed", _("bukan orang yang sama")
    LIFTED = "lifted", _("dicabut")


TRANSITIONS: dict[str, frozenset[str]] = {
    Status.WAITING: frozenset({Status.CONFIRMED, Status.DISMISSED}),
    Status.CONFIRMED: frozenset({Status.LIFTED}),
    Status.DISMISSED: frozenset({Status.CONFIRMED}),
    Status.LIFTED: frozenset({Status.CONFIRMED}),
}
IN_FORCE = models.Q(status=Status.WAITING) | models.Q(status=Status.CONFIRMED)


class Turn(models.TextChoices):
    """Who decides: the leaders; where none of them is free, the other commissioners; or nobody in this house."""

    LEADERS = "leaders", _("Ketua atau Wakil Ketua")
    COMMISSIONERS = "others", _("komisioner lain")
    NOBODY = "nobody", _("orang di luar komisi")


class WithholdingQuerySet(LedgeredQuerySet["Withholding"]):
    def standing(self) -> Self:
        """In force: suspected or confirmed."""
        return self.filter(IN_FORCE)

    def waiting(self) -> Self:
        return self.filter(status=Status.WAITING)

    def about(self, subject: uuid.UUID) -> Self:
        return self.filter(subject=subject)

    def against(self, user: User) -> Self:
        """What is withheld from this person, or from the whole agency that it belongs to."""
        own = models.Q(user=user.pk)
        return self.filter(own | models.Q(agency__in=user.agency_ids) if user.agency_ids else own)


class Withholding(VaultModel, LedgeredModel, Stateful):
    """One file withheld from one person, or from a whole agency. Every list leaves it out for them (`withheld.py`).

    `began_as` is the subject as it arrived: a complaint's own, before it became a child's file. By the form only the
    day stands in clear."""

    transitions = TRANSITIONS

    subject_path = "subject"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    subject = models.UUIDField()
    code = models.CharField(max_length=36)  # the subject as an alarm writes it
    began_as = models.UUIDField()
    case_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=20, blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="withholdings")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin)
    evidence = EncryptedJSONField()
    since = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    turn = models.CharField(max_length=10, choices=Turn, default=Turn.LEADERS)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    why = EncryptedTextField(_("alasan"))
    # Who else reads, where a leader's withholding leaves one reader: from outside the commission, if need be.
    reader = EncryptedTextField(_("yang ikut membaca"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = WithholdingQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "subject",
            "code",
            "began_as",
            "case_id",
            "reference",
            "user",
            "agency",
            "origin",
            "evidence",
            "since",
            "status",
            "turn",
            "by",
            "why",
            "reader",
            "decided_by",
            "decided_at",
        )
    }

    class Meta:
        indexes = [
            # What every list asks: which subjects are withheld from this one. Read from the index alone.
            models.Index(fields=["user", "subject"], condition=IN_FORCE, name="conflicts_from_user"),
            models.Index(fields=["agency", "subject"], condition=IN_FORCE, name="conflicts_from_agency"),
            models.Index(fields=["subject"], name="conflicts_subject"),
            models.Index(fields=["office", "status", "since"], name="conflicts_office_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | models.Q(agency__isnull=False), name="conflicts_from_somebody"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("user")),
                name="conflicts_nobody_decides_on_oneself",
            ),
        ]

    @property
    def notice(self) -> str:
        """What an alarm about the withholding itself is called: it is heard where the file must not be named."""
        return self.pk.hex

    @property
    def in_force(self) -> bool:
        return self.status in (Status.WAITING, Status.CONFIRMED)

    def not_open(self) -> str:
        return gettext("Ini sudah diputuskan. Muat ulang halaman ini.")
