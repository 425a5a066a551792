"""Where the child was not alone: an examination, a hearing, a doctor. Never what the child said there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.cases.models import CaseRow
from suar.casework.conferences.models.base import Known, SheetQuerySet
from suar.core.vault.fields import EncryptedTextField
from suar.registry.agencies.models import Agency


class Occasion(models.TextChoices):
    POLICE = "police", _("pemeriksaan polisi")
    MEDICAL = "medical", _("pemeriksaan kesehatan atau visum")
    HEARING = "hearing", _("sidang")
    PSYCHOLOGIST = "psychologist", _("psikolog")
    SCHOOL = "school", _("sekolah")
    OTHER = "other", pgettext_lazy("pendampingan", "lainnya")


class Accompaniment(CaseRow):
    """One time somebody went along. `by` and `at`: who wrote it down, when."""

    occasion = models.CharField(_("acara"), max_length=12, choices=Occasion)
    began_at = models.DateTimeField(_("kapan"))
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    place = EncryptedTextField(_("di mana"))
    companions = EncryptedTextField(_("siapa yang mendampingi"))
    lawyer = models.CharField(_("penasihat hukum hadir"), max_length=8, choices=Known, default=Known.UNKNOWN)
    companion = models.CharField(_("pendamping hadir"), max_length=8, choices=Known, default=Known.UNKNOWN)
    social_worker = models.CharField(_("pekerja sosial hadir"), max_length=8, choices=Known, default=Known.UNKNOWN)
    breaks = models.CharField(_("ada jeda"), max_length=8, choices=Known, default=Known.UNKNOWN)
    condition = EncryptedTextField(_("keadaan anak"))
    promised = EncryptedTextField(_("yang dijanjikan kepada anak"))
    next_at = models.DateTimeField(_("berikutnya"), null=True)
    fulfils = models.UUIDField(null=True)
    next_duty = models.UUIDField(null=True)

    objects = SheetQuerySet["Accompaniment"].as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "case",
            "child",
            "by",
            "at",
            "occasion",
            "began_at",
            "agency",
            "place",
            "companions",
            "lawyer",
            "companion",
            "social_worker",
            "breaks",
            "condition",
            "promised",
            "next_at",
            "fulfils",
            "next_duty",
        )
    }

    class Meta:
        ordering = ["-began_at", "-id"]
