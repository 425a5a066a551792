"""Somebody asks for what is held of a child, for its correction, or takes a consent back: who asks, what two people
decide, what was done. Everything said lies under the child's key."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.cases.models import Case
from suar.casework.children.models import Child
from suar.casework.conflicts.withheld import WithheldQuerySet
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedJSONField, VaultModel
from suar.registry.accounts.models import Office, User


class Kind(models.TextChoices):
    """What is asked (UU 27/2022 art. 30, 32, 40)."""

    ACCESS = "access", _("melihat atau mendapat salinan data")
    CORRECTION = "correction", _("memperbaiki data")
    WITHDRAWAL = "withdrawal", _("menarik persetujuan")


class Relation(models.TextChoices):
    """Who asks, as they say themselves."""

    CHILD = "child", _("anak sendiri")
    PARENT = "parent", _("orang tua")
    GUARDIAN = "guardian", _("wali atau pengasuh")
    LAWYER = "lawyer", _("kuasa hukum")
    OTHER = "other", pgettext_lazy("peminta", "orang lain")


class Channel(models.TextChoices):
    VISIT = "visit", _("datang langsung")
    LETTER = "letter", _("surat")
    PHONE = "phone", _("telepon")
    WHATSAPP = "whatsapp", _("WhatsApp")
    EMAIL = "email", _("surel")


class Status(models.TextChoices):
    OPEN = "open", pgettext_lazy("permintaan", "berjalan")
    DECIDED = "decided", pgettext_lazy("permintaan", "diputuskan, belum dilaksanakan")
    DONE = "done", pgettext_lazy("permintaan", "selesai")
    DROPPED = "dropped", pgettext_lazy("permintaan", "dicabut peminta")


TRANSITIONS: dict[str, frozenset[str]] = {
    Status.OPEN: frozenset({Status.DECIDED, Status.DROPPED}),
    Status.DECIDED: frozenset({Status.DONE, Status.OPEN, Status.DROPPED}),
    Status.DONE: frozenset(),
    Status.DROPPED: frozenset(),
}


class Identity(models.TextChoices):
    SEEN = "seen", _("kartu identitas dilihat asli")
    KNOWN = "known", _("dikenal sendiri oleh petugas")
    NOT_SHOWN = "not_shown", _("belum atau tidak ditunjukkan")


class Custody(models.TextChoices):
    """By which right somebody asks for a child."""

    SHOWN = "shown", _("ditunjukkan: akta, putusan, penetapan, atau surat kuasa")
    NOT_NEEDED = "not_needed", _("tidak perlu: anak sendiri yang meminta")
    DISPUTED = "disputed", _("diperselisihkan")
    NOT_SHOWN = "not_shown", _("belum atau tidak ditunjukkan")


class Implicated(models.TextChoices):
    """Whether the asker is among those from whom the child is protected. An allegation is enough."""

    NO = "no", _("tidak, sejauh berkas ini berkata")
    YES = "yes", _("ya, diduga")
    UNKNOWN = "unknown", _("belum diperiksa")


class Wish(models.TextChoices):
    """What the child wants, where it can say so."""

    AGREES = "agrees", _("anak setuju")
    REFUSES = "refuses", _("anak tidak mau")
    NOT_ASKED = "not_asked", _("belum ditanyakan dengan aman")
    TOO_YOUNG = "too_young", _("terlalu kecil untuk ditanyai")


class Outcome(models.TextChoices):
    GRANT = "grant", _("dikabulkan")
    REFUSE = "refuse", pgettext_lazy("permintaan", "ditolak")


class RequestQuerySet(WithheldQuerySet["SubjectRequest"]):
    def visible_to(self, user: User) -> Self:
        """An office's own. A partner sees none."""
        if user.agency_ids:
            return self.none()
        return self.filter(office__in=user.office_ids).not_withheld_from(user, "child")

    def open(self) -> Self:
        """What still waits for somebody here."""
        return self.filter(status__in=[Status.OPEN, Status.DECIDED])

    def ended(self) -> Self:
        return self.filter(status__in=[Status.DONE, Status.DROPPED])


class SubjectRequest(VaultModel, LedgeredModel, Stateful):
    """One request. `words`: {"name", "contact", "asks"} of whoever asks, {"behalf"} for whom; `ending`: {"how"} it
    was carried out, or {"why"} it was dropped."""

    transitions = TRANSITIONS

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="requests")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    number = models.CharField(_("nomor"), max_length=20)
    kind = models.CharField(_("yang diminta"), max_length=12, choices=Kind)
    relation = models.CharField(_("yang meminta"), max_length=10, choices=Relation)
    channel = models.CharField(_("lewat"), max_length=10, choices=Channel)
    received_at = models.DateTimeField(_("diterima"))
    words = EncryptedJSONField(_("permintaan"))
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    duty = models.UUIDField(null=True)
    ending = EncryptedJSONField(_("pelaksanaan"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = RequestQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "case",
            "child",
            "number",
            "kind",
            "relation",
            "channel",
            "received_at",
            "words",
            "status",
            "outcome",
            "duty",
            "ending",
            "by",
            "at",
            "ended_by",
            "ended_at",
        )
    }

    class Meta:
        indexes = [models.Index(fields=["office", "received_at", "id"], name="rights_office_received")]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="rights_number_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=[Status.OPEN, Status.DECIDED], ended_by=None, ended_at=None)
                | models.Q(status__in=[Status.DONE, Status.DROPPED], ended_by__isnull=False, ended_at__isnull=False),
                name="rights_ended_by_someone",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status in {Status.OPEN, Status.DECIDED}


class RequestRow(VaultModel, LedgeredModel):
    """What was written down about a request."""

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey(SubjectRequest, models.PROTECT, related_name="%(class)ss")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]


class Check(RequestRow):
    """Who asks, as it was looked at. Nothing is written over: the latest counts. `words`: {"shown", "implicated",
    "wish", "kept"}."""

    identity = models.CharField(_("jati diri"), max_length=10, choices=Identity)
    custody = models.CharField(_("hak atas anak"), max_length=10, choices=Custody)
    implicated = models.CharField(_("diduga terlibat"), max_length=8, choices=Implicated)
    wish = models.CharField(_("keinginan anak"), max_length=10, choices=Wish)
    words = EncryptedJSONField(_("catatan pemeriksaan"))

    objects = LedgeredQuerySet["Check"].as_manager()

    ledger_fields = {
        1: ("id", "version", "request", "child", "by", "at", "identity", "custody", "implicated", "wish", "words")
    }


class Decision(RequestRow):
    """What one person proposes and another answers: confirmed, or sent back with a reason. `sections`: codes of what is
    given; `grounds`: codes of why not. `words`: {"why"}, and {"back"} where it was sent back."""

    outcome = models.CharField(_("usul"), max_length=8, choices=Outcome)
    sections = models.JSONField(default=list)
    grounds = models.JSONField(default=list)
    read_through = models.BooleanField(default=False)
    words = EncryptedJSONField(_("alasan"))
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = LedgeredQuerySet["Decision"].as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "request",
            "child",
            "by",
            "at",
            "outcome",
            "sections",
            "grounds",
            "read_through",
            "words",
            "confirmed_by",
            "confirmed_at",
            "ended_by",
            "ended_at",
        )
    }

    class Meta(RequestRow.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("by")),
                name="rights_confirmed_by_a_second_person",
            ),
            # One waits, or stands, at a time: the others were sent back or taken up again.
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(ended_at=None), name="rights_one_decision_stands"
            ),
        ]

    @property
    def waits(self) -> bool:
        return self.confirmed_at is None and self.ended_at is None

    @property
    def stands(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None
