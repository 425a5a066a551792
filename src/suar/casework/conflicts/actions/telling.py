"""That a leader withheld a file from somebody does not stay with that leader: an alarm that names neither. And that
somebody of an agency declares name after name, which tells by what goes away whose names stand behind its duties."""

from __future__ import annotations

from django.utils import timezone

from suar.casework.conflicts import roster, rules
from suar.casework.conflicts.alarm_kinds import BY_HAND, BY_THE_LAST, MANY_TIES, ONE_READER
from suar.casework.conflicts.models import Declaration, Withholding
from suar.core import alarms
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import LEADERS


def tell_others(row: Withholding, by: Actor) -> None:
    """Another leader who may read the file; where there is none the rest of the staff who may; where nobody is left,
    the admin, who learns nothing of it. Call inside the recording, once the row is written."""
    bound = {row.user_id, row.by_id}
    reading = roster.readers(row.office, row.subject) - bound
    leaders = {pk for pk, one in roster.members(row.office).items() if one.roles & LEADERS}
    kind = BY_HAND if reading & leaders else BY_THE_LAST if reading else ONE_READER
    alarms.raise_alarm(kind, subject=row.notice, office=row.office.code, by=by)


def unsay(row: Withholding, by: Actor) -> None:
    """The file is given back: there is nothing to look into any more."""
    for kind in (BY_HAND, BY_THE_LAST, ONE_READER):
        alarms.close(kind, subject=row.notice, office=row.office.code, by=by)


def tell_many_ties(declaration: Declaration, by: User) -> None:
    """The leaders of each office where this person of an agency has a role: who and how many, no name of a tie. Call
    inside the recording. Staff may read names anyway; they gain nothing by guessing."""
    if not by.agency_ids:
        return
    today = timezone.localdate()
    lately = declaration.ties.filter(since__gt=today - rules.WEEK).count()
    if lately <= rules.TIES_A_WEEK:
        return
    for office in roster.offices_of(by):
        subject, codes = f"{by.actor_id}.{today.isoformat()}", [by.actor_id, f"ties:{lately}"]
        alarms.raise_alarm(MANY_TIES, subject=subject, detail_codes=codes, office=office.code, by=by)
