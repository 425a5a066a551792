"""Reads a commission's yearly register from a spreadsheet, row by row, without a database."""

from __future__ import annotations

import datetime as dt
import hashlib
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from suar.casework.register.columns import settle_weak
from suar.casework.register.headings import Column, Field, columns_of, header_row, saved_mapping, two_storeys
from suar.casework.register.reading import Cell, cell_text
from suar.casework.register.records import Register, RegisterRow, Rejection, SheetInfo, Skipped
from suar.casework.register.row_reader import RowReader
from suar.casework.register.rows import Why, caption_month, why_no_case, year_of
from suar.casework.register.workbook import MAX_COLUMNS, OpenWorkbook, SheetFacts, UnreadableRegister, open_workbook

ZONE = ZoneInfo("Asia/Pontianak")
HEADER_WITHIN = 60  # rows from the top in which the header is looked for
SAMPLE = 100  # rows below it that bear out a heading of several meanings
MAX_ROWS = 50_000
PROGRESS_EVERY = 250

type Progress = Callable[[int, int | None], None]


def read_register(
    source: str | Path | IO[bytes],
    mapping: Mapping[str, str | None] | None = None,
    progress: Progress | None = None,
    *,
    today: dt.date | None = None,
) -> Register:
    """Read a register (.xlsx, .xlsm) from a path or a binary file.

    `mapping` {heading: field} overrides what the headings seem to mean, "" keeps a column as text. `progress` is called
    with the rows done and the rows in all (None when unknown). `today` decides what lies in the future. Raises
    `UnreadableRegister` with a sentence for people, ValueError for an unknown field in `mapping`.
    """
    fields = saved_mapping(mapping)
    with warnings.catch_warnings():
        # The library remarks on styles and on dates out of range; the second kind reaches us as an error cell.
        warnings.filterwarnings("ignore", module=r"openpyxl\.")
        opened = open_workbook(source)
        try:
            return _Run(opened, fields, progress, today or dt.datetime.now(ZONE).date()).read()
        finally:
            opened.book.close()


class _Run:
    """One reading of one file."""

    def __init__(
        self, opened: OpenWorkbook, mapping: Mapping[str, Field | None], progress: Progress | None, today: dt.date
    ) -> None:
        self.opened, self.mapping, self.progress = opened, mapping, progress
        self.visible = [sheet for sheet in opened.sheets() if sheet.sheet_state == "visible"]
        self.reader = RowReader(today=today, epoch=opened.book.epoch, many_sheets=len(self.visible) > 1)
        self.rows: list[RegisterRow] = []
        self.rejected: list[Rejection] = []
        self.skipped: list[Skipped] = []
        self.blank, self.done = 0, 0
        known = [self._facts(sheet.title).last_row for sheet in self.visible]
        self.total = sum(last for last in known if last) if None not in known else None

    def read(self) -> Register:
        sheets = [self._read_sheet(sheet.title, self.opened.rows(sheet)) for sheet in self.visible]
        hidden = [sheet.title for sheet in self.opened.sheets() if sheet.sheet_state != "visible"]
        if all(sheet.header_row is None for sheet in sheets):
            raise UnreadableRegister(_no_header())
        if self.progress:
            self.progress(self.done, self.done)
        why = _("Lembar ini tersembunyi. Tampilkan di Excel bila isinya juga harus diimpor.")
        return Register(
            tuple(self.rows),
            tuple(self.rejected),
            tuple(self.skipped),
            self.blank,
            (*sheets, *(SheetInfo(name, not_read=why) for name in hidden)),
            self.opened.macros,
            hashlib.sha256(self.opened.data).hexdigest(),
        )

    def _read_sheet(self, name: str, rows: Iterator[tuple[Cell, ...]]) -> SheetInfo:
        head = list(islice(rows, HEADER_WITHIN + SAMPLE))
        at = header_row(head[:HEADER_WITHIN], self.mapping)
        if at is None:
            self._advance(len(head))
            return SheetInfo(name, not_read=_("Di lembar ini tidak ada baris judul kolom register."))
        headings, below = self._headings(name, head, at)
        columns = settle_weak(columns_of(headings, self.mapping), head[below:], self.reader)
        titles = [cell_text(cell) for row in head[:at] for cell in row if cell is not None]
        year = year_of([*titles, name])
        self._read_rows(name, columns, year, chain(head[below:], rows), below + 1)
        return SheetInfo(name, at + 1, columns, year=year)

    def _headings(self, name: str, head: Sequence[tuple[Cell, ...]], at: int) -> tuple[list[str], int]:
        """The headings and the index of the first row below them."""
        top = [cell_text(cell) for cell in head[at]]
        if at + 1 < len(head):
            spans = {
                index: left - 1
                for left, first, right, _last in self._facts(name).merges
                if first == at + 1 and right > left
                for index in range(left - 1, right)
            }
            both = two_storeys(top, [cell_text(cell) for cell in head[at + 1]], spans)
            if both:
                return both, at + 2
        return top, at + 1

    def _read_rows(
        self, name: str, columns: tuple[Column, ...], year: int | None, rows: Iterator[tuple[Cell, ...]], first: int
    ) -> None:
        self.reader.start_sheet(name, columns, year, self._facts(name))
        self._advance(first - 1)
        width = 1 + max(column.index for column in columns)
        nothing = (None,) * (MAX_COLUMNS - width)
        tail = False
        for number, full in enumerate(rows, first):
            self._advance(1)
            if full.count(None) == len(full):
                self.blank += 1
                continue
            row = self.reader.fill_merged(number, full[:width] if full[width:] == nothing else full)
            tail = self._take(name, number, row, columns, tail)
            if len(self.rows) + len(self.rejected) + len(self.skipped) > MAX_ROWS:
                text = _("Registernya lebih dari %(rows)d baris. Pecah per tahun, lalu impor satu per satu.")
                raise UnreadableRegister(text % {"rows": MAX_ROWS})

    def _take(self, name: str, number: int, row: Sequence[Cell], columns: tuple[Column, ...], tail: bool) -> bool:
        """Accept, reject or pass over one row; gives whether the sheet's tail has begun."""
        texts = [cell_text(cell) for cell in row]
        why = why_no_case(texts, columns, has_date=self.reader.has_date(row), tail=tail)
        if why is None:
            result = self.reader.read(number, row, texts)
            if isinstance(result, Rejection):
                self.rejected.append(result)
            else:
                self.rows.append(result)
            return False
        if why is Why.BLANK:
            self.blank += 1
            return tail
        if why in (Why.CAPTION, Why.TOTAL):
            self.reader.month = caption_month([text for text in texts if text])
        self.skipped.append(Skipped(name, number, why))
        return tail or why in (Why.TOTAL, Why.NOTE)

    def _advance(self, rows: int) -> None:
        before, self.done = self.done, self.done + rows
        if self.progress and self.done // PROGRESS_EVERY > before // PROGRESS_EVERY:
            self.progress(self.done, self.total)

    def _facts(self, name: str) -> SheetFacts:
        return self.opened.facts.get(name, SheetFacts())


def _no_header() -> str:
    return _(
        "Tidak ada baris judul kolom yang dikenali. Pastikan ada satu baris berisi judul seperti “Tanggal”, “Klaster”, "
        "“Nama Anak”, “Kab/Kota”, atau cocokkan sendiri judul kolomnya."
    )
