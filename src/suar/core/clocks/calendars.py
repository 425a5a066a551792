"""Working days: Monday to Friday, less public holidays, *cuti bersama* and the closures an office adds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

from suar.core.clocks.errors import OutsideCalendar

WIB = timezone(timedelta(hours=7), "WIB")
"""Asia/Pontianak since 1988: +07:00, no summer time. A fixed offset keeps a day at exactly 24 hours."""

END_OF_DAY = time(23, 59, 59, tzinfo=WIB)
YEARS = range(1981, 2101)
SATURDAY = 5


def start_of_day(day: date) -> datetime:
    """00:00 of the day, +07:00."""
    return datetime.combine(day, time(), WIB)


def end_of_day(day: date) -> datetime:
    """23:59:59 of the day, +07:00: the last moment of a limit that is counted in whole days."""
    return datetime.combine(day, END_OF_DAY)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days, from `first` to `last`, both included.

    `days_off` are the days that are not worked although they are Monday to Friday. The arrays are an index made once:
    a limit of n working days is then a look-up, not a walk.
    """

    days_off: frozenset[date]
    first: date
    last: date
    _start: int = field(init=False, repr=False, compare=False)
    _upto: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """For each day from `first`: how many working days there are up to and including it."""
    _ends: tuple[datetime, ...] = field(init=False, repr=False, compare=False)
    """23:59:59 of each working day, in order."""

    def __post_init__(self) -> None:
        upto: list[int] = []
        ends: list[datetime] = []
        for ordinal in range(self.first.toordinal(), self.last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if day.weekday() < SATURDAY and day not in self.days_off:
                ends.append(end_of_day(day))
            upto.append(len(ends))
        object.__setattr__(self, "_start", self.first.toordinal())
        object.__setattr__(self, "_upto", tuple(upto))
        object.__setattr__(self, "_ends", tuple(ends))

    @staticmethod
    def indonesia(years: Sequence[int] = YEARS, closures: Iterable[date] = ()) -> Calendar:
        """National holidays and *cuti bersama* of the joint decree (SKB 3 Menteri), as the `holidays` package has them,
        and local closures. Years without a decree yet have estimated holidays and no *cuti bersama*."""
        return _indonesia(min(years), max(years), frozenset(closures))

    def is_working(self, day: date) -> bool:
        """Whether the day is worked."""
        position = self._position(day)
        return self._upto[position] > (self._upto[position - 1] if position else 0)

    def after(self, day: date, days: int) -> datetime:
        """23:59:59 of the `days`-th working day after `day`, which is itself not counted."""
        place = self._upto[self._position(day)] + days - 1
        if place >= len(self._ends):
            raise OutsideCalendar(day, self.first, self.last)
        return self._ends[place]

    def before(self, day: date, days: int) -> datetime:
        """23:59:59 of the `days`-th working day before `day`, which is itself not counted."""
        place = self._upto[self._position(day)] - self.is_working(day) - days
        if place < 0:
            raise OutsideCalendar(day, self.first, self.last)
        return self._ends[place]

    def _position(self, day: date) -> int:
        position = day.toordinal() - self._start
        if 0 <= position < len(self._upto):
            return position
        raise OutsideCalendar(day, self.first, self.last)


def official_days(first_year: int, last_year: int, language: str = "id") -> dict[date, str]:
    """National holidays and *cuti bersama* of these years with their names, in Indonesian or English (`en_US`)."""
    import holidays  # heavy, and the public process never counts a working day

    return dict(
        holidays.country_holidays(
            "ID", years=range(first_year, last_year + 1), categories=("public", "government"), language=language
        )
    )


@lru_cache(maxsize=64)
def _indonesia(first_year: int, last_year: int, closures: frozenset[date]) -> Calendar:
    official = official_days(first_year, last_year)
    return Calendar(frozenset(official) | closures, date(first_year, 1, 1), date(last_year, 12, 31))
