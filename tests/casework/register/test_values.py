from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.casework.cases import clusters
from suar.casework.register.ages import read_age
from suar.casework.register.dates import read_birth_date, read_date
from suar.casework.register.places import read_district
from suar.casework.register.reading import Cell, Reading
from suar.casework.register.tables import table
from suar.casework.register.values import (
    CLUSTER_LABELS,
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
)
from tests.casework.register.builders import TODAY


@pytest.mark.parametrize("cell", ["L", "l", "Lk", "LK.", "Laki-laki", "Laki - laki", "laki2", "Pria"])
def test_a_boy_is_read_in_each_spelling(cell: str) -> None:
    assert read_sex(cell) == Reading("L", cell)


@pytest.mark.parametrize("cell", ["P", "p", "Pr", "PR.", "Perempuan", "perempuan", "Wanita"])
def test_a_girl_is_read_in_each_spelling(cell: str) -> None:
    assert read_sex(cell) == Reading("P", cell)


@pytest.mark.parametrize("cell", ["L/P", "2", 1, "anak", "non"])
def test_what_is_no_sex_stays_text(cell: Cell) -> None:
    reading = read_sex(cell)
    assert reading.value is None
    assert reading.doubt


@pytest.mark.parametrize("cell", ["P", "Pengaduan", "pengaduan", "PENGADUAN", "Aduan", "Pengaduan langsung"])
def test_a_complaint_is_read_in_each_spelling(cell: str) -> None:
    assert read_kind(cell) == Reading("pengaduan", cell)


@pytest.mark.parametrize(
    "cell", ["NP", "N/P", "Non Pengaduan", "Non-pengaduan", "NonPengaduan", "non", "Bukan Pengaduan", "Temuan"]
)
def test_what_was_found_without_a_complaint_is_read_in_each_spelling(cell: str) -> None:
    assert read_kind(cell) == Reading("non", cell)


def test_p_means_a_girl_in_one_column_and_a_complaint_in_the_other() -> None:
    assert (read_sex("P").value, read_kind("P").value) == ("P", "pengaduan")


def test_a_near_spelling_is_read_with_a_doubt_and_never_across_a_negation() -> None:
    assert read_kind("Pengadun").value == "pengaduan"
    assert "Pengadun" in (read_kind("Pengadun").doubt or "")
    assert read_kind("non pengadan").value == "non"
    assert read_status("tidak selesai").value is None
    assert read_status("belum selesai").value == "open"
    assert read_status("selesay").value == "done"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("ABH", "abh"),
        ("abh", "abh"),
        ("Anak Berhadapan dengan Hukum (ABH)", "abh"),
        ("Anak Berhadapan dgn Hukum", "abh"),
        ("ABH (Pelaku)", "abh"),
        ("ABH - korban", "abh"),
        ("Keluarga & Pengasuhan Alternatif", "keluarga"),
        ("Kel. & Pengasuhan", "keluarga"),
        ("Pendidikan", "pendidikan"),
        ("3. Pendidikan", "pendidikan"),
        ("Klaster Pendidikan", "pendidikan"),
        ("Kesehatan & NAPZA", "kesehatan"),
        ("Kesehatan dan Napza", "kesehatan"),
        ("Pornografi & Cyber Crime", "pornografi"),
        ("Pornografi dan cybercrime", "pornografi"),
        ("Trafficking dan Eksploitasi", "trafficking"),
        ("Trafficking/Eksploitasi", "trafficking"),
        ("Trafiking & Eksploitasi", "trafficking"),
        ("Hak Sipil & Partisipasi", "sipil"),
        ("IV. Hak Sipil dan Partisipasi", "sipil"),
        ("Sosial & Anak dlm Situasi Darurat", "sosial"),
    ],
)
def test_a_klaster_is_read_in_each_spelling(cell: str, code: str) -> None:
    assert read_cluster(cell) == Reading(code, cell)


def test_a_misspelt_klaster_is_read_with_a_doubt() -> None:
    reading = read_cluster("Trafficing dan Eksploitassi")
    assert reading.value == "trafficking"
    assert CLUSTER_LABELS["trafficking"] in (reading.doubt or "")


@pytest.mark.parametrize(
    "cell", ["Klaster Tidak Dikenal", "Anak korban kejahatan seksual", "Agama dan Budaya", "korban", 7]
)
def test_an_unknown_klaster_stays_text(cell: Cell) -> None:
    reading = read_cluster(cell)
    assert (reading.value, reading.text) == (None, str(cell))
    assert reading.doubt


