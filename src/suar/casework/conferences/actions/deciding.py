"""What a conference decides: who owes what by when, and who disagreed."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.perms import require_officer
from suar.casework.cases.recording import add, recorded
from suar.casework.conferences import owed, rules
from suar.casework.conferences.actions.meeting import must_be_written
from suar.casework.conferences.models import Conference, Decision, Dissent, Invitation
from suar.casework.conferences.recording import may_work, worded
from suar.casework.conflicts.withheld import require_receiver
from suar.core.clocks.calendars import WIB
from suar.core.errors import Conflict, DomainError
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency


def decide(
    *,
    conference: Conference,
    by: User,
    text: str,
    due_on: date,
    agency: Agency | None = None,
    officer: User | None = None,
) -> Decision:
    """A decision and its duty: of an agency, of somebody of the house, else of the file's officer.

    Raises DomainError for a settlement where a child was exploited, and for a body from which the file is withheld."""
    case = conference.case
    may_work(case, by)
    must_be_written(conference)
    said = worded(text, _("Tulis apa yang diputuskan: siapa mengerjakan apa."))
    if refusal := rules.no_option(said, case.cluster, case.category):
        raise DomainError(refusal)
    if agency is not None and officer is not None:
        raise DomainError(_("Pilih satu yang berkewajiban: lembaga atau petugas."))
    require_receiver(agency, case.child_id)
    require_officer(officer, case.office, case.child_id)
    held_at = conference.held_at or timezone.now()
    if due_on < held_at.astimezone(WIB).date():
        raise DomainError(_("Tenggatnya sebelum rapat berlangsung. Perbaiki tanggalnya."))
    place = 1 + conference.decisions.count()
    row = Decision(
        child=case.child, conference=conference, place=place, text=said, agency=agency, officer=officer, due_on=due_on
    )
    with recorded("conference.decide", case, by, conference=str(conference.pk), place=place) as entry:
        row.duty = owed.from_decision(row, held_at, by).pk
        add(entry, case, row)
        entry.change(conference)
    return row


def take_back(*, decision: Decision, by: User, why: str) -> Decision:
    """It was written down wrongly: it stays to be read, with the reason, and is owed no longer."""
    conference = decision.conference
    may_work(conference.case, by)
    must_be_written(conference)
    if not decision.stands:
        raise Conflict(_("Keputusan ini sudah ditarik."))
    decision.why = worded(why, _("Tulis mengapa keputusan ini ditarik."))
    decision.taken_back_at = timezone.now()
    with recorded("conference.take_back", conference.case, by, decision=str(decision.pk)) as entry:
        owed.take_back(decision, by, decision.why)
        entry.change(decision, conference)
    return decision


def dissent(*, decision: Decision, by: User, invitation: Invitation, text: str) -> Dissent:
    """Somebody who was there disagrees. It stays beside the decision, whoever signs."""
    conference = decision.conference
    case = conference.case
    may_work(case, by)
    must_be_written(conference)
    if not decision.stands:
        raise Conflict(_("Keputusan ini sudah ditarik."))
    if invitation.conference_id != conference.pk or not invitation.came:
        raise DomainError(_("Pilih salah seorang yang hadir."))
    if decision.dissents.filter(invitation=invitation).exists():
        raise Conflict(_("Pendapat berbeda orang ini sudah tercatat pada keputusan ini."))
    row = Dissent(
        child=case.child, decision=decision, invitation=invitation, by=by, at=timezone.now(),
        text=worded(text, _("Tulis alasannya dengan kata-katanya sendiri.")),
    )  # fmt: skip
    with recorded("conference.dissent", case, by, decision=str(decision.pk)) as entry:
        add(entry, case, row)
        entry.change(conference)
    return row
