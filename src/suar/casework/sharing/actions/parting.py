"""Two files that were read as one child's are two children's after all: what had left on the yes of the other child."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from suar.casework.children.merges import one_child
from suar.casework.children.models import Merge
from suar.casework.sharing import gate, owed, resting, rules
from suar.casework.sharing.codes import Answer, ages_on
from suar.casework.sharing.models import Consent
from suar.casework.sharing.resting import Left
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import share_cipher, unlock


def part(merge: Merge, by: Actor, at: datetime) -> None:
    """Inside the act that takes a merge back. Whoever got something that rested on the other child's yes is to be told,
    as of a withdrawal; in a file of which nobody is to be told any more nobody owes it."""
    one, other = one_child(merge.child_id), one_child(merge.other_id)
    for ids, others in ((one, other), (other, one)):
        own, theirs = _consents_of(ids), _consents_of(others)
        for left in _left_from(ids):
            since = [moment for moment in left.times if left.lost_at is None or moment > left.lost_at]
            if any(_lacks_its_own(left, moment, own, theirs) for moment in since):
                left.lose(by, at)
        untold = resting.to_be_told(own, _left_from(ids))
        if untold:
            owed.tell(untold[0].case, by, at, ids)
        else:
            owed.nobody_left(ids, by)


def _consents_of(ids: Collection[UUID]) -> list[Consent]:
    return unlock(Consent.objects.filter(child__in=ids))


def _left_from(ids: Collection[UUID]) -> list[Left]:
    """Of files that still open, with theirs."""
    found = resting.of(ids)
    for case in unlock(one.case for one in found):
        share_cipher(case, case.child)
    return [one for one in found if not one.case.is_erased]


def _lacks_its_own(left: Left, moment: datetime, own: Iterable[Consent], others: Iterable[Consent]) -> bool:
    """Whether a yes that was expected at that age, when it left at this moment, stands in the other child's file
    alone."""
    day = timezone.localdate(moment)
    expected = {one.of for one in rules.band_of(gate.age_of(left.case, day), ages_on(day)).expected}
    said, lent = ({row.whose for row in rows if _carried(row, left, moment)} for rows in (own, others))
    return bool((lent - said) & expected)


def _carried(consent: Consent, left: Left, moment: datetime) -> bool:
    """Whether this yes let it go at this moment: given for it, and neither taken back nor ended when it left."""
    withdrawn = consent.withdrawn_at
    if consent.answer != Answer.YES or not resting.rests_on(left, moment, consent):
        return False
    ended = gate.said_of(consent).has_ended(timezone.localdate(moment))
    return not ended and (withdrawn is None or withdrawn > moment)
