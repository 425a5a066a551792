"""How a due moment was counted, step by step in words: so that anybody can count it again on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suar.casework.duties import words
from suar.core.clocks.calendars import SATURDAY, WIB, Calendar, official_days
from suar.core.clocks.engine import due
from suar.core.clocks.pauses import Pause, joined, touches
from suar.core.clocks.rules import Rule, Unit
from suar.core.clocks.wording import describe, length
from suar.core.documents import indonesian

DAY = timedelta(days=1)
LISTED = 20
"""So many days are named one by one; of more, only what was skipped."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the count: what it is called, and what it says in one or more lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A rule asked about an event. `closures` are the local days off with their names."""

    rule: Rule
    event_at: datetime
    pauses: Sequence[Pause] = ()
    extended: bool = False
    law_on: date | None = None
    closures: Mapping[date, str] | None = None

    def calendar(self) -> Calendar:
        return Calendar.indonesia(closures=self.closures or {})

    def due_at(self) -> datetime:
        """Raises ClockError."""
        return due(self.rule, self.event_at, self.pauses, self.calendar(), self.extended)


def explain(count: Count) -> list[Step]:
    """The steps from the event to the due moment. Raises ClockError."""
    rule, due_at = count.rule, count.due_at()
    event = _("%(event)s: %(moment)s") % {
        "event": words.event(rule.starts_on),
        "moment": indonesian.moment(count.event_at),
    }
    limit = (describe(rule),) if rule.house else (describe(rule), words.basis(rule.basis))
    steps = [Step(_("Peristiwa"), (event,)), Step(_("Batas"), limit)]
    if count.law_on is not None:
        steps.append(Step(_("Hukum yang berlaku"), (indonesian.long_date(count.law_on),)))
    steps.append(Step(_("Cara menghitung"), tuple(_method(rule))))
    if count.extended and rule.extension:
        steps.append(Step(_("Perpanjangan"), (_("ditambah %(length)s") % {"length": length(rule.extension)},)))
    if rule.in_working_days:
        steps += _days(count, due_at)
    if count.pauses:
        steps.append(Step(_("Jeda"), tuple(_paused(count))))
    steps.append(Step(_("Jatuh tempo"), (indonesian.moment(due_at),)))
    return steps


def _method(rule: Rule) -> list[str]:
    """The way of counting, as the engine counts it."""
    lines = []
    if rule.counts_back:
        lines.append(_("Dihitung mundur dari tanggal peristiwa: saat terakhir yang masih diperbolehkan."))
    match rule.limit.unit:
        case Unit.CALENDAR_DAYS | Unit.DAYS_UNSPECIFIED if rule.inclusive:
            lines.append(_("Hari pertama dihitung sebagai hari ke-1; berakhir pukul 23.59.59 pada hari terakhir."))
        case Unit.HOURS | Unit.CALENDAR_DAYS | Unit.DAYS_UNSPECIFIED:
            lines.append(_("Berjalan terus sejak saat peristiwa, 24 jam sehari; hari libur ikut dihitung."))
        case Unit.WORKING_DAYS:
            lines.append(_("Hari peristiwa tidak dihitung; berakhir pukul 23.59.59 pada hari kerja terakhir."))
        case Unit.MONTHS if rule.month_days:
            lines.append(_("Satu bulan dihitung %(days)s hari.") % {"days": rule.month_days})
        case Unit.MONTHS | Unit.YEARS:
            lines.append(_("Tanggal dan jam yang sama; bila tanggal itu tidak ada, hari terakhir bulannya."))
        case Unit.IMMEDIATELY:
            lines.append(_("Tidak ada angka dalam teksnya: jatuh tempo pada saat peristiwa itu sendiri."))
        case Unit.SAME_DAY:
            lines.append(_("Sampai pukul 23.59.59 pada hari itu juga, juga pada hari libur."))
        case Unit.DATE:
            lines.append(_("Tanggal yang disebut aturannya sendiri, kapan pun peristiwanya."))
    return lines


def _days(count: Count, due_at: datetime) -> list[Step]:
    """The working days that were counted, and what was skipped and why."""
    calendar, stopped = count.calendar(), joined(count.pauses)
    first, last = sorted([count.event_at.astimezone(WIB).date(), due_at.astimezone(WIB).date()])
    event_day = count.event_at.astimezone(WIB).date()
    names = official_days(first.year, last.year, "en_US" if words.english() else "id") | dict(count.closures or {})
    counted, skipped, weekend = [], [], 0
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day == event_day:
            continue
        if not calendar.is_working(day):
            weekend += day.weekday() >= SATURDAY
            if day.weekday() < SATURDAY:
                skipped.append(f"{indonesian.long_date(day)}: {names.get(day, _('hari libur'))}")
        elif touches(stopped, day):
            skipped.append(f"{indonesian.long_date(day)}: {_('jeda')}")
        else:
            counted.append(day)
    steps = []
    if len(counted) <= LISTED:
        steps.append(Step(_("Hari yang dihitung"), (", ".join(indonesian.short(day) for day in counted),)))
    if weekend:
        text = ngettext("%(n)s hari Sabtu atau Minggu", "%(n)s hari Sabtu atau Minggu", weekend)
        skipped.append(text % {"n": weekend})
    return [*steps, Step(_("Yang dilewati"), tuple(skipped))] if skipped else steps


def _paused(count: Count) -> list[str]:
    lines = [
        _("%(begins)s sampai %(ends)s (%(length)s)")
        % {"begins": indonesian.moment(begins), "ends": indonesian.moment(ends), "length": span(ends - begins)}
        for begins, ends in joined(count.pauses)
    ]
    without = due(count.rule, count.event_at, (), count.calendar(), count.extended)
    return [*lines, _("Tanpa jeda: %(moment)s") % {"moment": indonesian.moment(without)}]


def span(lasting: timedelta) -> str:
    """A length of time: "2 hari 3 jam", "45 menit"."""
    hours, minutes = divmod(int(lasting.total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, ngettext("%d hari", "%d hari", days)), (hours, ngettext("%d jam", "%d jam", hours))]
    if not days:
        parts.append((minutes, ngettext("%d menit", "%d menit", minutes)))
    return " ".join(word % n for n, word in parts if n) or ngettext("%d menit", "%d menit", 0) % 0
