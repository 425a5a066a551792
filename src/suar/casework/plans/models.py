"""The six steps where the commission leads: what a child needs, the plan, what was given, reviews, check-ins."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.cases.models import CaseRow, Safe
from suar.core.ledger.models import LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedJSONField, EncryptedTextField
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency


class Domain(models.TextChoices):
    """Where a child may need something."""

    SAFETY = "safety", _("keamanan")
    HEALTH = "health", pgettext_lazy("kebutuhan", "kesehatan")
    MIND = "mind", _("kesehatan jiwa")
    SCHOOL = "school", pgettext_lazy("kebutuhan", "sekolah")
    FAMILY = "family", pgettext_lazy("kebutuhan", "keluarga dan pengasuhan")
    PAPERS = "papers", _("surat-surat anak")
    LEGAL = "legal", _("pendampingan hukum")
    LIVELIHOOD = "livelihood", _("penghidupan keluarga")


class Written(CaseRow):
    """A text that several people write, edition after edition. `content` is a flat table of field → words, as
    `core.ui.merging` compares them; what it said before stands in `FormerText`. `by` and `at` are of its beginning."""

    number = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField(default=1)
    content = EncryptedJSONField(_("isi"))
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-number"]

    @property
    def words(self) -> dict[str, str]:
        """The content; nothing of a child that was erased."""
        return dict(self.content or {})


class NeedsAssessment(Written, Stateful):
    """Strengths, needs, safety and the child's wishes in its own words. Finished by whoever writes it; to assess again
    makes a new one, and what was found before stays as it was."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("penilaian", "sedang ditulis")
        FINISHED = "finished", pgettext_lazy("penilaian", "selesai")
        PAST = "past", pgettext_lazy("penilaian", "tidak diselesaikan")

    transitions: ClassVar[dict[str, frozenset[str]]] = {
        Status.DRAFT: frozenset({Status.FINISHED, Status.PAST}),
        Status.FINISHED: frozenset(),
        Status.PAST: frozenset(),
    }

    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    objects = LedgeredQuerySet["NeedsAssessment"].as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "case",
            "child",
            "by",
            "at",
            "number",
            "edition",
            "content",
            "written_by",
            "written_at",
            "status",
            "finished_by",
            "finished_at",
        )
    }

    class Meta(Written.Meta):
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plans_assessment_number_once"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(status="draft"), name="plans_assessment_one_draft"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="finished") | models.Q(finished_at__isnull=False),
                name="plans_assessment_finished_has_time",
            ),
        ]


class CarePlan(Written, Stateful):
    """What is to be reached, by which service, whose it is and by when. In force once a second person approved it; a
    new one takes its place only when that one is approved."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("rencana", "sedang ditulis")
        WAITING = "waiting", pgettext_lazy("rencana", "menunggu persetujuan")
        IN_FORCE = "in_force", pgettext_lazy("rencana", "berlaku")
        PAST = "past", pgettext_lazy("rencana", "tidak berlaku lagi")

    transitions: ClassVar[dict[str, frozenset[str]]] = {
        Status.DRAFT: frozenset({Status.WAITING, Status.PAST}),
        Status.WAITING: frozenset({Status.DRAFT, Status.IN_FORCE, Status.PAST}),
        Status.IN_FORCE: frozenset({Status.PAST}),
        Status.PAST: frozenset(),
    }

    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    sent_back = EncryptedTextField(_("yang masih kurang"))

    objects = LedgeredQuerySet["CarePlan"].as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "case",
            "child",
            "by",
            "at",
            "number",
            "edition",
            "content",
            "written_by",
            "written_at",
            "status",
            "submitted_by",
            "submitted_at",
            "approved_by",
            "approved_at",
            "ended_at",
            "sent_back",
        )
    }

    class Meta(Written.Meta):
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plans_plan_number_once"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(status__in=["draft", "waiting"]), name="plans_plan_one_draft"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(status="in_force"), name="plans_plan_one_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("submitted_by")),
                name="plans_plan_approved_by_a_second_person",
            ),
        ]

    @property
    def is_being_written(self) -> bool:
        return self.status in {self.Status.DRAFT, self.Status.WAITING}


class FormerText(CaseRow):
    """What a text said in an edition before the one that stands, and who wrote that: `by` and `at`. What two people
    wrote over is compared with it, and nothing written is lost."""

    of = models.UUIDField(db_index=True)
    edition = models.PositiveSmallIntegerField()
    content = EncryptedJSONField(_("isi"))

    objects = LedgeredQuerySet["FormerText"].as_manager()

    ledger_fields = {1: ("id", "version", "case", "child", "by", "at", "of", "edition", "content")}

    class Meta:
        ordering = ["edition"]
        constraints = [models.UniqueConstraint(fields=["of", "edition"], name="plans_former_edition_once")]


class PlanItem(CaseRow):
    """One line of a plan in force, with the duty that it started. `key` names the same line in the next plan."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("butir rencana", "berjalan")
        DONE = "done", pgettext_lazy("butir rencana", "terlaksana")
        NOT_DONE = "not_done", pgettext_lazy("butir rencana", "tidak terlaksana")
        REPLACED = "replaced", pgettext_lazy("butir rencana", "diganti rencana baru")

    plan = models.ForeignKey(CarePlan, models.PROTECT, related_name="items")
    key = models.CharField(max_length=12)
    goal = EncryptedTextField(pgettext_lazy("rencana", "tujuan"))
    service = EncryptedTextField(_("layanan atau tindakan"))
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("paling lambat"))
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    settled_on = models.DateField(null=True)
    duty = models.UUIDField(null=True)

    objects = LedgeredQuerySet["PlanItem"].as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "case",
            "child",
            "by",
            "at",
            "plan",
            "key",
            "goal",
            "service",
            "agency",
            "officer",
            "due_on",
            "state",
            "settled_on",
            "duty",
        )
    }

    class Meta:
        ordering = ["due_on", "key"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="plans_item_key_once"),
            models.CheckConstraint(
                condition=models.Q(agency__isnull=False, officer=None) | models.Q(agency=None, officer__isnull=False),
                name="plans_item_is_somebodys",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["done", "not_done"]) | models.Q(settled_on__isnull=False),
                name="plans_item_settled_has_day",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def whose(self) -> str:
        """The body or the officer that owes it."""
        if self.agency is not None:
            return self.agency.short_name
        return self.officer.name if self.officer else ""


