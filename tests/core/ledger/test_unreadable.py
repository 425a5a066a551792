"""A value that no column of its kind can hold is a finding with a name, not the end of the verification.

SQLite keeps any text in any column; PostgreSQL refuses such a value itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import DataError, IntegrityError, ProgrammingError, connection, models, transaction
from tests.core.ledger.test_tampering import every_finding
from tests.specimens import Specimens

from suar.core.ledger import triggers
from suar.core.ledger.checking_rows import ledgered_models
from suar.core.ledger.cli import ledger
from suar.core.ledger.findings import UNREADABLE
from suar.core.ledger.models import Covered, Entry, Head, Leaf
from suar.core.ledger.verify import verify

pytestmark = pytest.mark.django_db
JUNK = "no such value {"


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


def let_in(rows: list[models.Model], fields: tuple[Any, ...]) -> dict[tuple[str, str], str]:
    """The rows into which the database let the junk, each with the column that holds it."""
    found = {}
    for row, field in zip(rows, fields, strict=True):
        if field is None:
            continue
        meta, pk = row._meta, row._meta.pk
        key = pk.get_db_prep_value(row.pk, connection)
        if written(meta.db_table, field.column, pk.column, key, JUNK):
            found[meta.label_lower, str(row.pk)] = f"{meta.label_lower}.{field.name}"
    return found


def test_every_row_with_a_value_of_no_kind_is_named(specimens: Specimens) -> None:
    """Junk in the first column of every table, then in the second of every table, and so on."""
    rows = [specimens.rows[model._meta.label_lower] for model in ledgered_models()]
    columns = [[field for field in row._meta.concrete_fields if not field.primary_key] for row in rows]
    failures: list[str] = []
    never = {row._meta.label_lower for row in rows}
    for fields in zip_longest(*columns):
        with transaction.atomic():
            done = let_in(rows, fields)
            named = [(one.table, one.row) for one in every_finding()]
            told = [(one.table, one.row) for one in verify().wrong[:1]]
            transaction.set_rollback(True)
        failures += [f"{column}: not named" for row, column in done.items() if row not in named]
        failures += [f"{row}: nobody wrote into it" for row in named if row not in done]
        if told != named[:1]:
            failures.append(f"verify tells {told}, not {named[:1]}")
        never -= {label for label, _row in done}
    assert failures == []
    assert not never or connection.vendor == "postgresql", never


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
        was_let_in = written(row._meta.db_table, "id", "id", key, JUNK)
        wrong = [(one.table, one.row, one.what) for one in verify().wrong]
        transaction.set_rollback(True)
    assert wrong == ([("duties.duty", JUNK, UNREADABLE)] if connection.vendor == "sqlite" else [])
    assert was_let_in is (connection.vendor == "sqlite")


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
