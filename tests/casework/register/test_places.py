from __future__ import annotations

import pytest

from suar.casework.register.places import read_district
from suar.casework.register.reading import Cell
from suar.casework.register.tables import table


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Pontianak", "61.71"),
        ("Ptk", "61.71"),
        ("PTK", "61.71"),
        ("Kota Pontianak", "61.71"),
        ("Kubu Raya", "61.12"),
        ("Kuburaya", "61.12"),
        ("KKR", "61.12"),
        ("KAB. KUBU RAYA", "61.12"),
        ("Kab. Sambas", "61.01"),
        ("Sbs", "61.01"),
        ("Kab.Ketapang", "61.04"),
        ("Kab Mempawah", "61.02"),
        ("Mpw", "61.02"),
        ("Kab. Kapuas Hulu", "61.06"),
        ("KKU", "61.11"),
        ("Bky", "61.07"),
        ("Skw", "61.72"),
        ("Kabupaten Sekadau", "61.09"),
        ("Melawi", "61.10"),
        ("Ngabang (Landak)", "61.08"),
        ("Ngabang", "61.08"),
        ("Ng. Pinoh", "61.10"),
        ("Sungai Ambawang, Kab. Kubu Raya", "61.12"),
        ("Kec. Pontianak Barat Kota Pontianak", "61.71"),
        ("Desa Sambas Kab. Landak", "61.08"),
        ("Jl. Sambas, Ptk", "61.71"),
    ],
)
def test_a_district_is_read_in_each_spelling(cell: str, code: str) -> None:
    reading = read_district(cell)
    assert (reading.value, reading.text, reading.doubt) == (code, cell, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Sui Ambawang", "61.12"),
        ("Sei. Pinyuh", "61.02"),
        ("Kec. Tebas", "61.01"),
        ("Mempawah Hulu", "61.08"),  # a kecamatan of Landak, not of Mempawah
        ("Sanggau Ledo", "61.07"),  # of Bengkayang, not of Sanggau
        ("Sui Raya", "61.12"),
        ("Kab. Pontianak", "61.02"),  # Mempawah until 2014
        ("Pontiank", "61.71"),
        ("singkwang", "61.72"),
    ],
)
def test_a_less_certain_place_is_read_with_a_doubt(cell: str, code: str) -> None:
    reading = read_district(cell)
    assert reading.value == code
    assert reading.doubt


@pytest.mark.parametrize("cell", ["Atlantis", "luar Kalbar", "Jakarta", "Ptk/KKR", "kota", "Kuching", 61, "#N/A"])
def test_a_place_that_is_not_certain_stays_text(cell: Cell) -> None:
    reading = read_district(cell)
    assert (reading.value, reading.text) == ("", str(cell))
    assert reading.doubt


def test_no_answer_is_no_doubt() -> None:
    assert read_district(None).doubt is None
    assert read_district("-").value == ""


def test_every_spelling_in_the_table_leads_to_its_own_district() -> None:
    for code, names in table("districts")["districts"].items():
        for name in names:
            assert read_district(name).value == code
            assert read_district(name.upper()).value == code


def test_every_kecamatan_in_the_table_leads_to_its_own_district() -> None:
    for code, names in table("districts")["subdistricts"].items():
        for name in names:
            assert read_district(f"Kec. {name}").value == code
