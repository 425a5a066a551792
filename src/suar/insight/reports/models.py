"""Frozen figures. A snapshot never changes; a newer period or a correction is a new snapshot."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.registry.accounts.models import Office, User


class SnapshotQuerySet(LedgeredQuerySet["Snapshot"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(office__in=user.office_ids)

    def finished(self) -> Self:
        """Finished reports: the period is over and someone froze the figures for reading outside."""
        return self.filter(provisional=False)

    def overlapping(self, snapshot: Snapshot) -> Self:
        """Of the same office and other days, some of them the same; of each period the newest."""
        other = self.filter(
            office=snapshot.office_id, first_day__lte=snapshot.last_day, last_day__gte=snapshot.first_day
        )
        newer = Snapshot.objects.filter(office=models.OuterRef("office"), period=models.OuterRef("period"))
        newest = newer.order_by("-at", "-pk").values("pk")[:1]
        return (
            other.exclude(period=snapshot.period).filter(pk=models.Subquery(newest)).order_by("first_day", "last_day")
        )


class Snapshot(LedgeredModel):
    """Figures, the query behind each, period, zone and office; `fingerprint` is SHA-256 over their canonical JSON."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="snapshots")
    period = models.CharField(max_length=24)
    first_day = models.DateField()
    last_day = models.DateField()
    provisional = models.BooleanField()
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = SnapshotQuerySet.as_manager()

    @property
    def short_fingerprint(self) -> str:
        """As at the foot of a page: `7f3a 91c4 … e20b`."""
        return f"{self.fingerprint[:4]} {self.fingerprint[4:8]} … {self.fingerprint[-4:]}"

    def has_newer(self) -> bool:
        """Whether the same period of the same office was frozen again, with other figures."""
        return Snapshot.objects.filter(office=self.office_id, period=self.period, at__gt=self.at).exists()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "period",
            "first_day",
            "last_day",
            "provisional",
            "content",
            "fingerprint",
            "by",
            "at",
        )
    }
