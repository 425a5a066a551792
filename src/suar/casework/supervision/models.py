"""Who keeps an eye on a file that nobody holds."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from suar.casework.cases.models import Case
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.registry.accounts.models import Office, User


class WatchQuerySet(LedgeredQuerySet["FileWatch"]):
    def standing(self) -> Self:
        return self.filter(ended_at=None)


class FileWatch(LedgeredModel):
    """A named person looks after a file until somebody holds it. Where nobody was named: watching.py."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="watches")
    user = models.ForeignKey(User, models.PROTECT, related_name="watched_files")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = WatchQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "office", "case", "user", "by", "at", "ended_at")
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at=None), name="supervision_one_watcher_a_file"
            )
        ]
