"""A complaint as it arrived, the conversation by receipt, group findings, hand-overs."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import Case, ChildRole, Kind, Risk
from suar.casework.cases.models import Status as CaseStatus
from suar.casework.cases.rules import unfounded_reasons
from suar.casework.complaints.states import CLOSED_AS, TRANSITIONS, About, Channel, Status
from suar.casework.conflicts.withheld import WithheldQuerySet, subjects_withheld_from
from suar.casework.duties.models import Duty
from suar.core.days import exact
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedJSONField, EncryptedTextField, VaultModel
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency

__all__ = [
    "CLOSED_AS",
    "About",
    "Channel",
    "Complaint",
    "ComplaintQuerySet",
    "GroupFinding",
    "GroupFindingQuerySet",
    "HandOver",
    "HandOverQuerySet",
    "Message",
    "Presence",
    "Status",
]


class GroupFindingQuerySet(WithheldQuerySet["GroupFinding"]):
    def visible_to(self, user: User) -> Self:
        """Of an event of which one child is withheld nothing is seen: its words are the same for all of them."""
        return self.filter(office__in=user.office_ids).exclude(pk__in=GroupFinding.objects.withheld_from(user))

    def withheld_from(self, user: User) -> models.QuerySet[GroupFinding, Any]:
        """Their keys, for `IN (…)`."""
        withheld = Complaint.objects.filter(subject__in=subjects_withheld_from(user), finding__isnull=False)
        return self.filter(pk__in=withheld.values("finding")).order_by().values("pk")

    def counted(self) -> Self:
        """With `written_down`, how many children have a report of their own, and `cases`, how many of these are a case.

        Events, reports, cases and children are four different numbers and are never added up."""
        reports = models.Count("complaints", distinct=True)
        return self.annotate(written_down=reports, cases=models.Count("complaints__case", distinct=True))


class GroupFinding(VaultModel, LedgeredModel):
    """Temuan kelompok: one event, n children, some without a name; who was there. Sealed under a key of its own."""

    subject_path = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="group_findings")
    number = models.CharField(max_length=20)
    found_on = models.DateField(_("tanggal"))
    region_code = models.CharField(_("kabupaten/kota"), max_length=13, blank=True)
    place = EncryptedTextField(_("tempat"))
    story = EncryptedTextField(_("uraian"))
    children_found = models.SmallIntegerField(_("jumlah anak"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = GroupFindingQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "number",
            "found_on",
            "region_code",
            "place",
            "story",
            "children_found",
            "by",
            "at",
        )
    }


class Presence(LedgeredModel):
    """An agency that was present at a group finding."""

    finding = models.ForeignKey(GroupFinding, models.PROTECT, related_name="presences")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    objects = LedgeredQuerySet["Presence"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {1: ("id", "version", "finding", "agency")}


class ComplaintQuerySet(WithheldQuerySet["Complaint"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(office__in=user.office_ids).not_withheld_from(user)

    def waiting(self) -> Self:
        """Nobody has decided yet what becomes of it."""
        return self.filter(status__in=[Status.NEW, Status.READ])

    def unread(self) -> Self:
        return self.filter(status=Status.NEW)

    def passed_on(self) -> Self:
        """A commissioner owes the review: who read it may not decide, or danger came after the last one."""
        return self.filter(subject__in=Duty.objects.open().filter(kind="triage_complaint").order_by().values("subject"))

    def closed(self) -> Self:
        """Decided without a case or a hand-over."""
        return self.filter(status__in=CLOSED_AS)

    def still_suspecting(self) -> Self:
        """Those in which it may be searched who is reported: what was found unfounded, as a file, as a complaint, or as
        the complaint that this one repeats, is left out (docs/decisions/0053)."""
        reasons = unfounded_reasons()
        unfounded = Complaint.objects.filter(
            models.Q(status=Status.UNFOUNDED)
            | models.Q(case__status=CaseStatus.CLOSED, case__closing_reason__in=reasons)
        ).values("pk")
        return self.exclude(models.Q(pk__in=unfounded) | models.Q(same_as__in=unfounded, same_as__isnull=False))

    def urgent_first(self) -> Self:
        return self.order_by("-urgent", "received_at", "id")


class Complaint(VaultModel, LedgeredModel, Stateful):
    """`id` is the form's id, so a take-over repeated after a kill finds what it already moved.

    `subject` is whose key seals it: its own until it becomes a case, the child's from then on."""

    transitions = TRANSITIONS

    subject_path = "subject"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="complaints")
    number = models.CharField(_("nomor pengaduan"), max_length=20)
    subject = models.UUIDField()
    channel = models.CharField(_("saluran"), max_length=12, choices=Channel)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    about = models.CharField(_("tentang siapa"), max_length=10, choices=About, blank=True)
    urgent = models.BooleanField(_("sedang terjadi sekarang"), default=False)
    # By the form: the day. The moment is sealed in `filed_at`.
    received_at = models.DateTimeField(_("waktu masuk"))
    filed_at = EncryptedTextField(_("saat dikirim"))
    region_code = models.CharField(_("kabupaten/kota"), max_length=13, blank=True)
    story = EncryptedTextField(_("cerita"))
    answers = EncryptedJSONField(_("jawaban formulir"))
    child_name = EncryptedTextField(_("nama anak"))
    child_details = EncryptedJSONField(_("keterangan anak"))
    reporter = EncryptedJSONField(_("pelapor"))
    place = EncryptedTextField(_("tempat"))
    reply_key = models.BinaryField(max_length=32, default=bytes)
    status = models.CharField(max_length=12, choices=Status, default=Status.NEW)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    in_remit = models.BooleanField(_("dalam kewenangan"), null=True)
    cluster = models.CharField(_("klaster"), max_length=20, blank=True)
    triage = EncryptedJSONField(_("telaah"))
    risk = models.CharField(_("risiko"), max_length=10, choices=Risk, default=Risk.UNKNOWN)
    noise = models.CharField(_("mengapa bukan pengaduan"), max_length=20, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="complaints")
    finding = models.ForeignKey(GroupFinding, models.PROTECT, null=True, related_name="complaints")
    child_role = models.CharField(max_length=10, choices=ChildRole, default=ChildRole.UNKNOWN)
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="complaints")
    # Who proposed that what was suspected did not hold: the first of two.
    unfounded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ComplaintQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "number",
            "subject",
            "channel",
            "kind",
            "about",
            "urgent",
            "received_at",
            "filed_at",
            "region_code",
            "story",
            "answers",
            "child_name",
            "child_details",
            "reporter",
            "place",
            "reply_key",
            "status",
            "opened_at",
            "opened_by",
            "in_remit",
            "cluster",
            "triage",
            "risk",
            "noise",
            "same_as",
            "case",
            "finding",
            "child_role",
            "officer",
            "unfounded_by",
        )
    }

    class Meta:
        indexes = [
            models.Index(fields=["office", "status", "received_at", "subject"], name="complaints_office_status"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="complaints_number_once"),
            models.CheckConstraint(
                condition=~models.Q(status=Status.CASE) | models.Q(case__isnull=False), name="complaints_case_is_named"
            ),
        ]

    @property
    def came_at(self) -> datetime:
        """When it came in, to the minute: by the form this opens the complaint's key."""
        return exact(self.filed_at, self.received_at)

    @property
    def clock_from(self) -> datetime:
        """What clocks in clear count from: by the form the moment when somebody here opened it."""
        return self.opened_at if self.channel == Channel.FORM and self.opened_at else self.received_at

    @property
    def can_be_answered(self) -> bool:
        """True when whoever filed it holds a receipt that opens replies."""
        return bool(self.reply_key)

    def not_open(self) -> str:
        return gettext("Pengaduan ini %s: langkah ini tidak berlaku. Muat ulang halaman.") % self.get_status_display()


