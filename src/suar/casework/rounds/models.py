"""A walk through the files that are due, what was asked of whom, and the weekly list of each body with its answers."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import Case
from suar.casework.conflicts.withheld import WithheldQuerySet, subjects_withheld_from
from suar.casework.duties.models import Duty
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedJSONField, EncryptedTextField, VaultModel
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency


class How(models.TextChoices):
    """By which way something was asked, sent or answered."""

    PHONE = "phone", _("telepon")
    WHATSAPP = "whatsapp", _("WhatsApp")
    LETTER = "letter", _("surat")
    VISIT = "visit", _("bertemu langsung")


class Scope(models.TextChoices):
    """Which files a round goes through."""

    MY_DUE = "my_due", _("yang saya pegang dan jatuh tempo")
    DUE = "due", _("semua yang jatuh tempo di kantor ini")
    MINE = "mine", _("semua yang saya pegang")


class State(models.TextChoices):
    """What became of a file in a round."""

    WAITING = "waiting", _("belum dibuka")
    DONE = "done", _("lembar pantau ditulis")
    SKIPPED = "skipped", _("dilewati")
    LEFT = "left", _("belum sempat")


TRANSITIONS: dict[str, frozenset[str]] = {
    State.WAITING: frozenset({State.DONE, State.SKIPPED, State.LEFT}),
    State.SKIPPED: frozenset({State.DONE}),
    State.LEFT: frozenset(),
    State.DONE: frozenset(),
}


class Reason(models.TextChoices):
    """Why a file was passed over: a code, so that no story stands in it."""

    UNREACHED = "unreached", _("tidak ada yang dapat dihubungi")
    OTHER_HANDS = "other_hands", _("sedang dikerjakan orang lain")
    AGREED = "agreed", _("sudah ada janji di hari lain")
    ANSWER = "answer", _("menunggu jawaban lembaga")


class Answer(models.TextChoices):
    """What a body answered to one line of its list."""

    DONE = "done", _("dipenuhi")
    PARTLY = "partly", _("dijawab sebagian")
    REFUSED = "refused", _("ditolak")


class AskedQuerySet(WithheldQuerySet["Asked"]):
    def visible_to(self, user: User) -> Self:
        """Of the office's own; a partner sees none."""
        if user.agency_ids:
            return self.none()
        return self.filter(office__in=user.office_ids).not_withheld_from(user, "duty__subject")


class Asked(LedgeredModel):
    """That somebody of the office asked after a duty. What was answered stands in the duty's own notes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="asked")
    how = models.CharField(_("cara"), max_length=10, choices=How)
    line = models.CharField(_("jalur resmi"), max_length=160, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AskedQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "office", "duty", "how", "line", "at", "by")
    }

    class Meta:
        indexes = [models.Index(fields=["duty", "at"], name="rounds_asked_duty")]


class RoundQuerySet(LedgeredQuerySet["Round"]):
    def visible_to(self, user: User) -> Self:
        """A round is its walker's own: it says how somebody worked."""
        return self.filter(by=user, office__in=user.office_ids)

    def running(self) -> Self:
        return self.filter(ended_at=None)


