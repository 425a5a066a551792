"""XLSX: text stays text, numbers and dates keep their kind, and the bytes do not depend on the hour."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from suar.core.documents.spreadsheets import FORMULA_LEADS, MAX_TEXT, Cell, Column, Kind, Sheet, xlsx

AT = dt.datetime(2026, 11, 24, 14, 5, tzinfo=dt.UTC)
COLUMNS = (
    Column("Nama"),
    Column("Jumlah", Kind.WHOLE),
    Column("Rata-rata", Kind.DECIMAL),
    Column("Bagian", Kind.PERCENT),
    Column("Tanggal", Kind.DATE),
    Column("Saat", Kind.MOMENT, 30),
)
ROW: tuple[Cell, ...] = ("Satu", 1234, Decimal("2.5"), 0.425, dt.date(2026, 11, 24), AT)


def book(*rows: tuple[Cell, ...], columns: tuple[Column, ...] = COLUMNS) -> bytes:
    return xlsx([Sheet("Data", columns, rows)], at=AT)


def test_values_keep_their_kind() -> None:
    sheet = load_workbook(io.BytesIO(book(ROW, (None,) * 6)))["Data"]
    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
    values = [cell.value for cell in sheet[2]]
    assert values[:4] == ["Satu", 1234, 2.5, 0.425]
    assert values[4] == dt.datetime(2026, 11, 24)
    # 14.05 UTC is 21.05 in West Kalimantan.
    assert values[5] == dt.datetime(2026, 11, 24, 21, 5)
    assert sheet["B2"].number_format == "#,##0"
    assert "421" in sheet["E2"].number_format
    assert [cell.value for cell in sheet[3]] == [None] * 6


def test_the_header_stays_in_sight_and_filters() -> None:
    sheet = load_workbook(io.BytesIO(book(ROW, ROW)))["Data"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F3"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["F"].width == pytest.approx(30, abs=1)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert book(ROW) == book(ROW)


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "{=1}", "0012", "http://a.b"]
)
def test_a_text_is_never_a_formula_link_or_number(text: str) -> None:
    cell = load_workbook(io.BytesIO(book((text,), columns=(Column("Isi"),))))["Data"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.hyperlink is None
    assert cell.quotePrefix == text.startswith(FORMULA_LEADS)


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff_"),
        min_size=1,
        max_size=40,
    )
)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    cell = load_workbook(io.BytesIO(book((text,), columns=(Column("Isi"),))))["Data"]["A2"]
    assert cell.value == text


def test_a_text_too_long_for_a_cell_is_cut_with_a_sign() -> None:
    cell = load_workbook(io.BytesIO(book(("a" * 40_000,), columns=(Column("Isi"),))))["Data"]["A2"]
    assert cell.value == "a" * (MAX_TEXT - 1) + "…"


def test_rows_may_come_from_a_generator() -> None:
    rows = ((f"baris {n}",) for n in range(500))
    content = xlsx([Sheet("Banyak", (Column("Isi"),), rows)], at=AT)
    assert load_workbook(io.BytesIO(content))["Banyak"].max_row == 501


@pytest.mark.parametrize("name", ["", "a" * 32, "a/b", "a:b", "'a"])
def test_a_name_that_no_sheet_can_have_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="sheet"):
        Sheet(name, COLUMNS, ())


def test_what_would_lose_data_is_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        book(("satu", "dua"), columns=(Column("Isi"),))
    with pytest.raises(ValueError, match="zone"):
        book((AT.replace(tzinfo=None),), columns=(Column("Saat", Kind.MOMENT),))
    with pytest.raises(ValueError, match="different names"):
        xlsx([Sheet("A", COLUMNS, ()), Sheet("a", COLUMNS, ())], at=AT)
