"""What shared pages show of duties, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.duties.models import AT_ONCE, Duty
from suar.casework.duties.naming import names_of, people_of
from suar.casework.duties.rows import rows, subjects
from suar.casework.duties.scores import AgencyScore, last_days, scores
from suar.core.documents.indonesian import percent
from suar.core.ui.counting import counted
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows

NEXT = 5
BARS = 5
LOW = 0.5

__all__ = ["case_duties", "names_of", "to_count", "today"]


def to_count(user: User, now: datetime) -> dict[str, QuerySet[Duty]]:
    """What the first page counts of duties: those due at once; open ones, ours and others', and of each the late; those
    with a pause that waits for this user's word."""
    seen = Duty.objects.visible_to(user)
    return {
        "at_once": seen.at_once(),
        "ours": seen.open().ours(),
        "ours_late": seen.late(now).ours(),
        "theirs": seen.open().theirs(),
        "theirs_late": seen.late(now).theirs(),
        "pauses": seen.waiting_for(user),
    }


def today(user: User, now: datetime, counts: Mapping[str, int] | None = None) -> dict[str, Any]:
    """What must be done at once, what we owe, what others owe us, the next of each, and how agencies kept their time.

    `counts` of `to_count`, where the page has counted them together with others'."""
    counts = counted({**to_count(user, now)}) if counts is None else counts
    ours, theirs, at_once = following(user)
    lines = rows([*ours, *theirs, *at_once], now, people_of(subjects(ours, theirs, at_once), user))
    first_of_theirs, first_at_once = len(ours), len(ours) + len(theirs)
    first, last = last_days(now)
    return {
        "ours": {"items": lines[:first_of_theirs], "count": counts["ours"], "late": counts["ours_late"]},
        "theirs": {
            "items": lines[first_of_theirs:first_at_once],
            "count": counts["theirs"],
            "late": counts["theirs_late"],
        },
        "at_once": lines[first_at_once:],
        "at_once_count": counts["at_once"],
        "pauses": {"count": counts["pauses"], "url": f"{reverse('duties:duty-list')}?tab=jeda&status=semua"},
        "scores": [bar(score) for score in scores(first, last, user.office_ids, now=now, user=user)[:BARS]],
        "scores_url": reverse("duties:agency-score"),
    }


def following(user: User) -> tuple[list[Duty], list[Duty], list[Duty]]:
    """The next few of ours, of others, and of what is due at once: the numbers of three short look-ups along the index
    in one statement, then their rows, told apart here.

    Not in one statement: a planner whose figures of the table are older than an import reads all rows for each row."""
    turn = Duty.objects.visible_to(user).open().order_by("turn_at", "id")
    first, *others = (
        Duty.objects.filter(pk__in=wanted.values("pk")[:NEXT]).values_list("pk", flat=True)
        for wanted in (turn.ours(), turn.theirs(), turn.at_once())
    )
    found = list(turn.filter(pk__in=list(first.union(*others))).select_related("agency"))
    return (
        [duty for duty in found if duty.agency_id is None][:NEXT],
        [duty for duty in found if duty.agency_id is not None][:NEXT],
        [duty for duty in found if duty.unit in AT_ONCE][:NEXT],
    )


def bar(score: AgencyScore) -> dict[str, Any]:
    """One bar of *Lembaga, 30 hari*; a body that keeps less than half of its time is late."""
    share = score.share
    return {
        "label": score.agency,
        "value": 100 * (share or 0.0),
        "text": _("belum jatuh tempo") if share is None else percent(share, 0),
        "tone": "red" if share is not None and share < LOW else "",
        "url": f"{reverse('duties:duty-list')}?tab=tunggu&agency={score.agency_id}",
    }


def case_duties(subject: UUID, user: User, now: datetime, *, case_id: UUID | None = None) -> dict[str, Any]:
    """The duties about one child or complaint: open ones in their turn, the next, how many are late, closed ones."""
    found = Duty.objects.visible_to(user).about(subject).select_related("agency")
    listed = list(found.filter(case_id=case_id) if case_id else found)
    left = sorted((duty for duty in listed if duty.is_open), key=lambda duty: (duty.turn_at, duty.pk))
    closed = sorted((duty for duty in listed if not duty.is_open), key=lambda duty: duty.turn_at, reverse=True)
    names = names_of([subject], user)
    shown = rows(left, now, names)
    return {
        "subject": subject,
        "next": shown[0] if shown else None,
        "open": shown,
        "closed": rows(closed, now, names),
        "late": sum(line.late for line in shown),
        "add_url": add_url(subject, case_id) if allows(user, Permission.DUTY_WORK) else "",
    }


def add_url(subject: UUID, case_id: UUID | None = None) -> str:
    """The form that starts a duty by hand for this child or complaint."""
    path = reverse("duties:duty-add", args=[subject])
    return f"{path}?berkas={case_id}" if case_id else path
