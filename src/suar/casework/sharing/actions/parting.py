"""Two files that were read as one child's are two children's after all: what had left on the yes of the other child."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from suar.casework.cases.recording import recorded
from suar.casework.children.merges import one_child
from suar.casework.children.models import Merge
from suar.casework.sharing import gate, owed, rules
from suar.casework.sharing.actions.consents import rests_on, to_be_told
from suar.casework.sharing.codes import Answer, ages_on
from suar.casework.sharing.models import Consent, Referral
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import share_cipher, unlock


def part(merge: Merge, by: Actor, at: datetime) -> None:
    """Inside the act that takes a merge back. Whoever got a package that rested on the other child's yes is to be told,
    as of a withdrawal; in a file of which nobody is to be told any more nobody owes it."""
    one, other = one_child(merge.child_id), one_child(merge.other_id)
    for ids, others in ((one, other), (other, one)):
        own, theirs, sent = _consents_of(ids), _consents_of(others), _sent_from(ids)
        for referral in sent:
            if referral.consent_lost_at is None and _lacks_its_own(referral, own, theirs):
                _lose(referral, by, at)
        left = to_be_told(own, sent)
        if left:
            owed.tell(left[0].case, by, at, ids)
        else:
            owed.nobody_left(ids, by)


def _consents_of(ids: Collection[UUID]) -> list[Consent]:
    return unlock(Consent.objects.filter(child__in=ids))


def _sent_from(ids: Collection[UUID]) -> list[Referral]:
    """Of files that still open, with theirs."""
    whole = ("agency", "case__office", "case__officer", "case__child")
    rows = unlock(Referral.objects.gone().filter(child__in=ids).select_related(*whole))
    for row in rows:
        share_cipher(row, row.case, row.case.child)
    return [row for row in rows if not row.is_erased]


def _lacks_its_own(referral: Referral, own: Iterable[Consent], others: Iterable[Consent]) -> bool:
    """Whether a yes that was expected at that age when it left stands in the other child's file alone."""
    day = timezone.localdate(referral.sent_at)
    expected = {one.of for one in rules.band_of(gate.age_of(referral.case, day), ages_on(day)).expected}
    said, lent = ({row.whose for row in rows if _carried(row, referral)} for rows in (own, others))
    return bool((lent - said) & expected)


def _carried(consent: Consent, referral: Referral) -> bool:
    """Whether this yes let the package go: given for it, and neither taken back nor ended when it left."""
    sent, withdrawn = referral.sent_at, consent.withdrawn_at
    if sent is None or consent.answer != Answer.YES or not rests_on(referral, consent):
        return False
    ended = gate.said_of(consent).has_ended(timezone.localdate(sent))
    return not ended and (withdrawn is None or withdrawn > sent)


def _lose(referral: Referral, by: Actor, at: datetime) -> None:
    referral.consent_lost_at = at
    with recorded("referral.lose_consent", referral.case, by, referral=str(referral.pk)) as entry:
        entry.change(referral)
