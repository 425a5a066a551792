from __future__ import annotations

import datetime as dt
import io
import json
import random
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from suar.casework.register.headings import Field
from suar.casework.register.reader import read_register
from suar.casework.register.reading import Age, Cell
from suar.casework.register.records import Register, RegisterRow, fingerprint
from suar.casework.register.workbook import UnreadableRegister
from tests.casework.register.builders import DATA, HEADINGS, SAMPLE, TODAY, case, only_row, read, repacked, saved, xlsx

EXPECTED = json.loads((DATA / "register-2021.expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample() -> Register:
    return read_register(SAMPLE, today=TODAY)


def _sample_rows() -> list[list[Cell]]:
    book = load_workbook(SAMPLE)
    sheet = book.active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]  # type: ignore[arg-type]  # openpyxl's wider cell type


def _texts(row: RegisterRow) -> str:
    return " ".join(note.text for note in row.notes)


def test_the_sample_gives_exactly_the_published_counts(sample: Register) -> None:
    assert sample.counts() == EXPECTED


def test_the_two_bad_rows_of_the_sample_are_rejected_by_row_column_and_reason(sample: Register) -> None:
    assert [(one.row, one.column, one.reason) for one in sample.rejected] == [
        (
            321,
            "Tanggal",
            "Baris 321, kolom Tanggal: 31/02/2021 bukan tanggal yang ada. "
            "Perbaiki tanggalnya di berkas lalu impor lagi.",
        ),
        (322, "Tanggal", "Baris 322, kolom Tanggal: kosong. Isi tanggalnya di berkas lalu impor lagi."),
    ]


def test_what_is_no_case_in_the_sample_is_passed_over_and_counted(sample: Register) -> None:
    assert sample.skipped_counts == {"caption": 12, "total": 1, "blank": 9}
    assert sample.sheets[0].header_row == 4
    assert sample.sheets[0].year == 2021
    assert len(sample.rows) + len(sample.rejected) + sum(sample.skipped_counts.values()) + 4 == 322


def test_the_sample_has_294_different_fingerprints_and_the_same_in_a_second_run(sample: Register) -> None:
    first = [fingerprint(row) for row in sample.rows]
    assert len(set(first)) == 294
    assert [fingerprint(row) for row in read_register(SAMPLE, today=TODAY).rows] == first


def test_a_row_of_the_sample_is_read_whole(sample: Register) -> None:
    row = next(row for row in sample.rows if row.row == 12)
    assert row.date == dt.date(2021, 1, 9)
    assert (row.number.value, row.kind.value, row.cluster.value, row.sex.value) == ("7", "pengaduan", "abh", "P")
    assert (row.child_name.value, row.reporter.value) == ("Hamidah", "Vincent Nugroho")
    assert (row.age.value, row.birth_date.value) == (Age(11), dt.date(2010, 3, 5))
    assert (row.district.value, row.phone.value, row.phone.text) == ("61.71", "+628009404365", "0800-940-4365")
    assert (row.status.value, row.remark.value, row.is_open) == ("done", "arsip lengkap", False)
    assert not row.notes
    assert row.cells["Umur"] == "11 tahun"


def test_what_the_sample_says_and_cannot_be_read_is_kept_as_text(sample: Register) -> None:
    kept = {row.row: dict(row.kept) for row in sample.rows if row.kept}
    assert kept[156] == {"Kab/Kota": "luar Kalbar"}
    assert kept[31] == {"Nama Anak": "An. inisial H"}
    assert not any(row.review_suspect for row in sample.rows)


def test_shuffled_columns_give_the_same_counts_and_fingerprints(sample: Register) -> None:
    order = list(range(14))
    random.Random(7).shuffle(order)
    rows = [[row[index] for index in order] for row in _sample_rows()[3:]]
    shuffled = read([["REGISTER", None], *rows])
    assert shuffled.counts() == EXPECTED
    assert [fingerprint(row) for row in shuffled.rows] == [fingerprint(row) for row in sample.rows]


def test_renamed_headings_and_more_title_rows_give_the_same_counts() -> None:
    rows = _sample_rows()
    rows[3] = [
        "Nomor",
        "Tgl. Pengaduan",
        "P/NP",
        "KLUSTER",
        "NAMA/INISIAL ANAK",
        "Jenis Kelamin",
        "Usia",
        "Tanggal Lahir",
        "Kabupaten/Kota",
        "Pengadu",
        "Nomor Telepon",
        "Kronologi",
        "Status Kasus",
        "Keterangan",
    ]
    titles: list[list[Cell]] = [["PEMERINTAH PROVINSI"], [None, None, "KPPAD"], [], ["Jl. Contoh No. 1"], ["Telp 0800"]]
    register = read([*titles, *rows])
    assert register.counts() == EXPECTED
    assert register.sheets[0].header_row == 9
    assert set(register.mapping.values()) == {str(field) for field in list(Field)[:14]}


def test_headings_nobody_knows_are_read_with_a_saved_mapping() -> None:
    rows = _sample_rows()
    rows[3] = [f"Kol{chr(65 + index)}" for index in range(14)]
    with pytest.raises(UnreadableRegister, match="judul kolom"):
        read(rows)
    mapping = {f"Kol{chr(65 + index)}": str(field) for index, field in enumerate(list(Field)[:14])}
    assert read(rows, mapping).counts() == EXPECTED


def test_the_mapping_that_was_found_can_be_saved_and_given_back(sample: Register) -> None:
    assert read_register(SAMPLE, sample.mapping, today=TODAY).counts() == EXPECTED


def test_progress_tells_how_far_the_reading_is() -> None:
    calls: list[tuple[int, int | None]] = []
    read_register(SAMPLE, progress=lambda done, total: calls.append((done, total)), today=TODAY)
    assert calls[-1] == (322, 322)
    assert [done for done, _total in calls] == sorted(done for done, _total in calls)
    assert calls[0][1] == 322


def test_an_open_file_is_read_like_a_path() -> None:
    with SAMPLE.open("rb") as file:
        assert read_register(file, today=TODAY).counts() == EXPECTED


def test_an_unknown_column_is_kept_under_its_own_heading() -> None:
    row = read([[*HEADINGS, "Zodiak", None], [*case(), "Leo", "tanpa judul"]]).rows[0]
    assert row.kept == {"Zodiak": "Leo", "Kolom P": "tanpa judul"}


def test_two_columns_of_one_heading_are_both_kept() -> None:
    row = read([[*HEADINGS, "Ket", "Zodiak", "Zodiak"], [*case(remark="a"), "b", "c", "d"]]).rows[0]
    assert row.remark.value == "a"
    assert row.kept == {"Ket (Kolom O)": "b", "Zodiak": "c", "Zodiak (Kolom Q)": "d"}


def test_a_heading_of_several_meanings_is_settled_by_its_cells() -> None:
    headings: list[Cell] = ["No", "Tanggal", "Jenis", "Nama", "L/P", "Asal"]

    def row(*below: Cell) -> RegisterRow:
        return read([headings, *([[1, "3 Jan 2021", *below]] * 3)]).rows[0]

    kinds = row("NP", "Bujang", "L", "Ptk")
    assert (kinds.kind.value, kinds.child_name.value, kinds.district.value) == ("non", "Bujang", "61.71")
    clusters = row("ABH", "Bujang", "L", "Ptk")
    assert (clusters.kind.value, clusters.cluster.value) == (None, "abh")
    neither = row("merah", "12345", "L", "sana")
    assert neither.kept == {"Jenis": "merah", "Nama": "12345", "Asal": "sana"}


def test_ticks_in_columns_of_their_own_are_read() -> None:
    top: list[Cell] = ["No", "Tanggal", "Jenis Kelamin", None, "Klaster"]
    below: list[Cell] = [None, None, "L", "P", None]
    rows: list[list[Cell]] = [
        [1, "3 Jan 2021", "√", None, "ABH"],
        [2, "4 Jan 2021", None, "v", "ABH"],
        [3, "5 Jan 2021", "v", "v", "ABH"],
    ]
    file = xlsx([top, below, *rows], merge=["C1:D1", "A1:A2"])
    register = read_register(file, today=TODAY)
    assert [row.sex.value for row in register.rows] == ["L", "P", None]
    assert "tidak jelas" in _texts(register.rows[2])


def test_a_cell_merged_over_several_children_counts_for_each() -> None:
    rows: list[Sequence[Cell]] = [
        HEADINGS,
        case(name="Satu"),
        case(name="Dua", date=None),
        case(name="Tiga", date=None),
        [],
        case(name="Empat"),
    ]
    register = read_register(xlsx(rows, merge=["B2:B4"]), today=TODAY)
    assert [row.child_name.value for row in register.rows] == ["Satu", "Dua", "Tiga", "Empat"]
    assert {row.date for row in register.rows} == {dt.date(2021, 1, 3)}
    assert register.blank_rows == 1


def test_numbers_written_as_text_are_read() -> None:
    row = only_row(date="44198", age="9", phone="'0800-347-3604")
    assert (row.date, row.age.value, row.phone.value) == (dt.date(2021, 1, 2), Age(9), "+628003473604")


def test_a_formula_counts_by_its_stored_result_and_says_so_when_there_is_none() -> None:
    register = read([HEADINGS, case(date="=DATE(2021,1,3)"), case(name="=A2")])
    assert "hasil rumusnya tidak tersimpan" in register.rejected[0].reason
    assert any(note.column == "Nama Anak" and "rumus" in note.text for note in register.rows[0].notes)


def test_a_stored_result_of_a_formula_is_read() -> None:
    file = xlsx([HEADINGS, case(date="=DATE(2021,1,3)")])
    sheet = "xl/worksheets/sheet1.xml"
    xml = _part(file, sheet).replace(b"<v></v>", b"<v>44199</v>").replace(b"<v />", b"<v>44199</v>")
    register = read_register(repacked(file, {sheet: xml}), today=TODAY)
    assert register.rows[0].date == dt.date(2021, 1, 3)


def test_a_million_empty_rows_are_not_walked() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, case()):
        sheet.append(list(row))
    sheet.row_dimensions[1_048_576].height = 20
    register = read_register(saved(book), today=TODAY)
    assert len(register.rows) == 1
    assert register.blank_rows == 0


