"""Who agreed to what, what was agreed with which body, and what went out. Stories are sealed under the child's key."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.cases.models import Case
from suar.casework.children.models import Child
from suar.casework.conflicts.withheld import WithheldQuerySet
from suar.casework.sharing.codes import Answer, Form, Giver, Purpose, Verdict, Way, Whose
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedJSONField, VaultModel
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency


class OfFileQuerySet[M: LedgeredModel](WithheldQuerySet[M]):
    def visible_to(self, user: User) -> Self:
        """Of the offices of this user; no partner body sees any of it here."""
        if user.agency_ids:
            return self.none()
        return self.filter(case__office__in=user.office_ids).not_withheld_from(user, "child")


class ConsentQuerySet(OfFileQuerySet["Consent"]):
    pass


class Consent(VaultModel, LedgeredModel):
    """What one person said once, whoever spoke for them. Never written over: a withdrawal is an act of its own, what is
    said later is a row of its own.

    `terms` are the story of it:

        {"purposes": [codes], "agencies": [ids], "kinds": [kinds]}     what for, with whom
        {"kept": {"agency": id or null, "who": …, "fields": [codes], "why": …}}   what is withheld from whom; no
                                                                                  field: everything
        {"name", "language", "aloud", "capacity", "note", "reason_note": …}"""

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.PROTECT, related_name="consents")
    child = models.ForeignKey(Child, models.PROTECT, related_name="consents")
    whose = models.CharField(_("persetujuan siapa"), max_length=10, choices=Whose)
    giver = models.CharField(_("yang berbicara"), max_length=10, choices=Giver)
    answer = models.CharField(_("jawaban"), max_length=4, choices=Answer)
    form = models.CharField(_("bentuk"), max_length=8, choices=Form)
    reason = models.CharField(_("mengapa tidak ditanyakan"), max_length=24, blank=True)
    terms = EncryptedJSONField(_("isi"))
    given_on = models.DateField(_("tanggal"))
    expires_on = models.DateField(_("berlaku sampai"), null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_on = models.DateField(_("dicabut"), null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawal = EncryptedJSONField(_("pencabutan"))  # {"who": …, "why": …}
    renew_duty = models.UUIDField(null=True)

    objects = ConsentQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id", "version", "case", "child", "whose", "giver", "answer", "form", "reason", "terms", "given_on",
            "expires_on", "by", "at", "withdrawn_on", "withdrawn_at", "withdrawn_by", "withdrawal", "renew_duty",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["-given_on", "-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(giver=models.F("whose"), reason="")
                | (models.Q(giver__in=[Giver.ADULT, Giver.OFFICER]) & ~models.Q(reason="")),
                name="sharing_speaks_for_another_with_a_reason",
            ),
            models.CheckConstraint(
                condition=(models.Q(giver=Giver.OFFICER) & models.Q(form=Form.NONE))
                | (~models.Q(giver=Giver.OFFICER) & ~models.Q(form=Form.NONE)),
                name="sharing_not_sought_has_no_form",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on=None, withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_on__isnull=False, withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="sharing_withdrawn_by_someone",
            ),
        ]

    @property
    def is_standing(self) -> bool:
        """Somebody agreed, and has not taken it back."""
        return self.answer == Answer.YES and self.withdrawn_on is None

    @property
    def said(self) -> dict[str, Any]:
        """The terms; empty once the child is erased."""
        return dict(self.terms or {})


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("kesepakatan", "rancangan")
    SIGNED = "signed", pgettext_lazy("kesepakatan", "berlaku")
    REPLACED = "replaced", pgettext_lazy("kesepakatan", "diganti versi baru")
    ENDED = "ended", pgettext_lazy("kesepakatan", "diakhiri")


AGREEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    AgreementStatus.DRAFT: frozenset({AgreementStatus.SIGNED, AgreementStatus.ENDED}),
    AgreementStatus.SIGNED: frozenset({AgreementStatus.REPLACED, AgreementStatus.ENDED}),
    AgreementStatus.REPLACED: frozenset(),
    AgreementStatus.ENDED: frozenset(),
}


class AgreementQuerySet(LedgeredQuerySet["Agreement"]):
    def visible_to(self, user: User) -> Self:
        return self.none() if user.agency_ids else self.filter(office__in=user.office_ids)

    def signed(self) -> Self:
        """Neither replaced nor ended. Of one body several may be: the one in force, and those that begin later."""
        return self.filter(status=AgreementStatus.SIGNED)

    def with_body(self, office_id: int, agency_id: int) -> Self:
        """Newest edition first."""
        return self.filter(office=office_id, agency=agency_id).order_by("-edition")


class Agreement(LedgeredModel, Stateful):
    """What one office and one body agreed: for each purpose the allowed fields and how long the receiver keeps them.
    Not about a child. A change is a new edition; the one before stays as it was signed, and in force until the new one
    begins: of those that are signed the newest that has begun counts."""

    transitions = AGREEMENT_TRANSITIONS

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="agreements")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="agreements")
    edition = models.PositiveSmallIntegerField(_("versi"))
    terms = models.JSONField(default=dict)  # purpose -> codes of the allowed fields
    months = models.JSONField(default=dict)  # purpose -> how long the receiver keeps it
    contact = models.CharField(_("narahubung di lembaga"), max_length=160)
    basis = models.CharField(_("dasar"), max_length=240)
    valid_from = models.DateField(_("berlaku dari"))
    valid_until = models.DateField(_("sampai"))
    status = models.CharField(max_length=10, choices=AgreementStatus, default=AgreementStatus.DRAFT)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    sign_reason = models.CharField(_("alasan menandatangani"), max_length=400, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(_("alasan mengakhiri"), max_length=400, blank=True)

    objects = AgreementQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id", "version", "office", "agency", "edition", "terms", "months", "contact", "basis", "valid_from",
            "valid_until", "status", "by", "at", "signed_by", "signed_at", "sign_reason", "ended_by", "ended_at",
            "end_reason",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["agency_id", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["office", "agency", "edition"], name="sharing_edition_once"),
            models.CheckConstraint(
                condition=models.Q(signed_by=None) | ~models.Q(signed_by=models.F("by")),
                name="sharing_signed_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[AgreementStatus.SIGNED, AgreementStatus.REPLACED])
                | models.Q(signed_by__isnull=False, signed_at__isnull=False),
                name="sharing_in_force_is_signed",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.status == AgreementStatus.DRAFT

    @property
    def is_signed(self) -> bool:
        return self.status == AgreementStatus.SIGNED

    @property
    def begins_on(self) -> date:
        """Nothing goes under it before somebody signed it."""
        return max(self.valid_from, timezone.localdate(self.signed_at)) if self.signed_at else self.valid_from


class Status(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("rujukan", "rancangan")
    SENT = "sent", pgettext_lazy("rujukan", "dikirim")
    RECEIVED = "received", pgettext_lazy("rujukan", "diterima kantornya")
    ACCEPTED = "accepted", pgettext_lazy("rujukan", "disanggupi")
    REFUSED = "refused", pgettext_lazy("rujukan", "ditolak")
    DONE = "done", pgettext_lazy("rujukan", "selesai")
    CANCELLED = "cancelled", pgettext_lazy("rujukan", "dibatalkan")


TRANSITIONS: dict[str, frozenset[str]] = {
    Status.DRAFT: frozenset({Status.SENT, Status.CANCELLED}),
    Status.SENT: frozenset({Status.RECEIVED}),
    Status.RECEIVED: frozenset({Status.ACCEPTED, Status.REFUSED}),
    Status.ACCEPTED: frozenset({Status.DONE}),
    Status.REFUSED: frozenset(),
    Status.DONE: frozenset(),
    Status.CANCELLED: frozenset(),
}


class ReferralQuerySet(OfFileQuerySet["Referral"]):
    def gone(self) -> Self:
        """What left the house."""
        return self.exclude(sent_at=None)


class Referral(VaultModel, LedgeredModel, Stateful):
    """One package to one named person at one body, and what became of it.

    `draft` is what was written for it, `package` what went out, word by word (`packages.py`), frozen when it is sent.
    `answers` are words of the steps after that:

        {"number", "by": …}  of the receipt    {"answer": …}  why accepted or refused    {"result": …}
        {"why": …}  why it goes without agreement    {"review": …}  what the second person found"""

    transitions = TRANSITIONS

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    child = models.ForeignKey(Child, models.PROTECT, related_name="referrals")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="referrals")
    purpose = models.CharField(_("tujuan"), max_length=10, choices=Purpose)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="referrals")
    danger = models.CharField(_("tanpa kesepakatan, karena"), max_length=20, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    number = models.CharField(_("nomor"), max_length=120, blank=True)
    draft = EncryptedJSONField()
    package = EncryptedJSONField()
    answers = EncryptedJSONField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_how = models.CharField(_("cara"), max_length=10, choices=Way, blank=True)
    received_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # that a consent was withdrawn, or was another child's
    consent_lost_at = models.DateTimeField(null=True)  # two files were taken apart: the yes stands in the other
    reviewer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    receipt_duty = models.UUIDField(null=True)
    ask_duty = models.UUIDField(null=True)
    review_duty = models.UUIDField(null=True)

    objects = ReferralQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id", "version", "case", "child", "agency", "purpose", "agreement", "danger", "status", "number", "draft",
            "package", "answers", "by", "at", "sent_by", "sent_at", "sent_how", "received_at", "answered_at",
            "done_at", "told_at", "consent_lost_at", "reviewer", "reviewed_by", "reviewed_at", "verdict",
            "receipt_duty", "ask_duty", "review_duty",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[Status.DRAFT, Status.CANCELLED], sent_at=None)
                | (
                    models.Q(sent_at__isnull=False, sent_by__isnull=False)
                    & ~models.Q(number="")
                    & (models.Q(agreement__isnull=False, danger="") | (models.Q(agreement=None) & ~models.Q(danger="")))
                ),
                name="sharing_sent_on_a_basis",
            ),
            models.CheckConstraint(
                condition=models.Q(danger="") | models.Q(reviewer__isnull=False),
                name="sharing_danger_tells_a_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by=None) | ~models.Q(reviewed_by=models.F("sent_by")),
                name="sharing_reviewed_by_another",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def waits_for_review(self) -> bool:
        return bool(self.danger) and self.reviewed_at is None

    @property
    def office(self) -> Office:
        return self.case.office
