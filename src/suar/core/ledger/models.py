"""Append-only: what was done, the rows it covers, their place in the tree, the signed heads.

Times are whole microseconds since 1970 UTC and ids are plain, so that the canonical form of an entry is the same on
both engines. Triggers refuse UPDATE and DELETE (see triggers.py)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suar.core.errors import Conflict
from suar.core.ledger.actors import LEDGER, OPERATOR, PUBLIC, Actor
from suar.core.vault.fields import EncryptedTextField, VaultModel

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment(microseconds_since_epoch: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds_since_epoch)


class UnrecordedWrite(Exception):
    """A ledgered row was written outside `ledger.record(...)`: no change without a record."""


class StaleRow(Conflict):
    """Somebody else saved the row since it was read: whoever pressed is told so, and nothing of theirs was written."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or gettext("Orang lain baru saja mengubahnya. Periksa yang baru, lalu simpan lagi."))


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, subject: UUID) -> Self:
        return self.filter(subject=subject)

    def by(self, actor: Actor) -> Self:
        return self.filter(actor=actor.actor_id)

    def reads(self) -> Self:
        return self.filter(verb__startswith="read.")

    def with_hour(self) -> Self:
        """Those that tell when: what came by the public form stands by its day (actors.py)."""
        return self.annotate(hour=models.F("at_us") % 1_000_000).exclude(actor=PUBLIC.actor_id).exclude(hour=0)

    def findings(self) -> Self:
        """That a row had been changed past the program when an action came upon it, and nobody has looked into it."""
        accepted = Entry.objects.filter(actor=OPERATOR.actor_id, verb="ledger.accept").values_list("data", flat=True)
        settled = [json.loads(data)["finding"] for data in accepted]
        return self.filter(actor=LEDGER.actor_id, verb="ledger.found").exclude(pk__in=settled)

    def newest_first(self) -> Self:
        return self.order_by("-id")


class Entry(models.Model):
    """One action or one read. No personal data: identifiers, verbs and codes only.

    `mac` shows that the program wrote it (authorship.py); `nonce` is random, so that no two are alike."""

    id = models.BigAutoField(primary_key=True)
    at_us = models.BigIntegerField()
    actor = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    office = models.CharField(max_length=20, blank=True)
    subject = models.UUIDField(null=True)
    why = models.CharField(max_length=200, blank=True)
    data = models.TextField(blank=True)
    covers = models.BinaryField(max_length=32)
    nonce = models.BinaryField(max_length=16)
    mac = models.BinaryField(max_length=32, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="ledger_entry_subject"),
            models.Index(fields=["actor", "id"], name="ledger_entry_actor"),
        ]

    @property
    def at(self) -> datetime:
        return moment(self.at_us)


class Covered(models.Model):
    """A row that an entry added, changed or removed, with the digest of what was then stored."""

    class Change(models.TextChoices):
        ADDED = "a", "added"
        CHANGED = "c", "changed"
        REMOVED = "r", "removed"

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.DO_NOTHING, related_name="rows")
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=40)
    row_version = models.IntegerField()
    change = models.CharField(max_length=1, choices=Change)
    field_list = models.SmallIntegerField()
    salt = models.BinaryField(max_length=16)
    digest = models.BinaryField(max_length=32)

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["table", "row", "id"], name="ledger_covered_row")]


class Pending(models.Model):
    """An entry that the sequencer has not yet placed. Written with the entry, removed when it is a leaf."""

    entry = models.OneToOneField(Entry, models.DO_NOTHING, primary_key=True)

    objects = models.Manager()


