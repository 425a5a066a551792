"""Opens a spreadsheet that somebody sent: refuses what is none or could do harm, and says what to do instead."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Literal, Protocol, cast

from django.utils.translation import gettext as _

from suar.casework.register.reading import Cell
from suar.core.errors import DomainError

# openpyxl costs a quarter of a second and 20 MB: it is imported where a register is opened, not in each process.
if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

# A register of ten thousand rows is about 1 MB packed and 8 MB unpacked.
MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED = 150 * 1024 * 1024
MAX_COLUMNS = 120

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a damaged or hostile package makes the reading library raise; whatever it is, the file cannot be read.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    OSError,
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# No pattern reads past the next sign that opens a tag, nor gives back what it took: time grows as the sheet does.
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+)"')
_CONTENT = re.compile(rb"<(?:\w+:)?(?:v|is)(?:\s[^<>]*)?>[^<]|<(?:\w+:)?is>")
_ROW = re.compile(rb'<(?:\w+:)?row\s[^<>]*?\br="([0-9]+)"')
_PREFIX = 64  # bytes: the longest name of a namespace before the colon
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s(?![^<>]*\bt="str")[^<>]*?\br="([A-Z]{1,3})([0-9]+)"[^<>]*>\s*+'
    rb"<(?:\w+:)?f\b[^<>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*+"
    rb"(?:<(?:\w+:)?v\s*+/>|<(?:\w+:)?v>\s*+</(?:\w+:)?v>)?\s*+</(?:\w+:)?c>"
)
# Office files never declare a document type; a file that does means to expand entities.
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


class UnreadableRegister(DomainError):
    """The file is no register that can be read; the message says in plain words what to do."""


class Sheet(Protocol):
    """What is used of a sheet that the library reads as a stream."""

    title: str
    sheet_state: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(
        self, *, min_row: int, max_row: int | None, max_col: int, values_only: Literal[True]
    ) -> Iterator[tuple[Cell, ...]]: ...


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the reading library does not tell: `last_row` with content (None: unknown), merged ranges as
    (first column, first row, last column, last row), and cells whose formula has no stored result as (row, column)."""

    last_row: int | None = None
    merges: tuple[tuple[int, int, int, int], ...] = ()
    unsaved_formulas: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class OpenWorkbook:
    """An opened file. `macros` is true for one that carries a program: only its values are read, nothing runs."""

    book: Workbook
    data: bytes
    macros: bool
    facts: dict[str, SheetFacts] = field(default_factory=dict)

    def sheets(self) -> list[Sheet]:
        """The sheets with cells, in the order of the file, hidden ones among them."""
        return [cast(Sheet, sheet) for sheet in self.book.worksheets]

    def rows(self, sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
        """The values of each row from the first to the last with content."""
        last = self.facts.get(sheet.title, SheetFacts()).last_row
        sheet.reset_dimensions()  # programs write wrong ones
        rows = sheet.iter_rows(min_row=1, max_row=last, max_col=MAX_COLUMNS, values_only=True)
        while True:
            try:
                row = next(rows, None)
            except _BROKEN as error:
                raise UnreadableRegister(_damaged()) from error
            if row is None:
                return
            yield row


def open_workbook(source: str | Path | IO[bytes]) -> OpenWorkbook:
    """Open a path or a binary file. Raises `UnreadableRegister` for anything but an XLSX or XLSM spreadsheet."""
    from openpyxl import load_workbook

    data = _read(source)
    _refuse_other_formats(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = _checked_names(package)
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            facts = {title: sheet_facts(package.read(part)) for title, part in _sheet_parts(package).items()}
    except _BROKEN as error:
        raise UnreadableRegister(_damaged()) from error
    return OpenWorkbook(book, data, macros=any(name.endswith("vbaProject.bin") for name in names), facts=facts)


def sheet_facts(xml: bytes) -> SheetFacts:
    """Facts of one sheet from its XML, without building a tree (a sheet may have a million empty styled rows)."""
    from openpyxl.utils import column_index_from_string

    merges = tuple(_bounds(found.decode()) for found in _MERGE.findall(xml, max(xml.rfind(b"sheetData>"), 0)))
    formulas: frozenset[tuple[int, int]] = frozenset()
    if b"<f" in xml or b":f" in xml:
        formulas = frozenset((int(row), column_index_from_string(name.decode())) for name, row in _FORMULA.findall(xml))
    return SheetFacts(_last_row(xml, formulas), merges, formulas)


def _bounds(reference: str) -> tuple[int, int, int, int]:
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(reference)
    return int(left or 1), int(top or 1), int(right or 1), int(bottom or 1)


def _last_row(xml: bytes, formulas: frozenset[tuple[int, int]]) -> int | None:
    """The last row that holds a value; None when rows carry no numbers, then the sheet is walked to its end."""
    end = max(xml.rfind(b"<v>"), xml.rfind(b"<is>"))
    if end < 0:
        end = max((found.start() for found in _CONTENT.finditer(xml)), default=-1)
    if end < 0:
        return max((row for row, _column in formulas), default=1)
    places = {mark: xml.rfind(mark, 0, end) for mark in (b"<row", b":row")}
    while (start := max(places.values())) >= 0:
        if found := _ROW.match(xml, max(xml.rfind(b"<", max(start - _PREFIX, 0), start + 1), 0)):
            return max([int(found[1]), *(row for row, _column in formulas)])
        places = {mark: xml.rfind(mark, 0, start) if at == start else at for mark, at in places.items()}
    return None


def _read(source: str | Path | IO[bytes]) -> bytes:
    if isinstance(source, str | Path):
        path = Path(source)
        if not path.is_file():
            missing = _("Berkas %(name)s tidak ditemukan. Periksa nama dan tempatnya.")
            raise UnreadableRegister(missing % {"name": path.name})
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    else:
        data = source.read(MAX_BYTES + 1)
    if not data:
        raise UnreadableRegister(_("Berkasnya kosong. Pilih berkas register yang berisi."))
    if len(data) > MAX_BYTES:
        text = _("Berkasnya lebih besar dari 30 MB. Hapus gambarnya atau pecah per tahun, lalu impor lagi.")
        raise UnreadableRegister(text)
    return data


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            text = _("Berkasnya dikunci kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu impor lagi.")
            raise UnreadableRegister(text)
        raise UnreadableRegister(_save_as(_("Excel lama (.xls)")))
    if data.startswith(b"%PDF"):
        raise UnreadableRegister(_("Ini berkas PDF. Yang dapat diimpor adalah berkas Excel (.xlsx) aslinya."))
    if not data.startswith(b"PK"):
        start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
            raise UnreadableRegister(_save_as(_("halaman web")))
        if b"\0" not in data[:4096]:
            raise UnreadableRegister(_save_as(_("teks (.csv)")))
        raise UnreadableRegister(_("Ini bukan berkas Excel. Yang dapat diimpor adalah berkas .xlsx."))


def _checked_names(package: zipfile.ZipFile) -> list[str]:
    """The names of the parts, once none of them is dangerous. A part never unpacks to more than its declared size."""
    parts = package.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableRegister(_("Berkasnya dikunci kata sandi. Simpan tanpa kata sandi, lalu impor lagi."))
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableRegister(
            _("Isi berkasnya terlalu besar setelah dibuka. Salin barisnya ke berkas baru, simpan, lalu impor lagi.")
        )
    if "mimetype" in names and b"opendocument" in package.read("mimetype"):
        raise UnreadableRegister(_save_as(_("OpenDocument (.ods)")))
    if any(name.endswith("workbook.bin") for name in names):
        raise UnreadableRegister(_save_as(_("Excel biner (.xlsb)")))
    if not any(name.endswith("workbook.xml") for name in names):
        raise UnreadableRegister(_("Ini bukan berkas Excel. Yang dapat diimpor adalah berkas .xlsx."))
    for part in parts:  # whatever it is called: the file itself says which of them are sheets
        content = package.read(part)
        if any(mark in content for mark in _DOCTYPES):
            raise UnreadableRegister(_damaged())
    return names


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet title → its part in the package."""
    from openpyxl.xml.functions import fromstring

    book = next(PurePosixPath(name) for name in package.namelist() if name.endswith("workbook.xml"))
    relations = fromstring(package.read(str(book.parent / "_rels" / f"{book.name}.rels")))
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    parts: dict[str, str] = {}
    for sheet in fromstring(package.read(str(book))).iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else str(book.parent / target)
        if part in package.namelist() and "worksheets/" in part:
            parts[str(sheet.get("name"))] = part
    return parts


def _save_as(form: str) -> str:
    return _(
        "Ini berkas %(form)s. Buka di Excel atau LibreOffice, pilih Simpan Sebagai, jenis “Excel Workbook (.xlsx)”, "
        "lalu impor."
    ) % {"form": form}


def _damaged() -> str:
    return _("Berkasnya rusak atau tidak lengkap. Buka di Excel, simpan ulang sebagai .xlsx, lalu impor lagi.")
