"""Where that belongs which is written under a receipt, and what of it nobody here has read yet.

A file that was erased, or whose erasure has begun, gets no word more: what comes under its receipt begins anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import batched
from uuid import UUID, uuid5

from django.db.models import Q
from django.utils import timezone

from suar.casework.complaints.models import Channel, Complaint
from suar.casework.intake.models import Filing, Further
from suar.core import ledger
from suar.core.ledger import holds
from suar.core.ledger.actors import WORKER
from suar.core.ledger.models import Erasure
from suar.core.vault.models import Tombstone

ANEW = "anew"
CHUNK = 500
# By the form, or by a numbered sheet whose torn-off half carries a code.
UNDER_RECEIPT = Q(channel=Channel.FORM) | ~Q(reply_key=b"")
KEPT = Q(set_aside=True) | ~Q(doubt="")  # in quarantine, or it does not open


def place_of(filing: UUID) -> tuple[UUID, Complaint | None]:
    """The complaint that a message under this receipt joins, or the id of the one that it begins."""
    place, complaint = filing, _complaint(filing)
    while complaint is not None and holds.is_ending(complaint.subject):
        place = uuid5(place, ANEW)
        complaint = _complaint(place)
    return place, complaint


def _complaint(pk: UUID) -> Complaint | None:
    return Complaint.objects.select_related("office", "case", "officer").filter(pk=pk).first()


def unread_of(subjects: Iterable[UUID]) -> set[UUID]:
    """Those of these files for which a message is on its way or waits in quarantine: to end the file now would end it
    unread. What does not open says nothing to anybody and holds nothing up."""
    filed = Complaint.objects.filter(UNDER_RECEIPT, subject__in=list(subjects))
    by_place = dict(filed.values_list("pk", "subject"))
    if not by_place:
        return set()
    unread = Further.objects.filter(taken=False, set_aside=False).order_by()
    found = set(unread.filter(filing__in=by_place).values_list("filing", flat=True))
    if Filing.objects.filter(pk__in=by_place).count() < len(by_place):  # one began anew, under an older receipt
        found |= {place_of(filing)[0] for filing in unread.values_list("filing", flat=True).distinct()}
    return {by_place[place] for place in found & by_place.keys()}


def forget_unread() -> int:
    """What lay unread before the day on which the erasure of its file began goes as well: it still opens, and would
    come back as a complaint. What was written since begins anew. Returns of how many files something went."""
    forgotten = 0
    for subjects in batched(Tombstone.objects.values_list("pk", flat=True), CHUNK):
        erased = Complaint.objects.filter(subject__in=subjects)
        by_place = {complaint.pk: complaint for complaint in erased.select_related("office")}
        kept = Further.objects.filter(KEPT, taken=False, filing__in=by_place).order_by()
        for place in set(kept.values_list("filing", flat=True)):
            forgotten += _forget(by_place[place])
    return forgotten


def _forget(complaint: Complaint) -> int:
    kept = Further.objects.filter(KEPT, taken=False, filing=complaint.pk, filed_on__lt=_ended_on(complaint.subject))
    ids = list(kept.values_list("pk", flat=True))
    if not ids:
        return 0
    office, facts = complaint.office.code, {"messages": len(ids)}
    with ledger.record("complaint.forget_unread", by=WORKER, subject=complaint.subject, office=office, data=facts):
        pass
    # The rows stay, empty: fetched a second time from the form's own host they are known.
    Further.objects.filter(pk__in=ids).update(sealed=b"", taken=True, set_aside=False, dropped=True)
    return 1


def _ended_on(subject: UUID) -> date:
    """The day of the intent; of the destruction where a restored office knows no more."""
    asked = Erasure.objects.filter(subject=subject).order_by("pk").values_list("asked_at", flat=True).first()
    return timezone.localdate(asked or Tombstone.objects.get(pk=subject).erased_at)
