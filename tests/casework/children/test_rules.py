"""Names, ages, numbers, likeness: decisions without a database."""

from __future__ import annotations

from datetime import date

import pytest

from suar.casework.children import rules
from suar.casework.children.rules import Person


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


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Abdul Latif", "Abdullatif", True),
        ("Syarifah Nurhaliza", "Nurhaliza", True),
        ("Siti Nurhaliza", "Nurhaliza Siti", True),
        ("Rara Contoh", "Budi Misal", False),
        ("", "", False),
    ],
)
def test_likeness(one: str, other: str, alike: bool) -> None:
    assert (rules.likeness(one, other) >= rules.ALIKE) is alike


def test_the_same_number_alone_is_worth_a_look() -> None:
    match = rules.same_child(Person(nik="6171015505100000"), Person(nik="6171 0155 0510 0000"))
    assert match.score >= rules.OFFERED
    assert match.reasons == ("NIK sama",)


def test_reasons_are_named_and_another_birth_date_speaks_against() -> None:
    one = Person(name="Rara Contoh", birth_date="2011-03-09")
    same = rules.same_child(one, Person(name="Contoh Rara", birth_date="2011-03-09"))
    other = rules.same_child(one, Person(name="Rara Contoh", birth_date="2009-01-01"))
    assert same.reasons == ("nama sama", "tanggal lahir sama")
    assert other.score < rules.OFFERED < same.score


def test_other_names_count() -> None:
    assert rules.same_child(Person(name="Bunga"), Person(name="Rara", other_names="Melati, Bunga")).score > 60


def test_a_number_with_a_country_code_is_the_same_number() -> None:
    assert rules.same_phone("0800-123-4567", "+62 800 123 4567")
    assert not rules.same_phone("0800", "0800")


def test_nobody_is_called_before_somebody_asked() -> None:
    note = rules.safe_contact({"who": "Bibi", "may_call": "perhaps", "message": "everything"})
    assert note["may_call"] == "unknown"
    assert note["message"] == "never"
    assert set(note) == set(rules.CONTACT_FIELDS)


def test_likeness_has_its_edge_between_two_spellings_and_two_names() -> None:
    assert rules.likeness("Andi Saputra", "Andy Syahputra") >= rules.ALIKE
    assert rules.likeness("Yanti Contoh", "Yanto Rekaan") < rules.ALIKE
    assert rules.likeness("Muhamad Rizki", "Mohammad Rizky") < rules.ALIKE


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
