"""Partner bodies of the province: who owes answers, shelter, investigations; and how to reach them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.registry.regions import reference


class Kind(models.TextChoices):
    """Kinds of bodies, after the routes of domain practice in West Kalimantan."""

    COMMISSION = "commission", _("KPPAD/KPAD")
    UPTD = "uptd", _("UPTD PPA")
    SOCIAL = "social", _("Dinas Sosial")
    WOMEN_CHILD = "women_child", _("Dinas PPPA")
    POLICE = "police", _("Kepolisian")
    PROSECUTOR = "prosecutor", _("Kejaksaan")
    COURT = "court", _("Pengadilan")
    CORRECTIONS = "corrections", _("Bapas/LPKA")
    HEALTH = "health", _("Rumah sakit/Puskesmas")
    EDUCATION = "education", _("Dinas Pendidikan/sekolah")
    CIVIL_REGISTRY = "civil_registry", _("Disdukcapil")
    WITNESS = "witness", _("LPSK")
    LEGAL_AID = "legal_aid", _("Bantuan hukum")
    SHELTER = "shelter", _("Panti/LKSA/rumah aman")
    MIGRATION = "migration", _("Imigrasi/BP3MI")
    DIGITAL = "digital", _("Kominfo/platform")
    OTHER = "other", _("Lembaga lain")


class AgencyQuerySet(LedgeredQuerySet["Agency"]):
    def active(self) -> Self:
        return self.filter(active=True)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def matching(self, text: str) -> Self:
        return self.filter(models.Q(name__icontains=text) | models.Q(short_name__icontains=text))

    def serving(self, region_code: str) -> Self:
        """Bodies of the district itself or of the whole province."""
        return self.filter(models.Q(region_code=region_code[:5]) | models.Q(region_code="61"))


class Agency(LedgeredModel):
    """A body. `verified` says that someone checked that it exists under this name; a doubt is shown."""

    name = models.CharField(_("nama lembaga"), max_length=160, unique=True)
    short_name = models.CharField(_("nama singkat"), max_length=60)
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind)
    region_code = models.CharField(_("wilayah"), max_length=13, default="61")
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("atasan")
    )
    address = models.CharField(_("alamat kantor"), max_length=240, blank=True)
    note = models.CharField(_("catatan"), max_length=400, blank=True)
    source = models.CharField(_("sumber"), max_length=240, blank=True)
    verified = models.BooleanField(_("sudah dicek"), default=False)
    active = models.BooleanField(_("aktif"), default=True)

    objects = AgencyQuerySet.as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "name",
            "short_name",
            "kind",
            "region_code",
            "superior",
            "address",
            "note",
            "source",
            "verified",
            "active",
        )
    }

    class Meta:
        ordering = ["short_name"]

    def __str__(self) -> str:
        return self.short_name

    @property
    def region_name(self) -> str:
        return reference.name_of(self.region_code)


class ContactQuerySet(LedgeredQuerySet["Contact"]):
    pass


class Contact(LedgeredModel):
    """An office line of a body: a desk, a hotline, a duty officer's post. Official lines only, never a person's own."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="contacts")
    label = models.CharField(_("bagian"), max_length=80)
    phone = models.CharField(_("telepon"), max_length=40, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    hours = models.CharField(_("jam layanan"), max_length=80, blank=True)
    note = models.CharField(_("catatan"), max_length=240, blank=True)

    objects = ContactQuerySet.as_manager()

    ledger_fields = {1: ("id", "version", "agency", "label", "phone", "email", "hours", "note")}

    class Meta:
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label
