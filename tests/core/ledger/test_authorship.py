"""Whoever can write to `main`, and no more, makes no entry: it is refused by the sequencer and named by `verify`."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from tests.specimens import Specimens

from suar.core import ledger
from suar.core.ledger import authorship, triggers
from suar.core.ledger.actions import is_written, sequence, sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.canonical import encode
from suar.core.ledger.models import Covered, Entry, Leaf, Pending, microseconds
from suar.core.ledger.recording import authored, canonical, cover, covers_digest
from suar.core.ledger.verify import verify
from suar.core.vault.keyring import keyring
from suar.registry.accounts.models import Appointment

pytestmark = pytest.mark.django_db
FORGED = "the entry was not written by the program"


def run(sql: str, values: Any = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def copy_of(entry: Entry, **changed: Any) -> Entry:
    """The entry once more, as a raw INSERT would write it, waiting for a place."""
    fields = {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields} | changed
    fields.pop("id")
    forged = Entry(**fields)
    forged.save(force_insert=True)
    Pending(entry=forged).save(force_insert=True)
    return forged


def forge_an_appointment() -> Entry:
    """A row, the entry that covers it and its place in the queue, as the program writes them; without the key."""
    made = Specimens().another(Appointment)
    sequence_all()
    assert isinstance(made, Appointment)
    made.version = 1
    models.Model.save(made, force_insert=True)
    covered = cover(made, Covered.Change.ADDED)
    forged = Entry(
        at_us=microseconds(timezone.now()),
        actor="user:1",
        verb="appointment.grant",
        covers=covers_digest([covered]),
        nonce=bytes(16),
    )
    forged.mac = authorship.mac_of(authored(forged), hashlib.sha256(b"a guess").digest())
    forged.save(force_insert=True)
    covered.entry = forged
    covered.save(force_insert=True)
    Pending(entry=forged).save(force_insert=True)
    return forged


def test_a_forged_entry_is_named_and_never_gets_a_place() -> None:
    forged = forge_an_appointment()
    assert [(w.table, w.row, w.what) for w in verify().wrong] == [("ledger.entry", str(forged.pk), FORGED)]
    ledger.read("case", by=OPERATOR)
    assert sequence() == 1
    assert sequence() == 0
    assert not Leaf.objects.filter(entry=forged).exists()
    assert [(w.table, w.row, w.what) for w in verify().wrong] == [("ledger.entry", str(forged.pk), FORGED)]


def test_forged_entries_hold_nobody_up() -> None:
    for number in range(5):
        forge_an_appointment_like(number)
    ledger.read("case", by=OPERATOR)
    assert sequence(limit=2) == 1
    assert Pending.objects.count() == 5


def forge_an_appointment_like(number: int) -> None:
    entry = Entry(at_us=number, actor="user:1", verb="x", covers=bytes(32), nonce=bytes(16), mac=bytes([number]) * 32)
    entry.save(force_insert=True)
    Pending(entry=entry).save(force_insert=True)


def test_a_forged_entry_that_was_given_a_place_is_named_all_the_same() -> None:
    with transaction.atomic():
        forged = forge_an_appointment()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("suar.core.ledger.actions.is_written", lambda entry, key: True)
            assert sequence() == 1
    assert [(w.table, w.row, w.what) for w in verify().wrong] == [("ledger.entry", str(forged.pk), FORGED)]


@pytest.mark.parametrize("field", ["at_us", "actor", "verb", "office", "subject", "why", "data", "covers", "nonce"])
def test_nothing_of_an_entry_can_be_changed_before_it_gets_its_place(field: str) -> None:
    ledger.read("case", by=OPERATOR)
    true = Entry.objects.get()
    new: dict[str, Any] = {"at_us": 5, "covers": bytes(31) + b"x", "nonce": bytes(16), "subject": UUID(int=7)}
    setattr(true, field, new.get(field, "lain"))
    assert not is_written(true, authorship.entry_key())


def test_a_copy_of_a_true_entry_is_refused_by_the_database() -> None:
    ledger.read("case", by=OPERATOR)
    sequence_all()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(Entry.objects.get())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("placed", [True, False])
def test_a_copy_past_the_database_is_named_and_gets_no_place(placed: bool) -> None:
    field = Entry._meta.get_field("mac")
    plain = models.BinaryField(max_length=32)
    plain.set_attributes_from_name("mac")
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, field, plain)
    try:
        ledger.read("case", by=OPERATOR)
        true = Entry.objects.get()
        if placed:
            sequence_all()
        copied = copy_of(true)
        assert sequence_all() == (0 if placed else 1)
        assert Leaf.objects.get().entry_id == true.pk
        said = [(w.table, w.row, w.what) for w in verify().wrong if w.table != "trigger"]
        assert said == [("ledger.entry", str(copied.pk), "the entry is a copy of another")]
    finally:
        triggers.drop()
        run("DELETE FROM ledger_pending")
        run("DELETE FROM ledger_leaf")
        run("DELETE FROM ledger_entry")
        with connection.schema_editor() as editor:
            editor.alter_field(Entry, plain, field)


def test_a_copy_with_another_nonce_is_a_forgery() -> None:
    ledger.read("case", by=OPERATOR)
    sequence_all()
    copied = copy_of(Entry.objects.get(), nonce=bytes(16), mac=bytes(32))
    assert sequence() == 0
    assert verify().wrong[0].row == str(copied.pk)


def test_the_leaf_is_the_documented_form() -> None:
    ledger.read("case", by=OPERATOR, office="P", why="ketua", ids=[1])
    one = Entry.objects.get()
    fields = (one.at_us, one.actor, one.verb, one.office, None, one.why, one.data)
    whole = encode([bytes(one.nonce), *fields, bytes(one.covers), one.pk, bytes(one.mac)])
    assert canonical(one) == whole


def test_the_key_is_not_the_seed_that_signs() -> None:
    assert authorship.entry_key() != keyring().ledger_seed()
    assert len(authorship.entry_key()) == 32