def test_the_eight_klaster_are_those_of_the_cases() -> None:
    assert len(CLUSTER_LABELS) == len(set(CLUSTER_LABELS.values())) == 8
    assert set(CLUSTER_LABELS) == {code for code, _label in clusters.choices()}
    for code, _label in clusters.choices():
        assert read_cluster(clusters.label(code)).value == code
        assert read_cluster(clusters.told(code)).value == read_cluster(clusters.told_briefly(code)).value == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Selesai", "done"),
        ("selesai", "done"),
        ("dlm proses", "open"),
        ("Proses", "open"),
        ("Dirujuk", "referred"),
        ("Pemantauan", "monitored"),
        ("Cabut laporan", "withdrawn"),
    ],
)
def test_a_status_is_read_in_each_spelling(cell: str, code: str) -> None:
    assert read_status(cell) == Reading(code, cell)


def test_of_two_statuses_the_first_counts_with_a_doubt() -> None:
    reading = read_status("Selesai (dirujuk ke UPTD)")
    assert reading.value == "done"
    assert reading.doubt


@pytest.mark.parametrize(
    ("cell", "code"), [("Korban", "victim"), ("Anak saksi", "witness"), ("sebagai pelaku", "suspect")]
)
def test_a_role_is_read_as_the_register_says(cell: str, code: str) -> None:
    assert read_role(cell).value == code


@pytest.mark.parametrize("cell", ["An. inisial H", "Mr. X", "Anak (nama dirahasiakan)", "NN", "H", "Anonim"])
def test_a_withheld_name_is_no_name(cell: str) -> None:
    reading = read_child_name(cell)
    assert (reading.value, reading.text) == (None, cell)
    assert reading.doubt


@pytest.mark.parametrize("cell", ["Nur", "Anak Agung Rekaan", "Siti Inisia"])
def test_a_name_that_looks_like_a_withheld_one_is_a_name(cell: str) -> None:
    assert read_child_name(cell).value == cell


def test_a_way_of_finding_out_is_no_reporter() -> None:
    assert read_reporter("Temuan") == Reading(None, "Temuan")
    assert read_reporter("Informasi polisi") == Reading(None, "Informasi polisi")
    assert read_reporter("Wulandari").value == "Wulandari"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0800-347-3604", "+628003473604"),
        ("0800 347 3604 (ibu)", "+628003473604"),
        ("+62 800 347 3604", "+628003473604"),
        (8003473604, "+628003473604"),
        (8003473604.0, "+628003473604"),
    ],
)
def test_a_telephone_number_is_brought_to_one_form_and_kept_as_written(cell: Cell, number: str) -> None:
    reading = read_phone(cell)
    assert reading.value == number
    assert reading.text


def test_of_two_telephone_numbers_the_first_counts_with_a_doubt() -> None:
    reading = read_phone("0800-347-3604 / 0800-111-2222")
    assert reading.value == "+628003473604"
    assert reading.doubt


@pytest.mark.parametrize("cell", ["123", "tidak punya hp", "0800"])
def test_an_invalid_telephone_number_stays_text(cell: str) -> None:
    assert read_phone(cell).value is None
    assert read_phone(cell).text == cell


def test_a_reason_does_not_repeat_a_telephone_number() -> None:
    assert "12345678" not in (read_phone("12345678").doubt or "")


@pytest.mark.parametrize("cell", ["v", "√", "X", 1, "✓"])
def test_a_tick_is_a_tick(cell: Cell) -> None:
    assert is_tick(cell)


CELLS = st.one_of(
    st.none(),
    st.text(max_size=60),
    st.integers(),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ']{0,2}[0-9]{0,4}", fullmatch=True),
)


def _date(cell: Cell) -> Reading[dt.date]:
    return read_date(cell, today=TODAY)


def _birth_date(cell: Cell) -> Reading[dt.date]:
    return read_birth_date(cell, today=TODAY)


EVERY_READER: list[Callable[[Cell], Reading[object]]] = [
    read_text,
    read_sex,
    read_kind,
    read_role,
    read_status,
    read_cluster,
    read_child_name,
    read_reporter,
    read_phone,
    read_district,
    read_age,
    _date,
    _birth_date,
]


@given(cell=CELLS)
def test_no_cell_makes_a_reader_stumble(cell: Cell) -> None:
    for read in EVERY_READER:
        reading = read(cell)
        reading.text.encode()  # can be stored
        assert "\0" not in reading.text
        if read not in (read_reporter, read_text) and reading.value is None and reading.text:
            assert reading.doubt


def test_every_word_of_the_tables_is_text_and_means_one_thing() -> None:
    words = table("words")
    for kind in ("sex", "kind", "status", "role"):
        spellings = [spelling for answer in words[kind].values() for spelling in answer]
        assert all(isinstance(spelling, str) for spelling in spellings)
        assert len({spelling.casefold() for spelling in spellings}) == len(spellings)
