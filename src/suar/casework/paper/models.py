"""Pads and sheets: which number was printed when, and what became of each. What is written on a sheet is never here:
it goes where it belongs when it is entered."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.registry.accounts.models import Office, User


class Kind(models.TextChoices):
    INTAKE = "intake", _("pengaduan, dengan kode untuk pelapor")
    WATCH = "watch", _("lembar pantau")
    VISIT = "visit", _("kunjungan")


class Status(models.TextChoices):
    OPEN = "open", pgettext_lazy("lembar", "belum kembali")
    ENTERED = "entered", pgettext_lazy("lembar", "sudah dicatat")
    SPOILED = "spoiled", pgettext_lazy("lembar", "tidak dipakai")
    LOST = "lost", pgettext_lazy("lembar", "hilang")


TRANSITIONS: dict[str, frozenset[str]] = {
    Status.OPEN: frozenset({Status.ENTERED, Status.SPOILED, Status.LOST}),
    # Found again: somebody had put it into another folder.
    Status.LOST: frozenset({Status.ENTERED, Status.SPOILED}),
    Status.ENTERED: frozenset(),
    Status.SPOILED: frozenset(),
}


class Why(models.TextChoices):
    """Why a sheet is closed without being entered. A code: nothing that was written on it is repeated here."""

    MISTAKE = "mistake", _("salah tulis; lembarnya di map tertutup")
    DAMAGED = "damaged", _("basah, sobek, atau cetakannya rusak")
    UNUSED = "unused", _("kosong dan tidak dipakai lagi; lembarnya sudah dihancurkan")
    LOST_BLANK = "lost_blank", _("hilang, belum ditulisi")
    LOST_WRITTEN = "lost_written", _("hilang, sudah ditulisi atau tidak diketahui")


LOSSES = frozenset({Why.LOST_BLANK, Why.LOST_WRITTEN})


class PadQuerySet(LedgeredQuerySet["Pad"]):
    def visible_to(self, user: User) -> Self:
        """An office's own. A partner has none."""
        return self.none() if user.agency_ids else self.filter(office__in=user.office_ids)

    def with_open_sheets(self) -> Self:
        return self.filter(models.Exists(Sheet.objects.unreturned().filter(pad=models.OuterRef("pk"))))


class Pad(LedgeredModel):
    """So many sheets of one kind, printed at once. `count_by`: until when its open sheets are to be counted again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="pads")
    kind = models.CharField(_("jenis"), max_length=8, choices=Kind)
    number = models.CharField(_("nomor buku"), max_length=20)
    size = models.PositiveSmallIntegerField(_("jumlah lembar"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("dicetak"))
    counted_at = models.DateTimeField(null=True)
    counted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    count_by = models.DateTimeField()

    objects = PadQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "office", "kind", "number", "size", "by", "at", "counted_at", "counted_by", "count_by")
    }

    class Meta:
        indexes = [models.Index(fields=["office", "at", "id"], name="paper_office_printed")]
        constraints = [models.UniqueConstraint(fields=["office", "number"], name="paper_pad_number_once")]


class PaperSheetQuerySet(LedgeredQuerySet["Sheet"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(pad__in=Pad.objects.visible_to(user))

    def unreturned(self) -> Self:
        return self.filter(status=Status.OPEN)


class Sheet(LedgeredModel, Stateful):
    """One sheet. Of an intake sheet, `lookup_id` and `reply_key` are what was derived of the code on the half that the
    reporter tears off; the code itself was printed and forgotten. They go when the code works, and with a sheet that is
    never entered. `written_on` is the day on the paper; the moment stands in what was entered."""

    transitions = TRANSITIONS

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pad = models.ForeignKey(Pad, models.PROTECT, related_name="sheets")
    place = models.PositiveSmallIntegerField()
    number = models.CharField(_("nomor lembar"), max_length=24)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    lookup_id = models.BinaryField(max_length=16, default=bytes)
    reply_key = models.BinaryField(max_length=32, default=bytes)
    written_on = models.DateField(null=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)
    complaint = models.OneToOneField(Complaint, models.PROTECT, null=True, related_name="paper")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="papers")
    row = models.UUIDField(null=True)
    why = models.CharField(max_length=12, choices=Why, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = PaperSheetQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "pad",
            "place",
            "number",
            "status",
            "lookup_id",
            "reply_key",
            "written_on",
            "entered_by",
            "entered_at",
            "complaint",
            "case",
            "row",
            "why",
            "closed_by",
            "closed_at",
        )
    }

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["pad", "place"], name="paper_place_once"),
            models.CheckConstraint(
                condition=~models.Q(status=Status.ENTERED)
                | (
                    models.Q(entered_at__isnull=False)
                    & (models.Q(complaint__isnull=False) | models.Q(case__isnull=False, row__isnull=False))
                ),
                name="paper_entered_is_somewhere",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[Status.SPOILED, Status.LOST])
                | (~models.Q(why="") & models.Q(closed_at__isnull=False)),
                name="paper_closed_has_reason",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def may_be_entered(self) -> bool:
        return Status.ENTERED in TRANSITIONS[self.status]

    @property
    def carries_code(self) -> bool:
        """Whether a reporter may hold a code that does not work yet."""
        return bool(self.lookup_id)

    def not_open(self) -> str:
        words = gettext("Lembar %(number)s %(state)s. Satu lembar dicatat satu kali saja.")
        return words % {"number": self.number, "state": self.get_status_display()}
