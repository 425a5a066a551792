"""Letters to agencies that are late: what was proposed, issued, sent, answered; and the templates of an office."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.conflicts.withheld import subjects_withheld_from
from suar.casework.duties.models import Duty
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedJSONField, EncryptedTextField, VaultModel
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency
from suar.registry.agencies.rules import is_named


class Kind(models.TextChoices):
    REMINDER = "reminder", _("pengingat")
    ESCALATION = "escalation", _("eskalasi")


class Status(models.TextChoices):
    DRAFT = "draft", _("usulan")
    ISSUED = "issued", _("terbit")
    SENT = "sent", pgettext_lazy("surat", "terkirim")
    ANSWERED = "answered", pgettext_lazy("surat", "dijawab")
    WITHDRAWN = "withdrawn", pgettext_lazy("surat", "ditarik")


TRANSITIONS: dict[str, frozenset[str]] = {
    Status.DRAFT: frozenset({Status.ISSUED, Status.WITHDRAWN}),
    Status.ISSUED: frozenset({Status.SENT, Status.WITHDRAWN}),
    Status.SENT: frozenset({Status.ANSWERED, Status.WITHDRAWN}),
    Status.ANSWERED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}
NUMBERED = (Status.ISSUED, Status.SENT, Status.ANSWERED)


class SentBy(models.TextChoices):
    """How a letter left the house."""

    COURIER = "courier", _("diantar, dengan buku ekspedisi")
    POST = "post", _("pos tercatat")
    EMAIL = "email", _("surel kantor")
    SYSTEM = "system", _("aplikasi persuratan daerah")


class Form(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"


class LetterTemplate(LedgeredModel):
    """The form that an office made in its word processor for one kind of letter. The newest in use counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="letter_templates")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    in_use = models.BooleanField(default=True)

    objects = LedgeredQuerySet["LetterTemplate"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "office", "kind", "name", "content", "sha256", "by", "at", "in_use")
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind"], condition=models.Q(in_use=True), name="letters_one_template_in_use"
            )
        ]


class LetterQuerySet(LedgeredQuerySet["Letter"]):
    def visible_to(self, user: User) -> Self:
        """Letters belong to the office that writes them. A partner sees none: it gets the letter itself. One that names
        a file withheld from the user is withheld whole."""
        if user.agency_ids:
            return self.none()
        naming = LetterLine.objects.filter(duty__subject__in=subjects_withheld_from(user))
        return self.filter(office__in=user.office_ids).exclude(pk__in=naming.values("letter"))

    def drafts(self) -> Self:
        return self.filter(status=Status.DRAFT)

    def unfinished(self) -> Self:
        """Something is still to be done about it."""
        return self.filter(status__in=[Status.DRAFT, Status.ISSUED, Status.SENT])

    def to_send(self) -> Self:
        return self.filter(status=Status.ISSUED)

    def waiting(self) -> Self:
        """Sent, and no answer yet."""
        return self.filter(status=Status.SENT)


class Letter(VaultModel, LedgeredModel, Stateful):
    """One letter. `agency` is late; `to` is who gets the letter: the agency itself, or its superior.

    `line` is the person or office-holder of `to` for whose attention it is. `frozen` are all words of the letter as it
    was issued; before that they are written anew at each look. What people typed is sealed under the letter's own key:
    a letter may be about several children, and names each by the number of the file alone."""

    transitions = TRANSITIONS

    subject_path = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="letters")
    to = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    addressee = models.CharField(_("kepada"), max_length=160)
    line = models.CharField(_("untuk perhatian"), max_length=160, blank=True)
    closing = EncryptedTextField(_("kata penutup"))
    signer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    proposed_at = models.DateTimeField()
    turn_at = models.DateTimeField()
    number = models.CharField(max_length=120, blank=True)
    dated = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    template = models.ForeignKey(LetterTemplate, models.PROTECT, null=True, related_name="+")
    frozen = EncryptedJSONField()
    sent_at = models.DateTimeField(null=True)
    sent_how = models.CharField(max_length=10, choices=SentBy, blank=True)
    answer_by = models.DateTimeField(null=True)
    answered_on = models.DateField(null=True)
    answer_number = models.CharField(max_length=120, blank=True)
    answer_note = EncryptedTextField(_("isi jawaban"))
    withdrawn_at = models.DateTimeField(null=True)
    why = EncryptedTextField(_("alasan"))

    objects = LetterQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "kind",
            "agency",
            "to",
            "addressee",
            "line",
            "closing",
            "signer",
            "follows",
            "status",
            "proposed_at",
            "turn_at",
            "number",
            "dated",
            "issued_at",
            "issued_by",
            "template",
            "frozen",
            "sent_at",
            "sent_how",
            "answer_by",
            "answered_on",
            "answer_number",
            "answer_note",
            "withdrawn_at",
            "why",
        )
    }

    class Meta:
        indexes = [
            models.Index(fields=["office", "turn_at", "id"], name="letters_turn"),
            models.Index(fields=["office", "status"], name="letters_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "agency", "kind"],
                condition=models.Q(status=Status.DRAFT),
                name="letters_one_draft_an_agency",
            ),
            models.UniqueConstraint(
                fields=["office", "number"], condition=~models.Q(number=""), name="letters_number_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=NUMBERED)
                | (~models.Q(number="") & models.Q(dated__isnull=False) & models.Q(issued_at__isnull=False)),
                name="letters_issued_has_number",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[Status.SENT, Status.ANSWERED]) | models.Q(sent_at__isnull=False),
                name="letters_sent_has_time",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_to_somebody(self) -> bool:
        """Addressed to a person or office-holder of the body, or for the attention of one."""
        return is_named(self.addressee, self.to) or is_named(self.line, self.to)

    @property
    def is_finished(self) -> bool:
        return self.status in (Status.ANSWERED, Status.WITHDRAWN)


class LetterLine(LedgeredModel):
    """One duty that a letter names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="lines")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="letter_lines")

    objects = LedgeredQuerySet["LetterLine"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {1: ("id", "version", "letter", "duty")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "duty"], name="letters_duty_once")]


class LetterFile(VaultModel, LedgeredModel):
    """A letter as it was issued, byte for byte (base64, sealed). `sha256` is of the bytes."""

    subject_path = "letter_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="files")
    form = models.CharField(max_length=4, choices=Form)
    sha256 = models.CharField(max_length=64)
    content = EncryptedTextField()

    objects = LedgeredQuerySet["LetterFile"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {1: ("id", "version", "letter", "form", "sha256", "content")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "form"], name="letters_file_once")]
