"""What comes out of one cell: a value, the text it was read from, and any doubt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from suar.casework.register.tables import clean, table

_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})

type Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


@dataclass(frozen=True, slots=True)
class Reading[T]:
    """One cell read. `value` is None when nothing was written or nothing could be read.

    `text` is what the cell says, always kept. `doubt` is a sentence for people: why there is no value, or what to check
    about the value. A blank cell has no doubt.
    """

    value: T | None
    text: str
    doubt: str | None = None

    @property
    def unread(self) -> bool:
        """Something is written that could not be read."""
        return self.value is None and bool(self.text)


@dataclass(frozen=True, slots=True, order=True)
class Age:
    """An age as registered: years and months; `to_years` is the upper end where the register gives a range."""

    years: int
    months: int = 0
    to_years: int | None = None


def cell_text(cell: Cell) -> str:
    """The cell as text, "" when it is blank or says that there is nothing (-, nihil)."""
    text = _plain(cell)
    return "" if text.casefold() in _blanks() else text


def is_error(text: str) -> bool:
    """The cell shows a spreadsheet error instead of a value."""
    return text in _ERRORS


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


@cache
def _blanks() -> frozenset[str]:
    return frozenset(word.casefold() for word in table("words")["blanks"])
