"""A verification of a damaged home answers: whatever stands in a cell, it names what it found and never breaks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import DataError, IntegrityError, ProgrammingError, connection, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.ledger.test_tampering import run, undone, without_triggers
from tests.factories import a_factor, a_user
from tests.specimens import Specimens

from suar.core.ledger import triggers
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.checking_rows import covered_models
from suar.core.ledger.cli import verify_command
from suar.core.ledger.models import Covered, Entry, Head, Leaf
from suar.core.ledger.verify import verify

pytestmark = pytest.mark.django_db
GONE = object()  # the row is under another key now
RECORD = [Entry, Covered, Leaf, Head]

ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.integers(min_value=-(2**63), max_value=2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    st.binary(max_size=40),
    st.sampled_from(["{", "[[[[", "True", "2026-13-45", "2026-11-24 25:61:00", "zz" * 16, "", b"", 10**15, "\ufeff"]),
)


@pytest.fixture
def specimens(specimens: Specimens) -> Specimens:
    """And a row of a library's table that the ledger covers too."""
    a_factor(a_user())
    sequence_all()
    return specimens


def cells() -> list[tuple[type[models.Model], str]]:
    found = [*covered_models(), *RECORD]
    return [(model, str(field.column)) for model in found for field in model._meta.concrete_fields]


def as_it_lies(column: str) -> str:
    """The bytes of a cell and of which kind they are, before any converter."""
    q = connection.ops.quote_name(column)
    return f"typeof({q}) || quote({q})" if connection.vendor == "sqlite" else f"{q}::text"


def first_key(model: type[models.Model]) -> Any:
    q, meta = connection.ops.quote_name, model._meta
    key = q(str(meta.pk and meta.pk.column))
    return run_one(f"SELECT {key} FROM {q(meta.db_table)} ORDER BY {key} LIMIT 1")


def mangle(model: type[models.Model], column: str, value: Any) -> bool:
    """Whether the first row's cell now holds something else: an engine may refuse a value or know it for the same."""
    q, meta, key = connection.ops.quote_name, model._meta, first_key(model)
    where = f"FROM {q(meta.db_table)} WHERE {q(str(meta.pk and meta.pk.column))} = %s"
    before = run_one(f"SELECT {as_it_lies(column)} {where}", [key])
    try:
        with transaction.atomic():
            pk = q(str(meta.pk and meta.pk.column))
            run(f"UPDATE {q(meta.db_table)} SET {q(column)} = %s WHERE {pk} = %s", [value, key])
    except (IntegrityError, DataError, ProgrammingError, OverflowError, ValueError):
        return False
    return bool(run_one(f"SELECT {as_it_lies(column)} {where}", [key]) != before)


def run_one(sql: str, values: Any = ()) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else GONE


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(place=st.integers(0, 10_000), value=ODD)
def test_a_mangled_cell_is_a_finding_and_never_a_crash(specimens: Specimens, place: int, value: Any) -> None:
    known = cells()
    model, column = known[place % len(known)]
    with undone():
        without_triggers()
        changed = mangle(model, column, value)
        triggers.install()
        verdict = verify()
        assert verdict.sound != changed, (model._meta.label, column, value, verdict.wrong)
        assert all(one.table and one.what for one in verdict.wrong)


def change_schema(sql: str) -> None:
    """PostgreSQL changes no table on which a constraint still waits for the end of the transaction."""
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")
    run(sql)


def test_a_table_that_is_gone_is_named() -> None:
    Specimens().all_ledgered()
    sequence_all()
    for table, label in (("agencies_contact", "agencies.contact"), ("accounts_tally", "accounts.tally")):
        with undone():
            change_schema(f"DROP TABLE {table}")
            wrong = verify().wrong
            assert (wrong[0].table, wrong[0].what) == (label, "the table is not there")
    assert verify().sound


def test_a_column_that_is_gone_is_a_finding_and_the_command_says_so_with_status_1(specimens: Specimens) -> None:
    with undone():
        change_schema("ALTER TABLE agencies_agency DROP COLUMN note")
        answer = CliRunner().invoke(verify_command, ["--json"])
    assert answer.exit_code == 1
    told = json.loads(answer.stdout)
    assert told["sound"] is False and told["wrong"]["what"]
