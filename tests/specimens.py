"""One valid row of every table, by introspection: a new model is covered the day it is written.

Encrypted fields hold a marker of their own, which occurs nowhere else."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from suar.core import ledger
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.checking_rows import ledgered_models
from suar.core.ledger.models import LedgeredModel
from suar.core.vault import keys
from suar.core.vault.fields import EncryptedField, EncryptedJSONField, VaultModel

# What a constraint or a rule of the table asks for beyond the types of its columns.
SPECIAL: dict[str, dict[str, Any]] = {
    "accounts.appointment": {"role": "ketua"},
    "complaints.handover": {"complaint": "complaints.complaint"},
    "conferences.invitation": {"user": "accounts.user"},
    "conflicts.withholding": {"user": "accounts.user"},
    "leading.interview": {"further": False},
    "leading.watching": {"plan": "unknown"},
    "supervision.session": {"other": "another accounts.user"},
    "supervision.termhandover": {"leaver": "another accounts.user"},
    "supervision.transfer": {"to_office": "another accounts.office"},
    "ledger.copy": {"expires_on": timezone.localdate},
    "plans.planitem": {"agency": "agencies.agency"},
    "ledger.erasure": {"finished_at": timezone.now, "unreadable_from": timezone.localdate},
}


class Specimens:
    """Makes rows and remembers them by model; `markers` tells what was planted where."""

    def __init__(self) -> None:
        self.rows: dict[str, models.Model] = {}
        self.markers: dict[str, str] = {}

    def all_ledgered(self) -> list[LedgeredModel]:
        return [row for model in ledgered_models() if isinstance(row := self.of(model), LedgeredModel)]

    def of(self, model: type[models.Model]) -> models.Model:
        label = model._meta.label_lower
        if label not in self.rows:
            self.rows[label] = self.recorded(self.another(model))
        return self.rows[label]

    def another(self, model: type[models.Model]) -> models.Model:
        """A new row, not saved."""
        special = SPECIAL.get(model._meta.label_lower, {})
        row = model()
        for field in model._meta.concrete_fields:
            if field.attname == "version" or isinstance(field, EncryptedField):
                continue
            if field.name in special:
                setattr(row, field.name, self.special(special[field.name]))
            elif not (field.has_default() or field.primary_key or field.null or field.blank):
                setattr(row, field.name, self.value(field))
        if isinstance(row, VaultModel):
            keys.create(row.vault_subject)
            for sealed in row.encrypted_fields():
                setattr(row, sealed.attname, self.plain(sealed))
        return row

    def apart(self, model: type[models.Model]) -> models.Model:
        """As `another`, but no constraint takes it for the first: what makes it unique is new as well."""
        row = self.another(model)
        unique = (rule for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint))
        together = {name for rule in unique for name in rule.fields}
        for field in model._meta.concrete_fields:
            hangs_on_it = field.unique or field.name in together
            if hangs_on_it and field.remote_field is not None and not field.primary_key:
                setattr(row, field.name, self.recorded(self.apart(field.related_model)))
        if isinstance(row, VaultModel):
            keys.create(row.vault_subject)  # that of what it hangs on now
        return row

    def recorded(self, row: models.Model) -> models.Model:
        if isinstance(row, LedgeredModel):
            subject = row.vault_subject if isinstance(row, VaultModel) else None
            with ledger.record(f"{row._meta.label_lower}.add", by=OPERATOR, subject=subject) as entry:
                entry.add(row)
        else:
            row.save()
        return row

    def special(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith("another "):
            return self.recorded(self.apart(apps.get_model(value.removeprefix("another "))))
        if isinstance(value, str) and "." in value:
            return self.of(apps.get_model(value))
        return value() if callable(value) else value

    def value(self, field: Any) -> Any:
        if field.remote_field is not None:
            return self.of(field.related_model)
        if field.choices:
            return next(code for code, _ in field.flatchoices if code)
        if isinstance(field, models.UUIDField):
            return uuid.uuid4()
        if isinstance(field, models.DateTimeField):
            return timezone.now()
        if isinstance(field, models.DateField):
            return timezone.localdate() + timedelta(days=len(self.rows) + uuid.uuid4().int % 100_000)
        if isinstance(field, models.BooleanField):
            return True
        if isinstance(field, models.JSONField):
            return {"k": [1, "dua"]}
        if isinstance(field, models.BinaryField):
            return b"\x01" * 8
        if isinstance(field, models.IntegerField):
            return 3
        return f"{field.name[:4]}-{uuid.uuid4().hex[:6]}"[: field.max_length or 60]

    def plain(self, field: EncryptedField) -> Any:
        name = f"{field.model._meta.label_lower}.{field.name}"
        marker = self.markers.setdefault(name, f"Tända{uuid.uuid4().hex[:14]}Ünik")
        return {"isi": marker, "daftar": [marker]} if isinstance(field, EncryptedJSONField) else marker

    @property
    def subjects(self) -> set[UUID]:
        return {row.vault_subject for row in self.rows.values() if isinstance(row, VaultModel)}

    def copied(self) -> Specimens:
        """The same rows as other objects: a test that changes one in memory changes it for no other test."""
        made = Specimens()
        made.rows = {label: copy(row) for label, row in self.rows.items()}
        made.markers = dict(self.markers)
        return made


@contextmanager
def shared(blocker: Any) -> Iterator[Specimens]:
    """One row of every ledgered table, for all tests of a module: making them takes longer than most tests.

    They stand in a transaction of each store that is rolled back at the end; what a test does beside them is undone by
    its own savepoints. A test that commits, or that changes the keysets on the disk, stands in another module."""
    stores = ("keys", "intake", "default")
    with blocker.unblock(), ExitStack() as stack:
        for store in stores:
            stack.enter_context(transaction.atomic(using=store))
        made = Specimens()
        made.all_ledgered()
        sequence_all()
        yield made
        for store in stores:
            transaction.set_rollback(True, using=store)
