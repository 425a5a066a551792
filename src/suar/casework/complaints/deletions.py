"""Codes that their holders deleted: nobody can be answered there any more, so the promise to answer ends.

The store that says so belongs to the public process, or to a machine outside. Who deletes a code does it once, and an
office is written to by a few people a day: more deletions than that in a day are somebody who holds the store and would
end every promise at one stroke. Then all of them wait, and the promises stand, until a leader has looked into it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from suar.casework.complaints.alarm_kinds import CODES_DELETED
from suar.casework.complaints.models import Complaint
from suar.casework.duties.actions import cancel
from suar.casework.duties.models import Duty
from suar.casework.intake.models import Filing, Inclusion
from suar.core import alarms, ledger
from suar.core.alarms.models import Alarm
from suar.core.days import by_day
from suar.core.ledger.actors import ARRIVALS, PUBLIC
from suar.core.ledger.models import Entry

A_DAY = 10  # deletions that end promises by themselves
VERB = "complaint.delete_code"


def collect(now: datetime) -> int:
    """End the promises to whoever deleted the code. Returns how many there were; none while too many at once wait."""
    taken = Filing.objects.sound().filter(taken=True, lookup_id=None)
    gone = list(taken.exclude(reply_key=b"").values_list("pk", flat=True))
    if not gone or not _believed(len(gone), now):
        return 0
    for form_id in gone:
        _end(form_id)
    return len(gone)


def _believed(count: int, now: datetime) -> bool:
    """As many as a day has, or as many as somebody looked into and let be."""
    if Alarm.objects.open().about(CODES_DELETED, "", "").exists():
        return False
    ended = Entry.objects.filter(verb=VERB)  # each entry is of a day, not of an hour: see core/days.py
    if count <= A_DAY and count + ended.filter(at_us__gte=int(by_day(now).timestamp() * 1_000_000)).count() <= A_DAY:
        return True
    looked = Alarm.objects.closed().about(CODES_DELETED, "", "").order_by("-closed_at").first()
    closing = Entry.objects.filter(verb="alarm.close", why=CODES_DELETED).order_by("-id").first()
    if looked is not None and closing is not None:
        seen = int(looked.details.partition(":")[2] or 0)
        if count + ended.filter(pk__gt=closing.pk).count() <= seen:
            return True
    alarms.raise_alarm(CODES_DELETED, detail_codes=[f"codes:{count}"])
    return False


def _end(form_id: UUID) -> None:
    complaint = Complaint.objects.select_related("office").filter(pk=form_id).first()
    if complaint is not None and complaint.can_be_answered:
        complaint.reply_key = b""
        with ledger.record(VERB, by=PUBLIC, subject=complaint.subject, office=complaint.office.code) as entry:
            entry.change(complaint)
            _end_promises(complaint)
    Inclusion.objects.filter(filing=form_id).delete()
    Filing.objects.filter(pk=form_id).update(reply_key=b"")


def _end_promises(complaint: Complaint) -> None:
    promised = Duty.objects.about(complaint.subject).open().filter(kind__in=["answer_reporter", "answer_message"])
    for duty in promised.select_related("office"):
        cancel(duty=duty, by=ARRIVALS, why=gettext("Pelapor menghapus kodenya, jawaban tidak dapat dibuka lagi."))
