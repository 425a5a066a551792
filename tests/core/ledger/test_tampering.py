"""Whatever is done behind the program's back, to any table, is found and named; an untouched home is sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import zip_longest
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, models, transaction
from tests.specimens import Specimens

from suar.core import ledger
from suar.core.ledger import triggers
from suar.core.ledger.actions import sequence, sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.checking_rows import all_tables, ledgered_models
from suar.core.ledger.findings import Count, Wrong
from suar.core.ledger.models import Covered, Entry, Head, Leaf, Pending
from suar.core.ledger.verify import Verdict, verify
from suar.core.vault.models import LastHead
from suar.registry.agencies.models import Agency

pytestmark = pytest.mark.django_db
type Finding = tuple[str, str, str]  # table, row, what is wrong


@contextmanager
def undone() -> Iterator[None]:
    """What is done here is rolled back, with whatever constraint it broke."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(sql: str, values: Any = ()) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def without_triggers() -> None:
    """An intruder with rights on the database takes the triggers away first, and puts them back afterwards."""
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("SET CONSTRAINTS ALL DEFERRED")
    triggers.drop()


def tampered(act: Callable[[], object]) -> Verdict:
    with undone():
        without_triggers()
        act()
        if connection.vendor == "sqlite":
            triggers.install()
        return verify()


def other_value(field: Any, value: Any) -> Any:
    """Another valid value of the column."""
    if field.remote_field is not None:
        return field.target_field.to_python(value) + 1 if isinstance(value, int) else None
    if value is None:
        if field.get_internal_type() == "BooleanField":
            return True
        kinds = {"DateField": "2001-01-01", "DateTimeField": "2001-01-01 00:00:00+00", "CharField": "x"}
        return kinds.get(field.get_internal_type(), 7)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes | memoryview):
        return bytes(value) + b"\x00"
    if hasattr(value, "hex") and field.get_internal_type() == "UUIDField":
        return type(value)(int=value.int ^ 1)
    if isinstance(field, models.DateField):
        return value + timedelta(days=1)
    if isinstance(field, models.JSONField):
        return {"lain": 1}
    return f"{value}x"[-(field.max_length or 60) :] if value else "x"


def test_an_untouched_home_is_sound(specimens: Specimens) -> None:
    verdict = verify()
    assert verdict.wrong == []
    assert verdict.rows >= len(ledgered_models())
    assert verdict.entries == Leaf.objects.count()


type Change = tuple[str, object]  # a column and what it shall hold


def possible_changes(row: models.Model) -> list[Change]:
    """Another valid value for each column but the key. A reference or UUID that holds nothing stays as it is."""
    found: list[Change] = []
    for field in row._meta.concrete_fields:
        if field.primary_key:
            continue
        stored = field.pre_save(row, False)
        if stored is not None:
            found.append((field.column, field.get_db_prep_value(other_value(field, stored), connection)))
        elif field.remote_field is None and field.get_internal_type() != "UUIDField":
            found.append((field.column, other_value(field, None)))
    return found


def changed(row: models.Model, change: Change) -> bool:
    """Whether the database let the change in."""
    (column, value), quoted, pk = change, connection.ops.quote_name, row._meta.pk
    key = pk.get_db_prep_value(row.pk, connection)
    try:
        with transaction.atomic():
            sql = f"UPDATE {quoted(row._meta.db_table)} SET {quoted(column)} = %s WHERE {pk.column} = %s"
            return bool(run(sql, [value, key]))
    except IntegrityError:
        return False


def every_finding() -> list[Wrong]:
    """All that is wrong in the rows, where `verify` tells the first."""
    return list(all_tables(Count(lambda part, done: None)))


def said(findings: Iterable[Wrong]) -> list[Finding]:
    return [(one.table, one.row, one.what) for one in findings]