class Leaf(models.Model):
    """The place of an entry in the tree: position from 0, RFC 9162 leaf hash."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.DO_NOTHING)
    hash = models.BinaryField(max_length=32)

    objects = models.Manager()


class Head(models.Model):
    """A signed tree head after a batch: C2SP checkpoint text and the frontier the next batch goes on from."""

    tree_size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    at_us = models.BigIntegerField()
    note = models.TextField()
    frontier = models.BinaryField()

    objects = models.Manager()

    @property
    def at(self) -> datetime:
        return moment(self.at_us)


class LedgeredQuerySet[M: "LedgeredModel"](models.QuerySet[M]):
    """Reads as ever; writes past the ledger are refused."""

    def update(self, **kwargs: Any) -> int:
        raise UnrecordedWrite(f"{self.model._meta.label}: use entry.change(row) inside ledger.record().")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise UnrecordedWrite(f"{self.model._meta.label}: use entry.remove(row) inside ledger.record().")

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        raise UnrecordedWrite(f"{self.model._meta.label}: use entry.add(*rows) inside ledger.record().")

    def bulk_update(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> int:
        raise UnrecordedWrite(f"{self.model._meta.label}: use entry.change(*rows) inside ledger.record().")


class LedgeredModel(models.Model):
    """A row whose every stored value is covered by the ledger.

    `ledger_fields` names, by version, the columns a digest covers. A migration that adds a column adds a version; rows
    written under the old list keep their old digest until they next change."""

    version = models.PositiveIntegerField(default=0, editable=False)

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {}

    class Meta:
        abstract = True

    @classmethod
    def current_field_list(cls) -> int:
        return max(cls.ledger_fields)

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise UnrecordedWrite(f"{self._meta.label}: use entry.add(row) or entry.change(row) inside ledger.record().")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise UnrecordedWrite(f"{self._meta.label}: use entry.remove(row) inside ledger.record().")


class ErasureQuerySet(LedgeredQuerySet["Erasure"]):
    def open(self) -> Self:
        """Intended and not yet done: the worker finishes them."""
        return self.filter(finished_at=None)


class Erasure(LedgeredModel):
    """The intent to destroy a subject's key, recorded before it is destroyed, and when it was done."""

    subject = models.UUIDField()
    asked_at = models.DateTimeField()
    unreadable_from = models.DateField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ErasureQuerySet.as_manager()

    ledger_fields = {1: ("id", "version", "subject", "asked_at", "unreadable_from", "finished_at")}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(finished_at=None), name="ledger_erasure_open_once"
            )
        ]


class CopyQuerySet(LedgeredQuerySet["Copy"]):
    def living(self, on: date) -> Self:
        """Those that may still be restored on this day."""
        return self.filter(expires_on__gt=on)


class Copy(LedgeredModel):
    """A copy of the keys, noted before it was begun, wherever it went: what is erased later may lie in it."""

    stamp = models.CharField(max_length=16)
    expires_on = models.DateField()

    objects = CopyQuerySet.as_manager()

    ledger_fields = {1: ("id", "version", "stamp", "expires_on")}


class HoldQuerySet(LedgeredQuerySet["Hold"]):
    def standing(self) -> Self:
        return self.filter(lifted_at=None)

    def about(self, subject: UUID) -> Self:
        return self.filter(subject=subject)


class Hold(VaultModel, LedgeredModel):
    """Nothing of this subject may be erased until the hold is lifted. Its words are sealed under the subject's key.

    `reference` is the number that a person knows the subject by."""

    class Reason(models.TextChoices):
        COURT = "court", _("perkara di pengadilan")
        INVESTIGATION = "investigation", _("penyelidikan atau penyidikan")
        COMPLAINT = "complaint", _("keberatan atau pengaduan atas kerja komisi")
        CHILD = "child", _("anak atau keluarga memintanya")
        AUDIT = "audit", _("pemeriksaan atau arsip statis")

    subject_path = "subject"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.CharField(max_length=20)
    subject = models.UUIDField()
    reference = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=16, choices=Reason)
    basis = EncryptedTextField()
    set_by = models.CharField(max_length=40)
    set_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=40, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_why = EncryptedTextField()

    objects = HoldQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "subject",
            "reference",
            "reason",
            "basis",
            "set_by",
            "set_at",
            "lifted_by",
            "lifted_at",
            "lifted_why",
        )
    }

    class Meta:
        indexes = [models.Index(fields=["office", "set_at", "id"], name="ledger_hold_office")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(lifted_at=None), name="ledger_hold_standing_once"
            )
        ]
