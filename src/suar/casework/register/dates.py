"""Dates as Indonesian registers write them, day first. One that does not exist is never turned into one that does."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from django.utils.translation import gettext as _

from suar.casework.register.reading import Cell, Reading, cell_text, is_error
from suar.casework.register.tables import Vocabulary, fold, table

# A spreadsheet counts days; these limits are 1954 and 2064. A smaller number is a year, an age or a row number.
SERIALS = (20_000, 60_000)
WINDOWS_EPOCH = dt.datetime(1899, 12, 30)  # day nought, two days before 1900: Excel believes in a 29 February 1900
EARLIEST_REGISTER_YEAR = 1990
EARLIEST_BIRTH_YEAR = 1900

_SEP = r"\s*[-/.\s]\s*"
_YEAR = r"'?\s?([0-9]{4}|[0-9]{2})"
_ISO = re.compile(rf"([0-9]{{4}}){_SEP}([0-9]{{1,2}}){_SEP}([0-9]{{1,2}})")
_NUMERIC = re.compile(rf"([0-9]{{1,2}}){_SEP}([0-9]{{1,2}}){_SEP}{_YEAR}")
_NAMED = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?[-/., ]*([^\W\d_]{{3,12}})[-/., ]*{_YEAR}")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})[., ]\s*([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")
_RANGE = re.compile(
    rf"([0-9]{{1,2}})\s*(?:-|s/d|sd|s\.d\.|sampai|dan|&)\s*([0-9]{{1,2}})[-/ ]*([^\W\d_]{{3,12}})[-/., ]*{_YEAR}"
)
_NO_DAY = re.compile(r"([^\W\d_]{3,12})[-/., ]*([0-9]{4}|[0-9]{2})?|([0-9]{1,2})[-/]([0-9]{4})")
_NO_YEAR = re.compile(r"[0-9]{1,2}(?:[-/. ]+[0-9]{1,2}|[-/. ]*[^\W\d_]{3,12})")
_TIME = re.compile(
    r"(?:\s+(?:jam|pukul|pkl)\.?\s*[0-9]{1,2}[:.][0-9]{2}|(?:\s+|T)[0-9]{1,2}:[0-9]{2})(?::[0-9]{2})?(?:\.[0-9]+)?\s*(?:wib|wita|wit|z)?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-"})


def read_date(
    cell: Cell, *, today: dt.date, epoch: dt.datetime = WINDOWS_EPOCH, earliest: int = EARLIEST_REGISTER_YEAR
) -> Reading[dt.date]:
    """The day a cell names.

    `today` decides the century of two figures and what lies in the future; `epoch` is the workbook's day nought. No
    value and a doubt for a date that does not exist, is incomplete, or lies outside `earliest` to next year.
    """
    text = cell_text(cell)
    if not text or is_error(text):
        return Reading(None, text, _("Isinya galat rumus %(text)s.") % {"text": text} if text else None)
    reading = _read(cell, text, today, epoch)
    day = reading.value
    if day is None:
        return reading
    if not earliest <= day.year <= today.year + 1:
        return Reading(None, text, _("Tahun %(year)d tidak mungkin.") % {"year": day.year})
    if day > today:
        return Reading(day, text, _("Tanggal %(text)s belum terjadi.") % {"text": text})
    return reading


def read_birth_date(cell: Cell, *, today: dt.date, epoch: dt.datetime = WINDOWS_EPOCH) -> Reading[dt.date]:
    """The birth date in a cell, also behind a place (*Pontianak, 12 Maret 2008*). A day still to come is no value."""
    reading = read_date(cell, today=today, epoch=epoch, earliest=EARLIEST_BIRTH_YEAR)
    if reading.value is None and "," in reading.text:
        behind = reading.text.split(",", 1)[1]
        placed = read_date(behind, today=today, epoch=epoch, earliest=EARLIEST_BIRTH_YEAR)
        if placed.value is not None:
            reading = Reading(placed.value, reading.text, placed.doubt)
    if reading.value is not None and reading.value > today:
        return Reading(None, reading.text, reading.doubt)
    return reading


def month_number(word: str) -> tuple[int, bool] | None:
    """The month a word names (1 to 12) and whether the spelling is only near; None for any other word."""
    match = _months().find(fold(word))
    return (int(match.key), match.near) if match else None


def _read(cell: Cell, text: str, today: dt.date, epoch: dt.datetime) -> Reading[dt.date]:
    if isinstance(cell, dt.datetime):
        return Reading(cell.date(), text)
    if isinstance(cell, dt.date):
        return Reading(cell, text)
    if isinstance(cell, bool | dt.time | dt.timedelta):
        return Reading(None, text, _("Isinya bukan tanggal."))
    if isinstance(cell, int | float) or _SERIAL.fullmatch(text):
        return _from_serial(text, epoch)
    return _from_text(text, today)


def _from_serial(text: str, epoch: dt.datetime) -> Reading[dt.date]:
    try:
        serial = float(text.replace(",", "."))
    except ValueError:
        return Reading(None, text, _("Isinya bukan tanggal."))
    if not SERIALS[0] <= serial <= SERIALS[1]:
        return Reading(None, text, _("%(text)s bukan tanggal. Tulis hari, bulan, dan tahun.") % {"text": _quote(text)})
    return Reading((epoch + dt.timedelta(milliseconds=round(serial * 86_400_000))).date(), text)


def _from_text(text: str, today: dt.date) -> Reading[dt.date]:
    bare = _without_weekday_and_time(text.translate(_QUOTES).strip(" .,;"))
    if found := _ISO.fullmatch(bare):
        return _build(text, found[3], int(found[2]), found[1], today)
    if found := _NUMERIC.fullmatch(bare):
        return _build(text, found[1], int(found[2]), found[3], today)
    if found := _RANGE.fullmatch(bare):
        return _first_of_range(text, found, today)
    if found := _NAMED.fullmatch(bare):
        return _build_named(text, found[1], found[2], found[3], today)
    if found := _MONTH_FIRST.fullmatch(bare):
        return _build_named(text, found[2], found[1], found[3], today)
    return Reading(None, text, _why_not(bare))


def _without_weekday_and_time(text: str) -> str:
    first, _sep, rest = text.partition(",") if "," in text.split(" ", 1)[0] else text.partition(" ")
    if rest and fold(first) in _weekdays():
        text = rest.strip(" ,/")
    elif (cut := re.match(r"([^\W\d_']+(?:'[^\W\d_]+)?)\s*[/,]\s*", text)) and fold(cut[1]) in _weekdays():
        text = text[cut.end() :]
    if len(text) > 10 and (time := _TIME.search(text)) and time.end() == len(text):
        text = text[: time.start()]
    return text.strip(" ,.;")


def _first_of_range(text: str, found: re.Match[str], today: dt.date) -> Reading[dt.date]:
    first = _build_named(text, found[1], found[3], found[4], today)
    last = _build_named(text, found[2], found[3], found[4], today)
    if first.value is None or last.value is None or last.value < first.value:
        return first if first.value is None else Reading(None, text, last.doubt or _("Rentang tanggalnya terbalik."))
    return Reading(first.value, text, _("Isinya rentang tanggal; dipakai hari pertamanya."))


def _build_named(text: str, day: str, word: str, year: str, today: dt.date) -> Reading[dt.date]:
    month = month_number(word)
    if month is None:
        return Reading(None, text, _("Nama bulan di “%(text)s” tidak dikenal.") % {"text": _quote(text)})
    reading = _build(text, day, month[0], year, today)
    if reading.value is not None and month[1]:
        doubt = _("“%(word)s” dibaca sebagai bulan %(month)d.") % {"word": word, "month": month[0]}
        return Reading(reading.value, text, doubt)
    return reading


def _build(text: str, day: str, month: int, year: str, today: dt.date) -> Reading[dt.date]:
    if not 1 <= month <= 12 and 1 <= int(day) <= 12:
        doubt = _("%(text)s bukan tanggal yang ada: %(month)d bukan bulan. Urutannya hari, bulan, tahun.")
        return Reading(None, text, doubt % {"text": _quote(text), "month": month})
    try:
        return Reading(dt.date(_full_year(year, today), month, int(day)), text)
    except ValueError:
        return Reading(None, text, _("%(text)s bukan tanggal yang ada.") % {"text": _quote(text)})


def _full_year(year: str, today: dt.date) -> int:
    """Two figures are of this century unless that lies beyond next year: '21 is 2021, '98 is 1998."""
    number = int(year)
    if len(year) == 4:
        return number
    return 2000 + number if 2000 + number <= today.year + 1 else 1900 + number


def _why_not(bare: str) -> str:
    quoted = {"text": _quote(bare)}
    if (found := _NO_DAY.fullmatch(bare)) and (found[3] or month_number(found[1])):
        return _("Harinya tidak tertulis di “%(text)s”. Tulis hari, bulan, dan tahun.") % quoted
    if _NO_YEAR.fullmatch(bare):
        return _("Tahunnya tidak tertulis di “%(text)s”. Tulis hari, bulan, dan tahun.") % quoted
    if not any(sign.isdigit() for sign in bare):
        return _("Isinya bukan tanggal.")
    return _("“%(text)s” tidak terbaca sebagai tanggal. Tulis misalnya 03-01-2021.") % quoted


def _quote(text: str) -> str:
    """The text in a message, when it can be a date: a shifted column may hold a story or a telephone number."""
    figures = sum(sign.isdigit() for sign in text)
    return text if len(text) <= 24 and figures <= 9 else "…"


@cache
def _months() -> Vocabulary:
    data = table("months")
    return Vocabulary(
        {str(number): words for number, words in data["months"].items()}, near=data["near"], margin=data["margin"]
    )


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(fold(word) for word in table("months")["weekdays"])
