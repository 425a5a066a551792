"""Initials, ages, numbers: decisions without a database."""

from __future__ import annotations

from datetime import date

import pytest

from suar.casework.children import rules


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Rara Contoh", "R.C."),
        ("  siti  nur aini putri", "S.N.A."),
        ("", "tanpa nama"),
        ("(tidak tahu)", "T."),
        ("123", "tanpa nama"),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert rules.initials(name) == shown


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2011-03-09", date(2026, 3, 8), 14),
        ("2011-03-09", date(2026, 3, 9), 15),
        ("2012-02-29", date(2026, 2, 28), 13),
        ("2027-01-01", date(2026, 1, 1), None),
        ("kira-kira 2011", date(2026, 1, 1), None),
        ("1890-01-01", date(2026, 1, 1), None),
    ],
)
def test_age_on_a_day(born: str, on: date, age: int | None) -> None:
    assert rules.age_at(born, on) == age


@pytest.mark.parametrize(
    ("nik", "facts", "word"),
    [
        ("6171015505100000", {"birth_date": "2010-05-15", "sex": "P"}, ""),
        ("", {}, ""),
        ("617101", {}, "16 angka"),
        ("6171015505100000", {"birth_date": "2010-05-16"}, "Tanggal lahir"),
        ("6171015505100000", {"sex": "L"}, "Jenis kelamin"),
        ("6171013213100000", {}, "kalender"),
        ("9971015505100000", {}, "Kode wilayah"),
    ],
)
def test_a_number_that_does_not_fit_is_a_warning(nik: str, facts: dict[str, str], word: str) -> None:
    found = rules.nik_warnings(nik, **facts)  # type: ignore[arg-type]  # text facts only
    assert bool(found) == bool(word)
    assert word in " ".join(found)


def test_an_unknown_district_is_a_warning() -> None:
    assert rules.nik_warnings("6199015505100000", known_district=lambda code: code != "6199")


def test_nobody_is_called_before_somebody_asked() -> None:
    note = rules.safe_contact({"who": "Bibi", "may_call": "perhaps", "message": "everything"})
    assert note["may_call"] == "unknown"
    assert note["message"] == "never"
    assert set(note) == set(rules.CONTACT_FIELDS)


def test_an_age_is_believed_up_to_120_years_and_begins_on_the_day_of_birth() -> None:
    born = "1906-11-25"
    assert rules.age_at(born, date(2026, 11, 25)) == 120
    assert rules.age_at(born, date(2027, 11, 25)) is None
    assert rules.age_at("2026-11-25", date(2026, 11, 25)) == 0
    assert rules.age_at("2026-11-26", date(2026, 11, 25)) is None


def test_the_day_in_a_nik_tells_a_girl_from_41_on() -> None:
    said = "Jenis kelamin di dalam NIK berbeda dari yang diisi."
    assert said not in rules.nik_warnings("6171014103110000", sex="P")
    assert said in rules.nik_warnings("6171014103110000", sex="L")
    assert said in rules.nik_warnings("6171013103110000", sex="P")


@pytest.mark.parametrize(
    ("typed", "day", "estimated"),
    [
        ("2011-03-09", date(2011, 3, 9), False),
        ("2011-3-9", date(2011, 3, 9), False),
        ("2011-05", date(2011, 5, 1), True),
        (" 2011 ", date(2011, 1, 1), True),
    ],
)
def test_a_birth_date_that_is_known_in_part_stands_for_its_first_day(typed: str, day: date, estimated: bool) -> None:
    assert rules.birth_typed(typed) == (day, estimated)


@pytest.mark.parametrize("typed", ["", "11", "2011-", "2011-13", "2011-02-30", "09-03-2011", "sekitar 2011"])
def test_what_is_no_birth_date_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        rules.birth_typed(typed)
