"""A duty of an agency of which nobody may see the file does not vanish: to reach it another way becomes ours."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from suar.casework.conflicts import roster
from suar.casework.conflicts.models import Withholding
from suar.casework.duties.actions.starting import begin
from suar.casework.duties.actions.steps import cancel
from suar.casework.duties.models import Duty
from suar.core.ledger.actors import WORKER
from suar.registry.agencies.models import Agency

REACH = "reach_agency"


def reach(*, now: datetime) -> int:
    """Start what became ours, once for each child and agency until something new is owed, and end what is theirs again.
    Any run may be killed and run again. Returns how many changed."""
    withheld = Withholding.objects.standing().values("subject")
    owed = Duty.objects.open().theirs().filter(subject__in=withheld).select_related("office", "agency")
    groups: dict[tuple[UUID, Agency], list[Duty]] = defaultdict(list)
    for duty in owed.order_by("started_at", "pk"):
        if duty.agency is not None:
            groups[duty.subject, duty.agency].append(duty)
    lost = {key: duties for key, duties in groups.items() if roster.nobody_may_see(key[1], duties[0].office, key[0])}
    return sum(_begin(agency, duties, now) for (_subject, agency), duties in lost.items()) + _end(lost)


def event_of(agency: Agency) -> str:
    """How the duty is found again, and not begun twice."""
    return f"unreached:{agency.pk}"


def _begin(agency: Agency, owed: list[Duty], now: datetime) -> int:
    newest = owed[-1]
    with transaction.atomic():
        known = Duty.objects.about(newest.subject).filter(kind=REACH, event=event_of(agency)).order_by("-started_at")
        last = known.first()
        if last is not None and (last.is_open or last.started_at >= newest.started_at):
            return 0
        begin(
            by=WORKER, kind=REACH, about=newest.about, subject=newest.subject, office=newest.office,
            reference=newest.reference, case_id=newest.case_id, event=event_of(agency), event_at=now, started_at=now,
            officer=roster.free_leader(newest.office, newest.subject),
            what=gettext("%(agency)s masih berutang, tetapi tidak ada orangnya di sini yang boleh melihat berkas ini.")
            % {"agency": agency.name},
        )  # fmt: skip
    return 1


def _end(lost: dict[tuple[UUID, Agency], list[Duty]]) -> int:
    """Somebody of the agency may see it again, or nothing is owed any more."""
    standing = {(subject, event_of(agency)) for subject, agency in lost}
    ended = 0
    for duty in Duty.objects.open().filter(kind=REACH).exclude(event="").select_related("office"):
        if (duty.subject, duty.event) not in standing and duty.event.startswith("unreached:"):
            cancel(duty=duty, by=WORKER, why=gettext("Lembaga dapat melihatnya lagi, atau tidak berutang lagi."))
            ended += 1
    return ended
