"""Stretches in which a clock stands still: from their beginning up to, not including, their end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from suar.core.clocks.calendars import WIB
from suar.core.clocks.errors import NaiveMoment, PauseEndsBeforeItBegins

Pause = tuple[datetime, datetime]
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)


def joined(pauses: Collection[Pause]) -> tuple[Pause, ...]:
    """The pauses in order and in +07:00, overlapping ones made one, empty ones left out.

    Raises PauseEndsBeforeItBegins, and NaiveMoment for a moment without a zone."""
    ordered: list[Pause] = []
    for begins, ends in pauses:
        for moment in (begins, ends):
            if moment.tzinfo is None:
                raise NaiveMoment(moment)
        if ends < begins:
            raise PauseEndsBeforeItBegins(begins, ends)
        if begins < ends:
            ordered.append((begins.astimezone(WIB), ends.astimezone(WIB)))
    result: list[Pause] = []
    for begins, ends in sorted(ordered):
        if result and begins <= result[-1][1]:
            result[-1] = (result[-1][0], max(ends, result[-1][1]))
        else:
            result.append((begins, ends))
    return tuple(result)


def pushed(start: datetime, end: datetime, pauses: tuple[Pause, ...]) -> datetime:
    """`end` moved later by what of the pauses falls between `start` and the (moving) end.

    A pause that began before the event counts from the event; one that begins when the clock has run out does not."""
    for begins, ends in pauses:
        if begins >= end:
            break
        if ends > start:
            end += ends - max(begins, start)
    return end


def pulled(start: datetime, end: datetime, pauses: tuple[Pause, ...]) -> datetime:
    """The mirror image for a backward clock: `end` lies before `start` and moves earlier."""
    for begins, ends in reversed(pauses):
        if ends <= end:
            break
        if begins < start:
            end -= min(ends, start) - begins
    return end


def touches(pauses: tuple[Pause, ...], day: date) -> bool:
    """Whether any moment of the day is paused. A pause that ends at 00:00 does not touch the day that begins then."""
    return any(begins.date() <= day <= (ends - MICROSECOND).date() for begins, ends in pauses)
