"""Triggers on both engines that refuse to change or delete what was recorded. Installed again after every migration
(SQLite rebuilds tables and drops theirs), checked at start and by `verify`."""

from __future__ import annotations

from typing import Any

from django.db import connections

TABLES = ("ledger_entry", "ledger_covered", "ledger_leaf", "ledger_head")
REFUSAL = "the ledger is append-only"


SQLITE_EVENTS = {"update": "UPDATE", "delete": "DELETE"}
POSTGRES_EVENTS = {"change": ("UPDATE OR DELETE", "ROW"), "truncate": ("TRUNCATE", "STATEMENT")}
FUNCTION_BODY = f" BEGIN RAISE EXCEPTION '{REFUSAL}'; END "


def install(using: str = "default") -> None:
    """Put every trigger in its place; one that is there under its name but says something else is replaced."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $${FUNCTION_BODY}$$"
            )
        for name in missing(using):
            cursor.execute(_drop(connection.vendor, name))
            cursor.execute(_create(connection.vendor, name))


def missing(using: str = "default") -> list[str]:
    """Names of the triggers that ought to be there and are not, are disabled or do something else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            standing = {
                name for name, sql in cursor.fetchall() if name in names("sqlite") and sql == _create("sqlite", name)
            }
        else:
            cursor.execute(
                "SELECT t.tgname FROM pg_trigger t"
                " JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid"
                " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND p.prosrc = %s"
                " AND c.oid = to_regclass(regexp_replace(t.tgname, '_no_[a-z]+$', '')) AND t.tgtype ="
                " CASE WHEN t.tgname LIKE '%%_no_truncate' THEN 34 ELSE 27 END",
                [FUNCTION_BODY],
            )
            standing = {name for (name,) in cursor.fetchall()}
    return [name for name in names(connection.vendor) if name not in standing]


def foreign(using: str = "default") -> list[str]:
    """Triggers and rules of the whole store that are not ours: any of them may write past the program."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        else:
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                " WHERE NOT t.tgisinternal"
                " UNION ALL SELECT r.rulename, c.relname FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class"
                " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.rulename <> '_RETURN'"
                " AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
                " UNION ALL SELECT evtname, evtevent FROM pg_event_trigger ORDER BY 1, 2"
            )
        standing = cursor.fetchall()
    ours = set(names(connection.vendor))
    return [f"{name} on {table}" for name, table in standing if name not in ours or table != name.partition("_no_")[0]]


def names(vendor: str) -> list[str]:
    verbs = SQLITE_EVENTS if vendor == "sqlite" else POSTGRES_EVENTS
    return [f"{table}_no_{verb}" for table in TABLES for verb in verbs]


def drop(using: str = "default") -> None:
    """For the named flush of the test suite only."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name in names(connection.vendor):
            cursor.execute(_drop(connection.vendor, name))


def _drop(vendor: str, name: str) -> str:
    table, _, _ = name.partition("_no_")
    return f"DROP TRIGGER IF EXISTS {name}" if vendor == "sqlite" else f"DROP TRIGGER IF EXISTS {name} ON {table}"


def _create(vendor: str, name: str) -> str:
    table, _, verb = name.partition("_no_")
    if vendor == "sqlite":
        event = SQLITE_EVENTS[verb]
        return f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    events, level = POSTGRES_EVENTS[verb]
    return f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH {level} EXECUTE FUNCTION ledger_refuse()"


def after_migrate(sender: Any, using: str = "default", **kwargs: Any) -> None:
    if using == "default":
        install(using)
