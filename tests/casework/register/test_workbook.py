from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from suar.casework.register import workbook as workbook_module
from suar.casework.register.reader import read_register
from suar.casework.register.workbook import UnreadableRegister, sheet_facts
from tests.casework.register.builders import HEADINGS, SAMPLE, TODAY, case, repacked, saved, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _zip(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "kosong"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        (OLE + "Workbook".encode("utf-16-le"), ".xls"),
        (b"No;Tanggal;Klaster\n1;3 Jan 2021;ABH\n", ".csv"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>No</td></tr></table></html>", "halaman web"),
        (b"\x00\x01\x02", "bukan berkas Excel"),
        (_zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}), ".ods"),
        (_zip({"xl/workbook.bin": b"x"}), ".xlsb"),
        (_zip({"word/document.xml": b"<a/>"}), "bukan berkas Excel"),
        (_zip({"xl/workbook.xml": b"<a/>"}), "rusak"),
        (b"PK\x03\x04 not a package", "rusak"),
        (SAMPLE.read_bytes()[:20_000], "rusak"),
    ],
)
def test_a_file_that_is_no_register_is_refused_in_plain_words(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableRegister) as refusal:
        read_register(io.BytesIO(data), today=TODAY)
    assert message in refusal.value.message


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRegister, match="tidak-ada.xlsx"):
        read_register(tmp_path / "tidak-ada.xlsx", today=TODAY)


def test_a_workbook_without_a_register_says_what_a_header_looks_like() -> None:
    with pytest.raises(UnreadableRegister, match="“Tanggal”"):
        read_register(xlsx([["halo"]]), today=TODAY)
    with pytest.raises(UnreadableRegister, match="judul kolom"):
        read_register(xlsx([]), today=TODAY)


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(xlsx([HEADINGS, case()]), {"xl/media/image1.bin": b"\0" * (workbook_module.MAX_UNPACKED + 1)})
    with pytest.raises(UnreadableRegister, match="terlalu besar"):
        read_register(bomb, today=TODAY)


def test_a_file_that_is_too_big_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "MAX_BYTES", 1000)
    with pytest.raises(UnreadableRegister, match="30 MB"):
        read_register(SAMPLE, today=TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "docProps/core.xml"]
)
def test_entity_tricks_are_refused(part: str, encoding: str) -> None:
    trick = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    with pytest.raises(UnreadableRegister, match="rusak"):
        read_register(repacked(xlsx([HEADINGS, case()]), {part: trick.encode(encoding)}), today=TODAY)


@pytest.mark.parametrize("name", ["worksheets/sheet1.dat", "worksheets/sheet1.XML", "media/image1.png", "sheet1"])
def test_entity_tricks_in_a_sheet_of_another_name_are_refused(name: str) -> None:
    file = xlsx([HEADINGS, case()])
    with zipfile.ZipFile(file) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
        named = {part: package.read(part) for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels")}
    moved = {part: content.replace(b"worksheets/sheet1.xml", name.encode()) for part, content in named.items()}
    moved |= {"xl/worksheets/sheet1.xml": None}
    file.seek(0)
    assert len(read_register(repacked(file, {**moved, f"xl/{name}": sheet}), today=TODAY).rows) == 1
    trick = b'<!DOCTYPE worksheet [<!ENTITY b "Bujang">]>' + sheet.replace(b"Bujang", b"&b;")
    file.seek(0)
    with pytest.raises(UnreadableRegister, match="rusak"):
        read_register(repacked(file, {**moved, f"xl/{name}": trick}), today=TODAY)


@pytest.mark.parametrize(
    "part",
    [
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
    ],
)
@pytest.mark.parametrize("content", [b"", b"<a>", b"\xff\xfe\x00"])
def test_a_damaged_part_is_refused_in_plain_words(part: str, content: bytes) -> None:
    with pytest.raises(UnreadableRegister):
        read_register(repacked(xlsx([HEADINGS, case()]), {part: content}), today=TODAY)


def test_a_missing_part_is_refused_but_styles_are_not_needed() -> None:
    for part in ("xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"):
        with pytest.raises(UnreadableRegister):
            read_register(repacked(xlsx([HEADINGS, case()]), {part: None}), today=TODAY)
    unstyled = repacked(xlsx([HEADINGS, case(date=dt.date(2021, 1, 3))]), {"xl/styles.xml": None})
    assert read_register(unstyled, today=TODAY).rows[0].date == dt.date(2021, 1, 3)


def test_a_file_with_macros_is_read_for_its_values_only() -> None:
    register = read_register(repacked(xlsx([HEADINGS, case()]), {"xl/vbaProject.bin": b"macro"}), today=TODAY)
    assert register.macros
    assert len(register.rows) == 1


def test_a_register_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suar.casework.register.reader.MAX_ROWS", 3)
    with pytest.raises(UnreadableRegister, match="lebih dari 3 baris"):
        read_register(xlsx([HEADINGS, *[case()] * 4]), today=TODAY)
    notes = [["Catatan: lihat buku"]] * 4
    with pytest.raises(UnreadableRegister, match="lebih dari 3 baris"):  # rows that are no case are counted too
        read_register(xlsx([HEADINGS, case(), *notes]), today=TODAY)


def test_a_sheet_of_another_program_with_prefixes_is_understood() -> None:
    xml = (
        b'<x:worksheet xmlns:x="s"><x:sheetData><x:row r="3"><x:c r="A3"><x:v>1</x:v></x:c></x:row>'
        b'<x:row r="9"><x:c r="A9" s="1"/></x:row></x:sheetData>'
        b'<x:mergeCells><x:mergeCell ref="A1:C2"/></x:mergeCells></x:worksheet>'
    )
    facts = sheet_facts(xml)
    assert facts.last_row == 3
    assert facts.merges == ((1, 1, 3, 2),)


def test_rows_without_numbers_are_walked_to_the_end() -> None:
    assert sheet_facts(b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>").last_row is None


def test_a_text_formula_without_result_is_a_blank_and_not_an_unsaved_formula() -> None:
    xml = (
        b'<row r="1"><c r="A1" t="str"><f>X()</f><v></v></c>'
        b'<c r="B1"><f>Y()</f><v/></c><c r="C1"><f>Z()</f><v>3</v></c></row>'
    )
    assert sheet_facts(xml).unsaved_formulas == {(1, 2)}


def test_dates_beyond_the_calendar_do_not_stop_the_reading() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, case(), case(date=9_999_999)):
        sheet.append(list(row))
    sheet["B3"].number_format = "dd/mm/yyyy"
    register = read_register(saved(book), today=TODAY)
    assert len(register.rows) == 1
    assert "galat rumus" in register.rejected[0].reason


@pytest.mark.parametrize(
    "xml",
    [
        b"<f" + b"<c " * 100_000,
        b"<mergeCell " * 100_000,
        b"<row " * 100_000 + b"<v>1",
        b":row" * 100_000 + b"<v>1",
        b"<v " * 100_000,
        b'<f/><c r="A1"><f/>' + b" " * 100_000 + b"x",
        b'<c r="A1"><f>' * 100_000,
    ],
)
def test_a_sheet_made_to_keep_the_reader_busy_does_not(xml: bytes) -> None:
    """Two kilobytes when packed. Where a pattern tries anew from each sign, this takes hours."""
    begun = time.process_time()
    sheet_facts(xml)
    assert time.process_time() - begun < 2
