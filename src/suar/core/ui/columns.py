"""Which columns a list shows: chosen in the address (`?kolom=klaster&kolom=petugas`), so that a link, a bookmark and
the export say the same, without script and without a cookie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

PARAMETER = "kolom"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: its key in the address, its head, the key that sorts by it, and whether it is always shown.

    `usual`: shown until somebody chooses."""

    key: str
    label: Any
    sort: str = ""
    fixed: bool = False
    usual: bool = True
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """The columns of one list as one address asks for them."""

    every: tuple[ListColumn, ...]
    keys: frozenset[str]
    is_chosen: bool

    def __contains__(self, key: str) -> bool:
        return key in self.keys

    @property
    def columns(self) -> list[ListColumn]:
        return [column for column in self.every if column.key in self.keys]

    @property
    def offered(self) -> list[tuple[ListColumn, bool]]:
        """What may be chosen, and whether it is."""
        return [(column, column.key in self.keys) for column in self.every if not column.fixed]

    def label(self, key: str) -> Any:
        return next(column.label for column in self.every if column.key == key)

    def of_sheet[T](self, keys: Sequence[str], values: Iterable[T]) -> list[T]:
        """What an export holds of heads or of a row, whose keys are given: all until somebody chooses, then what the
        list shows."""
        pairs = zip(keys, values, strict=True)
        return [value for key, value in pairs if not self.is_chosen or key in self.keys]


def shown(every: Sequence[ListColumn], query: QueryDict | Mapping[str, Any]) -> Shown:
    """The choice of an address; without one, or with none that is known, the usual columns."""
    asked = set(query.getlist(PARAMETER)) if isinstance(query, QueryDict) else set()
    chosen = {column.key for column in every if column.key in asked and not column.fixed}
    fixed = {column.key for column in every if column.fixed}
    usual = {column.key for column in every if column.usual}
    return Shown(tuple(every), frozenset(fixed | (chosen or usual)), bool(chosen))
