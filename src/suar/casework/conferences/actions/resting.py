"""Invitations among everything that left on a yes: whoever got purpose and agenda hears where that yes is no more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.cases.recording import recorded
from suar.casework.conferences.models import Invitation
from suar.casework.sharing.actions.answers import heard
from suar.casework.sharing.codes import Purpose
from suar.casework.sharing.recording import may_share
from suar.casework.sharing.resting import Left
from suar.core.ledger.actors import Actor
from suar.core.vault.erased import must_be_sealed
from suar.registry.accounts.models import User


def left_of(child_ids: Collection[UUID]) -> list[Left]:
    """Every invitation with which purpose and agenda left these files."""
    whole = ("agency", "conference__case__office", "conference__case__officer", "conference__case__child")
    rows = Invitation.objects.filter(child__in=child_ids).exclude(sent_at=None).select_related(*whole)
    return [
        Left(
            pk=row.pk,
            case=row.conference.case,
            agency=row.agency,
            purpose=Purpose.SERVICES,
            sent_at=row.sent_at,
            again=tuple(row.left_at[1:]),
            told_at=row.told_at,
            lost_at=row.consent_lost_at,
            what=" ".join(filter(None, [_("Undangan konferensi kasus"), row.conference.number])),
            url=reverse("conferences:conference-detail", args=[row.conference_id]),
            tell_url=reverse("conferences:invitation-tell", args=[row.pk]),
            lose=partial(lose_consent, row),
        )
        for row in rows
        if row.agency is not None and row.sent_at is not None
    ]


def lose_consent(invitation: Invitation, by: Actor, at: datetime) -> None:
    """Its yes stands in the file of another child."""
    invitation.consent_lost_at = at
    case = invitation.conference.case
    with recorded("conference.lose_consent", case, by, invitation=str(invitation.pk)) as entry:
        entry.change(invitation)


def tell(*, invitation: Invitation, by: User) -> Invitation:
    """Whoever knew purpose and agenda heard that a consent was withdrawn, or was not this child's."""
    case = invitation.conference.case
    may_share(by, case)
    must_be_sealed(invitation)
    with recorded("conference.tell", case, by, invitation=str(invitation.pk)) as entry:
        invitation.told_at = heard(case, invitation.pk, entry)
        entry.change(invitation)
    return invitation
