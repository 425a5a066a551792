"""An arrival of material: where it lies and what was done. Never the material, nor a word about what it shows."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts.withheld import WithheldQuerySet
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedJSONField, VaultModel
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency


class LiesOn(models.TextChoices):
    """On what it lies. A kind, so that a list tells it without opening anything."""

    PHONE = "phone", _("ponsel kantor")
    COMPUTER = "computer", _("komputer kantor")
    EMAIL = "email", _("akun surel")
    SOCIAL = "social", _("akun media sosial atau percakapan")
    HANDED_IN = "handed_in", _("kertas atau penyimpan data yang diserahkan")
    OTHER = "other", pgettext_lazy("tempat", "lainnya")


class Step(models.TextChoices):
    """What is done, in its order."""

    STOP = "stop", _("Berhenti")
    APART = "apart", _("Pisahkan perangkat")
    CALL = "call", _("Telepon unit PPA atau siber")
    NOTE = "note", _("Catat waktu dan letaknya saja")
    INSTRUCTION = "instruction", _("Tunggu petunjuk polisi")
    RECEIPT = "receipt", _("Minta tanda terima")
    DEBRIEF = "debrief", _("Jaga diri")


class Instruction(models.TextChoices):
    """What the police told to do."""

    COLLECT = "collect", _("polisi mengambilnya")
    DELETE = "delete", _("dihapus atas petunjuk polisi")
    KEEP = "keep", _("perangkat tetap dipisahkan sampai polisi memberi kabar")
    NOTHING = "nothing", _("menurut polisi tidak ada yang perlu diambil")


class Status(models.TextChoices):
    OPEN = "open", pgettext_lazy("materi", "berjalan")
    CLOSED = "closed", pgettext_lazy("materi", "ditutup")


TRANSITIONS: dict[str, frozenset[str]] = {
    Status.OPEN: frozenset({Status.CLOSED}),
    Status.CLOSED: frozenset(),
}


class MaterialQuerySet(WithheldQuerySet["Arrival"]):
    def visible_to(self, user: User) -> Self:
        """An office's own. A partner sees none, whatever agency was called: the police have their own papers."""
        if user.agency_ids:
            return self.none()
        return self.filter(office__in=user.office_ids).not_withheld_from(user)

    def open(self) -> Self:
        return self.filter(status=Status.OPEN)

    def closed(self) -> Self:
        return self.filter(status=Status.CLOSED)

    def nobodys(self) -> Self:
        """Under a key of their own."""
        return self.filter(subject=models.F("id"))


class Arrival(LedgeredModel, Stateful):
    """That something arrived. All words stand in its steps.

    `subject` is whose key seals them: the child's, the complaint's, or its own while nobody knows whose it is."""

    transitions = TRANSITIONS

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="arrivals")
    number = models.CharField(_("nomor"), max_length=20)
    subject = models.UUIDField(db_index=True)
    complaint = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="arrivals")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="arrivals")
    noticed_at = models.DateTimeField(_("diketahui"))
    lies_on = models.CharField(_("terletak pada"), max_length=12, choices=LiesOn, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    call_duty = models.UUIDField(null=True)
    receipt_duty = models.UUIDField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = MaterialQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "number",
            "subject",
            "complaint",
            "case",
            "noticed_at",
            "lies_on",
            "status",
            "by",
            "at",
            "call_duty",
            "receipt_duty",
            "closed_by",
            "closed_at",
        )
    }

    class Meta:
        indexes = [models.Index(fields=["office", "noticed_at", "id"], name="material_office_noticed")]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="material_number_once"),
            models.CheckConstraint(
                condition=models.Q(status=Status.OPEN, closed_by=None, closed_at=None)
                | models.Q(status=Status.CLOSED, closed_by__isnull=False, closed_at__isnull=False),
                name="material_closed_by_someone",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None) | ~models.Q(closed_by=models.F("by")),
                name="material_closed_by_a_second_person",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def is_nobodys(self) -> bool:
        """Whether nobody knows yet whose it is."""
        return self.subject == self.pk

    @property
    def reference(self) -> str:
        """The number of the file that it belongs to; its own where it belongs to none."""
        source = self.case or self.complaint
        return source.number if source else self.number


class Taken(VaultModel, LedgeredModel):
    """A step as it was taken, or as it was corrected: nothing written is written over, the last of each step counts.

    `at` is when it was done (of a note: when it was noticed), `written_at` when it was written down. `agency` and
    `line` are who was called, as they were called then; the line is of the list of agencies or the emergency number,
    never typed. `words` are all words:

        {"where": …}                 where the device stands now
        {"answered": …}              who answered the telephone
        {"on", "path", "seen", "opened": …}  which kind of place; which account or message; who saw it; who had opened
                                     it before they knew
        {"number", "to": …}          of the receipt; who of the police gave it
        {"whom": …}                  to whom a talk was offered"""

    subject_path = "arrival__subject"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="taken")
    place = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=12, choices=Step)
    at = models.DateTimeField()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    line = models.CharField(max_length=160, blank=True)
    instruction = models.CharField(max_length=8, choices=Instruction, blank=True)
    words = EncryptedJSONField(_("catatan"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = LedgeredQuerySet["Taken"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "arrival",
            "place",
            "step",
            "at",
            "agency",
            "line",
            "instruction",
            "words",
            "by",
            "written_at",
        )
    }

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["arrival", "place"], name="material_place_once"),
            models.CheckConstraint(
                condition=(models.Q(step=Step.INSTRUCTION) & ~models.Q(instruction=""))
                | (~models.Q(step=Step.INSTRUCTION) & models.Q(instruction="")),
                name="material_instruction_is_told",
            ),
        ]
