"""Alarms: open until what was wrong is over, or until somebody who looked into it closes them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_
from typing import Self

from django.db import models

from suar.core.alarms.kinds import Kind, kind_of
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet


class AlarmQuerySet(LedgeredQuerySet["Alarm"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def closed(self) -> Self:
        return self.exclude(closed_at=None)

    def about(self, kind: str, subject: str, office: str) -> Self:
        return self.filter(kind=kind, subject=subject, office=office)

    def heard(self, kinds: Mapping[str, Collection[str]]) -> Self:
        """Of the kinds named under their office (code; "" is the whole house)."""
        return self.filter(reduce(or_, (models.Q(office=code, kind__in=named) for code, named in kinds.items())))

    def to_mail(self) -> Self:
        return self.open().filter(mailed_at=None).order_by("pk")


class Alarm(LedgeredModel):
    """One thing that somebody must know of. `subject` and `details` are codes: ids, counts, names of parts."""

    kind = models.CharField(max_length=40)
    office = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=64, blank=True)
    details = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)

    objects = AlarmQuerySet.as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "kind",
            "office",
            "subject",
            "details",
            "opened_at",
            "mailed_at",
            "closed_at",
            "closed_by",
        )
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "office", "subject"],
                condition=models.Q(closed_at=None),
                name="alarms_open_once",
            )
        ]

    @property
    def what(self) -> Kind:
        return kind_of(self.kind)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
