"""The agenda of letters that came in, and dispositions. What a letter says in a few words is sealed: it may name a
child before anybody knows whose file it belongs to."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts.withheld import WithheldQuerySet, subjects_withheld_from
from suar.casework.letters.models import Letter, LetterLine
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.once import made_by
from suar.core.vault.fields import EncryptedTextField, VaultModel
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency


class Nature(models.TextChoices):
    ORDINARY = "ordinary", _("biasa")
    URGENT = "urgent", pgettext_lazy("sifat surat", "segera")
    SECRET = "secret", _("rahasia")


class IncomingQuerySet(WithheldQuerySet["Incoming"]):
    def visible_to(self, user: User) -> Self:
        """An office's own; a partner sees none. What belongs to a file withheld from the user is not shown, nor what
        answers a letter that names such a file."""
        if user.agency_ids:
            return self.none()
        naming = LetterLine.objects.filter(duty__subject__in=subjects_withheld_from(user))
        answers_one = models.Q(letter__isnull=False) & models.Q(letter__in=naming.values("letter"))
        return self.filter(office__in=user.office_ids).exclude(answers_one).not_withheld_from(user)

    def nobodys(self) -> Self:
        """Under a key of their own."""
        return self.filter(subject=models.F("id"))

    def undisposed(self) -> Self:
        """Nobody has said yet what is to be done with it."""
        return self.filter(settled_at=None, dispositions=None)

    def unfinished(self) -> Self:
        return self.filter(settled_at=None)


class Incoming(VaultModel, LedgeredModel):
    """One letter in the agenda. `subject` is whose key seals its words: the child's, the complaint's, or its own.

    `settled_at`: nothing more is to be done with it."""

    subject_path = "subject"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="incoming")
    number = models.CharField(_("nomor agenda"), max_length=20)
    subject = models.UUIDField(db_index=True)
    outside_number = models.CharField(_("nomor surat"), max_length=120, blank=True)
    srikandi = models.CharField(_("nomor SRIKANDI"), max_length=60, blank=True)
    dated = models.DateField(_("tanggal surat"), null=True)
    received_on = models.DateField(_("tanggal terima"))
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    sender = EncryptedTextField(_("pengirim"))
    about = EncryptedTextField(_("perihal"))
    lies = EncryptedTextField(_("letak kertasnya"))
    nature = models.CharField(_("sifat"), max_length=8, choices=Nature, default=Nature.ORDINARY)
    pages = models.PositiveSmallIntegerField(_("jumlah halaman"), null=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="answers")
    complaint = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="mail")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="mail")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = IncomingQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "number",
            "subject",
            "outside_number",
            "srikandi",
            "dated",
            "received_on",
            "agency",
            "sender",
            "about",
            "lies",
            "nature",
            "pages",
            "letter",
            "complaint",
            "case",
            "by",
            "at",
            "settled_by",
            "settled_at",
        )
    }

    class Meta:
        indexes = [
            models.Index(fields=["office", "received_on", "id"], name="mail_office_received"),
            models.Index(fields=["office", "outside_number"], name="mail_outside_number"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="mail_number_once"),
            models.CheckConstraint(
                condition=models.Q(settled_at=None, settled_by=None)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False),
                name="mail_settled_by_someone",
            ),
        ]

    @property
    def is_nobodys(self) -> bool:
        """Whether it belongs to no file or complaint yet."""
        return self.subject == self.pk

    @property
    def own_complaint(self) -> uuid.UUID:
        """The id of the complaint that this very letter becomes."""
        return made_by("mail", self.pk)

    @property
    def became_complaint(self) -> bool:
        return self.complaint_id == self.own_complaint

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None

    @property
    def reference(self) -> str:
        """The number of what it belongs to; its own where it belongs to nothing."""
        source = self.case or self.complaint
        return source.number if source else self.number


class Disposition(VaultModel, LedgeredModel):
    """What a leader wants one person to do with a letter, and by when. Its duty ends with it."""

    subject_path = "incoming__subject"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    incoming = models.ForeignKey(Incoming, models.PROTECT, related_name="dispositions")
    place = models.PositiveSmallIntegerField()
    to = models.ForeignKey(User, models.PROTECT, related_name="dispositions")
    instruction = EncryptedTextField(_("isi disposisi"))
    due_on = models.DateField(_("selesai paling lambat"), null=True)
    duty_id = models.UUIDField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    result = EncryptedTextField(_("yang dikerjakan"))

    objects = LedgeredQuerySet["Disposition"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "incoming",
            "place",
            "to",
            "instruction",
            "due_on",
            "duty_id",
            "by",
            "at",
            "read_at",
            "done_at",
            "result",
        )
    }

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["incoming", "place"], name="mail_place_once")]

    @property
    def state(self) -> str:
        if self.done_at:
            return str(pgettext_lazy("disposisi", "selesai"))
        return str(_("sudah dibaca") if self.read_at else _("belum dibaca"))

    @property
    def tone(self) -> str:
        return "green" if self.done_at else "teal" if self.read_at else "amber"
