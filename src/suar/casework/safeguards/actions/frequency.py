"""Who opens files of other offices often, or seeks them in vain: one alarm a person, a day and a count, for leaders who
can ask. It names the person and how many, never a file."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from suar.casework.safeguards import rules
from suar.casework.safeguards.actions.looking import first_since
from suar.casework.safeguards.alarm_kinds import OFTEN
from suar.casework.safeguards.models import BrokenGlass
from suar.core import alarms
from suar.core.ledger.models import Entry, microseconds
from suar.registry.accounts.models import Office, User

MISSED = "missed"


def counted(by: User, now: datetime) -> dict[str, int]:
    """How many this person missed and opened lately."""
    day = now - rules.DAY
    missed = Entry.objects.by(by).filter(verb="glass.miss", pk__gte=first_since(day), at_us__gte=microseconds(day))
    opened = BrokenGlass.objects.by(by)
    return {
        MISSED: missed.count(),
        "opened": opened.filter(at__gt=day).count(),
        "lately": opened.filter(at__gt=now - timedelta(days=rules.RATE_DAYS)).count(),
    }


def tell_opened(*, by: User, now: datetime) -> None:
    """To the leaders of the own office, who hear of no opening by itself; those of the files' offices hear of each."""
    counts = counted(by, now)
    for code in rules.often(counts):
        if code != MISSED:
            _raise(by, code, counts[code], by.office, now)


def tell_missed(*, by: User, at: Office, now: datetime) -> None:
    """To the leaders of the own office and of the one where it was sought."""
    counts = counted(by, now)
    if MISSED in rules.often(counts):
        for office in (by.office, at) if by.office != at else (at,):
            _raise(by, MISSED, counts[MISSED], office, now)


def _raise(by: User, code: str, n: int, office: Office, now: datetime) -> None:
    subject = f"{by.actor_id}.{code}.{timezone.localdate(now).isoformat()}"
    alarms.raise_alarm(OFTEN, subject=subject, detail_codes=[by.actor_id, f"{code}:{n}"], office=office.code, by=by)
