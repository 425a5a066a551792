"""XLSX in memory that does not grow with the rows; every text stays a text, and the same input gives the same bytes.

A text that a spreadsheet would take for a formula is marked as text (`quotePrefix`, what a leading apostrophe is when
typed): it stays one also when somebody edits the cell. The words are not changed."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from suar.core.documents.indonesian import ZONE
from suar.core.documents.xmltext import writable

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

type Cell = str | int | float | Decimal | bool | dt.date | dt.datetime | None

MAX_TEXT = 32_767
MAX_ROWS = 1_048_575
FORMULA_LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
# Rows wait in a file until the sheet is complete. Memory-backed storage keeps personal data off the disk.
_MEMORY, _ROOM = "/dev/shm", 256 * 1024 * 1024  # noqa: S108 - files in it get random names and mode 0600


class Kind(Enum):
    """What a column holds; the value is its number format, read by a spreadsheet in its own language."""

    TEXT = "@"
    WHOLE = "#,##0"
    DECIMAL = "#,##0.00"
    PERCENT = "0.0%"
    DATE = "[$-421]d mmmm yyyy"
    MOMENT = "[$-421]d mmmm yyyy hh.mm"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what stands under it, and the width in characters (None: by kind and heading)."""

    title: str
    kind: Kind = Kind.TEXT
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A name of at most 31 characters, columns, and rows with one cell a column; rows may be a generator."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]

    def __post_init__(self) -> None:
        if not 0 < len(self.name) <= 31 or _FORBIDDEN_IN_NAME.search(self.name):
            raise ValueError(f"A sheet's name has 1 to 31 characters without []:*?/\\ : {self.name!r}")
        if not self.columns:
            raise ValueError("A sheet has at least one column")


_WIDTHS = {Kind.TEXT: 24, Kind.WHOLE: 12, Kind.DECIMAL: 14, Kind.PERCENT: 10, Kind.DATE: 20, Kind.MOMENT: 26}


@dataclass(frozen=True, slots=True)
class Styles:
    """The format of a kind, and the one for a text that starts as a formula does."""

    plain: dict[Kind, Format]
    quoted: dict[Kind, Format]


def _formats(book: Workbook, *, quoted: bool = False) -> dict[Kind, Format]:
    made = {}
    for kind in Kind:
        style: dict[str, Any] = {"num_format": kind.value, "valign": "top"}
        if kind is Kind.TEXT:
            style["text_wrap"] = True
        elif kind in (Kind.DATE, Kind.MOMENT):
            style["align"] = "left"
        if quoted:
            style["quote_prefix"] = True
        made[kind] = book.add_format(style)
    return made


def _text(value: str) -> str:
    clean = writable(value)
    # A spreadsheet cannot hold more in one cell; the cut is shown.
    return clean if len(clean) <= MAX_TEXT else clean[: MAX_TEXT - 1] + "…"


def _write(sheet: Worksheet, row: int, column: int, value: Cell, kind: Kind, styles: Styles) -> None:
    """The method is chosen by the value's type: a text that looks like a formula, a link or a number stays a text."""
    style = styles.plain[kind]
    match value:
        case None:
            sheet.write_blank(row, column, None, style)
        case str():
            text = _text(value)
            looks_active = text.startswith(FORMULA_LEADS)
            sheet.write_string(row, column, text, styles.quoted[kind] if looks_active else style)
        case bool():
            sheet.write_boolean(row, column, value, style)
        case dt.datetime():
            if value.tzinfo is None:
                raise ValueError("A moment needs a time zone")
            sheet.write_datetime(row, column, value.astimezone(ZONE).replace(tzinfo=None), style)
        case dt.date():
            sheet.write_datetime(row, column, value, style)
        case int() | float() | Decimal():
            sheet.write_number(row, column, float(value), style)


def _fill(sheet: Worksheet, content: Sheet, head: Format, styles: Styles) -> None:
    for place, column in enumerate(content.columns):
        width = column.width or max(_WIDTHS[column.kind], min(len(column.title) + 4, 40))
        sheet.set_column(place, place, width)
    sheet.set_row(0, 30)
    for place, column in enumerate(content.columns):
        sheet.write_string(0, place, _text(column.title), head)
    last = 0
    for last, cells in enumerate(content.rows, start=1):
        if last > MAX_ROWS:
            raise ValueError(f"A sheet holds at most {MAX_ROWS} rows")
        for place, (value, column) in enumerate(zip(cells, content.columns, strict=True)):
            _write(sheet, last, place, value, column.kind, styles)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(content.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _scratch() -> str | None:
    try:
        return _MEMORY if shutil.disk_usage(_MEMORY).free > _ROOM else None
    except OSError:
        return None


def xlsx(sheets: Sequence[Sheet], *, at: dt.datetime, title: str = "") -> bytes:
    """The workbook. `at` is written as the moment of creation; moments in cells are shown in the office's zone.

    Raises ValueError for no sheet, two sheets of one name, a row with more or fewer cells than columns, or a moment
    without a zone.
    """
    import xlsxwriter

    names = [sheet.name.lower() for sheet in sheets]
    if not names or len(set(names)) < len(names):
        raise ValueError("A workbook needs at least one sheet, and sheets of different names")
    target = io.BytesIO()
    options = {
        "constant_memory": True,
        "tmpdir": _scratch(),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title, "created": at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)})
        head = book.add_format(
            {
                "bold": True,
                "bottom": 1,
                "bottom_color": "#13211f",
                "bg_color": "#eef2f1",
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        styles = Styles(_formats(book), _formats(book, quoted=True))
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name), sheet, head, styles)
    return target.getvalue()
