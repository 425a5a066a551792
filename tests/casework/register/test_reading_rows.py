"""What one row of a register says: passed over, rejected, accepted, with its notes."""

from __future__ import annotations

import datetime as dt

import pytest
from openpyxl import load_workbook

from suar.casework.register.reader import read_register
from suar.casework.register.reading import Age, Cell
from suar.casework.register.records import RegisterRow, fingerprint
from suar.casework.register.rows import Why
from tests.casework.register.builders import HEADINGS, TODAY, case, only_row, read, saved, xlsx


def _texts(row: RegisterRow) -> str:
    return " ".join(note.text for note in row.notes)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["JANUARI"], Why.CAPTION),
        ([None, "Bulan Maret 2021"], Why.CAPTION),
        (["TRIWULAN II"], Why.CAPTION),
        (["JUMLAH", 12], Why.TOTAL),
        ([None, None, "Total", 3, 4], Why.TOTAL),
        (list(HEADINGS), Why.HEADER),
        ([f"({number})" for number in range(1, 15)], Why.COLUMN_NUMBERS),
        ([99], Why.ONLY_NUMBER),
        (["Catatan: data sementara"], Why.NOTE),
        ([None] * 12 + ["Mengetahui, Ketua"], Why.NOTE),
    ],
)
def test_a_row_that_is_no_case_is_passed_over_with_the_reason(row: list[Cell], why: Why) -> None:
    register = read([HEADINGS, case(), row, case(name="Dara Rekaan")])
    assert len(register.rows) == 2
    assert not register.rejected
    assert [(one.row, one.why) for one in register.skipped] == [(3, why)]


def test_a_signature_below_the_total_is_no_bad_row() -> None:
    end: list[list[Cell]] = [
        ["JUMLAH", 1],
        [None, "Pontianak, akhir tahun"],
        [],
        [None, None, None, None, "Nama Ketua"],
    ]
    register = read([HEADINGS, case(), *end])
    assert len(register.rows) == 1
    assert not register.rejected


def test_a_row_below_the_total_that_looks_like_a_case_is_not_lost() -> None:
    register = read([HEADINGS, case(), ["JUMLAH", 1], case(date="tadi")])
    assert [one.row for one in register.rejected] == [4]


def test_a_row_with_a_date_and_nothing_else_is_rejected() -> None:
    register = read([HEADINGS, case(), [2, "4 Jan 2021"]])
    assert "hanya ada tanggal" in register.rejected[0].reason


def test_a_reason_names_the_sheet_when_there_are_several() -> None:
    register = read_register(xlsx([HEADINGS, case(date="x")], title="Januari", more=["Lain"]), today=TODAY)
    assert register.rejected[0].reason.startswith("Lembar Januari, baris 2, kolom Tanggal:")


def test_every_visible_sheet_with_a_header_is_read_and_the_others_are_named() -> None:
    book = load_workbook(xlsx([["Tahun 2021"], HEADINGS, case()], title="Jan"))
    second = book.create_sheet("Feb")
    for row in (HEADINGS, case(date="4 Feb 2021")):
        second.append(list(row))
    summary = book.create_sheet("Rekap")
    summary.append(["Klaster", "Jumlah"])
    hidden = book.create_sheet("Lama")
    for row in (HEADINGS, case()):
        hidden.append(list(row))
    hidden.sheet_state = "hidden"
    register = read_register(saved(book), today=TODAY)
    assert [(row.sheet, row.row) for row in register.rows] == [("Jan", 3), ("Feb", 2)]
    not_read = {sheet.name: sheet.not_read for sheet in register.sheets if sheet.not_read}
    assert "judul kolom" in not_read["Rekap"]
    assert "tersembunyi" in not_read["Lama"]


def test_two_rows_that_look_alike_are_both_counted_and_noted() -> None:
    rows = [HEADINGS, case(name="NN", number=1), case(name="NN", number=2), case(name="NN", number=3, status="Proses")]
    register = read(rows)
    assert [row.occurrence for row in register.rows] == [1, 2, 3]
    assert len({fingerprint(row) for row in register.rows}) == 3
    assert "sama dengan baris 2" in _texts(register.rows[1])


