"""What a verification finds and counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DataError, OperationalError

TELL_EVERY = 50_000

UNREADABLE = "holds a value that the program never writes"
# What a column raises that holds something else than its kind. SQLite keeps any text in any column.
NO_VALUE = (ValueError, TypeError, ArithmeticError, ValidationError, DataError, OperationalError)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was found: which table, which row, what about it."""

    table: str
    row: str
    what: str


@dataclass(slots=True)
class Count:
    """How far a verification has come, and whom to tell."""

    tell: Callable[[str, int], None]
    entries: int = 0
    heads: int = 0
    rows: int = 0
