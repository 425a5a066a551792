"""The two editions of one snapshot: RAHASIA shows every figure, the open one hides small cells and what betrays
them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from suar.core.documents.indonesian import number, percent
from suar.core.errors import DomainError
from suar.insight.reports.disclosure import BY_AGENCY, RESIDUAL, SECRET_ONLY, Path, flat, shown_by_agency, tables_of
from suar.insight.reports.suppression import CONCEALED, SMALL, marks, unprotected

type Shown = int | str


class Edition(StrEnum):
    SECRET = "rahasia"  # noqa: S105 - the name of an edition
    OPEN = "terbuka"


MARK = {Edition.SECRET: "RAHASIA", Edition.OPEN: "EDISI TERBUKA"}
IN_FILE_NAME = {Edition.SECRET: "RAHASIA", Edition.OPEN: "terbuka"}


class Unpublishable(DomainError):
    """No open edition could be proved safe. The message says what to do."""


@dataclass(frozen=True)
class View:
    """A snapshot as one edition shows it. Everything printed is asked of here, never of the content."""

    content: dict[str, Any]
    edition: Edition
    fingerprint: str
    at: datetime

    @cached_property
    def hidden(self) -> dict[Path, str]:
        """Path of a cell → its mark; empty in the secret edition. Raises Unpublishable."""
        return {} if self.edition is Edition.SECRET else hidden_cells(self.content)

    @property
    def is_open(self) -> bool:
        return self.edition is Edition.OPEN

    def is_small(self, *path: str) -> bool:
        """Hidden because there were few: a table under such a total would only repeat its mark, and is left out."""
        return self.get(*path) == SMALL

    def get(self, *path: str) -> Shown:
        """The number at a path, or its mark. A framed row that was not counted is 0."""
        if path in self.hidden:
            return self.hidden[path]
        value: Any = self.content["figures"]
        for key in path:
            value = value.get(key, 0) if isinstance(value, dict) else 0
        return int(value)

    def known(self, *path: str) -> int | None:
        """The number, None where this edition hides it."""
        value = self.get(*path)
        return value if isinstance(value, int) else None

    def keys(self, table: str) -> list[str]:
        """Rows of a table in the order of print: its frame, then whatever else was counted."""
        counted = self.content["figures"][table]
        frame = [key for key in self.content["frames"].get(table, []) if key not in RESIDUAL or key in counted]
        return [*frame, *(key for key in counted if key not in frame)]

    def label(self, table: str, key: str) -> str:
        return str(self.content["labels"].get(table, {}).get(key, key))

    def rows(self, table: str, *, every: bool = False) -> list[tuple[str, str, Shown]]:
        """(key, label, shown). Without `every`, rows that count 0 are left out; a hidden one always stays."""
        found = [(key, self.label(table, key), self.get(table, key)) for key in self.keys(table)]
        return [row for row in found if every or row[2] != 0]

    def ranked(self, table: str) -> list[tuple[str, str, Shown]]:
        """Every row, the largest first; hidden ones last and in the order of the frame, which tells nothing."""
        rows = self.rows(table, every=True)
        return sorted(rows, key=lambda row: -row[2] if isinstance(row[2], int) else 1)

    def agencies(self, table: str) -> list[str]:
        """Agencies with a row of their own in this edition."""
        totals, row = next((totals, row) for name, totals, _, row in BY_AGENCY if name == table)
        figures = self.content["figures"]
        if self.is_open and not shown_by_agency(figures, totals, row, self.content["threshold"]):
            return []
        return list(figures[table])

    @cached_property
    def titles(self) -> dict[str, str]:
        """Figure → title of its table, in the order of Lampiran A."""
        return dict(self.content["titles"])

    @property
    def provisional(self) -> bool:
        return bool(self.content["period"]["provisional"])

    @property
    def former(self) -> bool:
        return self.content["figures"]["former"] is not None


class Frozen:
    """The content of a snapshot as a key: equal when every figure is."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content
        self.digest = sha256(json.dumps(content, sort_keys=True, default=str).encode()).digest()

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frozen) and self.digest == other.digest


def hidden_cells(content: dict[str, Any]) -> dict[Path, str]:
    """The marks of the open edition. Raises Unpublishable where a hidden cell could not be proved uncertain."""
    return _hidden_cells(Frozen(content))


@lru_cache(maxsize=16)  # a snapshot never changes, and each page and each form of it asks
def _hidden_cells(frozen: Frozen) -> dict[Path, str]:
    tables = tables_of(frozen.content)
    found: dict[Any, str] = marks(tables)
    if unprotected(tables, {*found, *tables.implicit}):
        raise Unpublishable(
            _("Edisi terbuka tidak dapat dibuat: angka kecil masih dapat dihitung. Pilih periode yang lebih panjang.")
        )
    return found


def figures_of(view: View) -> dict[str, Any]:
    """The figures as JSON. Secret: as stored, rows that count 0 left out. Open: every printed row, marks as text."""
    stored = view.content["figures"]
    if not view.is_open:
        return dict(stored)
    shown: dict[str, Any] = {
        key: ({} if isinstance(value, dict) else value) for key, value in stored.items() if key not in SECRET_ONLY
    }
    for path in printed(view):
        *above, last = path
        place = shown
        for key in above:
            place = place.setdefault(key, {})
        place[last] = view.get(*path)
    return shown


def printed(view: View) -> Iterable[Path]:
    """The path of every cell of this edition."""
    frames, agencies = view.content["frames"], {table for table, *_ in BY_AGENCY}
    for key, value in view.content["figures"].items():
        if key in SECRET_ONLY:
            continue
        if key in frames:
            yield from ((key, row) for row in view.keys(key))
        elif key in agencies:
            rows = view.agencies(key)
            yield from ((key, *path) for path, _ in flat({name: value[name] for name in rows}))
        elif key == "former" and value is not None:
            yield ("former", "rows")
            yield from (("former", table, row) for table in ("by_cluster", "by_kind") for row in frames[table])
        else:
            yield from (path for path, _ in flat(value, (key,)))


def words(value: Shown) -> str:
    """A number within a sentence: `1.234`, `kurang dari 10`, `(disembunyikan)`."""
    if isinstance(value, int):
        return number(value, language="id")
    return {SMALL: "kurang dari 10", CONCEALED: "(disembunyikan)"}.get(value, value)


def share(part: Shown, whole: Shown) -> str:
    """`42,5 %` of a whole, empty where either is hidden or the whole is 0."""
    if not isinstance(part, int) or not isinstance(whole, int) or not whole:
        return ""
    return percent(Decimal(part) / Decimal(whole), 1, language="id")
