"""A case conference: who was asked, who came, what was decided and who disagreed."""

from __future__ import annotations

from datetime import datetime
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


class Mode(models.TextChoices):
    ROOM = "room", _("bertemu di satu ruang")
    ONLINE = "online", _("lewat sambungan video atau telepon")


class Status(models.TextChoices):
    PLANNED = "planned", _("direncanakan")
    HELD = "held", _("berlangsung, notulen belum ditandatangani")
    SIGNED = "signed", _("menunggu pengesahan orang kedua")
    CONFIRMED = "confirmed", _("notulen disahkan")
    CANCELLED = "cancelled", pgettext_lazy("rapat", "dibatalkan")


TRANSITIONS: dict[str, frozenset[str]] = {
    Status.PLANNED: frozenset({Status.HELD, Status.CANCELLED}),
    Status.HELD: frozenset({Status.SIGNED}),
    Status.SIGNED: frozenset({Status.CONFIRMED}),
    Status.CONFIRMED: frozenset(),
    Status.CANCELLED: frozenset(),
}


class Conference(CaseRow, Stateful):
    """One meeting about one child. `by` and `at`: who planned it, when. `number` is that of its invitation.

    From the chair's signature on nothing of it changes; what is to be mended stands in an `Addendum`."""

    transitions = TRANSITIONS

    starts_at = models.DateTimeField(_("mulai"))
    mode = models.CharField(_("cara bertemu"), max_length=8, choices=Mode, default=Mode.ROOM)
    place = EncryptedTextField(_("tempat atau sambungan"))
    purpose = EncryptedTextField(_("tujuan"))
    agenda = EncryptedTextField(_("acara"))
    worded_at = models.DateTimeField(null=True)  # purpose or agenda last changed, since it was planned
    chair = models.ForeignKey(User, models.PROTECT, related_name="+")
    number = models.CharField(_("nomor undangan"), max_length=120, blank=True)
    dated = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    why = EncryptedTextField(_("alasan pembatalan"))
    held_at = models.DateTimeField(_("berlangsung"), null=True)
    minutes = EncryptedTextField(_("jalannya rapat"))
    minutes_duty = models.UUIDField(null=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    objects = SheetQuerySet["Conference"].as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "case",
            "child",
            "by",
            "at",
            "starts_at",
            "mode",
            "place",
            "purpose",
            "agenda",
            "worded_at",
            "chair",
            "number",
            "dated",
            "status",
            "why",
            "held_at",
            "minutes",
            "minutes_duty",
            "signed_by",
            "signed_at",
            "confirmed_by",
            "confirmed_at",
        )
    }

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(fields=["starts_at", "id"], condition=models.Q(status="planned"), name="conferences_planned")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=("planned", "cancelled"), held_at=None)
                | models.Q(status__in=("held", "signed", "confirmed"), held_at__isnull=False),
                name="conferences_held_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=("planned", "cancelled", "held"), signed_by=None)
                | models.Q(status__in=("signed", "confirmed"), signed_by__isnull=False, signed_at__isnull=False),
                name="conferences_signed_by_someone",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("signed_by")),
                name="conferences_confirmed_by_a_second_person",
            ),
        ]

    @property
    def is_planned(self) -> bool:
        return self.status == Status.PLANNED

    @property
    def is_written(self) -> bool:
        """It takes place or took place, and its minutes are still being written."""
        return self.status == Status.HELD

    @property
    def is_frozen(self) -> bool:
        return self.status in {Status.SIGNED, Status.CONFIRMED}

    @property
    def took_place(self) -> bool:
        return self.held_at is not None


class Sees(models.TextChoices):
    """What somebody may know beforehand."""

    NUMBER = "number", _("nomor berkas dan inisial saja")
    AGENDA = "agenda", _("juga tujuan dan acara")


class InvitedBy(models.TextChoices):
    LETTER = "letter", _("surat")
    PHONE = "phone", _("telepon")
    CHAT = "chat", _("pesan ke nomor dinas")
    PERSON = "person", _("disampaikan langsung")


class Reply(models.TextChoices):
    WAITING = "waiting", _("belum menjawab")
    COMES = "comes", _("akan hadir")
    EXCUSED = "excused", _("berhalangan")


