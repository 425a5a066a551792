"""Regions by Kemendagri code. BPS codes stand in their own column and are never joined on: for seven districts of
West Kalimantan the same four digits name two different places."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    PROVINCE = "provinsi", _("provinsi")
    REGENCY = "kabupaten", _("kabupaten")
    CITY = "kota", _("kota")
    DISTRICT = "kecamatan", _("kecamatan")
    WARD = "kelurahan", _("kelurahan")
    VILLAGE = "desa", _("desa")


class RegionQuerySet(models.QuerySet["Region"]):
    def regencies(self) -> Self:
        """The kabupaten and kota, in the order of their codes."""
        return self.filter(level__in=[Level.REGENCY, Level.CITY]).order_by("code")

    def below(self, code: str) -> Self:
        return self.filter(parent_id=code).order_by("name")

    def matching(self, text: str) -> Self:
        """By a part of the name, or by the code from its beginning; the larger regions first."""
        return self.filter(models.Q(name__icontains=text) | models.Q(code__startswith=text)).order_by(
            Length("code"), "name", "code"
        )

    def with_counts(self) -> Self:
        """`children_count`: how many regions lie directly below."""
        return self.annotate(children_count=models.Count("children"))

    def with_population(self) -> Self:
        """`people`: men and women together, None where an office loaded none."""
        return self.annotate(people=models.F("boundary__population_male") + models.F("boundary__population_female"))


class Region(models.Model):
    """Reference data from a public decree, loaded by `suar init`; not a child's data and not ledgered."""

    code = models.CharField(primary_key=True, max_length=13)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    bps_code = models.CharField(max_length=10, blank=True)
    tile_column = models.SmallIntegerField(null=True)
    tile_row = models.SmallIntegerField(null=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["level", "name"], name="regions_level_name")]

    def __str__(self) -> str:
        return self.short_name

    def above(self) -> list[Region]:
        """The regions that this one lies in, the largest first."""
        found: list[Region] = []
        region = self.parent
        while region is not None:
            found.insert(0, region)
            region = region.parent
        return found


class Boundary(models.Model):
    """Boundaries and population an office loaded from a file of its own; never part of the program."""

    region = models.OneToOneField(Region, models.CASCADE, primary_key=True)
    geometry = models.JSONField(null=True)
    population_male = models.IntegerField(null=True)
    population_female = models.IntegerField(null=True)
    children_0_17 = models.IntegerField(null=True)
    reference_date = models.DateField(null=True)
    source = models.CharField(max_length=240, blank=True)
    population_source = models.CharField(max_length=240, blank=True)
    loaded_at = models.DateTimeField(auto_now=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return self.region_id

    @property
    def population(self) -> int | None:
        """Men and women together; None where no population was loaded."""
        if self.population_male is None or self.population_female is None:
            return None
        return self.population_male + self.population_female
