"""Imports of a commission's yearly register: staged as a batch, visible by one flag, undone as one."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import Batch, Case
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.vault.fields import EncryptedJSONField, VaultModel
from suar.registry.accounts.models import Office, User


class State(models.TextChoices):
    STAGED = "staged", _("disiapkan, belum tampil")
    VISIBLE = "visible", _("tampil")
    UNDONE = "undone", _("dibatalkan")


class ImportRunQuerySet(LedgeredQuerySet["ImportRun"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(office__in=user.office_ids)


class ImportRun(VaultModel, LedgeredModel):
    """One run of one file. What was rejected and why is sealed: a cell may hold a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="import_runs")
    batch = models.OneToOneField(Batch, models.PROTECT, null=True, related_name="run")
    file_name = models.CharField(max_length=200)
    file_digest = models.BinaryField(max_length=32)
    mapping = models.JSONField(default=dict)
    accepted = models.IntegerField(default=0)
    duplicates = models.IntegerField(default=0)
    rejected = EncryptedJSONField()
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.STAGED)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ImportRunQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "id",
            "version",
            "office",
            "batch",
            "file_name",
            "file_digest",
            "mapping",
            "accepted",
            "duplicates",
            "rejected",
            "counts",
            "state",
            "by",
            "at",
        )
    }

    @property
    def vault_subject(self) -> UUID:
        return self.id


class ImportedRow(VaultModel, LedgeredModel):
    """Where a case came from: sheet, row, its keyed fingerprint, and every cell kept as it was written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows")
    case = models.OneToOneField(Case, models.PROTECT, related_name="imported_row")
    child_id = models.UUIDField()
    sheet = models.CharField(max_length=60)
    row = models.IntegerField()
    fingerprint = models.BinaryField(max_length=16)
    cells = EncryptedJSONField()
    doubts = EncryptedJSONField()

    objects = LedgeredQuerySet["ImportedRow"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "run", "case", "child_id", "sheet", "row", "fingerprint", "cells", "doubts")
    }

    class Meta:
        indexes = [models.Index(fields=["fingerprint"], name="register_fingerprint")]

    @property
    def vault_subject(self) -> UUID:
        return self.child_id


class HeadingMapping(LedgeredModel):
    """A correction an office saved: this heading means that field."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    heading = models.CharField(max_length=120)
    field = models.CharField(max_length=40)

    objects = LedgeredQuerySet["HeadingMapping"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {1: ("id", "version", "office", "heading", "field")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "heading"], name="register_heading_once")]