def not_named(expected: dict[Finding, str]) -> list[str]:
    """What was done and is not named, or not by that name; each row that is named and was left alone; and whether
    `verify`, which tells the first thing wrong, tells the first of these and nothing else."""
    touched = {finding[:2] for finding in expected}
    found = said(every_finding())
    missed = [f"{done}: not named" for finding, done in expected.items() if finding not in found]
    beside = [f"{finding}: nobody did it" for finding in found if finding[:2] not in touched]
    told = said(verify().wrong)
    return missed + beside + ([] if told == found[:1] else [f"verify tells {told}, not {found[:1]}"])


def test_every_changed_column_is_named(specimens: Specimens) -> None:
    """The first column of every table, then the second of every table, and so on: a row is held against its own record,
    so a change in one table cannot stand in for that of another."""
    rows = [model._base_manager.get(pk=specimens.rows[model._meta.label_lower].pk) for model in ledgered_models()]
    rounds = zip_longest(*map(possible_changes, rows))
    failures: list[str] = []
    never = {row._meta.label_lower for row in rows}
    for changes in rounds:
        with undone():
            done = {
                (row._meta.label_lower, str(row.pk), "the row was changed past the program"): (
                    f"{row._meta.label_lower}.{change[0]}"
                )
                for row, change in zip(rows, changes, strict=True)
                if change is not None and changed(row, change)
            }
            failures += not_named(done)
        never -= {label for label, _row, _what in done}
    assert (failures, never) == ([], set())


