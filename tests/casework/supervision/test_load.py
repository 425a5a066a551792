"""How much a file weighs, when somebody carries enough, and how files are spread. No database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.casework.supervision.load import RISKS, Load, measure, measures, spread
from suar.casework.supervision.watching import first_able

TODAY = measure(date(2026, 11, 26))


@pytest.mark.parametrize(
    ("counts", "weight", "heavy", "full"),
    [
        ({}, 0, False, False),
        ({"high": 1, "medium": 1, "low": 1, "after_care": 1}, 6.5, False, False),
        ({"unknown": 8}, 24, True, False),
        ({"high": 7, "medium": 1}, 23, False, False),
        ({"high": 9, "after_care": 5}, 29.5, True, False),
        ({"high": 9, "after_care": 6}, 30, True, True),
    ],
)
def test_files_weigh_by_their_risk(counts: dict[str, int], weight: float, heavy: bool, full: bool) -> None:
    load = Load(TODAY, counts)
    assert (load.weight, load.is_heavy, load.is_full) == (weight, heavy, full)


def test_only_what_is_high_or_unknown_is_barred_from_who_is_full() -> None:
    assert [risk for risk in RISKS if TODAY.bars(30, risk)] == ["high", "unknown"]
    assert not any(TODAY.bars(29.5, risk) for risk in RISKS)


def test_the_numbers_are_dated_and_say_where_they_come_from() -> None:
    assert measure(date(2020, 1, 1)) is measures()[0]
    assert "bukan aturan hukum" in TODAY.source


def test_the_heaviest_file_goes_to_whoever_carries_least() -> None:
    nobody: frozenset[int] = frozenset()
    assert spread({1: 10, 2: 0}, {"a": (3, nobody), "b": (3, nobody), "c": (1, nobody)}) == {"a": 2, "b": 2, "c": 2}
    assert spread({1: 4, 2: 0}, {"a": (3, nobody), "b": (2, nobody), "c": (1, nobody)}) == {"a": 2, "b": 2, "c": 1}


def test_nobody_is_given_what_they_may_not_see() -> None:
    assert spread({1: 0, 2: 9}, {"a": (3, frozenset({1})), "b": (3, frozenset({1, 2}))}) == {"a": 2, "b": None}


@given(
    st.dictionaries(st.integers(1, 6), st.floats(0, 40), min_size=1),
    st.dictionaries(st.integers(), st.tuples(st.sampled_from([0.5, 1.0, 2.0, 3.0]), st.frozensets(st.integers(1, 6)))),
)
def test_every_file_finds_whoever_may_take_it(
    weights: dict[int, float], files: dict[int, tuple[float, frozenset[int]]]
) -> None:
    chosen = spread(weights, files)
    assert chosen.keys() == files.keys()
    for file, (_weight, shut) in files.items():
        assert (chosen[file] is None) is (weights.keys() <= shut)
        assert chosen[file] not in shut


def test_the_first_who_is_not_shut_out_watches() -> None:
    assert first_able([(1, 5), (0, 9), (0, 7)], shut=set()) == 7
    assert first_able([(1, 5), (0, 9)], shut={9}) == 5
    assert first_able([(1, 5)], shut={5}) is None