class Message(VaultModel, LedgeredModel):
    """One message of the conversation by receipt. A reply also carries the copy that only the receipt opens."""

    subject_path = "complaint__subject"

    class Direction(models.TextChoices):
        IN = "in", _("dari pelapor")
        OUT = "out", _("dari komisi")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    text = EncryptedTextField()
    # Where it stands in the conversation. Of one that came in, `at` is the day and `sent_at` keeps the moment.
    place = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    sent_at = EncryptedTextField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sealed_reply = models.BinaryField(default=bytes)
    delivered_at = models.DateTimeField(null=True)
    read_on = models.DateField(null=True)
    chased = models.BooleanField(default=False)  # unread for two days: to reach them became our duty

    objects = LedgeredQuerySet["Message"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "complaint",
            "direction",
            "text",
            "place",
            "at",
            "sent_at",
            "by",
            "sealed_reply",
            "delivered_at",
            "read_on",
            "chased",
        )
    }

    class Meta:
        ordering = ["place", "id"]

    @property
    def came_at(self) -> datetime:
        """When it was written, to the minute: of one that came in this opens the complaint's key."""
        return exact(self.sent_at, self.at)


class HandOverQuerySet(WithheldQuerySet["HandOver"]):
    def visible_to(self, user: User) -> Self:
        offices = user.office_ids
        mine = models.Q(complaint__office__in=offices) | models.Q(complaint=None, case__office__in=offices)
        return self.filter(mine).not_withheld_from(user)


