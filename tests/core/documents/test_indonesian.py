"""Dates, moments and numbers as they are read here."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from suar.core.documents.indonesian import (
    ZONE,
    long_date,
    moment,
    month_name,
    number,
    percent,
    plain_date,
    relative,
    short,
)

DAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 14, 5, tzinfo=ZONE)


def test_a_date_has_its_day_and_month_in_words() -> None:
    assert long_date(DAY, "id") == "Selasa, 24 November 2026"
    assert plain_date(dt.date(2026, 8, 1), "id") == "1 Agustus 2026"
    assert long_date(DAY, "en") == "Tuesday, 24 November 2026"
    assert short(DAY, "id") == "Sel 24/11"
    assert month_name(5, "id") == "Mei"


def test_the_active_language_decides_if_none_is_named() -> None:
    with override("en"):
        assert long_date(DAY) == "Tuesday, 24 November 2026"
    with override("id"):
        assert long_date(DAY) == "Selasa, 24 November 2026"
    with override(None):
        assert long_date(DAY) == "Selasa, 24 November 2026"


def test_a_moment_is_told_in_the_zone_of_the_office() -> None:
    assert moment(dt.datetime(2026, 11, 24, 7, 5, tzinfo=dt.UTC), "id") == "Selasa, 24 November 2026, 14.05 WIB"
    assert moment(NOW, "en") == "Tuesday, 24 November 2026, 14:05 WIB"
    assert moment(NOW, "id", zone=ZoneInfo("Asia/Jayapura")) == "Selasa, 24 November 2026, 16.05 WIT"
    assert moment(NOW, "id", zone=dt.UTC) == "Selasa, 24 November 2026, 07.05 UTC+00:00"
    # One minute before midnight in UTC is already tomorrow here.
    assert short(dt.datetime(2026, 11, 24, 23, 59, tzinfo=dt.UTC), "id") == "Rab 25/11"


def test_a_moment_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="zone"):
        moment(dt.datetime(2026, 11, 24), "id")


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1234.5, None, "1.234,5"),
        (1234567, None, "1.234.567"),
        (0, None, "0"),
        (0.1 + 0.2, None, "0,3"),
        (Decimal("2.5"), 0, "3"),
        (-1234.5, 2, "−1.234,50"),
        (-0.001, 1, "0,0"),
        (1000, None, "1.000"),
    ],
)
def test_numbers_have_points_between_thousands_and_a_comma(
    value: float | Decimal, places: int | None, text: str
) -> None:
    assert number(value, places, "id") == text


def test_numbers_in_english_have_it_the_other_way() -> None:
    assert number(1234.5, language="en") == "1,234.5"
    assert percent(0.425, language="en") == "42.5%"
    assert percent(0.425, language="id") == "42,5 %"
    assert percent(Decimal(1), 0, "id") == "100 %"


def test_what_is_no_number_is_an_error() -> None:
    with pytest.raises(ValueError, match="finite"):
        number(float("nan"), language="id")


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_can_be_read_back(value: int) -> None:
    assert int(number(value, language="id").replace(".", "").replace("−", "-")) == value


@pytest.mark.parametrize(
    ("hours", "text", "english"),
    [
        (2, "2 jam lagi", "in 2 hours"),
        (0.5, "30 menit lagi", "in 30 minutes"),
        (0, "sekarang", "now"),
        (-1, "lewat 1 jam", "1 hour late"),
        (-0.25, "lewat 15 menit", "15 minutes late"),
        (20, "besok 10.05", "tomorrow 10:05"),
        (72, "3 hari lagi", "in 3 days"),
        (-72, "lewat 3 hari", "3 days late"),
        (-23, "lewat 23 jam", "23 hours late"),
    ],
)
def test_a_moment_is_told_by_its_distance(hours: float, text: str, english: str) -> None:
    at = NOW + dt.timedelta(hours=hours)
    assert relative(at, NOW, "id") == text
    assert relative(at, NOW, "en") == english


@pytest.mark.parametrize(
    ("days", "text"), [(0, "hari ini"), (1, "besok"), (-1, "kemarin"), (5, "5 hari lagi"), (-3, "lewat 3 hari")]
)
def test_a_bare_date_is_due_at_its_end(days: int, text: str) -> None:
    assert relative(DAY + dt.timedelta(days=days), NOW, "id") == text


def test_tomorrow_begins_at_midnight_here() -> None:
    late = dt.datetime(2026, 11, 24, 23, 30, tzinfo=ZONE)
    assert relative(late + dt.timedelta(hours=1), late, "id") == "1 jam lagi"
    assert relative(late + dt.timedelta(hours=9), late, "id") == "besok 08.30"
