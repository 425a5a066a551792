"""Who keeps an eye on a file that nobody holds, and what went to whom when a term ended."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class HandoverQuerySet(LedgeredQuerySet["TermHandover"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(office__in=user.office_ids)


class TermHandover(LedgeredModel):
    """Serah terima: what somebody held when a term ends, given to others in one act. `files` and `duties` count what
    went; the rows below name it by numbers, never by a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    number = models.CharField(_("nomor"), max_length=20)
    leaver = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    ends_on = models.DateField(_("berakhir"))
    files = models.PositiveIntegerField(default=0)
    duties = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = HandoverQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "office", "number", "leaver", "role", "ends_on", "files", "duties", "by", "at")
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="supervision_number_once"),
            models.CheckConstraint(condition=~models.Q(by=models.F("leaver")), name="supervision_by_another"),
        ]


class HandedOver(LedgeredModel):
    """One file, or one duty without a file, and who took it; nobody where nobody may see it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    handover = models.ForeignKey(TermHandover, models.PROTECT, related_name="rows")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    duty_id = models.UUIDField(null=True)
    receiver = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = LedgeredQuerySet["HandedOver"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "handover", "case", "duty_id", "receiver")
    }
