"""What was said last about the child's safety, and when. A sheet may be written days after the day that it tells of,
and news hours after the call."""

from __future__ import annotations

import json
from datetime import datetime

from django.utils import timezone

from suar.casework.cases.models import Case, MonitoringSheet, Safe
from suar.core.clocks.calendars import end_of_day, start_of_day
from suar.core.ledger.models import Entry

SETS_IT = ("case.open", "case.safety")  # beside the sheets


def is_latest(sheet: MonitoringSheet) -> bool:
    """Whether nothing about the child's safety was said after this sheet was written. Danger of today counts whatever
    the clock says: it may have been set back."""
    if sheet.safe == Safe.NO and sheet.on == timezone.localdate():
        return True
    case, written = sheet.case, said_at(sheet)
    others = MonitoringSheet.objects.filter(case=case, on__gte=sheet.on).exclude(safe=Safe.UNKNOWN).exclude(pk=sheet.pk)
    if any(said_at(one) > written for one in others.only("on", "at", "safe")):
        return False
    set_at = _set_at(case)
    return set_at is None or set_at <= written


def danger_told_at(case: Case) -> datetime | None:
    """When somebody last said that the child is not safe; None where the file was opened with it and nobody said so
    again, or where it is safe by now."""
    if case.safe_now != Safe.NO:
        return None
    said = Entry.objects.about(case.child_id).filter(verb="case.safety", data__contains=str(case.pk))
    words = [told_in(entry) for entry in said.filter(data__contains='"safe":"no"')]
    sheets = MonitoringSheet.objects.filter(case=case, safe=Safe.NO).only("on", "at", "safe")
    return max([*words, *map(said_at, sheets)], default=None)


def is_before_danger(case: Case, at: datetime) -> bool:
    """Whether the child was not yet known to be in the danger that it is in now."""
    told = danger_told_at(case)
    return told is not None and at < told


def told_in(entry: Entry) -> datetime:
    """When that was said: of what is typed later the moment of the call, else that of the entry."""
    at = json.loads(entry.data).get("at") if entry.data else None
    return datetime.fromisoformat(at) if at else entry.at


def _set_at(case: Case) -> datetime | None:
    """When somebody last set it by hand, or opened the file with it."""
    said = Entry.objects.about(case.child_id).filter(verb__in=SETS_IT, data__contains=str(case.pk))
    last = said.filter(data__contains='"safe"').order_by("-pk").first()
    return last.at if last else None


def said_at(sheet: MonitoringSheet) -> datetime:
    """Its moment. Of a sheet about an earlier day nobody knows the hour: danger counts as said last, safety as said
    first."""
    if timezone.localdate(sheet.at) <= sheet.on:
        return sheet.at
    if sheet.safe == Safe.NO:
        return end_of_day(sheet.on)
    return start_of_day(sheet.on)
