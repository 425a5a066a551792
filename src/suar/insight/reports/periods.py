"""The time a report covers: a year, a quarter, a month, or any days from and to. No clock is read here."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from suar.core.documents.indonesian import month_name, plain_date
from suar.core.errors import DomainError
from suar.core.ui.forms import LAST_YEAR

EARLIEST, LATEST = 2000, LAST_YEAR
_QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-[Qq](\d)", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII)


class PeriodError(DomainError):
    """The text names no period; the message says how to write one."""


@dataclass(frozen=True, slots=True)
class Period:
    """`code` as it is typed (`2021-Q3`), `label` as Indonesian readers say it, both days included."""

    code: str
    label: str
    first: date
    last: date

    def is_running(self, today: date) -> bool:
        """Not over yet: whatever is counted may still grow (*sementara*)."""
        return self.last >= today

    def months(self) -> list[str]:
        """Every month the period touches, as `2021-09`."""
        found, here = [], self.first.replace(day=1)
        while here <= self.last:
            found.append(f"{here:%Y-%m}")
            here = (here + timedelta(days=31)).replace(day=1)
        return found

    def former(self) -> Period:
        """What it is compared with: the year, quarter or month before; for other days, the same days a year before."""
        if _YEAR.fullmatch(self.code):
            return _year(self.first.year - 1)
        before = self.first - timedelta(days=1)
        if _QUARTER.fullmatch(self.code):
            return _quarter(before.year, (before.month + 2) // 3)
        if _MONTH.fullmatch(self.code):
            return _month(before.year, before.month)
        return _range(_year_before(self.first), _year_before(self.last))


def parse(text: str) -> Period:
    """`2021`, `2021-Q3`, `2021-06` or `2021-01-01..2021-12-15`. Raises PeriodError for anything else."""
    plain = text.strip()
    try:
        if found := _YEAR.fullmatch(plain):
            return _year(int(found[1]))
        if found := _QUARTER.fullmatch(plain):
            return _quarter(int(found[1]), int(found[2]))
        if found := _MONTH.fullmatch(plain):
            return _month(int(found[1]), int(found[2]))
        if found := _RANGE.fullmatch(plain):
            return _range(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    except ValueError:
        pass  # a day, month or quarter that no calendar has
    raise PeriodError(
        _("“%(text)s” bukan periode. Tulis 2021, 2021-Q3, 2021-06, atau 2021-01-01..2021-12-15.") % {"text": plain[:40]}
    )


def _year(year: int) -> Period:
    return _checked(Period(f"{year:04d}", f"Tahun {year}", date(year, 1, 1), date(year, 12, 31)))


def _quarter(year: int, quarter: int) -> Period:
    if quarter not in _QUARTERS:
        raise ValueError(quarter)
    last = date(year, quarter * 3, calendar.monthrange(year, quarter * 3)[1])
    label = f"Triwulan {_QUARTERS[quarter]} {year}"
    return _checked(Period(f"{year:04d}-Q{quarter}", label, date(year, quarter * 3 - 2, 1), last))


def _month(year: int, month: int) -> Period:
    last = date(year, month, calendar.monthrange(year, month)[1])
    return _checked(Period(f"{year:04d}-{month:02d}", f"{month_name(month, 'id')} {year}", last.replace(day=1), last))


def _range(first: date, last: date) -> Period:
    if last < first:
        raise PeriodError(_("Periode berakhir sebelum dimulai. Tulis hari pertama, dua titik, hari terakhir."))
    if last.year - first.year > 10:
        raise PeriodError(_("Periode lebih dari sepuluh tahun. Pilih yang lebih pendek."))
    label = f"{plain_date(first, 'id')} sampai {plain_date(last, 'id')}"
    return _checked(Period(f"{first.isoformat()}..{last.isoformat()}", label, first, last))


def _checked(period: Period) -> Period:
    if period.first.year < EARLIEST:
        raise PeriodError(_("Periode sebelum tahun 2000 tidak ada datanya."))
    if period.last.year > LATEST:
        raise PeriodError(_("Periode setelah tahun %(year)d belum bisa dihitung.") % {"year": LATEST})
    return period


def _year_before(day: date) -> date:
    """The same day of the year before; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
