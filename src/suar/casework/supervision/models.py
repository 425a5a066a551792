"""Who keeps an eye on a file that nobody holds, what went to whom when a term ended, which file another office is
asked to take."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import Case
from suar.casework.children.models import Child
from suar.casework.conflicts.withheld import WithheldQuerySet
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedTextField, VaultModel
from suar.registry.accounts.models import Office, User


class WatchQuerySet(LedgeredQuerySet["FileWatch"]):
    def standing(self) -> Self:
        return self.filter(ended_at=None)


class FileWatch(LedgeredModel):
    """A named person looks after a file until somebody holds it. Where nobody was named: watching.py."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="watches")
    user = models.ForeignKey(User, models.PROTECT, related_name="watched_files")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = WatchQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "office", "case", "user", "by", "at", "ended_at")
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at=None), name="supervision_one_watcher_a_file"
            )
        ]


class HandoverQuerySet(LedgeredQuerySet["TermHandover"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(office__in=user.office_ids)


class TermHandover(LedgeredModel):
    """Serah terima: what somebody held when a term ends, given to others in one act. `files` and `duties` count what
    went; the rows below name it by numbers, never by a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    number = models.CharField(_("nomor"), max_length=20)
    leaver = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    ends_on = models.DateField(_("berakhir"))
    files = models.PositiveIntegerField(default=0)
    duties = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = HandoverQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "office", "number", "leaver", "role", "ends_on", "files", "duties", "by", "at")
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="supervision_number_once"),
            models.CheckConstraint(condition=~models.Q(by=models.F("leaver")), name="supervision_by_another"),
        ]


class HandedOver(LedgeredModel):
    """One file, or one duty without a file, and who took it; nobody where nobody may see it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    handover = models.ForeignKey(TermHandover, models.PROTECT, related_name="rows")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    duty_id = models.UUIDField(null=True)
    receiver = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = LedgeredQuerySet["HandedOver"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "handover", "case", "duty_id", "receiver")
    }


class TransferState(models.TextChoices):
    PROPOSED = "proposed", _("menunggu jawaban kantor penerima")
    ACCEPTED = "accepted", pgettext_lazy("pemindahan", "diterima")
    REFUSED = "refused", pgettext_lazy("pemindahan", "ditolak")
    WITHDRAWN = "withdrawn", pgettext_lazy("pemindahan", "ditarik")


TRANSFERS: dict[str, frozenset[str]] = {
    TransferState.PROPOSED: frozenset({TransferState.ACCEPTED, TransferState.REFUSED, TransferState.WITHDRAWN}),
    TransferState.ACCEPTED: frozenset(),
    TransferState.REFUSED: frozenset(),
    TransferState.WITHDRAWN: frozenset(),
}


class TransferReason(models.TextChoices):
    MOVED = "moved", _("anak pindah ke wilayah kantor itu")
    HAPPENED = "happened", _("peristiwanya di wilayah kantor itu")
    NEARER = "nearer", _("layanan dan keluarga lebih dekat di sana")
    CONFLICT = "conflict", _("benturan kepentingan di kantor ini")


class TransferQuerySet(WithheldQuerySet["Transfer"]):
    def visible_to(self, user: User) -> Self:
        """Both offices see that it was asked and answered; never the file. Who may not see the one file, neither the
        old nor the new, sees nothing of it."""
        mine = models.Q(office__in=user.office_ids) | models.Q(to_office__in=user.office_ids)
        return self.filter(mine).not_withheld_from(user, "child").not_withheld_from(user, "new_case__child")

    def waiting(self) -> Self:
        return self.filter(state=TransferState.PROPOSED)


class Transfer(VaultModel, LedgeredModel, Stateful):
    """A file that another office is asked to take. Nothing moves: where it is accepted a new file of the same child is
    opened there, from the summary, under a key of its own, and this one is closed by its own office (decision 50)."""

    transitions = TRANSFERS
    state_field = "state"

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    to_office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="transfers")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    reason = models.CharField(_("alasan"), max_length=10, choices=TransferReason)
    summary = EncryptedTextField(_("ringkasan untuk kantor penerima"))
    state = models.CharField(max_length=10, choices=TransferState, default=TransferState.PROPOSED)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(_("jawaban"))
    new_case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="came_from")
    new_number = models.CharField(max_length=20, blank=True)

    objects = TransferQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "to_office",
            "case",
            "child",
            "number",
            "reason",
            "summary",
            "state",
            "by",
            "at",
            "decided_by",
            "decided_at",
            "answer",
            "new_case",
            "new_number",
        )
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state=TransferState.PROPOSED),
                name="supervision_one_transfer_a_file",
            ),
            models.CheckConstraint(
                condition=~models.Q(office=models.F("to_office")), name="supervision_to_another_office"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=TransferState.ACCEPTED)
                | (models.Q(new_case__isnull=False) & ~models.Q(decided_by=models.F("by"))),
                name="supervision_accepted_by_another",
            ),
        ]

    def not_open(self) -> str:
        return gettext("Usul ini sudah dijawab. Muat ulang halaman.")


class SessionKind(models.TextChoices):
    DISCUSSION = "discussion", _("pembahasan berkas")
    CHECK = "check", _("pemeriksaan berkas")
    OBSERVATION = "observation", _("pengamatan kerja")
    SHADOWING = "shadowing", _("mendampingi kerja")
    COACHING = "coaching", _("rencana pembinaan kerja")


class TalkQuerySet(LedgeredQuerySet["Session"]):
    def visible_to(self, user: User, leads_in: list[int]) -> Self:
        """Both who talked, and whoever leads the office."""
        both = models.Q(leader=user) | models.Q(other=user)
        return self.filter(both | models.Q(office__in=leads_in), office__in=user.office_ids)


class Session(VaultModel, LedgeredModel):
    """That two people talked about the work, and what they agreed in general, under a key of its own. What they agreed
    about a child lies in that child's file (`SessionFile`)."""

    subject_path = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    number = models.CharField(_("nomor"), max_length=20)
    kind = models.CharField(_("jenis"), max_length=12, choices=SessionKind)
    leader = models.ForeignKey(User, models.PROTECT, related_name="+")
    other = models.ForeignKey(User, models.PROTECT, related_name="+")
    held_at = models.DateTimeField(_("waktu"))
    minutes = models.PositiveSmallIntegerField(_("lamanya"))
    points = EncryptedTextField(_("kesepakatan umum"))
    debrief = models.BooleanField(_("jaga diri"), default=False)
    next_on = models.DateField(_("supervisi berikut"), null=True)
    next_duty = models.UUIDField(null=True)
    at = models.DateTimeField()

    objects = TalkQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "number",
            "kind",
            "leader",
            "other",
            "held_at",
            "minutes",
            "points",
            "debrief",
            "next_on",
            "next_duty",
            "at",
        )
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="supervision_session_number_once"),
            models.CheckConstraint(condition=~models.Q(leader=models.F("other")), name="supervision_of_another"),
        ]


class SessionFile(VaultModel, LedgeredModel):
    """What was agreed about one file, under the key of its child: it dies with it."""

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, models.PROTECT, related_name="files")
    case = models.ForeignKey(Case, models.PROTECT, related_name="supervised")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    agreed = EncryptedTextField(_("kesepakatan tentang berkas ini"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = LedgeredQuerySet["SessionFile"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "session", "case", "child", "agreed", "by", "at")
    }
