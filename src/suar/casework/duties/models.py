"""The atom of the system: who owes what, for which child, by when, on what basis, and was it done."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from suar.casework.conflicts.withheld import WithheldQuerySet
from suar.casework.duties.changes import UNITS, Changed
from suar.core.clocks.rules import Certainty, Limit, Unit
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
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


ASK = "ask_date"
"""The kind of a question: the date that would start a clock is not known."""

AT_ONCE = (Unit.IMMEDIATELY, Unit.SAME_DAY)
"""Units of a limit without room to wait: reminded of at once."""

OPEN = (Status.OPEN, Status.ACKNOWLEDGED)
# Said by equals signs, as the indexes below say it: SQLite sees that a partial index fits only where it need compare
# no lists.
IS_OPEN = ~models.Q(status=Status.DONE) & ~models.Q(status=Status.CANCELLED)
IS_AT_ONCE = models.Q(unit=Unit.IMMEDIATELY) | models.Q(unit=Unit.SAME_DAY)

# The order of the list, and what its counts read: all from the index, without the rows.
FIRST_PAGE = ["office", "turn_at", "id", "due_at", "certainty", "status", "subject"]


class PauseReason(models.TextChoices):
    """Why a clock stands still. But for a detention, the Ketua or Wakil approves it."""

    SUSPENSION = "suspension", _("penangguhan penahanan")
    HOSPITAL = "hospital", _("pembantaran: dirawat di rumah sakit")
    CHILD = "child", _("atas permintaan anak")
    UNREACHABLE = "unreachable", _("jalan terputus, banjir, atau bencana")
    OTHERS = "others", _("menunggu langkah pihak lain")


class PauseState(models.TextChoices):
    """Whether the leader whom a pause names has agreed. One that waits counts; one that was rejected never did."""

    WAITING = "waiting", _("menunggu persetujuan")
    AGREED = "agreed", _("disetujui")
    REJECTED = "rejected", _("ditolak")


BY_LAW = frozenset({PauseReason.SUSPENSION, PauseReason.HOSPITAL})
"""Reasons for which a detention stops by law."""


class DutyQuerySet(WithheldQuerySet["Duty"]):
    def visible_to(self, user: User) -> Self:
        """Staff see their offices' duties; a partner sees what its own agency owes, in the office where it speaks for
        this agency."""
        if posts := user.agency_posts:
            seen = self.filter(reduce(or_, (models.Q(office=office, agency=agency) for office, agency in posts)))
        else:
            seen = self.filter(office__in=user.office_ids)
        return seen.not_withheld_from(user)

    def open(self) -> Self:
        return self.filter(IS_OPEN)

    def overdue(self, now: datetime) -> Self:
        """Open and past its due moment, doubtful limits among them. A question has no due moment."""
        return self.open().filter(due_at__lt=now)

    def late(self, now: datetime) -> Self:
        """Overdue by a limit that may be relied on: on a doubtful one nobody is called late."""
        return self.overdue(now).exclude(certainty=Certainty.VERIFY)

    def at_once(self) -> Self:
        """Open and due immediately or on the day itself, whoever owes it."""
        return self.open().filter(IS_AT_ONCE)

    def ours(self) -> Self:
        """What the commission itself owes; every question is its own."""
        return self.filter(agency=None)

    def theirs(self) -> Self:
        """What agencies owe."""
        return self.filter(agency__isnull=False)

    def waiting_for(self, user: User) -> Self:
        """With a pause that this user is named to answer for, and has not been heard about."""
        return self.filter(pause_waits_for=user)

    def about(self, subject: UUID) -> Self:
        return self.filter(subject=subject)

    def scored(self) -> Self:
        """Duties that may count for or against an agency: a doubtful limit never does."""
        return self.theirs().exclude(certainty=Certainty.VERIFY).exclude(status=Status.CANCELLED)


class Duty(VaultModel, LedgeredModel, Stateful):
    """One duty. `due_at` is empty for a question: a duty to ask after a date that nobody knows.

    A question keeps in `asks_for` and `asks_of` which duty it becomes, and whose, when the date is known. `turn_at` is
    when a duty wants attention: its due moment, or the day by which the house means to have asked."""

    transitions = TRANSITIONS

    subject_path = "subject"

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
    asks_for = models.CharField(max_length=40, blank=True)
    asks_of = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    # Where a law goes on for what began under it, the date of that beginning (UU 20/2025 art. 361); else the event's.
    law_on = models.DateField(null=True)
    # Of {"from", "to": moments, "reason": PauseReason, "approved": user id, "state": PauseState}; the last may wait.
    pauses = models.JSONField(default=list)
    pause_waits_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    extended = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    turn_at = models.DateTimeField()
    unit = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    certainty = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    started_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
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
            "asks_for",
            "asks_of",
            "law_on",
            "pauses",
            "pause_waits_for",
            "extended",
            "due_at",
            "turn_at",
            "unit",
            "basis",
            "certainty",
            "status",
            "started_at",
            "acknowledged_at",
            "done_at",
            "reminded_at",
            "escalated_at",
            "late_on",
        )
    }

    class Meta:
        indexes = [
            # The list of a page: what is open, or all, in the order of its turn.
            models.Index(fields=["office", "turn_at", "id"], condition=IS_OPEN, name="duties_open_turn"),
            models.Index(fields=["office", "turn_at", "id"], name="duties_turn"),
            models.Index(fields=["agency", "turn_at", "id"], condition=IS_OPEN, name="duties_agency_turn"),
            # The first page: the next of ours, of theirs and of what is due at once; the rest is what it counts.
            models.Index(fields=FIRST_PAGE, condition=IS_OPEN & models.Q(agency=None), name="duties_ours_turn"),
            models.Index(
                fields=FIRST_PAGE, condition=IS_OPEN & models.Q(agency__isnull=False), name="duties_theirs_turn"
            ),
            models.Index(fields=FIRST_PAGE, condition=IS_OPEN & IS_AT_ONCE, name="duties_at_once"),
            # Everything about one child; the minute's tick; the score of a period.
            models.Index(fields=["subject", "status"], name="duties_subject"),
            models.Index(fields=["due_at"], condition=IS_OPEN, name="duties_due"),
            models.Index(fields=["due_at", "agency"], condition=models.Q(agency__isnull=False), name="duties_score"),
            models.Index(fields=["reference"], name="duties_reference"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=Status.DONE) | models.Q(done_at__isnull=False), name="duties_done_has_time"
            ),
            models.CheckConstraint(
                condition=(models.Q(kind=ASK) & models.Q(agency__isnull=True) & ~models.Q(asks_for=""))
                | (~models.Q(kind=ASK) & models.Q(asks_for="") & models.Q(asks_of__isnull=True)),
                name="duties_question_is_ours",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_question(self) -> bool:
        return self.kind == ASK

    @property
    def in_doubt(self) -> bool:
        """The limit comes from knowledge nobody checked against the text: shown, never scored, never a letter."""
        return self.certainty == Certainty.VERIFY

    def is_late(self, now: datetime) -> bool:
        """Done, or still open, after its due moment, by a limit that may be relied on."""
        if self.due_at is None or self.in_doubt or self.status == Status.CANCELLED:
            return False
        return (self.done_at or now) > self.due_at


class DutyNote(VaultModel, LedgeredModel):
    """What somebody wrote at a step of a duty: an answer, a reason. Nothing written is written over."""

    subject_path = "subject"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="notes")
    subject = models.UUIDField()
    step = models.CharField(max_length=20)
    duty_version = models.PositiveIntegerField()
    text = EncryptedTextField(_("catatan"))
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    objects = LedgeredQuerySet["DutyNote"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "duty", "subject", "step", "duty_version", "text", "by", "at")
    }

    class Meta:
        ordering = ["at"]


class LimitState(models.TextChoices):
    """Whether a second person agreed to it before the day on which it begins."""

    PROPOSED = "proposed", _("menunggu orang kedua")
    AGREED = "agreed", _("berlaku menurut tanggalnya")
    WITHDRAWN = "withdrawn", _("ditarik")


LIMIT_TRANSITIONS: dict[str, frozenset[str]] = {
    LimitState.PROPOSED: frozenset({LimitState.AGREED, LimitState.WITHDRAWN}),
    LimitState.AGREED: frozenset(),
    LimitState.WITHDRAWN: frozenset(),
}


class HouseLimitQuerySet(LedgeredQuerySet["HouseLimit"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(office__in=user.office_ids)

    def agreed(self) -> Self:
        return self.filter(state=LimitState.AGREED)

    def waiting(self, today: date) -> Self:
        """Still to be agreed to, and in time for it."""
        return self.filter(state=LimitState.PROPOSED, effective_from__gt=today)


class HouseLimit(LedgeredModel, Stateful):
    """Another length for one rule of the house, from a day on, in one office; `reason` is why, and names no child.

    What began before that day keeps the length it began under (changes.py)."""

    transitions = LIMIT_TRANSITIONS
    state_field = "state"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="house_limits")
    rule = models.CharField(max_length=60)
    amount = models.PositiveSmallIntegerField(_("panjang"))
    unit = models.CharField(_("satuan"), max_length=20, choices=[(unit.value, unit.value) for unit in UNITS])
    effective_from = models.DateField(_("berlaku mulai"))
    reason = models.CharField(_("alasan"), max_length=500)
    state = models.CharField(max_length=10, choices=LimitState, default=LimitState.PROPOSED)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    second = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)

    objects = HouseLimitQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "rule",
            "amount",
            "unit",
            "effective_from",
            "reason",
            "state",
            "by",
            "at",
            "second",
            "second_at",
        )
    }

    class Meta:
        ordering = ["-effective_from", "-at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="duties_limit_has_length"),
            models.CheckConstraint(
                condition=~models.Q(state=LimitState.AGREED)
                | (models.Q(second__isnull=False) & ~models.Q(second=models.F("by"))),
                name="duties_limit_agreed_by_another",
            ),
            models.UniqueConstraint(
                fields=["office", "rule", "effective_from"],
                condition=models.Q(state=LimitState.AGREED),
                name="duties_one_limit_a_day",
            ),
        ]

    @property
    def limit(self) -> Limit:
        return Limit(self.amount, Unit(self.unit))

    @property
    def changed(self) -> Changed:
        return Changed(self.rule, self.limit, self.effective_from)
