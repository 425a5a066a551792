"""A file opened in an emergency, with its review; a day of reading that somebody should look at."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import Case
from suar.casework.children.models import Child
from suar.casework.conflicts.withheld import WithheldQuerySet
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.vault.fields import EncryptedTextField, VaultModel
from suar.registry.accounts.models import Appointment, Office, Role, User
from suar.registry.accounts.permissions import Permission, offices_with


class Danger(models.TextChoices):
    """Why a file of another office is opened: each a child who cannot wait until that office answers."""

    HERE = "here", _("anak sedang berada di wilayah kami dan dalam bahaya")
    CALL = "call", _("anak atau keluarganya meminta pertolongan sekarang")
    CARE = "care", _("rumah sakit, polisi, atau rumah aman perlu tahu sekarang")
    SIBLING = "sibling", _("anak lain di rumah yang sama dalam bahaya")


class Verdict(models.TextChoices):
    NEEDED = "needed", _("memang perlu")
    NOT_NEEDED = "not_needed", _("tidak perlu")


class BrokenGlassQuerySet(WithheldQuerySet["BrokenGlass"]):
    def running(self, now: datetime) -> Self:
        """Those whose hours are not over; a review ends none early, for the child may still be in danger."""
        return self.filter(until__gt=now)

    def by(self, user: User) -> Self:
        return self.filter(by=user)

    def waiting(self) -> Self:
        """Nobody has said yet whether it was needed."""
        return self.filter(verdict="")

    def visible_to(self, user: User) -> Self:
        """Those of files of the offices that the user leads, without what is withheld from the user."""
        return self.filter(office__in=offices_with(user, Permission.SAFEGUARD_VIEW)).not_withheld_from(user, "child")


class BrokenGlass(VaultModel, LedgeredModel):
    """One file of another office, open to one person for some hours. The words are sealed under the child's key."""

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="broken_glass")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    danger = models.CharField(_("mengapa"), max_length=10, choices=Danger)
    words = EncryptedTextField(_("dengan kata sendiri"))
    at = models.DateTimeField()
    until = models.DateTimeField()
    duty_id = models.UUIDField()
    verdict = models.CharField(_("penilaian"), max_length=12, choices=Verdict, blank=True)
    verdict_words = EncryptedTextField(_("uraian penilaian"))
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    objects = BrokenGlassQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "case",
            "child",
            "by",
            "danger",
            "words",
            "at",
            "until",
            "duty_id",
            "verdict",
            "verdict_words",
            "reviewed_by",
            "reviewed_at",
        )
    }

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["by", "until"], name="safeguards_glass_by"),
            models.Index(fields=["office", "at"], name="safeguards_glass_office"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviewed_by=None) | ~models.Q(reviewed_by=models.F("by")),
                name="safeguards_never_reviewed_by_oneself",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="", reviewed_by=None, reviewed_at=None)
                | (~models.Q(verdict="") & models.Q(reviewed_by__isnull=False, reviewed_at__isnull=False)),
                name="safeguards_verdict_has_its_reviewer",
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        return self.verdict == ""

    @property
    def code(self) -> str:
        """As an alarm names it (veil.py)."""
        return self.pk.hex


class ReadingQuerySet(LedgeredQuerySet["UnusualReading"]):
    def open(self) -> Self:
        return self.filter(looked_at=None)

    def visible_to(self, user: User) -> Self:
        """The Ketua sees the office's but their own, the Wakil the Ketua's alone; where an office has no Wakil, those
        of the other offices see the Ketua's."""
        held = [(appointment.role, appointment.office_id) for appointment in user.appointments_now]
        ketua = [office for role, office in held if role == Role.KETUA]
        wakil = [office for role, office in held if role == Role.WAKIL]
        theirs = models.Q(of_ketua=True, office__in=wakil)
        if wakil:
            served = Appointment.objects.in_force(timezone.localdate()).filter(role=Role.WAKIL).values("office")
            theirs |= models.Q(of_ketua=True) & ~models.Q(office__in=served)
        return self.filter(models.Q(office__in=ketua) | theirs).exclude(user=user)


class UnusualReading(VaultModel, LedgeredModel):
    """A day of one person's reading that somebody should look at: codes and counts. It says nothing about the person;
    the note of whoever looked is sealed under a key of its own."""

    subject_path = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(_("hari"))
    of_ketua = models.BooleanField(default=False)
    signs = models.JSONField(default=dict)  # code of the sign -> {"n": counted, "limit": from which it is told}
    rule = models.CharField(max_length=40)
    found_at = models.DateTimeField()
    looked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    note = EncryptedTextField(_("catatan"))

    objects = ReadingQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "user",
            "day",
            "of_ketua",
            "signs",
            "rule",
            "found_at",
            "looked_by",
            "looked_at",
            "note",
        )
    }

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="safeguards_one_reading_a_day"),
            models.CheckConstraint(
                condition=models.Q(looked_by=None) | ~models.Q(looked_by=models.F("user")),
                name="safeguards_never_looked_into_by_oneself",
            ),
        ]
