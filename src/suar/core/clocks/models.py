"""Local closures: days on which offices of a region do not work, beside the national calendar."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet


class LocalClosureQuerySet(LedgeredQuerySet["LocalClosure"]):
    def days(self) -> frozenset[date]:
        return frozenset(self.values_list("on", flat=True))


class LocalClosure(LedgeredModel):
    """A day off that no national decree lists: a regional feast, a flood."""

    on = models.DateField(_("tanggal"), unique=True)
    name = models.CharField(_("nama"), max_length=120)

    objects = LocalClosureQuerySet.as_manager()

    ledger_fields = {1: ("id", "version", "on", "name")}

    class Meta:
        ordering = ["on"]
