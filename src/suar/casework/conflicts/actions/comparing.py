"""What arrives is compared before anyone can see it: inside the transaction that writes it down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from suar.casework.conflicts import roster, rules
from suar.casework.conflicts.actions.spreading import spread
from suar.casework.conflicts.models import Declaration, Origin, Withholding
from suar.casework.conflicts.roster import Member
from suar.casework.conflicts.rules import Evidence, Heard
from suar.casework.conflicts.standing import Arrival, everything, hold_back
from suar.casework.conflicts.turns import set_turns
from suar.core import ledger
from suar.core.ledger.actors import ARRIVALS
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office

type Judged = tuple[int | None, str | None]


def compare(
    *, subject: UUID, office: Office, heard: Heard, reference: str = "", case_id: UUID | None = None
) -> list[Withholding]:
    """Withhold the file from whoever the words may name. Call inside the recording of what arrives: the subject has
    its key, nobody else sees the row yet. Whoever was judged on these very words is not asked about again."""
    return compare_many(office=office, arrivals=[Arrival(subject, heard, reference, case_id)])


def compare_many(*, office: Office, arrivals: Sequence[Arrival]) -> list[Withholding]:
    """As `compare`, for the files of an import: the people are read once."""
    hold_back(arrivals=False)
    listed = roster.compared(office)
    people = roster.people(listed, [one.heard for one in arrivals])
    found: dict[UUID, tuple[Arrival, list[Evidence]]] = {}
    for one in arrivals:
        if signs := rules.compare(people, one.heard):
            found.setdefault(one.subject, (one, []))[1].extend(signs)
    return suspect(found, office, listed)


def compare_again(*, subject: UUID, office: Office) -> list[Withholding]:
    """Of a file that opens again: while it was closed it was compared with nobody who became known. Call inside the
    recording that opens it."""
    return compare_many(office=office, arrivals=list(everything(office, subject)))


def suspect(
    found: dict[UUID, tuple[Arrival, list[Evidence]]], office: Office, listed: dict[int, Member]
) -> list[Withholding]:
    """Withhold each file for what was found in it, in an entry about that file: its trail must tell of it."""
    known = judged_on(list(found))
    made: list[Withholding] = []
    for subject, (one, signs) in found.items():
        made += _recorded(one, office, unjudged(signs, known[subject]), listed)
    return made


def _recorded(one: Arrival, office: Office, signs: list[Evidence], listed: dict[int, Member]) -> list[Withholding]:
    rows = _suspected(one, office, signs, listed)
    if rows:
        with ledger.record("conflict.suspect", by=ARRIVALS, subject=one.subject, office=office.code) as entry:
            entry.add(*rows)
        rows += spread(rows)
    return rows


def _suspected(one: Arrival, office: Office, signs: list[Evidence], listed: dict[int, Member]) -> list[Withholding]:
    rows = [
        Withholding(
            office=office, subject=one.subject, code=str(one.subject), began_as=one.subject, reference=one.reference,
            case_id=one.case_id, origin=Origin.NAMES, since=timezone.localdate(), evidence=evidence, **whom,
        )
        for whom, evidence in _rows(signs, listed)
    ]  # fmt: skip
    set_turns(rows, listed)
    return rows


def unjudged(signs: list[Evidence], known: Collection[Judged]) -> list[Evidence]:
    """Signs on which nobody has decided yet, of people from whom the file is not withheld already."""
    new = []
    for one in signs:
        user_id = _key(one)[0]
        if (user_id, None) not in known and (user_id, one.found) not in known:
            new.append(one)
    return new


def _key(one: Evidence) -> tuple[int, UUID | None]:
    key: Any = one.key
    return int(key[0]), key[1]


def judged_on(subjects: Collection[UUID]) -> dict[UUID, set[Judged]]:
    """Of each file whom it was suspected for and on which words; None: it is withheld from them already."""
    judged: dict[UUID, set[Judged]] = defaultdict(set)
    for row in unlock(Withholding.objects.filter(subject__in=subjects)) if subjects else ():
        if row.in_force:
            judged[row.subject].add((row.user_id, None))
        judged[row.subject].update((row.user_id, str(one.get("found", ""))) for one in row.evidence or ())
    return judged


def _rows(
    found: Iterable[Evidence], listed: dict[int, Member]
) -> Iterable[tuple[dict[str, Any], list[dict[str, str]]]]:
    """One for each person with all that speaks for it; where an agency's head is meant, one more for the agency."""
    by_user: dict[int, list[dict[str, str]]] = defaultdict(list)
    for one in found:
        user_id, tie = _key(one)
        by_user[user_id].append({"found": one.found, "where": one.where, "why": one.why, "tie": str(tie or "")})
    heads = set(Declaration.objects.filter(user__in=by_user, heads_agency=True).values_list("user", flat=True))
    for user_id, evidence in by_user.items():
        if listed[user_id].gone and user_id not in heads:
            continue
        yield {"user": listed[user_id].user}, evidence
        for agency_id in sorted(listed[user_id].agency_ids) if user_id in heads else ():
            yield {"agency_id": agency_id}, evidence
