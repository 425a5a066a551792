"""Who becomes known later (declared, renamed, appointed, back again) is compared with what stands open already, in the
transaction that makes them known: before the first page of the role, and before a name was stored without a look."""

from __future__ import annotations

from collections import defaultdict
from itertools import batched
from uuid import UUID

from django.utils import timezone

from suar.casework.conflicts import roster, rules, standing
from suar.casework.conflicts.actions.comparing import suspect
from suar.casework.conflicts.actions.spreading import spread
from suar.casework.conflicts.models import Origin, Withholding
from suar.casework.conflicts.roster import Member
from suar.casework.conflicts.rules import Evidence, People
from suar.casework.conflicts.standing import Arrival
from suar.casework.conflicts.turns import set_turns
from suar.core import ledger
from suar.core.ledger.actors import ARRIVALS
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office, User

BATCH = 500  # files held open at once


def compare_person(user: User) -> list[Withholding]:
    """With everything open in each office where this user has a role or will have one. Call it inside the recording of
    what made the user known."""
    standing.hold_back(arrivals=True)
    people = roster.person(user)
    return [row for office in roster.offices_of(user) for row in _look_back(user, office, people)]


def _look_back(user: User, office: Office, people: People) -> list[Withholding]:
    listed = roster.members(office, also=user)
    made: list[Withholding] = []
    for batch in batched(standing.everything(office), BATCH):
        found: dict[UUID, tuple[Arrival, list[Evidence]]] = {}
        for one in batch:
            if signs := rules.compare(people, one.heard):
                found.setdefault(one.subject, (one, []))[1].extend(signs)
        made += suspect(found, office, listed)
    return made + _from_agency(user, office, listed)


def _from_agency(user: User, office: Office, listed: dict[int, Member]) -> list[Withholding]:
    """What is withheld from whoever heads an agency is withheld from the agency too, also where that is said later."""
    agencies = roster.headed_by(user, listed)
    own = Withholding.objects.standing().filter(user=user, office=office, origin=Origin.NAMES) if agencies else ()
    there = Withholding.objects.filter(agency__in=agencies).values_list("subject", "agency")
    known: dict[UUID, set[int | None]] = defaultdict(set)
    for subject, agency in there if agencies else ():
        known[subject].add(agency)
    made = []
    for row in unlock(own):
        new = [_for_agency(row, agency) for agency in agencies if agency not in known[row.subject]]
        set_turns(new, listed)
        if new:
            with ledger.record("conflict.suspect", by=ARRIVALS, subject=row.subject, office=office.code) as entry:
                entry.add(*new)
            new += spread(new)
        made += new
    return made


def _for_agency(row: Withholding, agency_id: int) -> Withholding:
    return Withholding(
        office=row.office, agency_id=agency_id, subject=row.subject, code=row.code, began_as=row.began_as,
        reference=row.reference, case_id=row.case_id, origin=Origin.NAMES, since=timezone.localdate(),
        evidence=row.evidence,
    )  # fmt: skip
