"""A rule's limit in the reader's words, with its doubts: for screens and letters."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suar.core.clocks.rules import Certainty, Limit, Rule, Unit


def describe(rule: Rule) -> str:
    """The limit, its extension, and what a reader must know before relying on it.

    "3 × 24 jam", "2 hari kerja", "segera", "14 hari kerja · perlu dicek", "20 hari, hari pertama dihitung, dapat
    diperpanjang 40 hari (satuan hari tidak didefinisikan undang-undang; dihitung hari kalender)"."""
    return " · ".join([_limit_and_doubt(rule), *marks(rule)])


def marks(rule: Rule) -> list[str]:
    """What is to be shown beside the limit: a house rule, or a rule that nobody checked against its text."""
    if rule.certainty is Certainty.HOUSE:
        return [_("aturan komisi")]
    if rule.certainty is Certainty.VERIFY:
        return [_("perlu dicek")]
    return []


def length(limit: Limit) -> str:
    """The bare length: "3 × 24 jam", "14 hari kerja"."""
    amount = limit.amount or 0
    match limit.unit:
        case Unit.HOURS if amount % 24 == 0:
            return _("%(days)s × 24 jam") % {"days": amount // 24}
        case Unit.HOURS:
            return ngettext("%(amount)s jam", "%(amount)s jam", amount) % {"amount": amount}
        case Unit.CALENDAR_DAYS:
            return ngettext("%(amount)s hari kalender", "%(amount)s hari kalender", amount) % {"amount": amount}
        case Unit.WORKING_DAYS:
            return ngettext("%(amount)s hari kerja", "%(amount)s hari kerja", amount) % {"amount": amount}
        case Unit.DAYS_UNSPECIFIED:
            return ngettext("%(amount)s hari", "%(amount)s hari", amount) % {"amount": amount}
        case Unit.MONTHS:
            return ngettext("%(amount)s bulan", "%(amount)s bulan", amount) % {"amount": amount}
        case Unit.YEARS:
            return ngettext("%(amount)s tahun", "%(amount)s tahun", amount) % {"amount": amount}
        case Unit.IMMEDIATELY:
            return _("segera")
        case Unit.SAME_DAY:
            return _("hari itu juga")
        case Unit.DATE:
            return _("tanggal tetap")


def _limit_and_doubt(rule: Rule) -> str:
    parts = [_main(rule)]
    if rule.inclusive:
        parts.append(_("hari pertama dihitung"))
    if rule.extension:
        parts.append(_("dapat diperpanjang %(length)s") % {"length": length(rule.extension)})
    units = {rule.limit.unit, rule.extension.unit if rule.extension else None}
    doubts = []
    if Unit.DAYS_UNSPECIFIED in units:
        doubts.append(_("satuan hari tidak didefinisikan undang-undang; dihitung hari kalender"))
    if rule.month_days:
        doubts.append(_("1 bulan = %(days)s hari") % {"days": rule.month_days})
    return ", ".join(parts) + (f" ({'; '.join(doubts)})" if doubts else "")


def _main(rule: Rule) -> str:
    if rule.limit.unit is Unit.DATE:
        if rule.effective_to is None:
            return _("tanggal belum ditetapkan")
        return _("paling lambat %(date)s") % {"date": date_format(rule.effective_to, "j F Y")}
    if rule.counts_back:
        return _("paling lambat %(length)s sebelumnya") % {"length": length(rule.limit)}
    return length(rule.limit)
