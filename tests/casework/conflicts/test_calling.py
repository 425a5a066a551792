"""Whoever is reported may stand there by one word, by initials, by what everybody calls them: in that field alone it is
a possible sign, and in a story it is none."""

from __future__ import annotations

import pytest

from suar.casework.conflicts.calling import ALONE, INITIALS, single_words
from suar.casework.conflicts.rules import BY_INITIAL, BY_OFFICE, REPORTED, Heard, People, Person, compare

PEOPLE = People(
    [
        Person("budi", "Budi Hartanto", near=frozenset({"uptd"}), office=frozenset({"uptd"})),
        Person("agus", "Agus Setiawan"),
        Person("rizali", "Rizali Misalan"),
        Person("andi", "Muhammad Andi Pratama"),
        Person("ahmad", "H. Ahmad Fauzan, S.Pd."),
        Person("zulkifli", "Zulkifli"),
        Person("uncle", "Sabirin", tie="kin"),
        Person("brother", "Bambang Herlambang", tie="sibling"),
    ]
)


def who(reported: str = "", story: str = "", **names: str) -> dict[object, str]:
    heard = Heard({REPORTED: reported, **names}, {"story": story})
    return {one.key: one.why for one in compare(PEOPLE, heard)}


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ("Budi", {"budi": ALONE}),
        ("budi", {"budi": ALONE}),
        ("BUDI", {"budi": ALONE}),
        ("Pak Budi", {"budi": ALONE}),
        ("Budi tetangga", {"budi": ALONE}),
        ("sdr. Budi (tetangga)", {"budi": ALONE}),
        ("Boedi", {"budi": ALONE}),
        ("\u0412ud\u0456", {"budi": ALONE}),
        ("\uff22\uff55\uff44\uff49", {"budi": ALONE}),
        ("Bu\u200bdi", {"budi": ALONE}),
        ("Bud1", {"budi": ALONE}),
        ("Pak Andi", {"andi": ALONE}),
        ("Moh. Andi", {"andi": "two_words"}),
        ("M. Andi", {"andi": "two_words"}),
        ("Mohd Andi", {"andi": "two_words"}),
        ("Bang Jali", {"rizali": ALONE}),
        ("Rizaly", {"rizali": ALONE}),
        ("Ijal", {"rizali": ALONE}),
        ("Zul", {"zulkifli": ALONE}),
        ("Andi dan Budi", {"andi": ALONE, "budi": ALONE}),
        ("Rahayu alias Budi", {"budi": ALONE}),
        ("A. Setiawan", {"agus": BY_INITIAL}),
        ("Agus S.", {"agus": BY_INITIAL}),
        ("AS", {"agus": INITIALS}),
        ("A.S.", {"agus": INITIALS}),
        ("a. s.", {"agus": INITIALS}),
        ("MAP", {"andi": INITIALS}),
        ("Sabirin", {"uncle": ALONE}),
        ("Sabir", {"uncle": ALONE}),
        ("Pak Ahmad", {"ahmad": ALONE}),
        ("Fauzan", {"ahmad": ALONE}),
        ("Herlambang", {}),  # of a brother's whole name one word is none
        ("Muhammad", {}),
        ("Budi Santosa", {}),  # somebody else of that name
        ("Setiawan", {}),  # common, and not the first of the name
        ("Joko, SE", {}),
        ("tidak dikenal", {}),
        ("ayah", {}),
        ("orang dewasa", {}),
        ("", {}),
    ],
)
def test_one_word_in_the_field_of_whoever_is_reported_is_a_possible_sign(
    reported: str, expected: dict[object, str]
) -> None:
    assert who(reported) == expected


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("Budi memukul saya.", {}),
        ("Bang Jali datang lagi, lalu Pak Andi.", {}),
        ("Yang menyuruh AS, umur 40 tahun.", {}),
        ("Sabirin datang malam itu.", {}),
        ("Yang menyuruh A. Setiawan dari pasar.", {"agus": BY_INITIAL}),
        ("Kata ibu namanya Agus S. dan ia guru.", {"agus": BY_INITIAL}),
        ("Yang menyuruh B. Setiawan dari pasar.", {}),
        ("Pak Budi yang di KPPAD menyuruh saya diam.", {"budi": BY_OFFICE}),
        ("pak budi yang di kppad menyuruh saya diam", {"budi": BY_OFFICE}),
        ("Komisioner Budi menyuruh saya diam.", {"budi": BY_OFFICE}),
        ("Namanya Budi, ia dari UPTD kata ibu.", {"budi": BY_OFFICE}),
        ("Ketua RT Budi menyuruh saya diam.", {}),
        ("Petugas desa bernama Budi datang ke kantor.", {}),
        ("Saya mau lapor ke KPPAD. Yang menyuruh saya teman kakak saya, namanya Budi.", {}),
        ("Bambang dari KPPAD itu baik.", {}),  # a brother is not of the house
    ],
)
def test_in_a_story_one_word_is_none_but_beside_a_word_of_the_house_or_an_initial(
    story: str, expected: dict[object, str]
) -> None:
    assert who(story=story) == expected


def test_one_word_in_another_field_is_no_sign() -> None:
    assert who(child="Budi") == {} and who(reporter="Rizali") == {}


def test_how_one_speaks_to_somebody_and_what_somebody_is_are_no_names() -> None:
    found = [word.text for word in single_words("Pak Andi, guru; ibu Rina (tetangga) / ayah & bos")]
    assert found == ["Andi", "Rina"]
    assert single_words("Andi Saputra") == [] and single_words("seorang laki-laki") == []


def test_degrees_behind_a_name_are_no_initials() -> None:
    people = People([Person("susi", "Susi Endang")])
    assert compare(people, Heard({REPORTED: "Joko Laksana, SE"})) == []
    assert [one.why for one in compare(people, Heard({REPORTED: "SE"}))] == [INITIALS]