class ServiceGiven(CaseRow):
    """What was done for one line of the plan, and when; or that it was not, and why."""

    class Outcome(models.TextChoices):
        GIVEN = "given", _("diberikan, butirnya masih berjalan")
        DONE = "done", _("terlaksana")
        NOT_DONE = "not_done", _("tidak terlaksana")

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="services")
    on = models.DateField(_("tanggal"))
    outcome = models.CharField(_("hasil"), max_length=10, choices=Outcome)
    words = EncryptedTextField(_("uraian"))

    objects = LedgeredQuerySet["ServiceGiven"].as_manager()

    ledger_fields = {1: ("id", "version", "case", "child", "by", "at", "item", "on", "outcome", "words")}


class PlanReview(CaseRow):
    """What a commissioner who does not hold the file found, and what follows."""

    class Verdict(models.TextChoices):
        CONTINUE = "continue", _("teruskan rencana")
        CHANGE = "change", _("ubah rencana")
        REASSESS = "reassess", _("nilai kebutuhan lagi")
        CLOSE = "close", _("usulkan penutupan")

    verdict = models.CharField(_("putusan"), max_length=10, choices=Verdict)
    words = EncryptedTextField(_("yang ditinjau dan alasannya"))
    plan = models.ForeignKey(CarePlan, models.PROTECT, null=True, related_name="reviews")

    objects = LedgeredQuerySet["PlanReview"].as_manager()

    ledger_fields = {1: ("id", "version", "case", "child", "by", "at", "verdict", "words", "plan")}


class CheckIn(CaseRow):
    """How the child is after closure, one, three and six months on; or that it could not be reached, and how it was
    tried."""

    class Result(models.TextChoices):
        REACHED = "reached", _("terjangkau")
        TRIED = "tried", _("belum terjangkau, dicoba lagi")
        LOST = "lost", _("tidak terjangkau")

    kind = models.CharField(max_length=20)
    on = models.DateField(_("tanggal"))
    result = models.CharField(_("hasil"), max_length=10, choices=Result)
    safe = models.CharField(_("aman"), max_length=10, choices=Safe, default=Safe.UNKNOWN)
    at_school = models.CharField(_("bersekolah"), max_length=10, choices=Safe, default=Safe.UNKNOWN)
    healthy = models.CharField(_("sehat"), max_length=10, choices=Safe, default=Safe.UNKNOWN)
    whom = EncryptedTextField(_("dengan siapa, lewat apa"))
    words = EncryptedTextField(_("kata-kata anak"))
    following = EncryptedTextField(_("langkah berikut"))

    objects = LedgeredQuerySet["CheckIn"].as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "case",
            "child",
            "by",
            "at",
            "kind",
            "on",
            "result",
            "safe",
            "at_school",
            "healthy",
            "whom",
            "words",
            "following",
        )
    }
