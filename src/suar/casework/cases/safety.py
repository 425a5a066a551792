"""Whether a sheet says how safe the child is now, or how it was: paper may be entered days after it was written."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from suar.casework.cases.models import Case, MonitoringSheet, Safe
from suar.core.ledger.models import Entry

SETS_IT = ("case.open", "case.safety")  # beside the sheets


def is_latest(sheet: MonitoringSheet) -> bool:
    """Whether nothing about the child's safety was said after this sheet was written. Danger of today counts whatever
    the clock says: it may have been set back."""
    if sheet.safe == Safe.NO and sheet.on == timezone.localdate():
        return True
    case, written = sheet.case, _said_at(sheet)
    others = MonitoringSheet.objects.filter(case=case, on__gte=sheet.on).exclude(safe=Safe.UNKNOWN).exclude(pk=sheet.pk)
    if any(_said_at(one) > written for one in others.only("on", "at", "safe")):
        return False
    set_at = _set_at(case)
    return set_at is None or set_at <= written


def danger_told_at(case: Case) -> datetime | None:
    """When somebody last said that the child is not safe, since the file is open; None where it only began with it."""
    said = Entry.objects.about(case.child_id).filter(verb="case.safety", data__contains=str(case.pk))
    by_hand = said.filter(data__contains='"safe":"no"').order_by("-pk").first()
    sheet = MonitoringSheet.objects.filter(case=case, safe=Safe.NO).order_by("-at").only("at").first()
    return max((row.at for row in (by_hand, sheet) if row is not None), default=None)


def _set_at(case: Case) -> datetime | None:
    """When somebody last set it by hand, or opened the file with it."""
    said = Entry.objects.about(case.child_id).filter(verb__in=SETS_IT, data__contains=str(case.pk))
    last = said.filter(data__contains='"safe"').order_by("-pk").first()
    return last.at if last else None


def _said_at(sheet: MonitoringSheet) -> datetime:
    """Its moment. Of a sheet about an earlier day nobody knows the hour: danger counts as said last, safety as said
    first."""
    if timezone.localdate(sheet.at) <= sheet.on:
        return sheet.at
    hour = time.max if sheet.safe == Safe.NO else time.min
    return timezone.make_aware(datetime.combine(sheet.on, hour))
