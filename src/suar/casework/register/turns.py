"""One import at a time in an office. The turn is held by the operating system or the database, so a process that is
killed gives it back: whoever has the turn knows that an unfinished run is nobody's any more."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from suar.core import private
from suar.core.errors import Conflict
from suar.registry.accounts.models import Office

LOCK_CLASS = 0x5355_4152  # an arbitrary number that names these locks on PostgreSQL


@contextmanager
def turn(office: Office, *, wait: bool = False) -> Iterator[None]:
    """Hold the office's turn. Without `wait` raises Conflict when another process has it."""
    with _database_turn(office, wait) if connection.vendor == "postgresql" else _file_turn(office, wait):
        yield


@contextmanager
def _file_turn(office: Office, wait: bool) -> Iterator[None]:
    folder = settings.SUAR_HOME / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = private.create(folder / f".turn-{office.pk}", os.O_RDWR)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy() from None
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _database_turn(office: Office, wait: bool) -> Iterator[None]:
    lock = "SELECT pg_advisory_lock(%s, %s)" if wait else "SELECT pg_try_advisory_lock(%s, %s)"
    with connection.cursor() as cursor:
        cursor.execute(lock, [LOCK_CLASS, office.pk])
        if cursor.fetchone() == (False,):
            raise _busy()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_CLASS, office.pk])


def _busy() -> Conflict:
    return Conflict(_("Impor lain di kantor ini sedang berjalan. Tunggu sampai selesai, lalu coba lagi."))