class HandOver(VaultModel, LedgeredModel):
    """A receipted hand-over to a body that must act: what was given, on which basis, to whom there, and its receipt
    number."""

    class Basis(models.TextChoices):
        """Why a report needs neither agreement nor consent: docs/decisions/0044."""

        CRIME = "suspected_crime", _("dugaan tindak pidana terhadap anak")
        DANGER = "danger", _("bahaya bagi nyawa atau tubuh anak")
        NOT_OURS = "not_ours", _("bukan kewenangan komisi: diserahkan kepada yang berwenang")

    class Answer(models.TextChoices):
        YES = "yes", _("ya")
        NO = "no", _("tidak")

    subject_path = "subject"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    complaint = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="handovers")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="handovers")
    subject = models.UUIDField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="handovers")
    handed_at = models.DateTimeField()
    basis = models.CharField(_("dasar"), max_length=20, choices=Basis)
    # The four conditions of `rules.CONDITIONS`, yes or no; why one is not so is sealed in `exceptions`.
    no_press = models.CharField(max_length=3, choices=Answer)
    companion = models.CharField(max_length=3, choices=Answer)
    no_search = models.CharField(max_length=3, choices=Answer)
    as_victim = models.CharField(max_length=3, choices=Answer)
    exceptions = EncryptedJSONField(_("mengapa syaratnya tidak terpenuhi"))
    recipient = EncryptedTextField(_("diserahkan kepada"))
    purpose = EncryptedTextField(_("tujuan penyerahan"))
    packet = EncryptedTextField(_("yang diserahkan"))
    received_by = EncryptedTextField(_("diterima oleh"))
    letter_number = models.CharField(_("nomor berita acara"), max_length=120)
    receipt_number = EncryptedTextField(_("nomor tanda terima"))
    receipt_at = models.DateTimeField(null=True)
    duty_id = models.UUIDField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = HandOverQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "complaint",
            "case",
            "subject",
            "agency",
            "handed_at",
            "basis",
            "no_press",
            "companion",
            "no_search",
            "as_victim",
            "exceptions",
            "recipient",
            "purpose",
            "packet",
            "received_by",
            "letter_number",
            "receipt_number",
            "receipt_at",
            "duty_id",
            "by",
        )
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(complaint__isnull=False) | models.Q(case__isnull=False),
                name="complaints_handover_of_something",
            )
        ]

    @property
    def office(self) -> Office:
        source = self.complaint or self.case
        if source is None:
            raise ValueError("A hand-over is of a complaint or of a case.")
        return source.office

    @property
    def reference(self) -> str:
        """What the letter calls the child by: the number of the case, else of the complaint."""
        source = self.case or self.complaint
        return source.number if source else ""
