"""Recommendations: each rule starts at its threshold, not below, and a hidden figure starts none."""

from __future__ import annotations

import pytest

from suar.insight.reports.rules import THRESHOLDS, Facts, Pair, advise


@pytest.mark.parametrize(
    ("facts", "starts"),
    [
        (Facts(late=[Pair("Dinas Contoh", 3, 12)]), True),
        (Facts(late=[Pair("Dinas Contoh", 2, 2)]), False),
        (Facts(late=[Pair("Dinas Contoh", 3, 13)]), False),
        (Facts(late=[Pair("Dinas Contoh", None, 13)]), False),
        (Facts(late=[Pair("Dinas Contoh", 30, None)]), False),
        (Facts(waiting=[Pair("Dinas Contoh", 3, 9)]), True),
        (Facts(waiting=[Pair("Dinas Contoh", 2, 9)]), False),
        (Facts(no_receipt=[Pair("Dinas Contoh", 3, 9)]), True),
        (Facts(no_receipt=[Pair("Dinas Contoh", 2, 9)]), False),
        (Facts(obstacles={"A": 3}), True),
        (Facts(obstacles={"B": 2, "C": None}), False),
        (Facts(districts=[Pair("Kota Contoh", 8, 20)]), True),
        (Facts(districts=[Pair("Kota Contoh", 7, 20)]), False),
        (Facts(districts=[Pair("Kota Contoh", 19, 19)]), False),
        (Facts(unknown=[Pair("usia anak", 1, 10)]), True),
        (Facts(unknown=[Pair("usia anak", 0, 0), Pair("wilayah", 1, 11)]), False),
        (Facts(own_late=Pair("", 1, 10)), True),
        (Facts(own_late=Pair("", 0, 10)), False),
    ],
)
def test_a_rule_starts_at_its_threshold(facts: Facts, starts: bool) -> None:
    assert bool(advise(facts)) is starts


def test_every_recommendation_names_the_figure_it_rests_on() -> None:
    facts = Facts(
        late=[Pair("Dinas Contoh", 5, 10)],
        obstacles={"A": 4, "B": 4, "C": 4},
        districts=[Pair("Kota Contoh", 30, 40)],
        own_late=Pair("", 2, 10),
    )
    found = advise(facts)
    assert [one.to for one in found][-1] == "Komisi sendiri"
    assert all(any(sign.isdigit() for sign in one.because) for one in found)
    assert len(THRESHOLDS) == 7
