"""Due moments of 1,000,000 events: budget 5 s, and at most 20 times NumPy's working-day arithmetic on the same dates.

NumPy is no dependency. Where it is missing, the yardstick is the plainest loop over days that gives the same dates,
which is slower: the row says which one was used."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from time import perf_counter

from suar.casework.duties.rulebook import rulebook
from suar.core.clocks.engine import WIB, Calendar, Rule, Unit, due, due_many

EVENTS = 1_000_000
BUDGET_SECONDS = 5.0
BUDGET_RATIO = 20.0
DAYS = 14
Row = dict[str, str | float | None]


def rows() -> list[Row]:
    """All rules mixed, against seconds; then working days alone, against each yardstick."""
    calendar = Calendar.indonesia()
    moments = _moments()
    mixed = _timed(lambda: _all_rules(moments, calendar))
    rule = next(rule for rule in rulebook().all() if str(rule.limit) == f"{DAYS} {Unit.WORKING_DAYS}")
    working = _timed(lambda: due_many(rule, moments, calendar))
    result = [_row("due moments of 1,000,000 events, all rules", mixed, f"≤ {BUDGET_SECONDS:g} s")]
    for name, seconds in _yardsticks([moment.date() for moment in moments], calendar):
        title = f"due moments of 1,000,000 events in working days, against {name}"
        result.append(_row(title, working, f"≤ {BUDGET_RATIO:g} ×", seconds))
    return result


def _row(name: str, seconds: float, budget: str, yardstick: float | None = None) -> Row:
    return {
        "name": name,
        "figure": round(seconds, 3),
        "unit": "s",
        "budget": budget,
        "yardstick": None if yardstick is None else round(yardstick, 3),
        "ratio": None if yardstick is None else round(seconds / yardstick, 2),
    }


def _moments() -> list[datetime]:
    """Two years of moments, half of them in another zone."""
    chance = random.Random(2026)  # noqa: S311 - the same events in every run
    first = datetime(2025, 1, 1, tzinfo=WIB)
    moments = [first + timedelta(minutes=chance.randrange(2 * 365 * 24 * 60)) for _ in range(EVENTS)]
    return [moment.astimezone(UTC) if place % 2 else moment for place, moment in enumerate(moments)]


def _all_rules(moments: list[datetime], calendar: Calendar) -> None:
    rules: tuple[Rule, ...] = rulebook().all()
    for place, moment in enumerate(moments):
        due(rules[place % len(rules)], moment, (), calendar)


def _yardsticks(days: list[date], calendar: Calendar) -> list[tuple[str, float]]:
    try:
        numpy = import_module("numpy")
    except ModuleNotFoundError:
        off = calendar.days_off
        return [("a plain loop over days (NumPy is not installed)", _timed(lambda: [_walk(day, off) for day in days]))]
    week = numpy.busdaycalendar(holidays=numpy.array(sorted(calendar.days_off), dtype="M8[D]"))
    given = numpy.array(days, dtype="M8[D]")

    def arrays() -> object:
        """From an array to an array: no moment, zone or hour is made."""
        return numpy.busday_offset(given, DAYS, roll="backward", busdaycal=week)

    def dates() -> list[date]:
        """Dates in, dates out, as the engine has them."""
        moved = numpy.busday_offset(numpy.array(days, dtype="M8[D]"), DAYS, roll="backward", busdaycal=week)
        return list(moved.tolist())

    if dates() != [calendar.after(day, DAYS).date() for day in days]:
        raise SystemExit("NumPy and the engine disagree on a working day")
    return [
        ("NumPy busday_offset, arrays in and out", _timed(arrays)),
        ("NumPy busday_offset, dates in and out", _timed(dates)),
    ]


def _walk(day: date, days_off: frozenset[date]) -> date:
    counted = 0
    while counted < DAYS:
        day += timedelta(days=1)
        counted += day.weekday() < 5 and day not in days_off
    return day


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    import json
    import sys

    json.dump(rows(), sys.stdout, indent=2)
