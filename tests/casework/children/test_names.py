"""Names as they are borne and written in West Kalimantan: when two may be one person's. Pure.

Three tables: the list of variants (CC0), of which the fifth that its hash picks was kept out of sight while the rules
were made; pairs written by hand before the rules were tuned on anything, none of them in the list; names by people, of
which no two may come out as one."""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.casework.children.names import POSSIBLE_FROM, SAME_FROM, compare
from suar.casework.children.names.spelling import spelled

DATA = Path(__file__).parent / "data"
LIST = Path(__file__).parents[2] / "core" / "vault" / "data" / "name_variants.csv"
HELD_BACK = 0  # the fifth
type Row = dict[str, str]


@cache
def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fifth(row: Row) -> int:
    """By a hash of the pair: whatever relation it has."""
    pair = "|".join(sorted((row["name_a"], row["name_b"])))
    return int(hashlib.sha256(pair.encode()).hexdigest(), 16) % 5


def verdict(row: Row) -> str:
    return compare(row["name_a"], row["name_b"]).verdict


def figures(among: list[Row]) -> tuple[float, float]:
    """Precision and recall of *same* against *different*; a pair that is only possible counts as neither."""
    pairs = [(row["expected"], verdict(row)) for row in among]
    true, false = pairs.count(("same", "same")), pairs.count(("different", "same"))
    return true / (true + false), true / sum(expected == "same" for expected, _ in pairs)


@pytest.mark.parametrize("among", ["held back", "whole"])
def test_precision_and_recall(among: str) -> None:
    chosen = [row for row in rows(LIST) if among == "whole" or fifth(row) == HELD_BACK]
    precision, recall = figures(chosen)
    assert len(chosen) > 100
    assert precision >= 0.97
    assert recall >= 0.90


def test_what_is_only_possible_is_not_called_the_same() -> None:
    """Nicknames, a part of a name, a clan in another dialect. Two pairs of the list cannot be told from others."""
    wrong = [row for row in rows(LIST) if row["expected"] == "possible" and verdict(row) == "same"]
    assert len(wrong) <= 2


@pytest.mark.parametrize("row", rows(DATA / "names_by_hand.csv"), ids=lambda row: f"{row['name_a']}-{row['name_b']}")
def test_by_hand(row: Row) -> None:
    assert verdict(row) == row["expected"], compare(row["name_a"], row["name_b"])


def test_what_is_written_by_hand_is_not_in_the_list_and_of_every_people() -> None:
    hand = rows(DATA / "names_by_hand.csv")
    listed = {frozenset((row["name_a"], row["name_b"])) for row in rows(LIST)}
    assert not [row for row in hand if frozenset((row["name_a"], row["name_b"])) in listed]
    assert len(hand) >= 120
    peoples = {row["people"] for row in hand}
    assert peoples >= {"melayu", "dayak", "tionghoa", "madura", "jawa", "bugis", "masa_kini"}
    assert {row["expected"] for row in hand} == {"same", "possible", "different"}


# Looked at one by one. Zahra with and without its article is in the list; Raihan is spelled in both ways.
ONE_NAME = {("Azzahra", "Zahra"), ("Raihan", "Reyhan")}


def test_no_two_names_of_one_people_come_out_as_one() -> None:
    names: dict[str, set[str]] = {}
    for row in rows(DATA / "names_by_group.csv"):
        if row["kind"] in {"given", "family"}:
            names.setdefault(row["group"], set()).add(row["name"])
    pairs = [pair for some in names.values() for pair in combinations(sorted(some), 2)]
    assert len(pairs) > 15_000
    assert {pair for pair in pairs if compare(*pair).verdict == "same"} == ONE_NAME


