"""Periods: what may be written, what it means, and what came before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.insight.reports.periods import Period, PeriodError, parse


@pytest.mark.parametrize(
    ("text", "label", "first", "last"),
    [
        ("2021", "Tahun 2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-Q3", "Triwulan III 2021", date(2021, 7, 1), date(2021, 9, 30)),
        (" 2021-q1 ", "Triwulan I 2021", date(2021, 1, 1), date(2021, 3, 31)),
        ("2021-06", "Juni 2021", date(2021, 6, 1), date(2021, 6, 30)),
        ("2024-02", "Februari 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-01-01..2021-12-15", "1 Januari 2021 sampai 15 Desember 2021", date(2021, 1, 1), date(2021, 12, 15)),
        ("2021-06-09..2021-06-09", "9 Juni 2021 sampai 9 Juni 2021", date(2021, 6, 9), date(2021, 6, 9)),
    ],
)
def test_each_way_of_writing_a_period(text: str, label: str, first: date, last: date) -> None:
    period = parse(text)
    assert (period.label, period.first, period.last) == (label, first, last)
    assert parse(period.code) == period


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tahun lalu", "bukan periode"),
        ("", "bukan periode"),
        ("2021-Q5", "bukan periode"),
        ("9999", "setelah tahun 2100"),
        ("9999-12", "setelah tahun 2100"),
        ("9999-Q4", "setelah tahun 2100"),
        ("9999-12-31..9999-12-31", "setelah tahun 2100"),
        ("2021-00", "bukan periode"),
        ("2021-02-30..2021-03-01", "bukan periode"),
        ("2021-12-31..2021-01-01", "berakhir sebelum dimulai"),
        ("2001-01-01..2021-01-01", "sepuluh tahun"),
        ("1998", "sebelum tahun 2000"),
        ("٢٠٢١", "bukan periode"),
    ],
)
def test_what_is_no_period_is_refused_in_clear_words(text: str, words: str) -> None:
    with pytest.raises(PeriodError, match=words):
        parse(text)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2021", "2020"),
        ("2021-Q1", "2020-Q4"),
        ("2021-Q3", "2021-Q2"),
        ("2021-01", "2020-12"),
        ("2024-02-29..2024-03-31", "2023-02-28..2023-03-31"),
    ],
)
def test_the_former_period_is_the_one_before_or_the_same_days_a_year_before(text: str, before: str) -> None:
    assert parse(text).former().code == before


def test_a_period_is_running_to_the_end_of_its_last_day() -> None:
    period = parse("2026-11")
    assert period.is_running(date(2026, 11, 30))
    assert not period.is_running(date(2026, 12, 1))


def test_months_are_all_that_the_period_touches() -> None:
    assert parse("2021-11-30..2022-02-01").months() == ["2021-11", "2021-12", "2022-01", "2022-02"]
    assert len(parse("2021").months()) == 12


@given(st.dates(date(2001, 1, 1), date(2098, 7, 14)), st.integers(0, 900))
def test_any_days_read_back_and_every_day_is_in_a_month_of_the_period(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    period: Period = parse(f"{first}..{last}")
    assert (period.first, period.last) == (first, last)
    assert {f"{first:%Y-%m}", f"{last:%Y-%m}"} <= set(period.months())
    assert period.former().last < period.last
