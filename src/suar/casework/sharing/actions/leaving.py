"""Referrals among everything that left on a yes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.cases.recording import recorded
from suar.casework.sharing.models import Referral
from suar.casework.sharing.resting import Left
from suar.core.ledger.actors import Actor


def left_of(child_ids: Collection[UUID]) -> list[Left]:
    """Every referral that left these files."""
    whole = ("agency", "case__office", "case__officer", "case__child")
    rows = Referral.objects.gone().filter(child__in=child_ids).select_related(*whole)
    return [left for row in rows for left in as_left(row)]


def as_left(referral: Referral) -> Iterator[Left]:
    """None that danger let go: it rested on no consent."""
    if referral.sent_at is None or referral.danger:
        return
    yield Left(
        pk=referral.pk,
        case=referral.case,
        agency=referral.agency,
        purpose=referral.purpose,
        sent_at=referral.sent_at,
        told_at=referral.told_at,
        lost_at=referral.consent_lost_at,
        what=f"{_('Rujukan')} {referral.number}",
        url=reverse("sharing:referral-detail", args=[referral.pk]),
        tell_url=reverse("sharing:referral-tell", args=[referral.pk]),
        lose=partial(lose_consent, referral),
    )


def lose_consent(referral: Referral, by: Actor, at: datetime) -> None:
    """Its yes stands in the file of another child."""
    referral.consent_lost_at = at
    with recorded("referral.lose_consent", referral.case, by, referral=str(referral.pk)) as entry:
        entry.change(referral)
