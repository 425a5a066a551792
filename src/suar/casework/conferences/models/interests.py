"""A best-interests determination: a question about one child, what the child says, ways with their risks, a panel."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.cases.models import CaseRow
from suar.casework.conferences.models.base import Line, SheetQuerySet
from suar.core.ledger.models import LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedTextField
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency


class Trigger(models.TextChoices):
    """What asks for more than one person's judgement."""

    PLACEMENT = "placement", _("penempatan yang tidak diinginkan anak")
    SEPARATION = "separation", _("pemisahan dari orang tua")
    CONFLICT = "conflict", _("benturan kepentingan pengasuh")
    RETURN = "return", _("kembali ke rumah tempat risiko muncul")
    SHARING = "sharing", _("berbagi data tanpa persetujuan")
    OTHER = "other", pgettext_lazy("kepentingan terbaik", "keadaan lain")


class State(models.TextChoices):
    OPEN = "open", pgettext_lazy("kepentingan terbaik", "disusun")
    FINAL = "final", _("berlaku")
    SUPERSEDED = "superseded", _("diganti yang lebih baru")
    WITHDRAWN = "withdrawn", pgettext_lazy("kepentingan terbaik", "ditarik")


STEPS: dict[str, frozenset[str]] = {
    State.OPEN: frozenset({State.FINAL, State.WITHDRAWN}),
    State.FINAL: frozenset({State.SUPERSEDED}),
    State.SUPERSEDED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


class Determination(CaseRow, Stateful):
    """One question and its decision. `by` and `at`: who brought it before the panel, when.

    `round` counts what the panel was asked: an opinion is about one wording, so whatever changes after the first of
    them begins a new round. `chosen` is the place of an option; `decision` says it in words."""

    transitions = STEPS
    state_field = "state"

    trigger = models.CharField(_("pemicu"), max_length=12, choices=Trigger)
    question = EncryptedTextField(_("yang harus diputuskan"))
    chair = models.ForeignKey(User, models.PROTECT, related_name="+")
    heard = models.BooleanField(_("anak didengar"), null=True)
    child_words = EncryptedTextField(_("pandangan anak dengan kata-katanya sendiri"))
    why_not_heard = EncryptedTextField(_("mengapa anak belum didengar"))
    spoken_by = EncryptedTextField(_("siapa yang berbicara dengan anak"))
    spoken_on = models.DateField(_("kapan anak berbicara"), null=True)
    chosen = models.PositiveSmallIntegerField(_("pilihan"), null=True)
    decision = EncryptedTextField(_("keputusan"))
    reasons = EncryptedTextField(_("pertimbangan"))
    review_on = models.DateField(_("ditinjau lagi"), null=True)
    review_duty = models.UUIDField(null=True)
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    signed_at = models.DateTimeField(null=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    why = EncryptedTextField(_("mengapa ditarik"))

    objects = SheetQuerySet["Determination"].as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "case",
            "child",
            "by",
            "at",
            "trigger",
            "question",
            "chair",
            "heard",
            "child_words",
            "why_not_heard",
            "spoken_by",
            "spoken_on",
            "chosen",
            "decision",
            "reasons",
            "review_on",
            "review_duty",
            "round",
            "state",
            "signed_at",
            "supersedes",
            "why",
        )
    }

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=("open", "withdrawn"), signed_at=None)
                | models.Q(state__in=("final", "superseded"), signed_at__isnull=False, review_on__isnull=False),
                name="conferences_final_is_signed_and_reviewed",
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def stands(self) -> bool:
        return self.state == State.FINAL


class Option(Line):
    """One way, with what speaks for it and what may go wrong."""

    determination = models.ForeignKey(Determination, models.PROTECT, related_name="options")
    place = models.PositiveSmallIntegerField()
    text = EncryptedTextField(_("pilihan"))
    benefits = EncryptedTextField(_("manfaat bagi anak"))
    risks = EncryptedTextField(_("risiko bagi anak"))

    objects = LedgeredQuerySet["Option"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "child", "determination", "place", "text", "benefits", "risks")
    }

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["determination", "place"], name="conferences_option_once")]


class Member(Line):
    """One of the panel: somebody of the house, or somebody from outside by name and post. Who left stays named."""

    determination = models.ForeignKey(Determination, models.PROTECT, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    name = EncryptedTextField(_("nama"))
    post = EncryptedTextField(_("jabatan"))
    seated_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    why_left = EncryptedTextField(_("mengapa keluar dari panel"))

    objects = LedgeredQuerySet["Member"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "child",
            "determination",
            "user",
            "agency",
            "name",
            "post",
            "seated_at",
            "left_at",
            "why_left",
        )
    }

    class Meta:
        ordering = ["seated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["determination", "user"], condition=models.Q(left_at=None), name="conferences_seated_once"
            ),
            models.CheckConstraint(
                condition=models.Q(user=None) | models.Q(agency=None), name="conferences_member_of_one_house"
            ),
        ]

    @property
    def sits(self) -> bool:
        return self.left_at is None

    @property
    def called(self) -> str:
        if self.user is not None:
            return self.user.name
        agency = self.agency.short_name if self.agency else ""
        return ", ".join(part for part in (self.name, self.post, agency) if part)


class Opinion(Line):
    """What one member says to one round. `on`: when it was said; `by`: who wrote it down."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="opinions")
    round = models.PositiveSmallIntegerField()
    agrees = models.BooleanField(_("setuju"))
    text = EncryptedTextField(_("alasannya"))
    on = models.DateField(_("pada"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = LedgeredQuerySet["Opinion"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "child", "member", "round", "agrees", "text", "on", "by", "at")
    }

    class Meta:
        ordering = ["round", "at"]
        constraints = [models.UniqueConstraint(fields=["member", "round"], name="conferences_opinion_once")]
