"""Who may decide for a child, what is no option, what a question lacks: no database."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from suar.casework.conferences import rules
from suar.casework.conferences.rules import Question, Seat

FULL = Question(heard=True, options=2, decided=True, reasons=True, review_on=date(2027, 1, 4))
PANEL = (Seat("Ketua", 1, agrees=True), Seat("Petugas", 2, line=True, agrees=True), Seat("Ahli", agrees=False))


@pytest.mark.parametrize(
    "text",
    [
        "Mediasi antara keluarga",
        "Kedua pihak berdamai",
        "Diselesaikan secara kekeluargaan",
        "Denda adat",
        "Dikembalikan kepada ibunya secara damai",
        "PERDAMAIAN dengan terlapor",
    ],
)
def test_a_settlement_is_no_option_where_a_child_was_exploited(text: str) -> None:
    assert "bukan pilihan" in rules.no_option(text, "trafficking")
    assert rules.no_option(text, "keluarga") == ""


def test_a_marriage_is_no_option_in_any_file() -> None:
    for cluster in ("trafficking", "keluarga"):
        assert "Pernikahan bukan jalan" in rules.no_option("Anak dinikahkan dengan terlapor", cluster)


@pytest.mark.parametrize(
    "text", ["Tinggal dengan bibi", "Dikembalikan kepada ibunya dengan pendampingan", "Rumah di permukiman padat"]
)
def test_a_way_home_is_one_and_a_street_may_be_crowded(text: str) -> None:
    assert rules.no_option(text, "trafficking") == ""


def test_a_panel_of_three_of_whom_one_does_not_work_on_the_file_may_decide() -> None:
    assert rules.faults(PANEL, chair=1, officer=2) == []


def test_two_may_not_nor_a_panel_without_its_chair_nor_with_the_officer_in_the_chair() -> None:
    assert "paling sedikit 3 orang; sekarang 2" in rules.faults(PANEL[:2], chair=1, officer=2)[0]
    assert rules.faults(PANEL, chair=9, officer=2) == ["Ketua panel harus duduk di panel."]
    assert "Petugas berkas tidak memimpin" in rules.faults(PANEL, chair=2, officer=2)[0]


def test_a_panel_of_those_who_work_on_the_file_alone_may_not_however_many_they_are() -> None:
    for n in range(3, 7):
        seats = [Seat(f"P{i}", i, line=True, agrees=True) for i in range(n)]
        assert any("Semua anggota mengerjakan berkas ini" in one for one in rules.faults(seats, chair=1, officer=9))
        assert rules.faults([*seats, Seat("Ahli")], chair=1, officer=9) == []


def test_nobody_from_whom_the_file_is_withheld_sits_there() -> None:
    barred = [*PANEL, Seat("Bapak Dekat", barred=True)]
    assert rules.faults(barred, chair=1, officer=2) == [
        "Bapak Dekat tidak dapat ikut memutuskan. Keluarkan dari panel."
    ]


def test_a_question_names_all_that_it_lacks() -> None:
    assert rules.lacks(FULL) == []
    assert len(rules.lacks(Question(None, 1, decided=False, reasons=False, review_on=None))) == 5
    assert rules.lacks(Question(False, 2, True, True, date(2027, 1, 4))) == []  # not heard, and it is said why


def test_whoever_has_not_spoken_is_named() -> None:
    assert rules.unheard(PANEL) == []
    assert rules.unheard([*PANEL, Seat("Wakil", 4)]) == ["Wakil"]


def test_a_decision_needs_more_who_agree_than_disagree() -> None:
    for said in product([True, False, None], repeat=4):
        assert rules.is_outvoted(said) is (said.count(True) <= said.count(False))


def test_words_about_how_a_child_is_are_few_and_blame_nobody() -> None:
    assert rules.unfit_words("Lelah, minta jeda.") == ""
    assert "300" in rules.unfit_words("a" * 301)
    assert "netral" in rules.unfit_words("Katanya anak nakal.")
