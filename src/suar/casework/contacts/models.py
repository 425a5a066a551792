"""Whatever reaches the office by telephone, chat or at the door. A contact is no complaint; most never become one."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts.withheld import WithheldQuerySet
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedJSONField, EncryptedTextField, VaultModel
from suar.registry.accounts.models import Office, User


class Channel(models.TextChoices):
    PHONE = "phone", _("telepon")
    WHATSAPP = "whatsapp", _("WhatsApp kantor")
    OWN_WHATSAPP = "own_whatsapp", _("WhatsApp komisioner")
    VISIT = "visit", _("datang langsung")
    SOCIAL = "social", _("media sosial")
    LETTER = "letter", _("surat")


class Direction(models.TextChoices):
    IN = "in", pgettext_lazy("kontak", "masuk")
    OUT = "out", pgettext_lazy("kontak", "keluar")


class CallType(models.TextChoices):
    """What it was. None of the words judges whoever called."""

    SELF = "self", _("anak tentang dirinya")
    ABOUT = "about", _("seseorang tentang anak")
    NEWS = "news", _("kabar untuk berkas yang ada")
    INFORMATION = "information", _("bertanya")
    SILENT = "silent", _("diam")
    HANG_UP = "hang_up", _("ditutup sebelum bicara")
    WRONG_NUMBER = "wrong_number", _("salah sambung")
    TEST = "test", _("mencoba apakah dijawab")
    JOKE = "joke", _("bercanda")
    HARSH = "harsh", _("kata-kata kasar saja")
    MISSED = "missed", _("tak terjawab")


class Status(models.TextChoices):
    DONE = "done", pgettext_lazy("kontak", "tercatat")
    WAITING = "waiting", _("menunggu ditelepon balik")
    REACHED = "reached", _("sudah tersambung")
    UNREACHED = "unreached", _("tiga kali dicoba")


TRANSITIONS: dict[str, frozenset[str]] = {
    Status.DONE: frozenset(),
    Status.WAITING: frozenset({Status.REACHED, Status.UNREACHED, Status.DONE}),  # done: must not be called
    Status.REACHED: frozenset(),
    Status.UNREACHED: frozenset(),
}


class ContactsQuerySet(WithheldQuerySet["Contact"]):
    def visible_to(self, user: User) -> Self:
        """An office's own. A partner sees none."""
        if user.agency_ids:
            return self.none()
        return self.filter(office__in=user.office_ids).not_withheld_from(user)

    def once(self) -> Self:
        """One call about three children is one contact."""
        return self.filter(first=None)

    def waiting(self) -> Self:
        return self.filter(status=Status.WAITING)

    def nobodys(self) -> Self:
        return self.filter(subject=models.F("id"))


class Contact(VaultModel, LedgeredModel, Stateful):
    """One contact. Its own key seals the number and nothing else; what was said lies under `subject`: its own id until
    it belongs to a complaint or a file, then that one's. Of a call about several children each child has a row of its
    own, so that one may be erased without the others; all but one point to the `first`."""

    transitions = TRANSITIONS

    subject_path = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="contacts")
    subject = models.UUIDField(db_index=True)
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="others")
    complaint = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="contacts")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="contacts")
    channel = models.CharField(_("saluran"), max_length=12, choices=Channel)
    direction = models.CharField(_("arah"), max_length=3, choices=Direction, default=Direction.IN)
    call_type = models.CharField(_("jenis"), max_length=12, choices=CallType)
    status = models.CharField(max_length=10, choices=Status, default=Status.DONE)
    tries = models.PositiveSmallIntegerField(default=0)
    duty = models.UUIDField(null=True)
    phone = EncryptedTextField(_("nomor"))
    at = models.DateTimeField(_("waktu"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    objects = ContactsQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "subject",
            "first",
            "complaint",
            "case",
            "channel",
            "direction",
            "call_type",
            "status",
            "tries",
            "duty",
            "phone",
            "at",
            "by",
            "noted_at",
        )
    }

    class Meta:
        indexes = [models.Index(fields=["office", "at", "id"], name="contacts_office_at")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(call_type=CallType.MISSED) | models.Q(status=Status.DONE),
                name="contacts_only_a_missed_call_waits",
            ),
        ]

    @property
    def is_nobodys(self) -> bool:
        """Whether it belongs to no complaint and no file."""
        return self.subject == self.pk

    @property
    def reference(self) -> str:
        """The number of what it belongs to; nothing where it belongs to nothing."""
        source = self.case or self.complaint
        return source.number if source else ""


class Said(VaultModel, LedgeredModel):
    """What was said or written, whole, both sides. `media`: how many files were left where they were."""

    subject_path = "contact__subject"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="said")
    text = EncryptedTextField(_("yang dikatakan"))
    media = models.PositiveIntegerField(default=0)

    objects = LedgeredQuerySet["Said"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {1: ("id", "version", "contact", "text", "media")}


class FlagKind(models.TextChoices):
    DO_NOT_CALL = "do_not_call", _("jangan ditelepon balik")
    LISTENED = "listened", _("mungkin ada yang mendengarkan")
    YOUNG = "young", _("suara anak kecil: pelan-pelan")
    WORRIED = "worried", _("bicara tentang kematian: jangan ditutup dulu")
    TESTING = "testing", _("sering mencoba apakah dijawab")
    HARSH = "harsh", _("pernah berkata kasar")


class FlagQuerySet(LedgeredQuerySet["Flag"]):
    def standing(self, on: date) -> Self:
        return self.filter(lifted_at=None, until__gte=on)


class Flag(VaultModel, LedgeredModel):
    """What the next who answers should know of a number, for a while. It never closes the door to anybody."""

    subject_path = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=12, choices=FlagKind)
    phone = EncryptedTextField(_("nomor"))
    reason = EncryptedTextField(_("alasan"))
    until = models.DateField(_("sampai"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = FlagQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "contact", "kind", "phone", "reason", "until", "by", "at", "lifted_by", "lifted_at")
    }


class OurNumber(VaultModel, LedgeredModel):
    """A number of our own side, and the name under which a chat shows it: what it writes is no complaint."""

    subject_path = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="own_numbers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    shown_as = EncryptedTextField(_("nama dalam percakapan"))
    phone = EncryptedTextField(_("nomor"))

    objects = LedgeredQuerySet["OurNumber"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {1: ("id", "version", "office", "user", "shown_as", "phone")}


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, user: User) -> Self:
        """Whoever began it, and nobody else whatever their role."""
        return self.filter(author=user)


class Draft(VaultModel):
    """A half-typed intake: sealed under a key of its own, opened for its author alone. No row of the record: what is
    half-typed is nobody's statement yet. That one was begun, filed, closed or lapsed is recorded."""

    subject_path = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12, choices=Channel)
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    body = EncryptedJSONField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["author", "began_at"], name="contacts_draft_author")]
