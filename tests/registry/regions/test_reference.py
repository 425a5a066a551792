from __future__ import annotations

from collections import Counter

from suar.registry.regions import reference


def test_the_decrees_own_totals_are_met() -> None:
    assert Counter(place.level for place in reference.places().values()) == {
        "provinsi": 1,
        "kabupaten": 12,
        "kota": 2,
        "kecamatan": 174,
        "desa": 2046,
        "kelurahan": 99,
    }


def test_every_region_but_the_province_lies_in_another() -> None:
    places = reference.places()
    assert [code for code, place in places.items() if place.parent not in places] == ["61"]
    assert all(code.startswith(place.parent) for code, place in places.items())


def test_the_fourteen_have_bps_codes_and_a_place_of_their_own_on_the_map() -> None:
    fourteen = [reference.places()[code] for code, _name in reference.districts()]
    assert len(fourteen) == len({place.bps_code for place in fourteen}) == 14
    assert len({(place.tile_column, place.tile_row) for place in fourteen}) == 14


def test_for_seven_of_them_the_two_codes_differ() -> None:
    differing = [
        code for code, _name in reference.districts() if code.replace(".", "") != reference.places()[code].bps_code
    ]
    assert len(differing) == 7
    assert reference.places()["61.02"].bps_code == "6104"


def test_a_region_is_named_short() -> None:
    assert reference.name_of("61.12") == "Kubu Raya"


def test_a_code_of_another_province_is_shown_as_it_is() -> None:
    assert reference.name_of("31.71") == "31.71"
    assert not reference.is_known("31.71")
