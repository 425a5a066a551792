"""The case: a child's file from opening to closure, with notes, tasks, risk, monitoring sheets."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.children.models import Child
from suar.casework.conflicts.models import Withholding
from suar.casework.conflicts.withheld import WithheldQuerySet
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault import marks
from suar.core.vault.fields import EncryptedJSONField, EncryptedTextField, VaultModel
from suar.registry.accounts.models import Appointment, Office, User
from suar.registry.accounts.permissions import TABLE, Permission
from suar.registry.agencies.models import Agency


class Kind(models.TextChoices):
    """How the case came: somebody complained, or the commission found it itself."""

    COMPLAINT = "pengaduan", pgettext_lazy("satu", "Pengaduan")
    FINDING = "non", _("Temuan (non-pengaduan)")


class Status(models.TextChoices):
    OPEN = "open", _("terbuka")
    CLOSING = "closing", _("menunggu tanda tangan kedua")
    CLOSED = "closed", _("ditutup")


TRANSITIONS: dict[str, frozenset[str]] = {
    Status.OPEN: frozenset({Status.CLOSING}),
    Status.CLOSING: frozenset({Status.OPEN, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.OPEN}),
}


class Risk(models.TextChoices):
    HIGH = "high", _("tinggi")
    MEDIUM = "medium", _("sedang")
    LOW = "low", _("rendah")
    UNKNOWN = "unknown", _("belum dinilai")


class ChildRole(models.TextChoices):
    """As recorded by whoever found the child; a child is never recoded by the program."""

    VICTIM = "victim", _("anak korban")
    WITNESS = "witness", _("anak saksi")
    SUSPECT = "suspect", _("anak yang berkonflik dengan hukum")
    OTHER = "other", _("lainnya")
    UNKNOWN = "unknown", _("belum diketahui")


class Safe(models.TextChoices):
    YES = "yes", _("ya")
    NO = "no", _("belum")
    UNKNOWN = "unknown", _("belum diketahui")


class Batch(LedgeredModel):
    """Rows that became visible together, by this one flag, and can be taken back together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    visible = models.BooleanField(default=False)

    objects = LedgeredQuerySet["Batch"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {1: ("id", "version", "visible")}


class CaseQuerySet(WithheldQuerySet["Case"]):
    def standing(self) -> Self:
        """Without the rows of an import that is not (or no longer) visible."""
        return self.filter(models.Q(batch=None) | models.Q(batch__visible=True))

    def counted(self) -> Self:
        """What figures count: without the files that stand for no child (core/vault/marks.py)."""
        marked = marks.standing()
        return self.standing().exclude(child__in=list(marked)) if marked else self.standing()

    def visible_to(self, user: User) -> Self:
        return self.standing().filter(office__in=user.office_ids).not_withheld_from(user, "child")

    def open(self) -> Self:
        return self.exclude(status=Status.CLOSED)

    def unheld(self) -> Self:
        """Nobody can work it: without a holder, or with one whose account is shut, who works on files in its office no
        longer, or from whom it is withheld."""
        return self.with_holding().filter(is_unheld=True)

    def left(self) -> Self:
        """Without a holder, or with one who works there no longer."""
        return self.with_holding().filter(is_left=True)

    def with_holding(self) -> Self:
        """Each with `is_unheld`, and with `is_left`: unheld for a reason that everybody of the office may know."""
        held = Appointment.objects.in_force(timezone.localdate()).filter(role__in=TABLE[Permission.CASE_WORK])
        works = held.filter(user=models.OuterRef("officer"), office=models.OuterRef("office"), user__is_active=True)
        shut = Withholding.objects.standing().filter(user=models.OuterRef("officer"), subject=models.OuterRef("child"))
        left, withheld = models.Q(~models.Exists(works.order_by())), models.Q(models.Exists(shut.order_by()))
        return self.annotate(
            is_left=models.Case(models.When(left, then=True), default=False),
            is_unheld=models.Case(models.When(left | withheld, then=True), default=False),
        )

    def without_safe_place(self) -> Self:
        """Children of open cases known to have no safe place tonight."""
        return self.open().filter(safe_now=Safe.NO)


class Case(VaultModel, LedgeredModel, Stateful):
    """One case. Statistics stand in clear (codes, district, age in years); everything that tells a story is sealed."""

    transitions = TRANSITIONS

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="cases")
    child = models.ForeignKey(Child, models.PROTECT, related_name="cases")
    number = models.CharField(_("nomor berkas"), max_length=20)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    cluster = models.CharField(_("klaster"), max_length=20)
    category = models.CharField(_("jenis kejadian"), max_length=40, blank=True)
    channel = models.CharField(_("saluran"), max_length=20, blank=True)
    region_code = models.CharField(_("kabupaten/kota"), max_length=13, blank=True)
    opened_on = models.DateField(_("dibuka"))
    age = models.SmallIntegerField(_("usia saat kejadian atau dilaporkan"), null=True)
    child_role = models.CharField(_("kedudukan anak"), max_length=10, choices=ChildRole, default=ChildRole.UNKNOWN)
    review_role = models.BooleanField(default=False)
    law = models.CharField(_("hukum acara yang berlaku"), max_length=10, blank=True)
    risk = models.CharField(_("risiko"), max_length=10, choices=Risk, default=Risk.UNKNOWN)
    safe_now = models.CharField(_("aman sekarang?"), max_length=10, choices=Safe, default=Safe.UNKNOWN)
    safe_note = EncryptedTextField(_("di mana anak malam ini"))
    summary = EncryptedTextField(_("ringkasan"))
    # A day, a month or a year, as far as known: `2026-05-09`, `2026-05`, `2026`.
    event_on = EncryptedTextField(_("tanggal kejadian"))
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="cases")
    # Which body leads the work for the child; none: the commission itself.
    lead = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="led_cases")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    outcome = models.CharField(_("status menurut register"), max_length=20, blank=True)
    closing_reason = models.CharField(_("alasan penutupan"), max_length=30, blank=True)
    closing_note = EncryptedTextField(_("uraian penutupan"))
    closing_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="cases")

    objects = CaseQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "child",
            "number",
            "kind",
            "cluster",
            "category",
            "channel",
            "region_code",
            "opened_on",
            "age",
            "child_role",
            "review_role",
            "law",
            "risk",
            "safe_now",
            "safe_note",
            "summary",
            "event_on",
            "officer",
            "lead",
            "status",
            "outcome",
            "closing_reason",
            "closing_note",
            "closing_by",
            "closed_by",
            "closed_on",
            "batch",
        )
    }

    class Meta:
        indexes = [
            models.Index(fields=["office", "opened_on", "id"], name="cases_office_opened"),
            models.Index(fields=["office", "status", "opened_on", "id"], name="cases_office_status"),
            models.Index(fields=["child"], name="cases_child"),
            # The number on the first page that nobody may get used to.
            models.Index(
                fields=["office", "opened_on", "id"],
                condition=models.Q(safe_now="no") & ~models.Q(status="closed"),
                name="cases_unsafe",
            ),
            # What a report counts by: read from the index alone, since a row is mostly sealed text.
            models.Index(
                fields=[
                    "office",
                    "opened_on",
                    "cluster",
                    "kind",
                    "child_role",
                    "channel",
                    "status",
                    "closing_reason",
                    "outcome",
                    "risk",
                    "region_code",
                    "age",
                    "child",
                    "batch",
                ],
                name="cases_office_figures",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="cases_number_once"),
            models.CheckConstraint(
                condition=~models.Q(status=Status.CLOSED)
                | (models.Q(closed_on__isnull=False) & ~models.Q(closing_reason="")),
                name="cases_closed_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None) | ~models.Q(closed_by=models.F("closing_by")),
                name="cases_second_signature_is_another",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status != Status.CLOSED

    @property
    def is_led_here(self) -> bool:
        """Whether the commission leads the work itself. Elsewhere it watches, and the six steps are the lead's."""
        return self.lead_id is None


class CaseRow(VaultModel, LedgeredModel):
    """A sheet in the file of one child."""

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)ss")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]


class Note(CaseRow):
    """What was seen and what was said, apart."""

    class Kind(models.TextChoices):
        NOTE = "note", _("catatan")
        CALL = "call", _("percakapan")
        VISIT = "visit", _("kunjungan")
        MEETING = "meeting", _("rapat/konferensi kasus")
        WORDS = "words", _("kata-kata anak")
        REASON = "reason", _("alasan keputusan")  # of a step that somebody decided: written with it, never by itself

    kind = models.CharField(_("jenis"), max_length=10, choices=Kind, default=Kind.NOTE)
    seen = EncryptedTextField(_("yang dilihat"))
    said = EncryptedTextField(_("yang dikatakan"))
    written_at = models.DateTimeField()  # `at` is the moment it tells of, from paper an earlier one
    mended_at = models.DateTimeField(null=True)
    former = EncryptedJSONField()  # what it said before, oldest first: [{"seen": …, "said": …, "until": ISO 8601}]

    objects = LedgeredQuerySet["Note"].as_manager()

    ledger_fields = {
        1: (
            "id", "version", "case", "child", "by", "at", "kind", "seen", "said", "written_at", "mended_at", "former",
        )
    }  # fmt: skip


class Task(CaseRow):
    """A small thing to do in a file, without a clock of its own."""

    text = EncryptedTextField(_("tugas"))
    due_on = models.DateField(_("tanggal"), null=True)
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="tasks")
    done_at = models.DateTimeField(null=True)

    objects = LedgeredQuerySet["Task"].as_manager()

    ledger_fields = {1: ("id", "version", "case", "child", "by", "at", "text", "due_on", "officer", "done_at")}