class Invitation(Line):
    """One person who is asked: somebody of the house, or somebody by name of an agency. Never a whole agency."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="invitations")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    name = EncryptedTextField(_("nama"))
    post = EncryptedTextField(_("jabatan"))
    sees = models.CharField(_("yang boleh diketahui sebelumnya"), max_length=8, choices=Sees, default=Sees.NUMBER)
    how = models.CharField(_("diundang lewat"), max_length=8, choices=InvitedBy, blank=True)
    invited_on = models.DateField(_("diundang pada"), null=True)
    reply = models.CharField(_("jawaban"), max_length=8, choices=Reply, default=Reply.WAITING)
    came = models.BooleanField(_("hadir"), null=True)
    sent_at = models.DateTimeField(null=True)  # purpose and agenda first left with it, to somebody of another body
    again_at = models.JSONField(default=list)  # when they left anew, in other words, oldest first: ISO 8601
    told_at = models.DateTimeField(null=True)  # that a consent was withdrawn, or was another child's
    consent_lost_at = models.DateTimeField(null=True)  # two files were taken apart: the yes stands in the other

    objects = LedgeredQuerySet["Invitation"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "child",
            "conference",
            "user",
            "agency",
            "name",
            "post",
            "sees",
            "how",
            "invited_on",
            "reply",
            "came",
            "sent_at",
            "again_at",
            "told_at",
            "consent_lost_at",
        )
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user=None, agency__isnull=False) | models.Q(user__isnull=False, agency=None),
                name="conferences_invited_is_a_person",
            ),
            models.UniqueConstraint(fields=["conference", "user"], name="conferences_invited_once"),
        ]

    @property
    def left_at(self) -> list[datetime]:
        """Each time purpose and agenda left with it, oldest first."""
        again = [datetime.fromisoformat(moment) for moment in self.again_at]
        return again if self.sent_at is None else [self.sent_at, *again]

    @property
    def has_left(self) -> bool:
        """Whether purpose and agenda left with it as they are worded now."""
        left, worded = self.left_at, self.conference.worded_at
        return bool(left) and (worded is None or left[-1] >= worded)

    @property
    def called(self) -> str:
        """`dr. Sari Contoh, psikolog, UPTD PPA`."""
        if self.user is not None:
            return self.user.name
        agency = self.agency.short_name if self.agency else ""
        return ", ".join(part for part in (self.name, self.post, agency) if part)


class Whose(models.TextChoices):
    CHILD = "child", _("anak")
    CAREGIVER = "caregiver", _("pengasuh")


class TookPart(models.TextChoices):
    THERE = "there", _("hadir sendiri")
    SPOKEN_FOR = "spoken_for", _("diwakili")
    WISH_READ = "wish_read", _("kata-katanya dibacakan")
    NOT = "not", _("tidak ikut")


class Voice(Line):
    """Whether the child, or who cares for it, was asked, what they want in their own words, and how they took part."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="voices")
    whose = models.CharField(max_length=10, choices=Whose)
    asked = models.BooleanField(_("ditanya"))
    why_not = EncryptedTextField(_("mengapa tidak ditanya"))
    wish = EncryptedTextField(_("keinginannya dengan kata-katanya sendiri"))
    took_part = models.CharField(_("ikut"), max_length=12, choices=TookPart)
    spoken_for_by = EncryptedTextField(_("diwakili oleh"))

    objects = LedgeredQuerySet["Voice"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "child", "conference", "whose", "asked", "why_not", "wish", "took_part", "spoken_for_by")
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "whose"], name="conferences_voice_once")]


class Decision(Line):
    """Who owes what by when. Its duty runs from the day of the meeting, not from the day of the signatures."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="decisions")
    place = models.PositiveSmallIntegerField()
    text = EncryptedTextField(_("keputusan"))
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("paling lambat"))
    duty = models.UUIDField()
    taken_back_at = models.DateTimeField(null=True)
    why = EncryptedTextField(_("mengapa ditarik"))

    objects = LedgeredQuerySet["Decision"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "child",
            "conference",
            "place",
            "text",
            "agency",
            "officer",
            "due_on",
            "duty",
            "taken_back_at",
            "why",
        )
    }

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "place"], name="conferences_decision_place_once"),
            models.CheckConstraint(
                condition=models.Q(agency=None) | models.Q(officer=None), name="conferences_decision_of_one"
            ),
        ]

    @property
    def stands(self) -> bool:
        return self.taken_back_at is None


class Dissent(Line):
    """Who disagreed with a decision, and why. It is never taken back."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="dissents")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="dissents")
    text = EncryptedTextField(_("alasannya"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = LedgeredQuerySet["Dissent"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "child", "decision", "invitation", "text", "by", "at")
    }

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["decision", "invitation"], name="conferences_dissent_once")]


class Addendum(Line):
    """What is added or mended after the signature. The minutes stay as they were signed."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="addenda")
    text = EncryptedTextField(_("tambahan"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = LedgeredQuerySet["Addendum"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "child", "conference", "text", "by", "at")
    }

    class Meta:
        ordering = ["at"]
