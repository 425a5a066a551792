"""Whether a home can be worked in, told before anything of it is used.

Without Django, which `serve` never loads: the stores are asked for their list of migrations and nothing else."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from suar.config.environment import STORES, environment
from suar.core import origin, private

SOURCE = Path(__file__).parents[1]
# Without one of these an office would start and then fail at its first complaint.
KEY_FILES = (
    *(f"secret/{name}.keyset" for name in ("wrapping", "tokens", "ledger", "daykeys")),
    *(f"public/{name}.keyset" for name in ("lookup", "verifier")),
    "secret/django.key",
    "public/django.key",
)
UNFINISHED = "init.unfinished"  # stands in a home from the first step of `init` to the last
DEMO = "demo.built"  # stands in a home that `demo` has finished
APPLIED = "SELECT app, name FROM django_migrations"
type Migrations = frozenset[tuple[str, str]]


class Unfit(Exception):
    """The home cannot be worked in as it is; the message says what to do."""


def check(home: Path, *, upgrading: bool = False) -> None:
    """Raises Unfit for a home that is half made, open to others, of another name, of a newer release, or (unless it is
    being upgraded) of an older one."""
    check_files(home)
    check_stores(upgrading=upgrading)


def check_files(home: Path) -> None:
    """The part of `check` that costs no time."""
    if (home / UNFINISHED).exists():
        raise Unfit(half_made(home))
    if missing := missing_keys(home):
        raise Unfit(f"Missing or unreadable in {home}: {', '.join(missing)}. Restore them from a backup.")
    if bared := open_to_others(home):
        raise Unfit(f"Others can read {', '.join(bared)} in {home}: chmod 600 them.")
    if wrong := origin.fault(home, os.environ.get(origin.SETTING, "")):
        raise Unfit(wrong)


def check_stores(*, upgrading: bool = False) -> None:
    """The other part. A database server that does not answer says nothing against the home."""
    for store in STORES:
        applied = applied_to(environment().database(store), store)
        if applied is not None:
            _compare(store, applied, upgrading=upgrading)


def missing_keys(home: Path) -> list[str]:
    """Key files of the home that are not there or cannot be read. A missing draft key is none: the worker makes it."""
    return [name for name in KEY_FILES if not os.access(home / name, os.R_OK)]


def open_to_others(home: Path) -> list[str]:
    """Key files that somebody else on this machine could read."""
    names = [name for name in (*KEY_FILES, "secret/master.key") if (home / name).exists()]
    return [name for name in names if private.readable_by_others(home / name)]


def ours() -> Migrations:
    """Every migration that this release has of its own tables: app and name."""
    return frozenset((path.parents[1].name, path.stem) for path in SOURCE.glob("*/*/migrations/[0-9]*.py"))


def applied_to(database: Mapping[str, Any], store: str) -> Migrations | None:
    """The migrations of a store, of every app; None where a database server does not answer. Raises Unfit."""
    if not str(database["ENGINE"]).endswith("sqlite3"):
        return _applied_on_server(database)
    path = Path(str(database["NAME"]))
    if not path.exists():
        raise Unfit(f"{path} is missing: the store {store} was never made or is lost. Restore it from a backup.")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=20)) as connection:
            return frozenset(connection.execute(APPLIED).fetchall())
    except sqlite3.DatabaseError as error:
        raise Unfit(f"{path} is no store of Suar ({error}). Restore it from a backup.") from None


def _applied_on_server(database: Mapping[str, Any]) -> Migrations | None:
    import psycopg
    from psycopg.conninfo import make_conninfo

    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {name: str(database[key]) for name, key in names.items() if database[key]}
    given |= {name: value for name, value in database["OPTIONS"].items() if name.startswith("ssl")}
    try:
        with psycopg.connect(make_conninfo(**given, connect_timeout=5)) as connection:
            return frozenset((str(app), str(name)) for app, name in connection.execute(APPLIED).fetchall())
    except psycopg.errors.UndefinedTable:
        return frozenset()
    except psycopg.OperationalError:
        return None


def _compare(store: str, applied: Migrations, *, upgrading: bool) -> None:
    known = ours()
    own = {app for app, _ in known}
    if not applied:
        raise Unfit(f"The store {store} has no tables: it was never made or is lost. Restore it from a backup.")
    if newer := sorted(f"{app}.{name}" for app, name in applied - known if app in own):
        raise Unfit(
            f"This home was used by a newer Suar: the store {store} has {newer[0]}, which this release does not know. "
            "Run the newer one, or restore the copy that its `suar upgrade` made."
        )
    if not upgrading and (older := sorted(f"{app}.{name}" for app, name in known - applied)):
        raise Unfit(f"This home is of an older Suar: the store {store} lacks {older[0]}. Run `suar upgrade`.")


def refuse_a_home(home: Path) -> None:
    """Raises Unfit where an office is already, or was begun: a second `init` would orphan every file of the first."""
    if (home / UNFINISHED).exists():
        raise Unfit(half_made(home))
    if (home / "secret" / "master.key").exists() or (home / "secret" / "wrapping.keyset").exists():
        raise Unfit(f"{home} already holds an office. Choose another directory.")


def refuse_a_demo(home: Path) -> None:
    """Raises Unfit where the demo was built: everybody knows its passwords, and the demo alone serves it."""
    if (home / DEMO).exists():
        raise Unfit(f"{home} is a demo, whose passwords everybody knows. Serve it by `suar demo`.")


def half_made(home: Path) -> str:
    return (
        f"{home} is half made: its `suar init` was cut off, and nothing can have been entered yet. "
        "Delete it (and empty its PostgreSQL databases, if it has them), then run `suar init` again."
    )