@pytest.mark.parametrize(
    ("one", "other", "verdict", "evidence"),
    [
        ("Rara Contoh", "RARA  CONTOH", "same", ("exact",)),
        ("Soeparman", "Suparman", "same", ("old_spelling",)),
        ("Khadijah", "Hadijah", "same", ("transliteration",)),
        ("Moh. Fadli", "Muhammad Fadli", "same", ("abbreviation",)),
        ("Uray Hendri", "Hendri", "same", ("title",)),
        ("Fatimah binti Usman", "Fatimah", "same", ("patronymic",)),
        ("Bulan Kristina", "Kristina Bulan", "same", ("order",)),
        ("Nur Aini", "Nuraini", "same", ("split",)),
        ("Rahrnat", "Rahmat", "same", ("slip",)),
        ("1lham", "Ilham", "same", ("slip",)),
        ("Tjong Sui Fong", "Chong Sui Fong", "same", ("clan_spelling",)),
        ("Tinus Lambai", "Agustinus Lambai", "possible", ("nickname",)),
        ("Bong Sui Fong", "Wong Sui Fong", "possible", ("clan_dialect",)),
        ("Lim Kim Sen", "Halim Susanto", "possible", ("clan_indonesian",)),
        ("Siti Nabila Salsabila", "Nabila Salsabila", "possible", ("missing",)),
        ("Gusti Rusli", "Uray Rusli", "possible", ("another_title",)),
        ("Putra Pratama", "Putri Pratama", "different", ("another_sex",)),
        ("Fatimah binti Usman", "Fatimah binti Ali", "different", ("another_father",)),
        ("Marni Contoh", "Marini Contoh", "different", ("near",)),
        ("Syarif Aisyah", "Syarifah Aisyah", "different", ("another_sex",)),
        ("Muhammad", "Muhammad Azka Alfarizi", "different", ("missing",)),
    ],
)
def test_the_evidence_is_told(one: str, other: str, verdict: str, evidence: tuple[str, ...]) -> None:
    found = compare(one, other)
    assert (found.verdict, found.evidence) == (verdict, evidence)


def test_several_changes_are_all_told_the_weightiest_first() -> None:
    assert compare("Sjarifah Noer Aini", "Sy. Nuraini").evidence == ("old_spelling", "split")
    assert compare("Hj. Rochani", "Rohani").evidence == ("transliteration", "title")


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("", "", "different"),
        ("", "Rara", "different"),
        ("--", "Rara", "different"),
        ("'", "'", "different"),
        ("Rara Contoh alias Melati", "Melati", "same"),
        ("Rara (Melati)", "Melati", "same"),
        ("Rara Contoh, S.Pd.", "Rara Contoh", "same"),
        ("Gusti", "Gusti", "same"),
        ("Haji", "H.", "same"),
        ("R.A. Kartini", "Raden Ajeng Kartini", "same"),
        ("M.T. Bulan", "Maria Theresia Bulan", "possible"),
        ("A. B. C.", "Ahmad Budi Cahya", "different"),
        ("Rаra", "Rara", "same"),  # noqa: RUF001 - a Cyrillic letter
        ("Rará", "Rara", "same"),
        ("a" * 500, "a" * 500, "same"),
        ("satu dua tiga empat lima enam tujuh delapan sembilan", "sembilan", "different"),
    ],
)
def test_odd_names(one: str, other: str, verdict: str) -> None:
    assert compare(one, other).verdict == verdict


ODD = st.text("aiueonrsthkjyzc'. -01", max_size=24) | st.sampled_from([row["name_a"] for row in rows(LIST)])


@given(one=ODD, other=ODD)
def test_either_order_gives_one_answer_in_its_band(one: str, other: str) -> None:
    found = compare(one, other)
    assert found == compare(other, one)
    band = {"same": (SAME_FROM, 1.0), "possible": (POSSIBLE_FROM, SAME_FROM), "different": (0.0, POSSIBLE_FROM)}
    low, high = band[found.verdict]
    assert low <= found.score <= high
    assert found.evidence or found.verdict == "different"


@given(name=ODD)
def test_a_name_is_itself(name: str) -> None:
    if any(c.isalnum() for c in name):
        assert compare(name, name).verdict == "same"


@given(one=ODD, other=ODD)
def test_spelling_has_no_direction(one: str, other: str) -> None:
    assert spelled(one, other).alike == spelled(other, one).alike


NUMBERED = st.text(alphabet="abeilmnorst0123456789 ", max_size=12)


@given(one=NUMBERED, other=NUMBERED)
def test_a_figure_in_a_name_ends_in_an_answer(one: str, other: str) -> None:
    assert compare(one, other).verdict in {"same", "possible", "different"}


@pytest.mark.parametrize(
    ("one", "other"), [("Siti 2", "Siti Aminah"), ("Anak 1", "Anak 2"), ("Bayi 2 hari", "Bayi Rina"), ("22", "2b")]
)
def test_a_figure_that_is_no_letter_is_compared_as_it_stands(one: str, other: str) -> None:
    assert compare(one, other).verdict != "same"
    assert compare(one, one).verdict == "same"
