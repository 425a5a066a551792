"""Working days against the joint decrees of the three ministers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from suar.core.clocks.engine import Calendar, OutsideCalendar

# SKB 3 Menteri for 2026, the days that fall on Monday to Friday
HOLIDAYS_2026 = ("01-01 01-16 02-17 03-19 04-03 05-01 05-14 05-27 06-01 06-16 08-17 08-25 12-25").split()
CUTI_BERSAMA_2026 = ("02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24").split()


def test_the_days_off_of_2026_are_those_of_the_decree() -> None:
    calendar = Calendar.indonesia()
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    off = {f"{day:%m-%d}" for day in days if day.weekday() < 5 and not calendar.is_working(day)}
    assert off == {*HOLIDAYS_2026, *CUTI_BERSAMA_2026}


def test_a_weekend_is_never_worked() -> None:
    calendar = Calendar.indonesia()
    assert not calendar.is_working(date(2026, 3, 7))
    assert not calendar.is_working(date(2026, 3, 8))
    assert calendar.is_working(date(2026, 3, 9))


def test_a_calendar_is_made_once() -> None:
    closed = [date(2026, 3, 3)]
    assert Calendar.indonesia() is Calendar.indonesia()
    assert Calendar.indonesia(closures=closed) is Calendar.indonesia(closures=iter(closed))
    assert Calendar.indonesia(closures=closed) != Calendar.indonesia()


def test_the_first_day_of_a_calendar_may_be_worked() -> None:
    calendar = Calendar(frozenset(), date(2026, 3, 2), date(2026, 3, 6))
    assert calendar.is_working(date(2026, 3, 2))
    assert calendar.after(date(2026, 3, 2), 4).date() == date(2026, 3, 6)
    assert calendar.before(date(2026, 3, 6), 4).date() == date(2026, 3, 2)


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 7)])
def test_a_day_outside_the_calendar_is_an_error(day: date) -> None:
    calendar = Calendar(frozenset(), date(2026, 3, 2), date(2026, 3, 6))
    with pytest.raises(OutsideCalendar, match=str(day)):
        calendar.is_working(day)
