"""Dates, moments and numbers as people here read them; their English counterparts when English is the active language.

Moments are shown in the zone of the office (West Kalimantan: WIB). Documents pass `language` so that their bytes never
depend on who asked for them.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

ZONE = ZoneInfo("Asia/Pontianak")

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_SHORT_MONTHS = {
    "id": "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
# The clock's name by its distance from UTC in hours.
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}
_WORDS = {
    "id": {"today": "hari ini", "tomorrow": "besok", "yesterday": "kemarin", "now": "sekarang"},
    "en": {"today": "today", "tomorrow": "tomorrow", "yesterday": "yesterday", "now": "now"},
}
_UNITS = {"id": {"minute": "menit", "hour": "jam", "day": "hari"}}


def _language(language: str | None) -> str:
    return "en" if (language or get_language() or "id").startswith("en") else "id"


def _local(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone")
    return moment.astimezone(zone)


def _clock(moment: dt.datetime, language: str) -> str:
    return f"{moment:%H:%M}" if language == "en" else f"{moment:%H.%M}"


def day_name(day: dt.date, language: str | None = None) -> str:
    """As in "Selasa"."""
    return _DAYS[_language(language)][day.weekday()]


def month_name(month: int, language: str | None = None) -> str:
    """Name of month 1 to 12, "Januari" to "Desember"."""
    return _MONTHS[_language(language)][month - 1]


def short_month(month: int, language: str | None = None) -> str:
    """Name of month 1 to 12 in three letters, "Jan" to "Des"."""
    return _SHORT_MONTHS[_language(language)][month - 1]


def plain_date(day: dt.date, language: str | None = None) -> str:
    """As in "24 November 2026"."""
    return f"{day.day} {month_name(day.month, language)} {day.year}"


def long_date(day: dt.date, language: str | None = None) -> str:
    """As in "Selasa, 24 November 2026"."""
    return f"{day_name(day, language)}, {plain_date(day, language)}"


def moment(at: dt.datetime, language: str | None = None, *, zone: dt.tzinfo = ZONE) -> str:
    """As in "Selasa, 24 November 2026, 14.05 WIB". Raises ValueError for a moment without a zone."""
    local = _local(at, zone)
    hours = (local.utcoffset() or dt.timedelta()).total_seconds() / 3600
    name = _ZONES.get(int(hours), "") if hours.is_integer() else ""
    return f"{long_date(local, language)}, {_clock(local, _language(language))} {name or f'{local:UTC%:z}'}"


def short(at: dt.date | dt.datetime, language: str | None = None, *, zone: dt.tzinfo = ZONE) -> str:
    """As in "Sel 24/11": a day of the present year in a narrow column."""
    local = _local(at, zone) if isinstance(at, dt.datetime) else at
    return f"{day_name(local, language)[:3]} {local.day}/{local.month}"


def number(value: float | Decimal, places: int | None = None, language: str | None = None) -> str:
    """As in "1.234,5". With `places`, exactly so many after the comma; without, as many as there are, at most 6.

    Halves are rounded away from zero. Raises ValueError for a value that is not finite.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError("Only a finite number can be written")
    rounded = exact.quantize(Decimal(1).scaleb(-(6 if places is None else places)), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if _language(language) == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"\u2212{text}" if rounded < 0 else text


def percent(share: float | Decimal, places: int = 1, language: str | None = None) -> str:
    """As in "42,5 %" for the share 0.425 ("42.5%" in English)."""
    exact = share if isinstance(share, Decimal) else Decimal(str(share))
    text = number(exact * 100, places, language)
    return f"{text}%" if _language(language) == "en" else f"{text} %"


def _count(n: int, unit: str, language: str) -> str:
    return f"{n} {_UNITS['id'][unit]}" if language == "id" else f"{n} {unit}{'' if n == 1 else 's'}"


def _distance(span: dt.timedelta, days: int, language: str) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return _count(minutes, "minute", language)
    return _count(minutes // 60, "hour", language) if minutes < 24 * 60 or days == 0 else _count(days, "day", language)


def relative(
    at: dt.date | dt.datetime, now: dt.datetime, language: str | None = None, *, zone: dt.tzinfo = ZONE
) -> str:
    """How far a due date or moment is from `now`: "2 jam lagi", "besok 10.00", "5 hari lagi", "lewat 3 hari".

    A bare date is due at its end, so on that day it is "hari ini", not late. Days are days of the calendar.
    """
    tongue = _language(language)
    words = _WORDS[tongue]
    local_now = _local(now, zone)
    local = _local(at, zone) if isinstance(at, dt.datetime) else None
    days = ((local.date() if local else at) - local_now.date()).days
    if local is None and days in (-1, 0, 1):
        return words["today"] if days == 0 else words["tomorrow"] if days == 1 else words["yesterday"]
    span = abs(local - local_now) if local else dt.timedelta(days=abs(days))
    if span < dt.timedelta(minutes=1):
        return words["now"]
    if local and days == 1 and span >= dt.timedelta(hours=6):
        return f"{words['tomorrow']} {_clock(local, tongue)}"
    distance = _distance(span, abs(days), tongue)
    ahead = local > local_now if local else days > 0
    if ahead:
        return f"{distance} lagi" if tongue == "id" else f"in {distance}"
    return f"lewat {distance}" if tongue == "id" else f"{distance} late"
