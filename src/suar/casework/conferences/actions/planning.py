"""A meeting is planned: when, where, why, who is asked, under which number, and what became of it before it began."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_officer
from suar.casework.cases.receivers import require_named
from suar.casework.cases.recording import add, recorded
from suar.casework.conferences import rules, telling
from suar.casework.conferences.models import Conference, Invitation
from suar.casework.conferences.models.conference import InvitedBy, Mode, Reply, Sees, Status
from suar.casework.conferences.perms import invitations, must_still_hear
from suar.casework.conferences.recording import may_work, worded
from suar.casework.conflicts.withheld import require_receiver
from suar.casework.sharing.recording import one_at_a_time
from suar.core.clocks.calendars import WIB
from suar.core.documents.models import next_letter_number
from suar.core.errors import Conflict, DomainError, refusal_of
from suar.core.once import once
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require
from suar.registry.agencies.models import Agency
from suar.registry.agencies.rules import is_named


def plan(
    *,
    case: Case,
    by: User,
    starts_at: datetime,
    place: str,
    purpose: str,
    chair: User,
    mode: str = Mode.ROOM,
    agenda: str = "",
    conference_id: UUID | None = None,
) -> Conference:
    """A meeting about this child, its chair the first who is asked. The same `conference_id` again plans nothing."""
    may_work(case, by)

    def act(pk: UUID) -> Conference:
        conference = Conference(id=pk, case=case, child=case.child, by=by, at=timezone.now(), chair=chair)
        _write_plan(conference, starts_at, mode, place, purpose, agenda)
        require_officer(chair, case.office, case.child_id)
        first = Invitation(child=case.child, conference=conference, user=chair, sees=Sees.AGENDA, reply=Reply.COMES)
        with recorded("conference.plan", case, by, conference=str(pk)) as entry:
            add(entry, case, conference, first)
        return conference

    return once(Conference.objects.all(), conference_id, act, case_id=case.pk)


def move(
    *, conference: Conference, by: User, starts_at: datetime, place: str, purpose: str, mode: str, agenda: str = ""
) -> Conference:
    """Another time, place, purpose or agenda. Who was asked before must be told: their answers are asked for anew where
    the time is another, and whoever was excused is one of them again: what they may know leaves with the number. Other
    words of purpose and agenda leave anew, to whoever may know them by the yes of now."""
    may_work(conference.case, by)
    _must_be_planned(conference)
    another, before = starts_at != conference.starts_at, (conference.purpose, conference.agenda)
    _write_plan(conference, starts_at, mode, place, purpose, agenda)
    reworded = (conference.purpose, conference.agenda) != before
    rows = [row for row in invitations(conference) if row.user_id != conference.chair_id]
    asked = rows if another else []
    for row in asked:
        row.reply = Reply.WAITING
    with recorded("conference.move", conference.case, by, conference=str(conference.pk)) as entry:
        one_at_a_time(conference.case)
        if reworded:
            conference.worded_at = timezone.now()
        hear = [row for row in rows if telling.leaves(row)] if another or reworded else []
        told = telling.sent(row for row in hear if refusal_of(partial(_may_be_told, row, by)) is None)
        entry.change(conference, *(asked or told))
    return conference


def _may_be_told(row: Invitation, by: User) -> None:
    """Raises DomainError where purpose and agenda would not leave with the paper: it says why itself."""
    must_still_hear(row)
    telling.may_be_told(row, by)


def _write_plan(conference: Conference, starts_at: datetime, mode: str, place: str, purpose: str, agenda: str) -> None:
    if mode not in Mode.values:
        raise DomainError(_("Pilih cara bertemu dari daftar."))
    case = conference.case
    conference.starts_at, conference.mode = starts_at, mode
    conference.place = worded(place, _("Tulis tempat atau sambungannya."))
    conference.purpose = worded(purpose, _("Tulis tujuan rapat dengan beberapa kata."))
    conference.agenda = agenda.strip()
    if refusal := rules.no_option(conference.purpose, case.cluster, case.category):
        raise DomainError(refusal)


def invite(
    *,
    conference: Conference,
    by: User,
    user: User | None = None,
    agency: Agency | None = None,
    name: str = "",
    post: str = "",
    sees: str = Sees.NUMBER,
    how: str = "",
    invited_on: date | None = None,
) -> Invitation:
    """One person more: of the house, or by name of an agency from which the file is not withheld; purpose and
    agenda are told to the latter only where the gate of sharing lets them.

    Raises DomainError, Conflict."""
    case = conference.case
    may_work(case, by)
    _must_be_planned(conference)
    if (user is None) == (agency is None):
        raise DomainError(_("Pilih seorang petugas, atau sebut nama orang dan lembaganya: bukan keduanya."))
    require_officer(user, case.office, case.child_id)
    require_receiver(agency, case.child_id)
    if agency is not None and not agency.active:
        raise DomainError(_("Lembaga ini tidak aktif lagi. Pilih lembaga lain."))
    if user is not None and conference.invitations.filter(user=user).exists():
        raise Conflict(_("Orang ini sudah diundang."))
    row = Invitation(child=case.child, conference=conference, user=user, agency=agency)
    if agency is not None:
        if not is_named(name, agency):
            raise DomainError(_("Tulis nama orangnya: yang diundang orang, bukan seluruh lembaga."))
        row.name = name.strip()
        row.post = post.strip()
        require_named(row.name, [case.child_id])
    _write_invitation(row, sees, how, invited_on, Reply.WAITING)
    with recorded("conference.invite", case, by, conference=str(conference.pk)) as entry:
        telling.let_go(row, by)
        add(entry, case, row)
        entry.change(conference)
    return row


def answer(
    *, invitation: Invitation, by: User, reply: str, sees: str, how: str = "", invited_on: date | None = None
) -> Invitation:
    """How somebody was asked, what they may know beforehand, and what they answered."""
    conference = invitation.conference
    may_work(conference.case, by)
    _must_be_planned(conference)
    before = invitation.sees
    _write_invitation(invitation, sees, how, invited_on, reply)
    with recorded("conference.answer", conference.case, by, invitation=str(invitation.pk)) as entry:
        # what was said already is no reason to leave their answer unwritten
        telling.let_go(invitation, by, said_before=sees == before)
        entry.change(invitation)
    return invitation


def _write_invitation(row: Invitation, sees: str, how: str, invited_on: date | None, reply: str) -> None:
    if sees not in Sees.values or reply not in Reply.values or (how and how not in InvitedBy.values):
        raise DomainError(_("Pilih dari daftar."))
    if invited_on is not None and invited_on > timezone.localdate():
        raise DomainError(_("Hari undangan belum tiba. Perbaiki tanggalnya."))
    if bool(how) != (invited_on is not None):
        raise DomainError(_("Isi kapan dan lewat apa ia diundang, atau kosongkan keduanya."))
    row.sees, row.how, row.invited_on, row.reply = sees, how, invited_on, reply


def number(*, conference: Conference, by: User) -> Conference:
    """The invitation gets its number, as letters of the house do. Pressed twice it is one number."""
    case = conference.case
    may_work(case, by)
    require(by, Permission.LETTER_ISSUE, case.office_id)
    if conference.number:
        return conference
    _must_be_planned(conference)
    asked = [invited for invited in invitations(conference) if invited.reply != Reply.EXCUSED]
    for invited in asked:
        must_still_hear(invited)
    with recorded("conference.number", case, by, conference=str(conference.pk)) as entry:
        one_at_a_time(case)
        for invited in asked:
            telling.may_be_told(invited, by)
        conference.dated = timezone.now().astimezone(WIB).date()
        conference.number = next_letter_number(
            case.office.letter_pattern,
            entry=entry,
            office=case.office.code,
            on=conference.dated,
            classification=rules.CLASSIFICATION,
        )
        entry.change(conference, *telling.sent(asked))
    return conference


def call_off(*, conference: Conference, by: User, why: str) -> Conference:
    """It does not take place, with the reason. A number that was given stays with it."""
    may_work(conference.case, by)
    _must_be_planned(conference)
    conference.why = worded(why, _("Tulis mengapa rapat ini dibatalkan."))
    conference.move_to(Status.CANCELLED)
    with recorded("conference.call_off", conference.case, by, conference=str(conference.pk)) as entry:
        entry.change(conference)
    return conference


def _must_be_planned(conference: Conference) -> None:
    if not conference.is_planned:
        raise Conflict(_("Rapat ini sudah berlangsung atau dibatalkan. Muat ulang halaman untuk melihat keadaannya."))
