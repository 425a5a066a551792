"""Which limits of the house a commission may change, and the rulebook with what it changed. No database, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from suar.core.clocks.rules import Limit, Rule, Rulebook, Unit

UNITS = (Unit.HOURS, Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.MONTHS)
LONGEST = 365  # of any unit: beyond it is a slip of the finger
DAY = 24  # hours
# At least so long, to compare one limit with another: five working days are a week.
HOURS = {Unit.HOURS: 1.0, Unit.CALENDAR_DAYS: DAY, Unit.WORKING_DAYS: DAY * 7 / 5, Unit.MONTHS: DAY * 30}
STRICTEST_FIRST = ("high", "medium", "low")

PROMISED = _(
    "Batas ini dijanjikan kepada pelapor di formulir umum. Ia berubah bersama janji itu, dalam versi baru aplikasi."
)
BY_LAW = _("Panjang batas ini diambil dari undang-undang. Komisi tidak mengubahnya sendiri.")
# Said to everyone before they file, by a process that does not know any office's table.
KEPT = {
    "house.complaint.first_read": PROMISED,
    "house.complaint.answer": PROMISED,
    "house.message.answer": PROMISED,
    "house.report.handover": BY_LAW,
}


@dataclass(frozen=True, slots=True)
class Changed:
    """A limit that a commission gave itself, from a day on."""

    rule: str
    limit: Limit
    effective_from: date


def why_kept(rule: Rule) -> str:
    """Why a commission cannot change this limit; empty where it can."""
    if not rule.house:
        return str(_("Ini batas undang-undang. Komisi hanya mengubah aturannya sendiri."))
    if rule.limit.amount is None:
        return str(_("Ini dikerjakan pada hari itu juga. Tidak ada panjang yang dapat diubah."))
    return str(KEPT.get(rule.id, ""))


def why_wrong(book: Rulebook, wanted: Changed) -> str:
    """Why this length is none, or turns the order of the risks round; empty where it may be proposed."""
    if wanted.limit.unit not in UNITS or wanted.limit.amount is None or not 1 <= wanted.limit.amount <= LONGEST:
        return str(_("Tulis bilangan bulat dari 1 sampai %(most)d.") % {"most": LONGEST})
    stem, _dot, risk = wanted.rule.rpartition(".")
    if risk not in STRICTEST_FIRST:
        return ""
    place, length = STRICTEST_FIRST.index(risk), hours(wanted.limit)
    for other, name in enumerate(STRICTEST_FIRST):
        known = [hours(rule.limit) for rule in book.versions(f"{stem}.{name}") if _meets(rule, wanted.effective_from)]
        if (other < place and length < max(known)) or (other > place and length > min(known)):
            return str(
                _("Batas bagi risiko yang lebih tinggi tidak boleh lebih panjang. Ubah dulu batas tingkat lain.")
            )
    return ""


def _meets(rule: Rule, since: date) -> bool:
    """Whether it is in force on that day or any day after."""
    return rule.effective_to is None or rule.effective_to >= since


def hours(limit: Limit) -> float:
    """About how long it is."""
    return (limit.amount or 0) * HOURS[limit.unit]


def layered(book: Rulebook, changes: Iterable[Changed]) -> Rulebook:
    """The rulebook in which each change is a version of its rule from its day on: what began before keeps the version
    it began under. A change of what is not, or no longer, a rule that may be changed counts for nothing."""
    by_rule: dict[str, list[Changed]] = {}
    for change in sorted(changes, key=lambda change: change.effective_from):
        if change.rule in book and not why_kept(book.versions(change.rule)[-1]):
            by_rule.setdefault(change.rule, []).append(change)
    if not by_rule:
        return book
    kept = [rule for rule in book.all() if rule.id not in by_rule]
    return Rulebook([*kept, *(v for rule, changed in by_rule.items() for v in _versions(book.versions(rule), changed))])


def _versions(known: tuple[Rule, ...], changes: list[Changed]) -> list[Rule]:
    versions = list(known)
    for change in changes:
        at = next((n for n, rule in enumerate(versions) if rule.in_force(change.effective_from)), None)
        if at is None:
            continue
        before = versions[at]
        after = replace(before, limit=change.limit, effective_from=change.effective_from)
        ends = change.effective_from - timedelta(days=1)
        cut = [replace(before, effective_to=ends)] if before.effective_from <= ends else []
        versions[at : at + 1] = [*cut, after]
    return versions
