"""Triggers on both engines that refuse to change or delete what was recorded. Installed again after every migration
(SQLite rebuilds tables and drops theirs), checked at start and by `verify`."""

from __future__ import annotations

from typing import Any

from django.db import connections

TABLES = ("ledger_entry", "ledger_covered", "ledger_leaf", "ledger_head")
REFUSAL = "the ledger is append-only"


def install(using: str = "default") -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """Names of the triggers that ought to be there and are not."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in names(connection.vendor) if name not in present]


def names(vendor: str) -> list[str]:
    verbs = ("update", "delete") if vendor == "sqlite" else ("change", "truncate")
    return [f"{table}_no_{verb}" for table in TABLES for verb in verbs]


def drop(using: str = "default") -> None:
    """For the named flush of the test suite only."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in TABLES:
            for name in names(connection.vendor):
                if name.startswith(table):
                    on = "" if connection.vendor == "sqlite" else f" ON {table}"
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for table in TABLES
            for verb in ("update", "delete")
        ]
    function = (
        "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    made = [function]
    for table in TABLES:
        for verb, events, level in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
            made.append(
                f"CREATE OR REPLACE TRIGGER {table}_no_{verb} BEFORE {events} ON {table} "
                f"FOR EACH {level} EXECUTE FUNCTION ledger_refuse()"
            )
    return made


def after_migrate(sender: Any, using: str = "default", **kwargs: Any) -> None:
    if using == "default":
        install(using)
