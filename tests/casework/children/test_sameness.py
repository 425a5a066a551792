"""What speaks for one child, what against, and who is a brother or sister. Pure."""

from __future__ import annotations

import pytest

from suar.casework.children import sameness
from suar.casework.children.sameness import OFFERED, Person, births, same_child


def test_the_same_number_alone_is_worth_a_look() -> None:
    match = same_child(Person(nik="6171015505100000"), Person(nik="6171 0155 0510 0000"))
    assert match.offered
    assert match.reasons == ("NIK sama",)


def test_reasons_are_named_and_another_birth_date_speaks_against() -> None:
    one = Person(name="Rara Contoh", birth_date="2011-03-09")
    same = same_child(one, Person(name="Contoh Rara", birth_date="2011-03-09"))
    other = same_child(one, Person(name="Rara Contoh", birth_date="2009-01-01"))
    assert same.reasons == ("nama sama: urutan kata lain", "tanggal lahir sama")
    assert other.reasons == ("nama sama", "tanggal lahir lain")
    assert other.score < OFFERED < same.score


def test_other_names_count() -> None:
    assert same_child(Person(name="Bunga"), Person(name="Rara", other_names="Melati, Bunga")).score > 60


def test_a_name_that_is_only_possible_needs_a_second_sign() -> None:
    file = Person(name="Agustinus Lambai", birth_date="2011-03-09")
    assert same_child(Person(name="Tinus Lambai", birth_date="2011-03-09"), file).offered
    assert not same_child(Person(name="Tinus Lambai", birth_date="2012-11-20"), file).offered
    # Where a complaint knows no birth date there is nothing to tell them apart: it is shown.
    unknown = same_child(Person(name="Tinus Lambai"), file)
    assert unknown.offered
    assert unknown.reasons == ("nama mirip: nama panggilan",)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("2011-03-09", "2011-03-09", "same"),
        ("2011-03-09", "2011-09-03", "near"),  # day and month
        ("2011-03-09", "2011-03-19", "near"),  # a figure
        ("2011-03-09", "2013-03-09", "near"),
        ("2011-03-12", "2011-03-21", "near"),  # neighbours exchanged
        ("2011-01-01", "2011-03-29", "year"),  # a register's date for a year
        ("2011-01-01", "2011-01-07", "year"),
        ("2011", "2011-03-29", "year"),
        ("kira-kira 2011", "2011-03-29", "year"),
        ("2011-03-09", "2011-07-28", "other"),
        ("2011-03-09", "2009-01-01", "other"),
        ("2005", "2011-03-29", "other"),
        ("2010", "2011-03-29", ""),  # a year off is nothing to go by
        ("antara 2010 dan 2011", "2010-02-03", ""),
        ("", "2011-03-29", ""),
    ],
)
def test_birth_dates(one: str, other: str, said: str) -> None:
    assert births(one, other) == births(other, one) == said


NAMED = Person(name="Rara Contoh", birth_date="2011-03-09")


@pytest.mark.parametrize(
    ("one", "other", "words", "worth"),
    [
        ({"nik": "6171015505100000"}, {"nik": "6171015505110000"}, "NIK beda satu angka", 1),
        ({"nik": "6171015505100000"}, {"nik": "6112024903080000"}, "NIK lain", -1),
        ({"phone": "0800-123-4567"}, {"phone": "+62 800 123 4567"}, "nomor telepon sama", 1),
        ({"guardian": "Soeparman"}, {"guardian": "Suparman"}, "orang tua/wali sama", 1),
        ({"districts": {"61.71"}}, {"districts": {"61.71", "61.12"}}, "kabupaten/kota sama", 1),
        ({"sex": "P"}, {"sex": "L"}, "jenis kelamin lain", -1),
        ({"birth_date": "2011-09-03"}, {}, "tanggal lahir hampir sama", -1),  # less than the same day
        ({"sex": "P"}, {"sex": ""}, "", 0),
        ({"nik": "6171"}, {"nik": "6112024903080000"}, "", 0),
        ({"guardian": ""}, {"guardian": ""}, "", 0),
    ],
)
def test_each_sign_is_weighed_and_said(
    one: dict[str, object], other: dict[str, object], words: str, worth: int
) -> None:
    plain = same_child(NAMED, NAMED)
    facts = {"name": "Rara Contoh", "birth_date": "2011-03-09", "districts": frozenset()}
    a, b = (Person(**(facts | given)) for given in (one, other))  # type: ignore[arg-type]  # text, or districts
    match = same_child(a, b)
    assert (match.score > plain.score) - (match.score < plain.score) == worth
    assert (words in match.reasons) is bool(words)
    assert match == same_child(b, a)


def test_one_number_under_two_names_is_shown_with_both() -> None:
    match = same_child(Person(name="Rara", nik="6171015505100000"), Person(name="Melati", nik="6171015505100000"))
    assert match.offered
    assert match.reasons == ("NIK sama", "nama berbeda")


@pytest.mark.parametrize(
    "shared",
    [
        {"phone": "0800-123-4567"},
        {"guardian": "Suparman"},
        {"address": "Jl. Contoh No. 9, Pontianak"},
        {"phone": "0800-123-4567", "guardian": "Suparman", "address": "Jl. Contoh No. 9, Pontianak"},
    ],
)
@pytest.mark.parametrize("names", [("Putra Pratama", "Putri Pratama"), ("Hasan Bahri", "Husin Bahri")])
def test_twins_and_siblings_are_never_offered_as_one(shared: dict[str, str], names: tuple[str, str]) -> None:
    one, other = (Person(name=name, birth_date="2011-03-09", **shared) for name in names)
    match = same_child(one, other)
    assert match.sibling
    assert not match.offered
    assert match.score < OFFERED
    assert match.reasons[0] == "nama berbeda"
    assert "tanggal lahir sama" in match.reasons


def test_a_nameless_child_with_the_same_number_is_no_sibling() -> None:
    match = same_child(Person(phone="0800-123-4567"), Person(name="Rara", phone="0800-123-4567"))
    assert not match.sibling


def test_a_number_with_a_country_code_is_the_same_number() -> None:
    assert sameness.same_phone("0800-123-4567", "+62 800 123 4567")
    assert not sameness.same_phone("0800", "0800")


def test_every_code_of_evidence_has_its_words() -> None:
    from suar.casework.children.names.aligning import WEIGHT

    assert set(sameness.EVIDENCE) == set(WEIGHT) - {"exact"}
