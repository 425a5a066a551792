"""A home is sound after upkeep too: new signing keys, and a migration that rebuilds the guarded tables.

Both reach past a savepoint (keysets on the disk, tables made anew), so each makes rows of its own."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, models
from tests.specimens import Specimens

from suar.core.ledger import keyholding, triggers
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.registry.agencies.models import Agency


@pytest.mark.django_db
def test_it_is_sound_after_a_rotation_too() -> None:
    Specimens().all_ledgered()
    sequence_all()
    keyholding.rotate(by=OPERATOR)
    sequence_all()
    assert verify().wrong == []


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_tables_leaves_it_sound() -> None:
    Specimens().all_ledgered()
    sequence_all()
    try:
        added = models.CharField(max_length=5, default="x")
        added.set_attributes_from_name("tambahan")
        longer = models.CharField(max_length=300, blank=True)
        longer.set_attributes_from_name("why")
        with connection.schema_editor() as editor:
            editor.add_field(Agency, added)
            editor.alter_field(Entry, Entry._meta.get_field("why"), longer)
        if connection.vendor == "sqlite":
            assert {w.table for w in verify().wrong} == {"trigger"}
        call_command("migrate", verbosity=0)
        assert verify().wrong == []
        with connection.schema_editor() as editor:
            editor.remove_field(Agency, added)
            editor.alter_field(Entry, longer, Entry._meta.get_field("why"))
    finally:
        triggers.drop()
