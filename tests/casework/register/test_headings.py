from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.casework.register.headings import Field, columns_of, header_row, saved_mapping, two_storeys
from suar.casework.register.reading import Cell
from suar.casework.register.tables import table
from tests.casework.register.builders import HEADINGS


def _field(heading: str) -> Field | None:
    return columns_of([heading], {})[0].field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("No", Field.NUMBER),
        ("NO.", Field.NUMBER),
        ("Tanggal", Field.DATE),
        ("TGL. PENGADUAN", Field.DATE),
        ("Hari / Tanggal", Field.DATE),
        ("Tanggl Masuk", Field.DATE),
        ("Pengaduan / Non Pengaduan", Field.KIND),
        ("P/NP", Field.KIND),
        ("KLUSTER", Field.CLUSTER),
        ("Nama Anak", Field.CHILD_NAME),
        ("Nama / Inisial Anak", Field.CHILD_NAME),
        ("L/P", Field.SEX),
        ("Jenis Kelamin (L/P)", Field.SEX),
        ("Jenis Kelamn", Field.SEX),
        ("Usia (Th)", Field.AGE),
        ("TTL", Field.BIRTH_DATE),
        ("Tempat, Tgl Lahir", Field.BIRTH_DATE),
        ("Kabupaten/Kota", Field.DISTRICT),
        ("Kota / Kabupaten", Field.DISTRICT),
        ("Nama Pelapor", Field.REPORTER),
        ("No. HP/WA", Field.PHONE),
        ("Kronologis Singkat", Field.SUMMARY),
        ("Status Penanganan", Field.STATUS),
        ("Keterangan", Field.REMARK),
        ("Korban / Pelaku", Field.ROLE),
    ],
)
def test_a_heading_is_recognised_by_meaning(heading: str, field: Field | None) -> None:
    assert _field(heading) == field


@pytest.mark.parametrize(
    "heading",
    [
        "Tanggal Kejadian",
        "Nama Ibu",
        "Nama Orang Tua",
        "Umur Pelaku",
        "No LP",
        "Sekolah",
        "Agama",
        "Zodiak",
        "Tempat Lahir",
    ],
)
def test_a_heading_that_only_looks_like_a_field_is_not_guessed(heading: str) -> None:
    assert _field(heading) is None


def test_a_field_goes_to_one_column_and_the_other_is_kept_as_text() -> None:
    columns = columns_of(["Tgl Masuk", "Tanggal", "Tanggal Lapor"], {})
    assert [column.field for column in columns] == [Field.DATE, None, None]


def test_an_exact_heading_wins_over_a_near_one() -> None:
    columns = columns_of(["Tanggl Masuk", "Tanggal"], {})
    assert [column.field for column in columns] == [None, Field.DATE]


def test_a_saved_mapping_overrides_what_a_heading_seems_to_mean() -> None:
    mapping = saved_mapping({"TGL. INPUT": "date", "Tanggal": "", "Zodiak": None})
    columns = columns_of(["Tanggal", "Tgl Input", "Zodiak"], mapping)
    assert [(column.field, column.how) for column in columns] == [
        (None, "mapping"),
        (Field.DATE, "mapping"),
        (None, "mapping"),
    ]


def test_a_mapping_to_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="zodiac"):
        saved_mapping({"Zodiak": "zodiac"})


def test_neighbouring_columns_of_one_answer_each_are_ticks() -> None:
    columns = columns_of(["No", "L", "P", "Pengaduan", "Non Pengaduan"], {})
    assert [(column.field, column.tick) for column in columns[1:]] == [
        (Field.SEX, "L"),
        (Field.SEX, "P"),
        (Field.KIND, "pengaduan"),
        (Field.KIND, "non"),
    ]


def test_l_beside_p_under_a_heading_about_the_child_are_ticks() -> None:
    columns = columns_of(["Tanggal", "Identitas Anak Nama", "Identitas Anak L", "Identitas Anak P"], {})
    assert [(column.field, column.tick) for column in columns[2:]] == [(Field.SEX, "L"), (Field.SEX, "P")]
    # Numbers under *Umur* are ages, no ticks: both columns stay text under their headings.
    assert [column.tick for column in columns_of(["Umur L", "Umur P"], {})] == [None, None]
    assert [column.tick for column in columns_of(["Pelapor L", "Pelapor P"], {})] == [None, None]
    assert [column.tick for column in columns_of(["Identitas L", "Alamat P"], {})] == [None, None]


def test_p_beside_np_is_a_kind_and_a_lone_p_is_nothing() -> None:
    assert [column.tick for column in columns_of(["P", "NP"], {})] == ["pengaduan", "non"]
    assert columns_of(["P", "Klaster"], {})[0].field is None


def test_a_header_in_two_rows_becomes_one_heading_a_column() -> None:
    top = ["No", "Tanggal", "Jenis Kelamin", "", "Klaster"]
    assert two_storeys(top, ["", "", "L", "P", ""], {2: 2, 3: 2}) == [
        "No",
        "Tanggal",
        "Jenis Kelamin L",
        "Jenis Kelamin P",
        "Klaster",
    ]
    assert two_storeys(top, ["", "", "L", "P", ""], {}) is not None  # the merge itself is not always there
    assert two_storeys(top, ["JANUARI", "", "", "", ""], {}) is None
    assert two_storeys(top, ["1", "2", "3", "4", "5"], {}) is None


def test_the_header_is_the_row_that_names_the_most_fields() -> None:
    rows: list[list[Cell]] = [
        ["REGISTER PENGADUAN"],
        ["Tahun 2021"],
        [],
        ["No", "Tanggal", "Ket"],
        list(HEADINGS),
        [1, "3 Jan 2021", "P"],
    ]
    assert header_row(rows, {}) == 4
    assert header_row([["Rekap"], ["Klaster", "Jumlah"]], {}) is None
    assert header_row([["No", "Nama Anak", "Klaster", "Status"]], {}) is None  # without a date nothing can be counted


@given(order=st.permutations(range(len(HEADINGS))))
def test_the_order_of_columns_does_not_matter(order: list[int]) -> None:
    columns = columns_of([HEADINGS[index] for index in order], {})
    found = {column.heading: column.field for column in columns}
    assert [found[heading] for heading in HEADINGS] == list(Field)[: len(HEADINGS)]


@given(seed=st.integers(0, 10_000))
def test_any_listed_synonym_stands_for_its_field(seed: int) -> None:
    chance = random.Random(seed)
    fields = table("headings")["fields"]
    headings = [chance.choice(entry["terms"]) for entry in fields.values()]
    assert [column.field for column in columns_of(headings, {})] == [Field(key) for key in fields]


@given(headings=st.lists(st.text(max_size=20), max_size=20))
def test_no_heading_makes_the_matcher_stumble(headings: list[str]) -> None:
    columns = columns_of(headings, {})
    fields = [column.field for column in columns if column.field and column.tick is None]
    assert len(fields) == len(set(fields))
