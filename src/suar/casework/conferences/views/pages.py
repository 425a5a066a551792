"""What is read: the tab of a file, one meeting, one decision, the papers, the meetings of the office."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.cases.perms import get_case
from suar.casework.cases.views.file import note_read, opened, page_of
from suar.casework.conferences import actions, forms, owed, panelling, panels, perms, telling
from suar.casework.conferences.actions.signing import may_sign
from suar.casework.conferences.models import Conference, Determination
from suar.casework.conferences.models.conference import Status
from suar.casework.conferences.views.pressing import Texts, made
from suar.core import ledger
from suar.core.documents.indonesian import moment
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

DAYS = 14


@permit(Permission.CASE_VIEW)
@require_safe
def conference_list(request: HttpRequest) -> HttpResponse:
    """Meetings of the next two weeks, by number and initials."""
    user, now = signed_in(request), timezone.now()
    rows = panels.coming(user, now - timedelta(days=1), now + timedelta(days=DAYS))
    unlock([row.child for row in rows])
    ledger.read("conference_list", by=user, why=user.role, ids=[row.case_id for row in rows])
    return render(request, "conferences/conference_list.html", {"rows": rows, "days": DAYS})


@permit(Permission.CASE_VIEW)
@require_safe
def case_conferences(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The tab: meetings, decisions for this child, and where it was not alone."""
    case = opened(request, pk)
    panels.gather(case)
    goings = [(row, panels.presences(row)) for row in case.accompaniments.all()]
    extra = {
        "conferences": [(row, panels.TONES[row.status]) for row in case.conferences.all()],
        "determinations": [(row, panels.TONES[row.state]) for row in case.determinations.all()],
        "goings": goings,
    }
    return render(request, "conferences/case_conferences.html", page_of(request, case, "conferences") | extra)


@permit(Permission.CASE_VIEW)
@require_safe
def conference_detail(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    user = signed_in(request)
    row = perms.readable_conference(user, conference_id)
    note_read(request, row.case)
    return render(request, "conferences/conference_detail.html", whole(user, row))


def whole(user: User, row: Conference) -> dict[str, Any]:
    """A meeting with everything that hangs on it, and what this user may do about it."""
    invited = perms.invitations(row)
    work = perms.serves(user, row.case)
    return {
        "case": row.case,
        "conference": row,
        "tone": panels.TONES[row.status],
        "invited": invited,
        "voices": perms.voices(row),
        "decided": panels.decided(row, invited, timezone.now()),
        "addenda": perms.addenda(row),
        "work": work and row.case.is_open,
        "add": work,
        "may_sign": work and row.is_written and may_sign(user, row),
        "may_confirm": work and row.status == Status.SIGNED and row.signed_by_id != user.pk,
        "may_number": allows(user, Permission.LETTER_ISSUE, row.case.office_id),
    }


@permit(Permission.CASE_VIEW)
@require_safe
def conference_print(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    """The minutes on paper: initials and number, never a name of the child."""
    return paper(request, conference_id, "conference_print")


@permit(Permission.CASE_VIEW)
@require_safe
def conference_attendance(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    """A list to be signed by hand."""
    return paper(request, conference_id, "conference_attendance")


def paper(request: HttpRequest, conference_id: UUID, name: str) -> HttpResponse:
    """What leaves the screen: of the user's own offices only."""
    user = signed_in(request)
    row = perms.get_conference(user, conference_id)
    note_read(request, row.case)
    context = whole(user, row) | printed(user) | {"when": moment(row.held_at or row.starts_at)}
    return render(request, f"conferences/{name}.html", context)


def printed(user: User) -> dict[str, Any]:
    """The foot of a paper. On paper no time is told beside another: it is read on another day."""
    return {"printed": moment(timezone.now()), "printed_by": user}


@permit(Permission.CASE_VIEW)
@require_safe
def invitation_print(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """The letter to one person. What it tells of the meeting is what this person may know beforehand."""
    user = signed_in(request)
    invited = perms.find_invitation(user, invitation_id)
    row = invited.conference
    perms.must_still_hear(invited)
    note_read(request, row.case)
    told, kept_back = telling.on_paper(invited, user)
    context = {
        "case": row.case,
        "conference": row,
        "invited": invited,
        "told": told,
        "kept_back": kept_back,
        "signer": row.chair,
        "when": moment(row.starts_at),
    }
    return render(request, "conferences/invitation_print.html", context | printed(user))


@permit(Permission.CASE_VIEW)
@require_safe
def determination_detail(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    user = signed_in(request)
    row = perms.readable_determination(user, determination_id)
    note_read(request, row.case)
    return render(request, "conferences/determination_detail.html", weighed(user, row))


@permit(Permission.CASE_VIEW)
@require_safe
def determination_print(request: HttpRequest, determination_id: UUID) -> HttpResponse:
    user = signed_in(request)
    row = perms.get_determination(user, determination_id)
    note_read(request, row.case)
    return render(request, "conferences/determination_print.html", weighed(user, row) | printed(user))


def weighed(user: User, row: Determination) -> dict[str, Any]:
    members, options = perms.members(row), perms.options(row)
    work = perms.serves(user, row.case) and row.case.is_open
    seated = [one for one in panels.sittings(row, members) if one.row.sits]
    return {
        "case": row.case,
        "sheet": row,
        "tone": panels.TONES[row.state],
        "options": options,
        "proposed": panels.proposed(row, options),
        "child_lines": panels.child_lines(row),
        "sittings": seated,
        "left": [one for one in panels.sittings(row, members) if not one.row.sits],
        "stops": panelling.stops(row, members) if row.is_open else [],
        "work": work and row.is_open,
        "may_review": work and row.stands,
        "chairs": user.pk == row.chair_id,
        "me": user.pk,
    }


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def accompaniment_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = signed_in(request)
    case = get_case(user, pk)
    promises = owed.open_promises(case)
    initial = {"companions": user.name, "fulfils": str(promises[0].pk) if promises else ""}
    form = forms.AccompanyForm(request.POST or None, promises=promises, initial=initial)

    def act(accompaniment_id: UUID, facts: dict[str, Any]) -> object:
        facts["fulfils"] = UUID(facts["fulfils"]) if facts["fulfils"] else None
        return actions.accompany(case=case, by=user, accompaniment_id=accompaniment_id, **facts)

    lead = _("Siapa yang ada bagi anak, bukan apa yang dikatakan anak.")
    there = reverse("conferences:case-conferences", args=[case.pk]) + "#pendampingan"
    return made(request, case, form, act, Texts(_("Catat pendampingan"), _("Simpan"), lead), there)
