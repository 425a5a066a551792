"""Imports of a commission's yearly register: staged as a batch, visible by one flag, undone as one."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import Batch, Case
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.states import Stateful
from suar.core.vault.fields import EncryptedJSONField, EncryptedTextField, VaultModel
from suar.registry.accounts.models import Office, User


class State(models.TextChoices):
    """Where a run stands. Rows of a run count as imported from STAGED to VISIBLE; nobody sees them before SHOWING."""

    UPLOADED = "uploaded", _("menunggu dibaca")
    STAGING = "staging", _("sedang dibaca")
    STAGED = "staged", _("disiapkan, belum tampil")
    SHOWING = "showing", _("tampil, kewajiban tinjau sedang dibuat")
    VISIBLE = "visible", _("tampil")
    UNDOING = "undoing", _("sedang dibatalkan")
    UNDONE = "undone", pgettext_lazy("impor", "dibatalkan")
    DISCARDED = "discarded", _("dibuang")
    EMPTY = "empty", _("tidak ada yang baru")
    FAILED = "failed", _("tidak terbaca")


TRANSITIONS: dict[str, frozenset[str]] = {
    State.UPLOADED: frozenset({State.STAGING}),
    State.STAGING: frozenset({State.STAGED, State.EMPTY, State.FAILED, State.UPLOADED, State.DISCARDED}),
    State.STAGED: frozenset({State.SHOWING, State.STAGING, State.UPLOADED}),
    State.SHOWING: frozenset({State.VISIBLE, State.UNDOING}),
    State.VISIBLE: frozenset({State.UNDOING}),
    State.UNDOING: frozenset({State.UNDONE, State.VISIBLE}),
    State.UNDONE: frozenset(),
    State.DISCARDED: frozenset(),
    State.EMPTY: frozenset({State.STAGING, State.UPLOADED}),
    State.FAILED: frozenset({State.STAGING}),
}

STANDING = (State.STAGED, State.SHOWING, State.VISIBLE)
"""Runs whose rows are never imported a second time."""

UNFINISHED = (State.STAGING, State.SHOWING, State.UNDOING)
"""States that only a process at work leaves; found without one, a kill came between."""


class ImportRunQuerySet(LedgeredQuerySet["ImportRun"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(office__in=user.office_ids)

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)


class ImportRun(VaultModel, LedgeredModel, Stateful):
    """One run of one file. Its name, what was rejected and why it was taken back are sealed: each may hold a name.

    `mapping` {heading: field} as it was read; `counts` the figures of the accepted rows; `found` (sealed) what the
    preview tells beside them, see `overview.found`."""

    transitions = TRANSITIONS
    state_field = "state"

    subject_path = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="import_runs")
    batch = models.OneToOneField(Batch, models.PROTECT, null=True, related_name="run")
    file_name = EncryptedTextField()
    file_digest = models.BinaryField(max_length=32)
    mapping = models.JSONField(default=dict)
    accepted = models.IntegerField(default=0)
    duplicates = models.IntegerField(default=0)
    rejected = EncryptedJSONField()
    found = EncryptedJSONField()
    why_undone = EncryptedTextField()
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.STAGING)
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
            "found",
            "why_undone",
            "counts",
            "state",
            "by",
            "at",
        )
    }

    @property
    def is_working(self) -> bool:
        """Somebody waits for the worker."""
        return self.state in (State.UPLOADED, State.STAGING, State.SHOWING, State.UNDOING)

    def not_open(self) -> str:
        return gettext("Langkah ini tidak berlaku lagi: impor ini %(state)s. Muat ulang halaman.") % {
            "state": self.get_state_display()
        }


class ImportedRowQuerySet(LedgeredQuerySet["ImportedRow"]):
    def standing(self, office: Office) -> Self:
        """Rows of this office that are imported, visible or about to be."""
        return self.filter(run__office=office, run__state__in=STANDING)


class ImportedRow(VaultModel, LedgeredModel):
    """Where a case came from: sheet, row, its keyed fingerprint, and every cell kept as it was written."""

    subject_path = "child_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows")
    case = models.OneToOneField(Case, models.PROTECT, related_name="imported_row")
    child_id = models.UUIDField()
    sheet = EncryptedTextField()
    row = models.IntegerField()
    fingerprint = models.BinaryField(max_length=16)
    cells = EncryptedJSONField()
    doubts = EncryptedJSONField()

    objects = ImportedRowQuerySet.as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("id", "version", "run", "case", "child_id", "sheet", "row", "fingerprint", "cells", "doubts")
    }

    class Meta:
        indexes = [models.Index(fields=["fingerprint"], name="register_fingerprint")]


class HeadingMapping(LedgeredModel):
    """A correction an office saved: this heading means that field."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    heading = models.CharField(max_length=120)
    field = models.CharField(max_length=40)

    objects = LedgeredQuerySet["HeadingMapping"].as_manager()

    ledger_fields: ClassVar[dict[int, tuple[str, ...]]] = {1: ("id", "version", "office", "heading", "field")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "heading"], name="register_heading_once")]
