"""The queue of what came in a flood: sealed filings, told apart by day and coarse reason alone."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import batched
from typing import Any

from django.db.models import Count

from suar.casework.complaints import actions, sifting
from suar.casework.complaints.models import Complaint
from suar.casework.duties.models import Duty
from suar.casework.intake import sealing
from suar.casework.intake.models import Filing, Opening
from suar.core.days import by_day
from suar.core.ledger.actors import ARRIVALS
from suar.core.ledger.models import Entry
from suar.core.vault import keys

LOOK = 300  # sealed bodies opened in one round: a tenth of a second
AN_HOUR = 30  # let through by the worker itself
GROUPS = 100  # lines of the page
BACK = 20_000  # entries looked through for the last opening
CHUNK = 500
OPENED = ("read.complaint_list", "read.complaint", "complaint.open")
PROMISED = {"read_complaint": "promise_read_by", "answer_reporter": "promise_reply_by"}

_let_through: deque[datetime] = deque()


@dataclass(frozen=True, slots=True)
class Group:
    """What arrived on one day for one reason."""

    day: date
    doubt: str
    reason: str
    count: int


def groups() -> list[Group]:
    """The queue, oldest day first, without opening anything."""
    rows = Filing.objects.quarantined().values_list("filed_on", "doubt").annotate(count=Count("pk"))
    ordered, reasons = rows.order_by("filed_on", "doubt")[:GROUPS], dict(Filing.Doubt.choices)
    return [Group(day, doubt, str(reasons.get(doubt, doubt)), count) for day, doubt, count in ordered]


def sift(now: datetime) -> int:
    """Look once at what has not been looked at, and let the weightiest through: a genuine cry among thousands does not
    wait for somebody to open the page. Returns how many were let through."""
    while _let_through and not now - timedelta(hours=1) < _let_through[0] <= now:
        _let_through.popleft()
    room = AN_HOUR - len(_let_through)
    unseen = list(Filing.objects.quarantined().filter(looked=False).order_by("filed_on", "form_id")[:LOOK])
    if room <= 0 or not unseen:
        return 0
    bodies = [(filing, _opened(filing)) for filing in unseen]
    told = Counter(sifting.story_of(body) for _filing, body in bodies)
    weighed = [
        (sifting.weight(body, filing.doubt, alike=told[sifting.story_of(body)]), filing) for filing, body in bodies
    ]
    worthy = [filing for points, filing in sorted(weighed, key=lambda pair: -pair[0]) if points >= sifting.ENOUGH]
    through, kept = worthy[:room], {filing.pk for filing in unseen} - {filing.pk for filing in worthy}
    Filing.objects.filter(pk__in=kept).update(looked=True)
    if through:
        actions.let_through(form_ids=[filing.pk for filing in through], by=ARRIVALS)
        _let_through.extend([now] * len(through))
    return len(through)


def _opened(filing: Filing) -> dict[str, Any]:
    """What it says; nothing for one that does not open: that one stays where it is."""
    try:
        context = sealing.filing_context(filing.form_id)
        return sealing.unseal(keys.open_intake(filing.key_id), bytes(filing.sealed), context)
    except (sealing.Damaged, keys.KeyMissing):
        return {}


def publish_opening(now: datetime) -> date | None:
    """Tell the public form on which day somebody here last opened the queue. Returns the day."""
    newest = Entry.objects.order_by("-id").values_list("id", flat=True).first()
    if newest is None:
        return None
    recent = Entry.objects.filter(id__gt=newest - BACK, verb__in=OPENED, actor__startswith="user:")
    last = recent.order_by("-id").first()
    known = Opening.objects.values_list("opened_on", flat=True).first()
    opened_on = min(by_day(last.at), by_day(now)).date() if last is not None else known
    if opened_on is not None:
        # Also when nothing changed: the store's files are then of this minute, not of the last complaint.
        Opening.objects.update_or_create(pk=1, defaults={"opened_on": opened_on})
    return opened_on


def publish_promises() -> int:
    """The promises of a look-up are those of the clocks as they stand: a day off or a pause moves both. Returns how
    many complaints were brought up to date."""
    steps = (Filing.Step.RECEIVED, Filing.Step.OPENED)
    living = Filing.objects.filter(taken=True, lookup_id__isnull=False, step__in=steps)
    moved = 0
    for chunk in batched(list(living), CHUNK):
        due: dict[Any, dict[str, datetime]] = {filing.pk: {} for filing in chunk}
        clocks = Duty.objects.filter(subject__in=due, kind__in=PROMISED, due_at__isnull=False)
        for subject, kind, due_at in clocks.values_list("subject", "kind", "due_at"):
            if due_at is not None:
                due[subject][PROMISED[kind]] = due_at
        for filing in chunk:
            changed = {name: at for name, at in due[filing.pk].items() if getattr(filing, name) != at}
            moved += Filing.objects.filter(pk=filing.pk).update(**changed) if changed else 0
    return moved


def was_emptied(form_id: Any) -> bool:
    """Whether a filing went unread with a flood, so that what is written under its receipt begins anew."""
    dropped = Filing.objects.filter(pk=form_id, step=Filing.Step.DROPPED).exists()
    return dropped and not Complaint.objects.filter(pk=form_id).exists()