def test_a_row_far_below_is_not_lost() -> None:
    book = load_workbook(xlsx([HEADINGS, case()]))
    sheet = book.active
    assert sheet is not None
    for column, value in enumerate(case(name="Jauh"), 1):
        sheet.cell(20_000, column, value)
    register = read_register(saved(book), today=TODAY)
    assert [row.row for row in register.rows] == [2, 20_000]


def test_a_wrong_dimension_in_the_file_hides_no_column() -> None:
    file = xlsx([HEADINGS, case()])
    sheet = "xl/worksheets/sheet1.xml"
    xml = _part(file, sheet).replace(b'<dimension ref="A1:N2"', b'<dimension ref="A1:A1"')
    assert read_register(repacked(file, {sheet: xml}), today=TODAY).rows[0].status.value == "done"


CELLS = st.one_of(
    st.none(),
    st.text("abP/-0123456789 ", max_size=12),
    st.integers(-5, 60_000),
    st.booleans(),
    st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2050, 1, 1)),
)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(CELLS, max_size=14), max_size=12))
def test_every_row_is_accepted_rejected_or_passed_over(rows: list[list[Cell]]) -> None:
    register = read([HEADINGS, case(), *rows, case(name="Akhir")])
    told = len(register.rows) + len(register.rejected) + sum(register.skipped_counts.values())
    assert told == len(rows) + 2
    assert len({fingerprint(row) for row in register.rows}) == len(register.rows)


def _part(file: io.BytesIO, name: str) -> bytes:
    with zipfile.ZipFile(file) as package:
        return package.read(name)
