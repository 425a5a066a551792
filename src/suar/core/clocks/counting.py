"""The ways of counting, one class each. `forward` gives the last moment by which something must be done after `start`;
`backward` the last moment by which it must be done so that the whole length still lies before `start`."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from suar.core.clocks.calendars import Calendar, end_of_day
from suar.core.clocks.pauses import DAY, Pause, pulled, pushed, touches

SECOND = timedelta(seconds=1)
Pauses = tuple[Pause, ...]


class Count(Protocol):
    """Moments in and out are in +07:00; pauses come joined (see `pauses.joined`)."""

    def forward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime: ...

    def backward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Hours, and days of 24 hours each, from moment to moment. A pause adds its length.

    So run "3x24 jam", the *Hari* of the new KUHAP (UU 20/2025 art. 1 no. 56), its *Bulan* of 30 *Hari* (no. 57), and
    the days that a law leaves undefined."""

    length: timedelta

    def forward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime:
        end = start + self.length
        return pushed(start, end, pauses) if pauses else end

    def backward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime:
        return pulled(start, start - self.length, pauses)


@dataclass(frozen=True, slots=True)
class Months:
    """Calendar months (a year is twelve): same day and hour, cut to the month's last day. A pause adds its length."""

    months: int

    def forward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime:
        return pushed(start, _same_day_of(start, self.months), pauses)

    def backward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime:
        return pulled(start, _same_day_of(start, -self.months), pauses)


def _same_day_of(start: datetime, months: int) -> datetime:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"year {year}")
    last = 28 if start.day <= 28 else monthrange(year, month + 1)[1]
    return start.replace(year=year, month=month + 1, day=min(start.day, last))


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """*Hari kerja*: the event's own day is not counted, a day touched by a pause neither; 23:59:59 of the last one.

    Backward, "at least n working days before": the event's own day is not counted, and the act may still be done on the
    n-th working day before it, until 23:59:59. Counted forward from there the event's day is day n."""

    days: int

    def forward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime:
        if not pauses:
            return calendar.after(start, self.days)
        end = start
        for _ in range(self.days):
            end = calendar.after(end, 1)
            while touches(pauses, end.date()):
                end = calendar.after(end, 1)
        return end

    def backward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime:
        if not pauses:
            return calendar.before(start, self.days)
        end = start
        for _ in range(self.days):
            end = calendar.before(end, 1)
            while touches(pauses, end.date()):
                end = calendar.before(end, 1)
        return end


@dataclass(frozen=True, slots=True)
class Detention:
    """Deprivation of liberty: the first day is day one, the end 23:59:59 of day n (start + n - 1), as courts list it.

    A pause (*penangguhan*, *pembantaran*: KUHAP art. 110(7), 111(2)) is no detention and adds its length in whole days;
    a remainder of less than 24 hours adds nothing, in favour of liberty and of the earlier alarm. Since 23:59:59 is how
    the end of a day is written, a pause up to that moment holds the whole day."""

    days: int

    def forward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime:
        paused = timedelta()
        last = end_of_day(start + (self.days - 1) * DAY)
        for begins, ends in pauses:
            if begins > last + paused.days * DAY:
                break
            if ends > start:
                until = ends + SECOND if (ends.hour, ends.minute, ends.second) == (23, 59, 59) else ends
                paused += until - max(begins, start)
        return last + paused.days * DAY

    def backward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime:
        raise ValueError("detention is counted forward only")


@dataclass(frozen=True, slots=True)
class SameDay:
    """By 23:59:59 of the event's own day, whatever pauses or holidays there are."""

    def forward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime:
        return end_of_day(start)

    backward = forward


@dataclass(frozen=True, slots=True)
class AtOnce:
    """*Segera*: a duty without a number in the text is due at the event's moment."""

    def forward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime:
        return start

    backward = forward


@dataclass(frozen=True, slots=True)
class FixedDate:
    """A date of the calendar that the text itself names: 23:59:59 of that day, whenever the event was."""

    day: date

    def forward(self, start: datetime, pauses: Pauses, calendar: Calendar) -> datetime:
        return end_of_day(self.day)

    backward = forward
