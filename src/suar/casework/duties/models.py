"""The atom of the system: who owes what, for which child, by when, on what basis, and was it done."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.vault.fields import EncryptedTextField, VaultModel
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency


class Status(models.TextChoices):
    OPEN = "open", _("terbuka")
    ACKNOWLEDGED = "acknowledged", _("diterima")
    DONE = "done", _("selesai")
    CANCELLED = "cancelled", _("dibatalkan")


TRANSITIONS: dict[str, frozenset[str]] = {
    Status.OPEN: frozenset({Status.ACKNOWLEDGED, Status.DONE, Status.CANCELLED}),
    Status.ACKNOWLEDGED: frozenset({Status.DONE, Status.CANCELLED}),
    Status.DONE: frozenset({Status.OPEN}),  # undo, with its reason in the ledger
    Status.CANCELLED: frozenset({Status.OPEN}),
}


class DutyQuerySet(LedgeredQuerySet["Duty"]):
    def visible_to(self, user: User) -> Self:
        """Staff see their offices' duties; a partner sees what its own agency owes."""
        if user.agency_ids:
            return self.filter(agency__in=user.agency_ids, office__in=user.office_ids)
        return self.filter(office__in=user.office_ids)

    def open(self) -> Self:
        return self.filter(status__in=[Status.OPEN, Status.ACKNOWLEDGED])

    def overdue(self, now: datetime) -> Self:
        """Open and past due. A question ('ask') never counts as somebody's lateness."""
        return self.open().filter(due_at__lt=now)

    def ours(self) -> Self:
        """What the commission itself owes."""
        return self.filter(agency=None)

    def theirs(self) -> Self:
        """What agencies owe."""
        return self.filter(agency__isnull=False)

    def about(self, subject: UUID) -> Self:
        return self.filter(subject=subject)

    def scored(self) -> Self:
        """Duties that may count for or against an agency: a doubtful limit never does."""
        return self.theirs().exclude(certainty="verify")


class Duty(VaultModel, LedgeredModel):
    """One duty. `due_at` is empty for a duty to ask after a date that nobody knows."""

    class About(models.TextChoices):
        CHILD = "child", _("anak")
        COMPLAINT = "complaint", _("pengaduan")
        OFFICE = "office", _("kantor")

    class OwedTo(models.TextChoices):
        CHILD = "child", _("anak")
        REPORTER = "reporter", _("pelapor")
        COMMISSION = "commission", _("komisi")
        AGENCY = "agency", _("lembaga")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="duties")
    about = models.CharField(max_length=10, choices=About)
    subject = models.UUIDField()
    case_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=20, blank=True)
    kind = models.CharField(_("kewajiban"), max_length=40)
    what = EncryptedTextField(_("rincian"))
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="duties")
    officer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="duties")
    owed_to = models.CharField(max_length=12, choices=OwedTo)
    rule = models.CharField(max_length=60, blank=True)
    event = models.CharField(max_length=80, blank=True)
    event_at = models.DateTimeField(null=True)
    pauses = models.JSONField(default=list)
    extended = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    unit = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    certainty = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    started_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_note = EncryptedTextField(_("catatan penyelesaian"))
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    late_on = models.DateTimeField(null=True)

    objects = DutyQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "about",
            "subject",
            "case_id",
            "reference",
            "kind",
            "what",
            "agency",
            "officer",
            "owed_to",
            "rule",
            "event",
            "event_at",
            "pauses",
            "extended",
            "due_at",
            "unit",
            "basis",
            "certainty",
            "status",
            "started_at",
            "acknowledged_at",
            "done_at",
            "done_note",
            "reminded_at",
            "escalated_at",
            "late_on",
        )
    }

    class Meta:
        indexes = [
            models.Index(fields=["office", "status", "due_at"], name="duties_office_due"),
            models.Index(fields=["subject", "status"], name="duties_subject"),
            models.Index(fields=["agency", "status", "due_at"], name="duties_agency_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=Status.DONE) | models.Q(done_at__isnull=False), name="duties_done_has_time"
            ),
        ]

    @property
    def vault_subject(self) -> UUID:
        return self.subject

    @property
    def is_open(self) -> bool:
        return self.status in {Status.OPEN, Status.ACKNOWLEDGED}

    @property
    def in_doubt(self) -> bool:
        """The limit comes from knowledge nobody checked against the text: shown, never scored, never a letter."""
        return self.certainty == "verify"

    def is_late(self, now: datetime) -> bool:
        return self.due_at is not None and (self.done_at or now) > self.due_at and self.status != Status.CANCELLED

    def move_to(self, status: str) -> None:
        """The only way a status changes. Raises ValueError for a pair that TRANSITIONS does not allow."""
        if status not in TRANSITIONS[self.status]:
            raise ValueError(f"A duty cannot go from {self.status} to {status}.")
        self.status = status
