"""The write path: recorded or refused."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from suar.core import ledger
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry, Head, Leaf, Pending, StaleRow, UnrecordedWrite
from suar.core.ledger.recording import OutOfOrder
from suar.core.ledger.verify import verify
from suar.registry.agencies.models import Agency

pytestmark = pytest.mark.django_db


def an_agency(name: str = "UPTD PPA Contoh") -> Agency:
    agency = Agency(name=name, short_name=name[:20], kind="uptd")
    with ledger.record("agency.add", by=OPERATOR) as entry:
        entry.add(agency)
    return agency


def test_an_action_leaves_one_entry_that_covers_its_row() -> None:
    agency = an_agency()
    (entry,) = Entry.objects.all()
    assert (entry.verb, entry.actor) == ("agency.add", "system:operator")
    (row,) = entry.rows.all()
    assert (row.table, row.row, row.row_version, row.change) == ("agencies.agency", str(agency.pk), 1, "a")
    assert Pending.objects.count() == 1


def test_a_save_past_the_ledger_is_refused() -> None:
    agency = an_agency()
    with pytest.raises(UnrecordedWrite):
        agency.save()
    with pytest.raises(UnrecordedWrite):
        agency.delete()
    with pytest.raises(UnrecordedWrite):
        Agency.objects.filter(pk=agency.pk).update(active=False)
    with pytest.raises(UnrecordedWrite):
        Agency.objects.all().delete()
    with pytest.raises(UnrecordedWrite):
        Agency.objects.bulk_create([Agency(name="x")])


def test_of_two_editors_the_second_is_told() -> None:
    an_agency()
    first, second = Agency.objects.get(), Agency.objects.get()
    with ledger.record("agency.edit", by=OPERATOR) as entry:
        first.note = "satu"
        entry.change(first)
    with pytest.raises(StaleRow), ledger.record("agency.edit", by=OPERATOR) as entry:
        second.note = "dua"
        entry.change(second)
    assert Agency.objects.get().note == "satu"


def test_an_action_that_fails_leaves_neither_row_nor_entry() -> None:
    with pytest.raises(RuntimeError), ledger.record("agency.add", by=OPERATOR) as entry:
        entry.add(Agency(name="a", short_name="a", kind="uptd"))
        raise RuntimeError
    assert not Agency.objects.exists()
    assert not Entry.objects.exists()


def test_entries_become_leaves_under_a_signed_head_and_verify() -> None:
    agency = an_agency()
    with ledger.record("agency.edit", by=OPERATOR) as entry:
        agency.note = "catatan"
        entry.change(agency)
    ledger.read("agency", by=OPERATOR, ids=[agency.pk])
    assert sequence_all() == 3
    assert Leaf.objects.count() == 3
    assert Head.objects.get().tree_size == 3
    verdict = verify()
    assert verdict.wrong == []
    assert (verdict.entries, verdict.heads, verdict.rows) == (3, 1, 1)


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_covered", "ledger_leaf", "ledger_head"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_database_refuses_to_change_what_was_recorded(table: str, statement: str) -> None:
    an_agency()
    sequence_all()
    column = {"ledger_entry": "id", "ledger_covered": "id", "ledger_leaf": "position", "ledger_head": "tree_size"}[
        table
    ]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE agencies_agency SET note = 'diubah'", "changed past the program"),
        ("DELETE FROM agencies_agency", "removed past the program"),
        (
            "INSERT INTO agencies_agency (version, name, short_name, kind, region_code, address, note, source,"
            " verified, active) VALUES (1, 'palsu', 'palsu', 'uptd', '61', '', '', '', {true}, {true})",
            "added past the program",
        ),
    ],
)
def test_a_row_changed_removed_or_added_behind_the_programs_back_is_named(sql: str, what: str) -> None:
    an_agency()
    sequence_all()
    true = "1" if connection.vendor == "sqlite" else "TRUE"
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{true}", true))
    verdict = verify()
    assert verdict.wrong[0].table == "agencies.agency"
    assert what in verdict.wrong[0].what


def test_a_row_is_not_changed_within_an_action_that_has_changed_it_and_is_not_written_yet() -> None:
    """Its versions would stand in the record in the wrong order, and no later press could mend it."""
    agency = an_agency()
    with pytest.raises(OutOfOrder, match="agencies.agency"), ledger.record("agency.edit", by=OPERATOR) as outer:
        outer.change(agency)
        with ledger.record("agency.edit", by=OPERATOR) as inner:
            inner.change(agency)
    fresh = Agency.objects.get(pk=agency.pk)
    with ledger.record("agency.edit", by=OPERATOR) as outer:
        with ledger.record("agency.edit", by=OPERATOR) as inner:
            inner.change(fresh)
        outer.change(fresh)
    with ledger.record("agency.edit", by=OPERATOR) as entry:
        entry.change(fresh)
    sequence_all()
    assert verify().wrong == [] and not Entry.objects.filter(verb="ledger.found").exists()