def test_every_deleted_row_is_named(specimens: Specimens) -> None:
    labels = {model._meta.label_lower for model in ledgered_models()}
    wanted = {(label, str(specimens.rows[label].pk), "the row was removed past the program") for label in labels}
    with undone():
        for model in ledgered_models():
            run(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
        found = said(every_finding())
        told = said(verify().wrong)
    assert sorted(wanted - set(found)) == []
    assert told == found[:1]


def test_every_added_row_is_named(specimens: Specimens) -> None:
    with undone():
        done = {}
        for model in ledgered_models():
            row = specimens.apart(model)
            models.Model.save(row, force_insert=True)
            label = model._meta.label_lower
            done[label, str(row.pk), "the row was added past the program"] = label
        failures = not_named(done)
    assert (failures, len(done)) == ([], len(ledgered_models()))


LEDGER_COLUMNS = [
    (Entry, "at_us"), (Entry, "actor"), (Entry, "verb"), (Entry, "office"), (Entry, "subject"), (Entry, "why"),
    (Entry, "data"), (Entry, "covers"), (Entry, "nonce"), (Entry, "mac"),
    (Covered, "entry_id"), (Covered, "table"), (Covered, "row"), (Covered, "row_version"), (Covered, "change"),
    (Covered, "field_list"), (Covered, "salt"), (Covered, "digest"),
    (Leaf, "position"), (Leaf, "entry_id"), (Leaf, "hash"),
    (Head, "tree_size"), (Head, "root"), (Head, "at_us"), (Head, "note"), (Head, "frontier"),
]  # fmt: skip


@pytest.mark.parametrize("place", ["pk", "-pk"], ids=["first", "last"])
def test_every_changed_column_of_the_ledger_is_named(specimens: Specimens, place: str) -> None:
    for model, column in LEDGER_COLUMNS:
        row = model._base_manager.order_by(place).first()
        assert row is not None
        verdict = tampered(lambda m=model, r=row, c=column: change_column(m, r, c))
        assert verdict.wrong, (model, column)
        assert verdict.wrong[0].table.startswith("ledger."), (model, column)


def change_column(model: type[models.Model], row: models.Model, column: str) -> None:
    quoted, field, old = (
        connection.ops.quote_name,
        model._meta.get_field(column.removesuffix("_id")),
        getattr(row, column),
    )
    nobody = UUID(int=0).hex if connection.vendor == "sqlite" else str(UUID(int=0))
    other = {"change": "r", "subject": nobody}.get(column)
    value = other or (old + 1000 if isinstance(old, int) else other_value(field, old))
    pk = quoted(str(row._meta.pk and row._meta.pk.column))
    run(f"UPDATE {quoted(model._meta.db_table)} SET {quoted(column)} = %s WHERE {pk} = %s", [value, row.pk])


@pytest.mark.parametrize("model", [Entry, Covered, Leaf, Head], ids=lambda m: m.__name__)
@pytest.mark.parametrize("place", ["first", "last"])
def test_a_deleted_row_of_the_ledger_is_named(model: type[models.Model], place: str, specimens: Specimens) -> None:
    ledger.read("case", by=OPERATOR)
    sequence_all()
    pk = connection.ops.quote_name(model._meta.pk.column)
    edge = model._base_manager.order_by("pk" if place == "first" else "-pk").first()
    assert edge is not None
    verdict = tampered(lambda: run(f"DELETE FROM {model._meta.db_table} WHERE {pk} = %s", [edge.pk]))
    assert verdict.wrong[0].table.startswith("ledger.")


def test_a_head_taken_out_of_the_middle_is_missed(specimens: Specimens) -> None:
    for _ in range(3):
        ledger.read("case", by=OPERATOR)
        sequence()
    middle = Head.objects.order_by("tree_size")[1]
    verdict = tampered(lambda: run("DELETE FROM ledger_head WHERE tree_size = %s", [middle.tree_size]))
    assert "a head is missing" in verdict.wrong[0].what


def test_an_entry_that_waits_for_its_place_cannot_vanish(specimens: Specimens) -> None:
    with ledger.record("agency.edit", by=OPERATOR) as entry:
        agency = Agency.objects.get()
        entry.change(agency)
    last = Entry.objects.latest("pk")
    verdict = tampered(lambda: run("DELETE FROM ledger_entry WHERE id = %s", [last.pk]))
    assert verdict.wrong[0].table == "ledger.entry"
    verdict = tampered(lambda: run("DELETE FROM ledger_pending WHERE entry_id = %s", [last.pk]))
    assert (verdict.wrong[0].table, verdict.wrong[0].row) == ("ledger.entry", str(last.pk))


def test_an_entry_slipped_in_is_named(specimens: Specimens) -> None:
    def slip_in() -> None:
        Entry(at_us=1, actor="user:1", verb="case.close", covers=bytes(32)).save(force_insert=True)

    verdict = tampered(slip_in)
    assert verdict.wrong[0].table == "ledger.entry"
    assert "added past the program" in verdict.wrong[0].what


def test_an_entry_that_has_a_place_and_is_made_to_wait_again_is_named(specimens: Specimens) -> None:
    first = Entry.objects.earliest("pk")
    verdict = tampered(lambda: Pending(entry=first).save(force_insert=True))
    assert verdict.wrong[0].table == "ledger.pending"


def test_a_covered_row_slipped_in_is_named(specimens: Specimens) -> None:
    def slip_in() -> None:
        one = Covered.objects.earliest("pk")
        one.pk = None
        one.save(force_insert=True)

    assert tampered(slip_in).wrong[0].table == "ledger.covered"


def cut_tail() -> None:
    """The last batch, everywhere in `main`, without a trace."""
    last, before = Head.objects.order_by("-tree_size")[:2]
    entries = list(Leaf.objects.filter(position__gte=before.tree_size).values_list("entry_id", flat=True))
    places = ",".join(map(str, entries))
    for covered in Covered.objects.filter(entry__in=entries):
        run(f"DELETE FROM {covered.table.replace('.', '_')} WHERE id = %s", [covered.row])
    run("DELETE FROM ledger_head WHERE tree_size = %s", [last.tree_size])
    run("DELETE FROM ledger_leaf WHERE position >= %s", [before.tree_size])
    run(f"DELETE FROM ledger_covered WHERE entry_id IN ({places})")
    run(f"DELETE FROM ledger_entry WHERE id IN ({places})")


def test_a_tail_cut_off_everywhere_is_found_by_the_head_outside(specimens: Specimens) -> None:
    with ledger.record("agency.add", by=OPERATOR) as entry:
        entry.add(Agency(name="Terakhir", short_name="T", kind="uptd"))
    sequence()
    kept = LastHead.objects.get().tree_size
    verdict = tampered(cut_tail)
    assert (verdict.wrong[0].table, verdict.wrong[0].row) == ("ledger.head", str(kept))
    assert "was signed and is gone" in verdict.wrong[0].what


def test_a_cut_tail_is_still_found_after_the_program_went_on(specimens: Specimens) -> None:
    ledger.read("case", by=OPERATOR)
    ledger.read("case", by=OPERATOR)
    sequence()
    kept = LastHead.objects.get().tree_size

    def cut_and_go_on() -> None:
        cut_tail()
        for _ in range(3):
            ledger.read("case", by=OPERATOR)
            sequence()

    verdict = tampered(cut_and_go_on)
    assert ("ledger.head", str(kept)) in {(w.table, w.row) for w in verdict.wrong}


def test_an_older_record_cannot_pose_as_the_last(specimens: Specimens) -> None:
    """Rolling a row back to what it was, with its old record moved to the end."""
    agency = Agency.objects.get()
    old = agency.note
    with ledger.record("agency.edit", by=OPERATOR) as entry:
        agency.note = "baru"
        entry.change(agency)
    sequence_all()
    first = Covered.objects.filter(table="agencies.agency", row=str(agency.pk)).earliest("pk")

    def roll_back() -> None:
        run("UPDATE agencies_agency SET note = %s, version = 1 WHERE id = %s", [old, agency.pk])
        run("UPDATE ledger_covered SET id = id + 100000 WHERE id = %s", [first.pk])

    assert any(w.table == "agencies.agency" for w in tampered(roll_back).wrong)


def test_a_missing_or_altered_trigger_is_named() -> None:
    with undone():
        without_triggers()
        assert {w.table for w in verify().wrong} == {"trigger"}
        triggers.install()
        assert verify().wrong == []
        if connection.vendor == "sqlite":
            run("DROP TRIGGER ledger_entry_no_update")
            run("CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry BEGIN SELECT 1; END")
        else:
            run("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_no_change")
        assert triggers.missing() == [triggers.names(connection.vendor)[0]]
        triggers.install()
        assert triggers.missing() == []


def test_a_trigger_that_is_not_ours_is_named() -> None:
    with undone():
        triggers.install()
        if connection.vendor == "sqlite":
            run(
                "CREATE TRIGGER helpful AFTER INSERT ON agencies_agency"
                " BEGIN UPDATE agencies_agency SET note = 'x' WHERE id = NEW.id; END"
            )
        else:
            run("CREATE RULE quiet AS ON DELETE TO agencies_agency DO INSTEAD NOTHING")
            assert triggers.foreign() == ["quiet on agencies_agency"]
            run("DROP RULE quiet ON agencies_agency")
            run("CREATE TRIGGER helpful BEFORE INSERT ON agencies_agency EXECUTE FUNCTION ledger_refuse()")
        assert [(w.table, w.row) for w in verify().wrong] == [("trigger", "helpful on agencies_agency")]


def test_a_damaged_frontier_does_not_mislead_the_sequencer(specimens: Specimens) -> None:
    with undone():
        without_triggers()
        head = Head.objects.latest("tree_size")
        run("UPDATE ledger_head SET frontier = %s WHERE tree_size = %s", [b"\x01" + bytes(8), head.tree_size])
        ledger.read("case", by=OPERATOR)
        sequence()
        assert Head.objects.latest("tree_size").tree_size == head.tree_size + 1
        assert (verify().wrong[0].table, verify().wrong[0].row) == ("ledger.head", str(head.tree_size))


def test_a_head_that_a_kill_left_unkept_is_kept_in_the_next_round(specimens: Specimens) -> None:
    LastHead.objects.all().delete()
    assert [w.table for w in verify().wrong] == ["vault.lasthead"]
    assert sequence() == 0
    assert verify().wrong == []
