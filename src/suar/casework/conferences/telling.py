"""What somebody of another body may know of a meeting beforehand. Its purpose and agenda tell of the child: they go to
such a person only where the gate of sharing lets them, by the same agreement and the same consents."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.conferences.models import Invitation
from suar.casework.conferences.models.conference import InvitedBy, Sees
from suar.casework.sharing import gate
from suar.casework.sharing.codes import Purpose
from suar.casework.sharing.leaving import Out
from suar.core.clocks.calendars import WIB
from suar.core.errors import DomainError
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User

FIELDS = ("chronology",)  # free text about what happened


def refusals(invitation: Invitation, by: User) -> list[str]:
    """Why this person may not know purpose and agenda; nothing where they may, and for whoever is of the house."""
    if invitation.agency is None:
        return []
    case = invitation.conference.case
    found = gate.refusals(
        case=case, agency=invitation.agency, purpose=Purpose.SERVICES, fields=FIELDS, user=by
    )  # fmt: skip
    return [one.words for one in found]


def is_told(invitation: Invitation, by: User) -> bool:
    """Whether purpose and agenda stand on their paper: it was said so, and nothing forbids it now."""
    return invitation.sees == Sees.AGENDA and not refusals(invitation, by)


def may_be_told(invitation: Invitation, by: User) -> None:
    """Raises DomainError with every reason why purpose and agenda may not go to this person."""
    if invitation.sees == Sees.AGENDA and (found := refusals(invitation, by)):
        words = _("Kepada %(who)s tujuan dan acara tidak dapat diberitahukan; pilih “%(number)s”.")
        said = words % {"who": invitation.called, "number": Sees.NUMBER.label}
        raise DomainError(" ".join([said, *found]))


def gone_of(case: Case) -> list[Out]:
    """Invitations that told somebody of another body what the meeting is about, for the list of everything that left:
    from the number, or from the day on which they were asked."""
    sent = Q(conference__number__gt="") | Q(invited_on__isnull=False)
    rows = Invitation.objects.filter(sent, conference__case=case, sees=Sees.AGENDA, agency__isnull=False)
    found = list(rows.select_related("agency", "conference"))
    share_cipher(case, *found)
    return [_out(row) for row in found]


def _out(row: Invitation) -> Out:
    day = row.invited_on or row.conference.dated
    return Out(
        at=datetime.combine(day, time(), WIB) if day else row.conference.at,
        what=" ".join(filter(None, [_("Undangan konferensi kasus"), row.conference.number])),
        to=row.agency.short_name if row.agency else "",
        who="" if row.is_erased else ", ".join(filter(None, [row.name, row.post])),
        fields=_("tujuan dan acara rapat"),
        basis=str(InvitedBy(row.how).label) if row.how else "",
        url=reverse("conferences:conference-detail", args=[row.conference_id]),
    )