class RiskAssessment(CaseRow):
    """A risk level from a dated instrument, with its answers and the reasons it gave."""

    instrument = models.CharField(max_length=40)
    answers = EncryptedJSONField()
    level = models.CharField(max_length=10, choices=Risk)
    reasons = EncryptedJSONField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = LedgeredQuerySet["RiskAssessment"].as_manager()

    ledger_fields = {
        1: ("id", "version", "case", "child", "by", "at", "instrument", "answers", "level", "reasons", "confirmed_by")
    }


class MonitoringSheet(CaseRow):
    """Lembar pantau: the child's state, what stands in the way (A place, B law, C family), what was asked of whom."""

    class Answer(models.TextChoices):
        NONE = "none", _("tidak ada yang diminta")
        WAITING = "waiting", _("menunggu jawaban")
        PARTLY = "partly", _("dijawab sebagian")
        DONE = "done", _("dipenuhi")
        REFUSED = "refused", _("ditolak")

    on = models.DateField(_("tanggal pantau"))
    safe = models.CharField(_("aman"), max_length=10, choices=Safe, default=Safe.UNKNOWN)
    at_school = models.CharField(_("bersekolah"), max_length=10, choices=Safe, default=Safe.UNKNOWN)
    healthy = models.CharField(_("sehat"), max_length=10, choices=Safe, default=Safe.UNKNOWN)
    state = EncryptedTextField(_("keadaan anak"))
    obstacle_place = models.BooleanField(_("A. belum ada tempat pemulihan"), default=False)
    obstacle_law = models.BooleanField(_("B. proses hukum lambat"), default=False)
    obstacle_family = models.BooleanField(_("C. keluarga belum dapat bekerja sama"), default=False)
    obstacle_note = EncryptedTextField(_("uraian hambatan"))
    asked_of = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    asked = EncryptedTextField(_("yang diminta"))
    answer = models.CharField(_("jawaban"), max_length=10, choices=Answer, default=Answer.NONE)
    answer_note = EncryptedTextField(_("uraian jawaban"))
    next_on = models.DateField(_("tanggal pantau berikut"), null=True)

    objects = LedgeredQuerySet["MonitoringSheet"].as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "case",
            "child",
            "by",
            "at",
            "on",
            "safe",
            "at_school",
            "healthy",
            "state",
            "obstacle_place",
            "obstacle_law",
            "obstacle_family",
            "obstacle_note",
            "asked_of",
            "asked",
            "answer",
            "answer_note",
            "next_on",
        )
    }

    @property
    def obstacles(self) -> str:
        """Which of the three obstacles stand in the way, as letters: `AC`."""
        flags = {"A": self.obstacle_place, "B": self.obstacle_law, "C": self.obstacle_family}
        return "".join(letter for letter, there in flags.items() if there)
