"""One moment of one store, read without keeping anybody from writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction


@contextmanager
def snapshot(using: str) -> Iterator[None]:
    """A read transaction; within a transaction that is already open, that one."""
    connection: Any = connections[using]  # transaction_mode is SQLite's alone
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()  # the mode is known only once there is a connection
        mode = connection.transaction_mode
        connection.transaction_mode = "DEFERRED"  # IMMEDIATE would hold the write lock for as long as we read
        try:
            with transaction.atomic(using=using):
                yield
        finally:
            connection.transaction_mode = mode
    else:
        with transaction.atomic(using=using):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