def test_a_row_keeps_its_identity_when_the_work_goes_on_or_words_are_spelt_out() -> None:
    before = fingerprint(only_row(status="Proses", remark=None, number=7, district="Ptk", date="3 Jan 2021"))
    after = only_row(
        status="Selesai", remark="arsip lengkap", number=8, district="Kota Pontianak", date=dt.datetime(2021, 1, 3)
    )
    assert fingerprint(after) == before
    assert fingerprint(only_row(summary="lain")) != fingerprint(only_row())


@pytest.mark.parametrize(
    "change",
    [
        {"date": "4 Jan 2021"},
        {"kind": "NP"},
        {"cluster": "ABH"},
        {"name": "Dara"},
        {"sex": "P"},
        {"age": 8},
        {"born": "1-2-2012"},
        {"district": "KKR"},
        {"reporter": "Siti"},
        {"phone": "0800-111-2222"},
        {"summary": "lain"},
    ],
)
def test_each_part_of_a_case_tells_two_rows_apart(change: dict[str, Cell]) -> None:
    assert fingerprint(only_row(**change)) != fingerprint(only_row())


def test_an_age_that_contradicts_the_birth_date_is_noted_and_nothing_changed() -> None:
    row = only_row(age="9 th", born="1-2-2005")
    assert (row.age.value, row.birth_date.value) == (Age(9), dt.date(2005, 2, 1))
    assert "tidak cocok" in _texts(row)


def test_a_birth_date_after_the_report_is_no_value() -> None:
    row = only_row(age=None, born="1-2-2022")
    assert row.birth_date.value is None
    assert row.kept == {"Tgl Lahir": "1-2-2022"}


@pytest.mark.parametrize(
    ("cell", "age", "born"),
    [
        ("16 th", Age(16), None),
        ("12 Maret 2005", None, dt.date(2005, 3, 12)),
        (dt.datetime(2005, 3, 12), None, dt.date(2005, 3, 12)),
        ("15 th / 12-03-2005", Age(15), dt.date(2005, 3, 12)),
        ("15 th (12-03-2005)", Age(15), dt.date(2005, 3, 12)),
    ],
)
def test_one_column_holds_ages_or_birth_dates(cell: Cell, age: Age | None, born: dt.date | None) -> None:
    row = read([["No", "Tanggal", "Klaster", "Umur/Tgl Lahir"], [1, "3 Jan 2021", "ABH", cell]]).rows[0]
    assert (row.age.value, row.birth_date.value) == (age, born)
    assert not row.kept


def test_an_age_among_birth_dates_is_an_age() -> None:
    row = only_row(age=None, born="9 tahun")
    assert (row.age.value, row.birth_date.value) == (Age(9), None)


def test_a_date_outside_the_caption_or_the_year_of_the_title_is_noted() -> None:
    register = read([["Tahun 2021"], HEADINGS, ["JANUARI"], case(), case(date="3 Feb 2021"), case(date="4 Jan 2020")])
    assert [_texts(row) for row in register.rows] == [
        "",
        "Tanggalnya bukan dari bulan yang tertulis di atasnya.",
        "Tanggalnya bukan dari tahun 2021 seperti judul register.",
    ]


def test_a_blank_in_a_counted_column_is_noted_and_counts_under_nothing() -> None:
    row = only_row(sex=None)
    assert [(note.column, note.text) for note in row.notes] == [("L/P", "Kosong.")]
    assert read([HEADINGS, case(sex=None)]).counts()["by_sex"] == {"": 1}


def test_a_child_listed_as_suspect_is_flagged_and_nothing_recoded() -> None:
    row = only_row(cluster="ABH (pelaku)", summary="Anak dieksploitasi lewat aplikasi")
    assert row.review_suspect
    assert (row.cluster.value, row.role.value) == ("abh", "suspect")
    assert "perlu ditinjau" in _texts(row)


def test_an_open_row_is_one_whose_status_does_not_end_it() -> None:
    assert only_row(status=None).is_open
    assert only_row(status="P-21").is_open
    assert only_row(status="Dirujuk").is_open
    assert not only_row(status="Cabut laporan").is_open
