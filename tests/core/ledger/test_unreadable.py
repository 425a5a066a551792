"""A value that no column of its kind can hold is a finding with a name, not the end of the verification.

SQLite keeps any text in any column; PostgreSQL refuses such a value itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction
from tests.specimens import Specimens

from suar.core.ledger import triggers
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.checking_rows import ledgered_models
from suar.core.ledger.cli import ledger
from suar.core.ledger.findings import UNREADABLE
from suar.core.ledger.models import Covered, Entry, Head, Leaf, LedgeredModel
from suar.core.ledger.verify import verify

pytestmark = pytest.mark.django_db
JUNK = "no such value {"


@pytest.fixture
def specimens() -> Specimens:
    made = Specimens()
    made.all_ledgered()
    sequence_all()
    return made


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def unguarded() -> Iterator[None]:
    """An intruder puts the constraints of the table aside; only SQLite lets anybody."""
    if connection.vendor != "sqlite":
        yield
        return
    run("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        run("PRAGMA ignore_check_constraints = OFF")


def written(table: str, column: str, key_column: str, key: object, value: str) -> bool:
    """Whether the database let the junk in."""
    name = connection.ops.quote_name
    sql = f"UPDATE {name(table)} SET {name(column)} = %s WHERE {name(key_column)} = %s"
    try:
        with unguarded(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [value, key])
            return bool(cursor.rowcount)
    except (IntegrityError, DataError):
        return False


@pytest.mark.parametrize("model", ledgered_models(), ids=lambda m: m._meta.label_lower)
def test_a_row_with_a_value_of_no_kind_is_named(specimens: Specimens, model: type[LedgeredModel]) -> None:
    row, pk = specimens.rows[model._meta.label_lower], model._meta.pk
    key = pk.get_db_prep_value(row.pk, connection)
    found = 0
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        with transaction.atomic():
            if written(model._meta.db_table, field.column, pk.column, key, JUNK):
                first = verify().wrong[0]
                assert (first.table, first.row) == (model._meta.label_lower, str(row.pk)), field.name
                found += 1
            transaction.set_rollback(True)
    assert found or connection.vendor == "postgresql"


@pytest.mark.parametrize(
    ("label", "column", "form"),
    [
        ("duties.duty", "turn_at", "replace(turn_at, ' ', 'T')"),
        ("duties.duty", "late_on", "'never'"),
        ("duties.duty", "subject", "upper(subject)"),
        ("cases.case", "id", "upper(id)"),
        ("accounts.appointment", "until", "'never'"),
    ],
)
def test_a_value_that_reads_the_same_but_is_kept_otherwise_is_named(
    specimens: Specimens, label: str, column: str, form: str
) -> None:
    row = specimens.rows[label]
    if connection.vendor == "postgresql":
        with pytest.raises((DataError, ProgrammingError)), transaction.atomic():
            run(f"UPDATE {row._meta.db_table} SET {column} = 'never'")
        return
    run("PRAGMA defer_foreign_keys = ON")
    run(f"UPDATE {row._meta.db_table} SET {column} = {form}")
    wrong = {(one.table, one.row): one.what for one in verify().wrong}
    transaction.set_rollback(True)
    assert wrong[label, str(row.pk)] == UNREADABLE


def test_a_row_whose_own_key_is_no_key_is_named(specimens: Specimens) -> None:
    row = specimens.rows["duties.duty"]
    key = row._meta.pk.get_db_prep_value(row.pk, connection)
    with transaction.atomic():
        let_in = written(row._meta.db_table, "id", "id", key, JUNK)
        wrong = [(one.table, one.row, one.what) for one in verify().wrong]
        transaction.set_rollback(True)
    assert wrong == ([("duties.duty", JUNK, UNREADABLE)] if connection.vendor == "sqlite" else [])
    assert let_in is (connection.vendor == "sqlite")


@pytest.mark.parametrize("model", [Entry, Covered, Leaf, Head], ids=lambda m: m.__name__)
def test_junk_in_the_ledger_itself_is_found_and_answered(specimens: Specimens, model: type[Entry]) -> None:
    triggers.drop()
    row = model._base_manager.order_by("pk").first()
    assert row is not None
    found = 0
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        with transaction.atomic():
            if written(model._meta.db_table, field.column, model._meta.pk.column, row.pk, JUNK):
                result = CliRunner().invoke(ledger, ["verify", "--json"])
                assert result.exit_code == 1
                # Never only the missing triggers.
                assert not json.loads(result.stdout)["wrong"]["table"].startswith("trigger"), field.name
                found += 1
            transaction.set_rollback(True)
    assert found
