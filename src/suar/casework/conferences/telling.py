"""What somebody of another body may know of a meeting beforehand. Its purpose and agenda tell of the child: they go to
such a person only where the gate of sharing lets them, by the same agreement and the same consents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

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
from suar.core.clocks.calendars import start_of_day
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


def on_paper(invitation: Invitation, by: User) -> tuple[bool, list[str]]:
    """Whether purpose and agenda stand on their paper: it was said so, they left with it or it has no number yet, and
    nothing forbids it now. And why not, where they were to."""
    if invitation.sees != Sees.AGENDA:
        return False, []
    why = refusals(invitation, by)
    if not why and invitation.agency is not None and invitation.conference.number and not invitation.has_left:
        why = [_("Belum dicatat bahwa keduanya dikirim. Simpan dulu jawabannya: yang berhalangan tidak menerimanya.")]
    return not why, why


def leaves(invitation: Invitation) -> bool:
    """Whether purpose and agenda leave the house with it now, for the first time or in other words: with the number of
    the letter, or as somebody of another body was asked; who is excused was told as they were asked, not since."""
    if invitation.agency is None or invitation.sees != Sees.AGENDA or invitation.has_left:
        return False
    if invitation.reply == Reply.EXCUSED:
        return invitation.invited_on is not None and invitation.sent_at is None
    return bool(invitation.conference.number) or invitation.invited_on is not None


def let_go(invitation: Invitation, by: User, *, said_before: bool = False) -> None:
    """Inside a recording: that it leaves is noted, once for the same words; on a yes that is just being taken back
    nothing does. `said_before`: it stood there already what they may know. Raises DomainError as `may_be_told`."""
    one_at_a_time(invitation.conference.case)
    if leaves(invitation) or not said_before:
        may_be_told(invitation, by)
    sent([invitation])


def sent(invitations: Iterable[Invitation]) -> list[Invitation]:
    """Those with which purpose and agenda leave now: the moment is noted, when everything else was asked."""
    now, found = timezone.now(), [row for row in invitations if leaves(row)]
    for row in found:
        if row.sent_at is None:
            row.sent_at = now
        else:
            row.again_at = [*row.again_at, now.isoformat()]
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
    return [_out(row, moment) for row in found for moment in row.left_at]


def _out(row: Invitation, moment: datetime) -> Out:
    """Of one time. The day on which they were asked tells of the first alone."""
    first = moment == row.sent_at
    asked = start_of_day(row.invited_on) if first and row.invited_on else moment
    return Out(
        at=min(asked, moment),
        what=" ".join(filter(None, [_("Undangan konferensi kasus"), row.conference.number])),
        to=row.agency.short_name if row.agency else "",
        who="" if row.is_erased else ", ".join(filter(None, [row.name, row.post])),
        fields=_("tujuan dan acara rapat") if first else _("tujuan dan acara rapat yang diubah"),
        basis=str(InvitedBy(row.how).label) if first and row.how else "",
        url=reverse("conferences:conference-detail", args=[row.conference_id]),
    )
