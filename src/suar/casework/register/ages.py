"""Ages as registers write them, and whether a birth date fits one."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from suar.casework.register.reading import Age, Cell, Reading, cell_text, is_error
from suar.casework.register.tables import table

OLDEST = 120
ADULT = 18  # UU 35/2014 art. 1: a child is a person under eighteen

_NUMBER = r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?"
_PARTS = re.compile(rf"{_NUMBER}\s*([^\W\d_]*)\.?")
_UP_TO = r"\s*(?:-|–|—|s/d|sd|s\.d\.|sampai|atau|/)\s*"
_RANGE = re.compile(rf"([0-9]{{1,3}})\s*([^\W\d_]*)\.?{_UP_TO}([0-9]{{1,3}})\s*([^\W\d_]*)\.?")


def read_age(cell: Cell) -> Reading[Age]:
    """The age in a cell: a number of years, or with units (*17 th*, *1 thn 3 bln*, *8 bulan*), or a range of years."""
    text = cell_text(cell)
    if not text:
        return Reading(None, "")
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta) or is_error(text):
        return Reading(None, text, _("Isinya bukan umur."))
    bare, about = _without_about(text.casefold().strip(" ()"))
    age = _range(bare) or _parts(bare)
    if age is None:
        return Reading(None, text, _("“%(text)s” tidak terbaca sebagai umur.") % {"text": _quote(text)})
    if max(age.years, age.to_years or 0) > OLDEST:
        return Reading(None, text, _("Umur %(text)s tidak mungkin.") % {"text": _quote(text)})
    return Reading(age, text, _doubt(age, about))


def age_on(born: dt.date, day: dt.date) -> int:
    """Completed years on a day."""
    return relativedelta(day, born).years


def contradiction(age: Age, born: dt.date, day: dt.date) -> str | None:
    """A sentence when a registered age cannot belong to a birth date.

    Offices write the completed year or the running one (a child of 14 years and 9 months is put down as 14 or 15), so
    both pass, unless the two fall on different sides of eighteen: then the file says both child and adult.
    """
    completed = age_on(born, day)
    oldest = age.to_years if age.to_years is not None else age.years
    fits = age.years <= completed + 1 and completed <= oldest
    same_side = (oldest >= ADULT) == (completed >= ADULT) or (age.years < ADULT <= oldest)
    if fits and same_side:
        return None
    return _("Umur %(age)s tidak cocok dengan tanggal lahir %(born)s (pada hari itu %(completed)d tahun).") % {
        "age": age.years if age.to_years is None else f"{age.years}–{age.to_years}",
        "born": f"{born:%d-%m-%Y}",
        "completed": completed,
    }


def _without_about(text: str) -> tuple[str, bool]:
    for word in _words("about"):
        if text.startswith(word):
            return text[len(word) :].strip(" ."), True
        if text.endswith(" " + word):
            return text[: -len(word)].strip(), True
    return text, False


def _range(text: str) -> Age | None:
    found = _RANGE.fullmatch(text)
    if not found or not {found[2], found[4]} <= {"", *_words("years")}:
        return None
    low, high = int(found[1]), int(found[3])
    return Age(low, to_years=high) if low < high else None


def _parts(text: str) -> Age | None:
    months, end, units = 0, 0, set()
    for found in _PARTS.finditer(text):
        unit = _unit(found[3])
        if text[end : found.start()].strip(" ,.") not in ("", "dan") or unit is None or unit in units:
            return None
        if found[2] and unit != "years":
            return None
        units.add(unit)
        months += _in_months(found[1], found[2], unit)
        end = found.end()
    if not units or text[end:].strip(" .)"):
        return None
    return Age(*divmod(months, 12))


def _in_months(whole: str, fraction: str | None, unit: str) -> int:
    """Months in a number of units; a week and a day are less than a month each and count by their whole months."""
    number = int(whole)
    if unit == "years":
        return number * 12 + (round(float(f"0.{fraction}") * 12) if fraction else 0)
    return {"months": number, "weeks": number * 7 // 30, "days": number // 30}[unit]


def _unit(word: str) -> str | None:
    if not word:
        return "years"
    return next((unit for unit in ("years", "months", "weeks", "days") if word in _words(unit)), None)


def _doubt(age: Age, about: bool) -> str | None:
    if max(age.years, age.to_years or 0) >= ADULT:
        return _("Umur 18 tahun atau lebih. Periksa apakah ini data anak.")
    if age.to_years is not None:
        return _("Umurnya ditulis sebagai rentang.")
    return _("Umurnya perkiraan.") if about else None


def _quote(text: str) -> str:
    return text if len(text) <= 24 else "…"


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(sorted(table("words")["ages"][kind], key=len, reverse=True))
