"""One row of a register, read cell by cell with what its sheet says around it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from suar.casework.register.ages import contradiction, read_age
from suar.casework.register.dates import read_birth_date, read_date
from suar.casework.register.headings import Column, Field
from suar.casework.register.places import read_district
from suar.casework.register.reading import Age, Cell, Reading, cell_text
from suar.casework.register.records import Note, RegisterRow, Rejection, identity
from suar.casework.register.suspects import listed_as_suspect
from suar.casework.register.values import (
    is_tick,
    read_child_name,
    read_cluster,
    read_kind,
    read_phone,
    read_reporter,
    read_role,
    read_sex,
    read_status,
    read_text,
    role_in,
)
from suar.casework.register.workbook import SheetFacts

_NOTHING: Reading[Any] = Reading(None, "")
_NOWHERE: Reading[str] = Reading("", "")
_PARTED = re.compile(r"\s/\s|[(;)]|,\s")
_READERS: dict[Field, Callable[[Cell], Reading[str]]] = {
    Field.NUMBER: read_text,
    Field.KIND: read_kind,
    Field.CLUSTER: read_cluster,
    Field.CHILD_NAME: read_child_name,
    Field.SEX: read_sex,
    Field.DISTRICT: read_district,
    Field.REPORTER: read_reporter,
    Field.PHONE: read_phone,
    Field.SUMMARY: read_text,
    Field.STATUS: read_status,
    Field.REMARK: read_text,
    Field.ROLE: read_role,
}
# Parts of a row's identity beside date, age and birth date.
_IDENTITY = (
    Field.KIND,
    Field.CLUSTER,
    Field.CHILD_NAME,
    Field.SEX,
    Field.DISTRICT,
    Field.REPORTER,
    Field.PHONE,
    Field.SUMMARY,
)
# A row with a date and none of these tells of no case.
_TELLING = (
    Field.KIND,
    Field.CLUSTER,
    Field.CHILD_NAME,
    Field.SEX,
    Field.AGE,
    Field.BIRTH_DATE,
    Field.DISTRICT,
    Field.SUMMARY,
)
# A blank cell in one of these columns is worth a word: the figures need it.
_COUNTED = (Field.KIND, Field.CLUSTER, Field.SEX)


class RowReader:
    """Reads the rows of a file.

    It remembers what it read, because the same few words fill most columns; the memory ends with the file, since it
    holds personal data.
    """

    def __init__(self, *, today: dt.date, epoch: dt.datetime, many_sheets: bool) -> None:
        self._today, self._epoch, self._many_sheets = today, epoch, many_sheets
        self._memory: dict[tuple[str, type, Cell], Reading[Any]] = {}
        self._seen: dict[tuple[str, ...], tuple[int, int]] = {}
        self.month: int | None = None

    def start_sheet(self, name: str, columns: Sequence[Column], year: int | None, facts: SheetFacts) -> None:
        """Turn to a sheet."""
        self._sheet, self._columns, self._year, self._facts = name, columns, year, facts
        self._by_field = {column.field: column for column in columns if column.field and column.tick is None}
        self._ticks = [column for column in columns if column.tick is not None]
        self._plan = [
            (field, self._by_field[field].index, reader)
            for field, reader in _READERS.items()
            if field in self._by_field
        ]
        self._headings = {column.index: column.heading for column in columns}
        self._meant = {column.index for column in columns if column.field}
        self._merges: dict[int, list[tuple[int, int]]] = {}
        for left, top, right, bottom in facts.merges:
            if left == right and bottom > top:
                self._merges.setdefault(top, []).append((left - 1, bottom))
        self._held: dict[int, tuple[Cell, int]] = {}
        self.month = None

    def date(self, cell: Cell) -> Reading[dt.date]:
        """The day in a cell of this file."""
        return self._remembered("date", cell, lambda: read_date(cell, today=self._today, epoch=self._epoch))

    def has_date(self, row: Sequence[Cell]) -> bool:
        """The date column of a row holds a real date."""
        return self.date(self._cell(row, Field.DATE)).value is not None

    def fill_merged(self, number: int, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """The row with what a cell merged over several rows says in each of them (one event, several children)."""
        for index, bottom in self._merges.get(number, ()):
            if index < len(row) and row[index] is not None:
                self._held[index] = (row[index], bottom)
        if not self._held or row.count(None) == len(row):
            return row
        filled = list(row)
        for index, (cell, bottom) in list(self._held.items()):
            if number > bottom:
                del self._held[index]
            elif index < len(filled) and filled[index] is None:
                filled[index] = cell
        return tuple(filled)

    def read(self, number: int, row: Sequence[Cell], texts: Sequence[str]) -> RegisterRow | Rejection:
        """The row as a case, or why it cannot be counted."""
        day = self.date(self._cell(row, Field.DATE))
        if day.value is None:
            return self._no_date(number, day)
        found = self._read(row)
        age, born = self._age_and_birth(row, day.value)
        tells = any(found[field].text for field in _TELLING if field in found) or age.text or born.text
        if not tells:
            why = _("hanya ada tanggal, tidak ada keterangan tentang anak atau kasusnya. Lengkapi atau hapus barisnya.")
            return self._reject(number, self._heading(Field.DATE), why)
        if not found[Field.ROLE].text:
            cluster = found[Field.CLUSTER].text
            found[Field.ROLE] = self._remembered("role in cluster", cluster, lambda: role_in(cluster))
        return self._row(number, texts, day.value, {**found, Field.DATE: day, Field.AGE: age, Field.BIRTH_DATE: born})

    def _row(self, number: int, texts: Sequence[str], day: dt.date, found: dict[Field, Reading[Any]]) -> RegisterRow:
        cells = self._cells(texts)
        kept = self._kept(cells, found)
        who = identity(
            date=day,
            readings={str(field): found[field] for field in _IDENTITY},
            age=found[Field.AGE],
            birth_date=found[Field.BIRTH_DATE],
        )
        before, first = self._seen.get(who, (0, number))
        self._seen[who] = (before + 1, first)
        suspect = listed_as_suspect(
            cluster=found[Field.CLUSTER],
            role=found[Field.ROLE],
            status=found[Field.STATUS].text,
            remark=found[Field.REMARK].text,
            summary=found[Field.SUMMARY].text,
            others=kept.values(),
        )
        notes = (*self._notes(number, found, day), *_notes_on_row(suspect, first if before else None))
        readings = {str(field): reading for field, reading in found.items() if field is not Field.DATE}
        return RegisterRow(
            sheet=self._sheet,
            row=number,
            date=day,
            cells=dict(cells.values()),
            kept=kept,
            notes=notes,
            review_suspect=suspect,
            identity=who,
            occurrence=before + 1,
            **readings,
        )

    def _read(self, row: Sequence[Cell]) -> dict[Field, Reading[str]]:
        """The plain fields of a row; the hot path of an import."""
        found: dict[Field, Reading[str]] = dict.fromkeys(_READERS, _NOTHING)
        found[Field.DISTRICT] = _NOWHERE
        memory = self._memory
        for field, index, reader in self._plan:
            cell = row[index] if index < len(row) else None
            if cell is None:
                continue
            key = (field, type(cell), cell)
            reading = memory.get(key)
            if reading is None:
                reading = memory[key] = reader(cell)
            found[field] = reading
        for ticked in {column.field for column in self._ticks if column.field is not None}:
            found[ticked] = self._ticked(ticked, row)
        return found

    def _ticked(self, field: Field, row: Sequence[Cell]) -> Reading[str]:
        columns = [one for one in self._ticks if one.field is field and cell_text(_at(row, one.index))]
        if not columns:
            return _NOTHING
        text = ", ".join(column.heading for column in columns)
        if len(columns) > 1 or not is_tick(_at(row, columns[0].index)):
            marks = ", ".join(cell_text(_at(row, column.index)) for column in columns)
            return Reading(None, f"{text}: {marks}", _("Tandanya tidak jelas: %(text)s.") % {"text": text})
        return Reading(columns[0].tick, text)

    def _age_and_birth(self, row: Sequence[Cell], day: dt.date) -> tuple[Reading[Age], Reading[dt.date]]:
        """Age and birth date, each also where the other is expected (columns *Umur/Tgl Lahir*)."""
        age_cell, born_cell = self._cell(row, Field.AGE), self._cell(row, Field.BIRTH_DATE)
        age: Reading[Age] = self._remembered("age", age_cell, lambda: read_age(age_cell))
        born = self._birth(born_cell)
        if age.unread and not born.text:
            pieces: list[Cell] = [age_cell, *_PARTED.split(age.text)]
            other = next((day_read for piece in pieces if (day_read := self._birth(piece)).value), None)
            if other:
                born = Reading(other.value, age.text, other.doubt)
                age = next((one for piece in pieces[1:] if (one := read_age(piece)).value), _NOTHING)
        elif born.unread and not age.text and any(sign.isalpha() for sign in born.text):
            other_age = read_age(born_cell)
            if other_age.value:
                age, born = other_age, _NOTHING
        if born.value and born.value > day:
            doubt = _("Tanggal lahirnya sesudah tanggal lapor.")
            born = Reading(None, born.text, doubt)
        return age, born

    def _birth(self, cell: Cell) -> Reading[dt.date]:
        return self._remembered("born", cell, lambda: read_birth_date(cell, today=self._today, epoch=self._epoch))

    def _notes(self, number: int, found: dict[Field, Reading[Any]], day: dt.date) -> list[Note]:
        notes = [Note(self._heading(field), reading.doubt) for field, reading in found.items() if reading.doubt]
        for field in _COUNTED:
            if not found[field].text and (field in self._by_field or self._ticks):
                notes.append(Note(self._heading(field), _("Kosong.")))
        age, born = found[Field.AGE].value, found[Field.BIRTH_DATE].value
        if age and born and (doubt := contradiction(age, born, day)):
            notes.append(Note(self._heading(Field.AGE), doubt))
        if self.month and day.month != self.month:
            notes.append(Note(self._heading(Field.DATE), _("Tanggalnya bukan dari bulan yang tertulis di atasnya.")))
        if self._year and day.year != self._year:
            text = _("Tanggalnya bukan dari tahun %(year)d seperti judul register.") % {"year": self._year}
            notes.append(Note(self._heading(Field.DATE), text))
        for column in self._columns:
            if (number, column.index + 1) in self._facts.unsaved_formulas:
                notes.append(Note(column.heading, _("Hasil rumusnya tidak tersimpan di berkas.")))
        return notes

    def _cells(self, texts: Sequence[str]) -> dict[int, tuple[str, str]]:
        """Index → (heading, text) of every written cell; a missing or repeated heading gets the column's letter."""
        cells: dict[int, tuple[str, str]] = {}
        used: set[str] = set()
        for index, text in enumerate(texts):
            if not text:
                continue
            heading = self._headings.get(index, "")
            if not heading or heading in used:
                from openpyxl.utils import get_column_letter  # slow to import: see workbook

                letter = _("Kolom %(letter)s") % {"letter": get_column_letter(index + 1)}
                heading = f"{heading} ({letter})" if heading else letter
            used.add(heading)
            cells[index] = (heading, text)
        return cells

    def _kept(self, cells: dict[int, tuple[str, str]], found: dict[Field, Reading[Any]]) -> dict[str, str]:
        kept = dict(cell for index, cell in cells.items() if index not in self._meant)
        for field, reading in found.items():
            if reading.text and reading.value in (None, "") and reading.doubt:
                kept[self._heading(field)] = reading.text
        return kept

    def _no_date(self, number: int, day: Reading[dt.date]) -> Rejection:
        column = self._by_field.get(Field.DATE)
        heading = self._heading(Field.DATE)
        if column and (number, column.index + 1) in self._facts.unsaved_formulas:
            why = _("hasil rumusnya tidak tersimpan. Buka berkasnya di Excel, simpan, lalu impor lagi.")
        elif not day.text:
            why = _("kosong. Isi tanggalnya di berkas lalu impor lagi.")
        else:
            why = _("%(doubt)s Perbaiki tanggalnya di berkas lalu impor lagi.") % {"doubt": day.doubt}
        return self._reject(number, heading, why)

    def _reject(self, number: int, heading: str, why: str) -> Rejection:
        where = {"sheet": self._sheet, "row": number, "column": heading, "why": why}
        if self._many_sheets:
            reason = _("Lembar %(sheet)s, baris %(row)d, kolom %(column)s: %(why)s") % where
        else:
            reason = _("Baris %(row)d, kolom %(column)s: %(why)s") % where
        return Rejection(self._sheet, number, heading, reason)

    def _heading(self, field: Field) -> str:
        column = self._by_field.get(field)
        if column:
            return column.heading
        return next((one.heading for one in self._ticks if one.field is field), str(field))

    def _cell(self, row: Sequence[Cell], field: Field) -> Cell:
        column = self._by_field.get(field)
        return _at(row, column.index) if column else None

    def _remembered[T](self, kind: str, cell: Cell, read: Callable[[], Reading[T]]) -> Reading[T]:
        key = (kind, type(cell), cell)
        reading: Reading[T] | None = self._memory.get(key)
        if reading is None:
            reading = self._memory[key] = read()
        return reading


def _at(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else None


def _notes_on_row(suspect: bool, same_as: int | None) -> list[Note]:
    notes = []
    if suspect:
        text = _(
            "Register mencatat anak ini sebagai pelaku dalam kasus eksploitasi: perlu ditinjau, isinya tidak diubah."
        )
        notes.append(Note("", text))
    if same_as is not None:
        text = _("Isinya sama dengan baris %(row)d. Keduanya dihitung; periksa apakah tercatat dua kali.")
        notes.append(Note("", text % {"row": same_as}))
    return notes