class Round(LedgeredModel):
    """One walk through files, where it stands, and when it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="rounds")
    by = models.ForeignKey(User, models.PROTECT, related_name="rounds")
    scope = models.CharField(max_length=10, choices=Scope)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "office", "by", "scope", "at", "ended_at")
    }

    class Meta:
        indexes = [models.Index(fields=["by", "at"], name="rounds_by")]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "office"], condition=models.Q(ended_at=None), name="rounds_one_running"
            )
        ]

    @property
    def is_running(self) -> bool:
        return self.ended_at is None


class RoundItemQuerySet(WithheldQuerySet["RoundItem"]):
    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)

    def open_to(self, user: User) -> Self:
        """Those whose file this user may see and is not closed: what was withheld or closed meanwhile drops out."""
        return self.filter(case__in=Case.objects.visible_to(user).open())


class RoundItem(LedgeredModel, Stateful):
    """One file of a round, in its turn."""

    transitions = TRANSITIONS
    state_field = "state"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    sheet_id = models.UUIDField(null=True)
    at = models.DateTimeField(null=True)

    objects = RoundItemQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "round", "case", "place", "state", "reason", "sheet_id", "at")
    }

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["round", "case"], name="rounds_case_once"),
            models.CheckConstraint(
                condition=~models.Q(state=State.DONE) | models.Q(sheet_id__isnull=False), name="rounds_done_has_sheet"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.SKIPPED) | ~models.Q(reason=""), name="rounds_skipped_has_reason"
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        return self.state == State.WAITING

    @property
    def is_open_to_write(self) -> bool:
        """A sheet may be written: nothing was yet, also where it was passed over."""
        return State.DONE in TRANSITIONS[self.state]

    def not_open(self) -> str:
        return gettext("Berkas ini sudah dilewati putaran. Lihat keadaannya di halaman putaran.")


class ListQuerySet(LedgeredQuerySet["WeeklyList"]):
    def visible_to(self, user: User) -> Self:
        """Lists belong to the office that writes them; a partner gets the paper itself. One that names a file withheld
        from the user is withheld whole."""
        if user.agency_ids:
            return self.none()
        naming = ListLine.objects.filter(duty__subject__in=subjects_withheld_from(user))
        return self.filter(office__in=user.office_ids).exclude(pk__in=naming.values("list"))

    def listed(self) -> Self:
        """Without the paper itself."""
        return self.select_related("agency", "office", "by").defer("content", "frozen")


class WeeklyList(VaultModel, LedgeredModel):
    """What one body owes, as it was handed to a named person of it. Frozen: words and bytes are those of the paper.

    Sealed under a key of its own: it names several children, each by the number of the file alone. `code` stands on
    the paper and leads back here."""

    subject_path = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="weekly_lists")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="weekly_lists")
    number = models.CharField(_("nomor"), max_length=20)
    code = models.CharField(_("kode"), max_length=12, unique=True)
    week_of = models.DateField(_("minggu"))
    line = models.CharField(_("jalur resmi"), max_length=160, blank=True)
    recipient = EncryptedTextField(_("penerima"))
    frozen = EncryptedJSONField()
    sha256 = models.CharField(max_length=64)
    content = EncryptedTextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sent_how = models.CharField(max_length=10, choices=How, blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = ListQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "agency",
            "number",
            "code",
            "week_of",
            "line",
            "recipient",
            "frozen",
            "sha256",
            "content",
            "by",
            "at",
            "sent_how",
            "sent_at",
        )
    }

    class Meta:
        indexes = [models.Index(fields=["office", "at", "id"], name="rounds_list_turn")]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="rounds_list_number_once"),
            models.CheckConstraint(
                condition=models.Q(sent_how="", sent_at=None)
                | (~models.Q(sent_how="") & models.Q(sent_at__isnull=False)),
                name="rounds_sent_has_time",
            ),
        ]


class ListLine(LedgeredModel):
    """One duty on a list, and what was answered to it. `received_on` is the day on which the answer reached us."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    list = models.ForeignKey(WeeklyList, models.PROTECT, related_name="lines")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    answer = models.CharField(_("jawaban"), max_length=8, choices=Answer, blank=True)
    how = models.CharField(_("cara"), max_length=10, choices=How, blank=True)
    received_on = models.DateField(_("tanggal diterima"), null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    objects = LedgeredQuerySet["ListLine"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "list", "duty", "place", "answer", "how", "received_on", "by", "at")
    }

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["list", "duty"], name="rounds_duty_once"),
            models.CheckConstraint(
                condition=models.Q(answer="", how="", received_on=None, by=None, at=None)
                | (
                    ~models.Q(answer="")
                    & ~models.Q(how="")
                    & models.Q(received_on__isnull=False, by__isnull=False, at__isnull=False)
                ),
                name="rounds_answer_is_whole",
            ),
        ]


STATE_TONES = {State.WAITING: "", State.DONE: "green", State.SKIPPED: "amber", State.LEFT: "amber"}
ANSWER_TONES = {Answer.DONE: "green", Answer.PARTLY: "amber", Answer.REFUSED: "red"}
UNANSWERED = pgettext_lazy("baris daftar", "belum dijawab")
