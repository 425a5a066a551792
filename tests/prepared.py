"""Migrated databases, made once and copied: a worker copies three stores and does not migrate them (about 20 CPU s).

The copy is found by a digest over everything that decides its content, so a changed migration makes a new one."""

from __future__ import annotations

import fcntl
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django
from django.conf import settings
from django.db.backends.base.creation import BaseDatabaseCreation

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "test-databases"
Create = Callable[..., str]


def _digest() -> str:
    """Of every migration, of the models (rows that Django makes after a migration) and of the ledger's triggers."""
    found = hashlib.sha256(django.get_version().encode())
    for path in sorted((ROOT / "src").rglob("*.py")):
        if "migrations" in path.parts or "models" in path.parts or path.name in ("models.py", "triggers.py", "apps.py"):
            found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    """The first worker makes the prepared database, the others wait for it and copy."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sqlite(creation: Any, original: Create, *args: Any, **kwargs: Any) -> str:
    connection = creation.connection
    kept = FOLDER / f"{connection.alias}-{_digest()}.sqlite3"
    with _one_at_a_time(connection.alias):
        if not kept.exists():
            for old in FOLDER.glob(f"{connection.alias}-*"):
                old.unlink()
            name = original(creation, *args, **kwargs)
            made = kept.with_suffix(".making")
            made.unlink(missing_ok=True)
            with closing(sqlite3.connect(made)) as target:
                connection.connection.backup(target)
            made.rename(kept)
            return name
    name = str(creation._get_test_db_name())
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as source:
        source.backup(connection.connection)
    return name


def _postgres(creation: Any, original: Create, *args: Any, **kwargs: Any) -> str:
    connection, quote = creation.connection, creation.connection.ops.quote_name
    family = f"suar_prepared_{connection.alias}_"
    kept = family + _digest()
    name = str(creation._get_test_db_name())
    with _one_at_a_time(f"{connection.alias}-postgres"):
        with creation._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [family])
            there = {row[0] for row in cursor.fetchall()}
            for old in there - {kept}:
                cursor.execute(f"DROP DATABASE {quote(old)} WITH (FORCE)")
        if kept not in there:
            original(creation, *args, **kwargs)
            connection.close()
            with creation._nodb_cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {quote(kept)} TEMPLATE {quote(name)}")
        else:
            connection.close()
            with creation._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")
                cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(kept)}")
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    return name


@contextmanager
def copied() -> Iterator[None]:
    """While it lasts, Django's test databases are copies of prepared ones."""
    original = BaseDatabaseCreation.create_test_db

    def create_test_db(self: Any, *args: Any, **kwargs: Any) -> str:
        make = _postgres if self.connection.vendor == "postgresql" else _sqlite
        return make(self, original, *args, **kwargs)

    with patch.object(BaseDatabaseCreation, "create_test_db", create_test_db):
        yield
