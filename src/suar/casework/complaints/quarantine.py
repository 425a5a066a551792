"""The queue of what came in a flood: sealed complaints and further messages, told apart by day and coarse reason
alone."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import batched
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from suar.casework.complaints import actions, sifting
from suar.casework.complaints.models import Complaint
from suar.casework.duties.models import Duty
from suar.casework.intake import sealing
from suar.casework.intake.channel import ARRIVALS
from suar.casework.intake.models import Filing, Further, Opening
from suar.core.days import by_day
from suar.core.ledger import actors
from suar.core.ledger.models import Entry
from suar.core.vault import keys

LOOK = 300  # sealed bodies opened in one round: a tenth of a second
AN_HOUR = 30  # of each kind let through by the worker itself
GROUPS = 100  # lines of the page
BACK = 20_000  # entries looked through for the last opening
CHUNK = 500
OPENED = ("read.complaint_list", "read.complaint", "complaint.open")
PROMISED = {"read_complaint": "promise_read_by", "answer_reporter": "promise_reply_by"}

_let_through: defaultdict[str, deque[datetime]] = defaultdict(deque)


@dataclass(frozen=True, slots=True)
class Group:
    """What arrived on one day for one reason."""

    day: date
    doubt: str
    reason: str
    count: int


def groups(what: str) -> list[Group]:
    """The queue of one of `ARRIVALS`, oldest day first, without opening anything."""
    rows = ARRIVALS[what].objects.quarantined().values_list("filed_on", "doubt").annotate(count=Count("pk"))
    ordered, reasons = rows.order_by("filed_on", "doubt")[:GROUPS], dict(Filing.Doubt.choices)
    return [Group(day, doubt, str(reasons.get(doubt, doubt)), count) for day, doubt, count in ordered]


def sift(now: datetime) -> int:
    """Look once at what has not been looked at, and let the weightiest through: a genuine cry among thousands does not
    wait for somebody to open the page. Neither kind takes the other's room. Returns how many were let through."""
    forms, messages = (_weightiest(what, _room(what, now)) for what in ARRIVALS)
    if forms or messages:
        actions.let_through(form_ids=forms, message_ids=messages, by=actors.ARRIVALS)
    for what, ids in zip(ARRIVALS, (forms, messages), strict=True):
        _let_through[what].extend([now] * len(ids))
    return len(forms) + len(messages)


def _room(what: str, now: datetime) -> int:
    passed = _let_through[what]
    while passed and not now - timedelta(hours=1) < passed[0] <= now:
        passed.popleft()
    return AN_HOUR - len(passed)


def _weightiest(what: str, room: int) -> list[UUID]:
    """Whom to let through. The others are marked as looked at; the weighty ones without room are weighed again, and so
    is a complaint to whose receipt somebody came back."""
    back = Further.objects.waiting().values("filing") if what == "filing" else []
    rows: Any = ARRIVALS[what].objects.quarantined().filter(Q(looked=False) | Q(pk__in=back))
    unseen = list(rows.order_by("looked", "filed_on", "pk")[:LOOK]) if room > 0 else []
    points = _weighed(unseen)
    worthy = [row.pk for row in sorted(unseen, key=lambda row: -points[row.pk]) if points[row.pk] >= sifting.ENOUGH]
    ARRIVALS[what].objects.filter(pk__in=points.keys() - set(worthy), looked=False).update(looked=True)
    return worthy[:room]


def _weighed(rows: list[Filing] | list[Further]) -> dict[UUID, int]:
    bodies = {row.pk: _opened(row) for row in rows}
    told = Counter(sifting.story_of(body) for body in bodies.values())
    written = Counter(_form_id(row) for row in rows)
    known = _known(written)
    return {
        row.pk: sifting.weight(
            bodies[row.pk],
            row.doubt,
            alike=max(told[sifting.story_of(bodies[row.pk])], written[_form_id(row)]),
            known=_form_id(row) in known,
        )
        for row in rows
    }


def _known(form_ids: Collection[UUID]) -> set[UUID]:
    """Complaints that somebody here has read, or to whose receipt somebody came back in calm."""
    read = Filing.objects.filter(pk__in=form_ids, step__in=(Filing.Step.OPENED, Filing.Step.ANSWERED))
    back = Further.objects.waiting().filter(filing__in=form_ids)
    return {*read.values_list("pk", flat=True), *back.values_list("filing", flat=True)}


def _form_id(row: Filing | Further) -> UUID:
    return row.filing_id if isinstance(row, Further) else row.pk


def _opened(row: Filing | Further) -> dict[str, Any]:
    """What it says; nothing for one that does not open: that one stays where it is."""
    if isinstance(row, Further):
        context = sealing.further_context(row.filing_id, row.id)
    else:
        context = sealing.filing_context(row.form_id)
    try:
        return sealing.unseal(keys.open_intake(row.key_id), bytes(row.sealed), context)
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
    living = Filing.objects.sound().filter(taken=True, lookup_id__isnull=False, step__in=steps)
    moved = 0
    for chunk in batched(list(living.only("pk", *PROMISED.values())), CHUNK):
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
