"""What somebody of another body may know of a meeting beforehand. Its purpose and agenda tell of the child: they go to
such a person only where the gate of sharing lets them, by the same agreement and the same consents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.conferences.models import Invitation
from suar.casework.conferences.models.conference import InvitedBy, Reply, Sees
from suar.casework.sharing import gate
from suar.casework.sharing.codes import Purpose
from suar.casework.sharing.leaving import Out
from suar.casework.sharing.recording import one_at_a_time
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
    """Whether purpose and agenda stand on their paper: it was said so, they left with it or it has no number yet, and
    nothing forbids it now."""
    if invitation.agency is not None and invitation.sent_at is None and invitation.conference.number:
        return False
    return invitation.sees == Sees.AGENDA and not refusals(invitation, by)


def kept_back(invitation: Invitation, by: User) -> list[str]:
    """Why purpose and agenda are missing on a paper that was to tell them; nothing where they stand there."""
    if invitation.sees != Sees.AGENDA or is_told(invitation, by):
        return []
    unsaved = _("Belum dicatat bahwa keduanya dikirim. Simpan dulu jawabannya: yang berhalangan tidak menerimanya.")
    return refusals(invitation, by) or [unsaved]


def leaves(invitation: Invitation) -> bool:
    """Whether purpose and agenda leave the house with it now, for the first time: with the number of the letter, or as
    somebody of another body was asked."""
    if invitation.agency is None or invitation.sees != Sees.AGENDA or invitation.sent_at is not None:
        return False
    by_letter = bool(invitation.conference.number) and invitation.reply != Reply.EXCUSED
    return by_letter or invitation.invited_on is not None


def let_go(invitation: Invitation, by: User, *, said_before: bool = False) -> None:
    """Inside a recording: that it leaves is noted, once; on a yes that is just being taken back nothing does.
    `said_before`: it stood there already what they may know. Raises DomainError as `may_be_told`."""
    one_at_a_time(invitation.conference.case)
    if leaves(invitation) or not said_before:
        may_be_told(invitation, by)
    sent([invitation])


def sent(invitations: Iterable[Invitation]) -> list[Invitation]:
    """Those with which purpose and agenda leave now: the moment is noted, when everything else was asked."""
    now, found = timezone.now(), [row for row in invitations if leaves(row)]
    for row in found:
        row.sent_at = now
    return found


def may_be_told(invitation: Invitation, by: User) -> None:
    """Raises DomainError with every reason why purpose and agenda may not go to this person."""
    if invitation.sees == Sees.AGENDA and (found := refusals(invitation, by)):
        words = _("Kepada %(who)s tujuan dan acara tidak dapat diberitahukan; pilih “%(number)s”.")
        said = words % {"who": invitation.called, "number": Sees.NUMBER.label}
        raise DomainError(" ".join([said, *found]))


def gone_of(case: Case) -> list[Out]:
    """Invitations that told somebody of another body what the meeting is about, for the list of everything that left,
    whatever they may know now."""
    rows = Invitation.objects.filter(conference__case=case).exclude(sent_at=None)
    found = list(rows.select_related("agency", "conference"))
    share_cipher(case, *found)
    return [_out(row) for row in found]


def _out(row: Invitation) -> Out:
    return Out(
        at=datetime.combine(row.invited_on, time(), WIB) if row.invited_on else row.sent_at or row.conference.at,
        what=" ".join(filter(None, [_("Undangan konferensi kasus"), row.conference.number])),
        to=row.agency.short_name if row.agency else "",
        who="" if row.is_erased else ", ".join(filter(None, [row.name, row.post])),
        fields=_("tujuan dan acara rapat"),
        basis=str(InvitedBy(row.how).label) if row.how else "",
        url=reverse("conferences:conference-detail", args=[row.conference_id]),
    )
