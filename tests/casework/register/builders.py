"""Small registers for the tests, written cell by cell."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.register_file import HEADINGS
from openpyxl import Workbook

from suar.casework.register.reader import read_register
from suar.casework.register.reading import Cell
from suar.casework.register.records import Register, RegisterRow

__all__ = ["CASE", "DATA", "HEADINGS", "SAMPLE", "TODAY", "case", "only_row", "read", "repacked", "saved", "xlsx"]

DATA = Path(__file__).parent / "data"
SAMPLE = DATA / "register-2021.xlsx"
TODAY = dt.date(2026, 11, 24)
CASE: Mapping[str, Cell] = {
    "No": 1,
    "Tanggal": "3 Jan 2021",
    "Pengaduan / Non Pengaduan": "P",
    "Klaster": "Pendidikan",
    "Nama Anak": "Bujang Rekaan",
    "L/P": "L",
    "Umur": "9 th",
    "Kab/Kota": "Ptk",
    "Uraian singkat": "Anak dikeluarkan dari sekolah",
    "Status": "Selesai",
}


def case(**changes: Cell) -> list[Cell]:
    """A good row in the order of HEADINGS; keywords by short names change it."""
    names = {"date": "Tanggal", "kind": "Pengaduan / Non Pengaduan", "cluster": "Klaster", "name": "Nama Anak"}
    names |= {"sex": "L/P", "age": "Umur", "born": "Tgl Lahir", "district": "Kab/Kota", "reporter": "Pelapor"}
    names |= {"phone": "No HP", "summary": "Uraian singkat", "status": "Status", "remark": "Ket", "number": "No"}
    cells = {**CASE, **{names[key]: value for key, value in changes.items()}}
    return [cells.get(heading) for heading in HEADINGS]


def xlsx(
    rows: Sequence[Sequence[Cell]], *, title: str = "Register", merge: Sequence[str] = (), more: Sequence[str] = ()
) -> io.BytesIO:
    """A workbook of one sheet with these rows; `more` names further empty sheets."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for reference in merge:
        sheet.merge_cells(reference)
    for name in more:
        book.create_sheet(name)
    return saved(book)


def saved(book: Workbook) -> io.BytesIO:
    """The workbook as a file."""
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def repacked(file: io.BytesIO, changes: Mapping[str, bytes | None]) -> io.BytesIO:
    """The package with parts replaced, added, or (None) left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    packed.seek(0)
    return packed


def read(rows: Sequence[Sequence[Cell]], mapping: Mapping[str, str | None] | None = None) -> Register:
    """The register of these rows."""
    return read_register(xlsx(rows), mapping, today=TODAY)


def only_row(**changes: Cell) -> RegisterRow:
    """The one accepted row of a register with a good row changed as named."""
    register = read([HEADINGS, case(**changes)])
    assert not register.rejected
    return register.rows[0]
