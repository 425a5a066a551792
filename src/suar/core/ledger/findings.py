"""What a verification finds and counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

TELL_EVERY = 50_000


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
