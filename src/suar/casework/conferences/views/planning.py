"""A conference before it begins."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.cases.perms import get_case
from suar.casework.conferences import actions, forms, panels, perms
from suar.casework.conferences.views.pressing import NOBODY, Texts, chosen, made, people, worked
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def conference_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = signed_in(request)
    case = get_case(user, pk)
    staff = people(case)
    form = forms.PlanForm(request.POST or None, people=staff, initial={"chair": str(user.pk)})

    def act(conference_id: UUID, facts: dict[str, Any]) -> object:
        chair = chosen(staff, facts.pop("chair")) or user
        return actions.plan(case=case, by=user, chair=chair, conference_id=conference_id, **facts)

    there = reverse("conferences:conference-detail", args=[NOBODY])
    return made(request, case, form, act, Texts(_("Rencanakan konferensi kasus"), _("Simpan")), there)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def conference_move(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    user = signed_in(request)
    row = perms.get_conference(user, conference_id)
    names = ("version", "starts_at", "mode", "place", "purpose", "agenda")
    form = forms.MoveForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    lead = _("Bila waktunya berubah, jawaban semua yang diundang ditanyakan lagi.")
    texts = Texts(_("Ubah rencana"), _("Simpan"), lead)
    return worked(request, row, form, partial(actions.move, conference=row, by=user), texts)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def conference_invite(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    user = signed_in(request)
    row = perms.get_conference(user, conference_id)
    staff = people(row.case)
    form = forms.InviteForm(request.POST or None, people=staff, initial={"version": row.version})

    def act(**facts: Any) -> object:
        facts["user"] = chosen(staff, facts["user"])
        return actions.invite(conference=row, by=user, **facts)

    lead = _("Yang diundang orang, bukan seluruh lembaga. Yang benar-benar perlu saja.")
    return worked(request, row, form, act, Texts(_("Undang seseorang"), _("Undang"), lead))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def invitation_answer(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    user = signed_in(request)
    invited = perms.find_invitation(user, invitation_id)
    row = invited.conference
    names = ("version", "reply", "sees", "how", "invited_on")
    form = forms.ReplyForm(request.POST or None, initial={name: getattr(invited, name) for name in names})
    texts = Texts(_("Undangan: %(name)s") % {"name": invited.called}, _("Simpan"))
    return worked(request, row, form, partial(actions.answer, invitation=invited, by=user), texts, row=invited)


@permit(Permission.SHARING_WORK)
@require_POST
def invitation_tell(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Whoever knew purpose and agenda heard that a consent was withdrawn."""
    user = signed_in(request)
    invited = perms.find_invitation(user, invitation_id)
    actions.tell(invitation=invited, by=user)
    messages.success(request, _("Tercatat: penerima sudah diberi tahu."))
    return redirect("sharing:case-sharing", invited.conference.case_id)


@permit(Permission.LETTER_ISSUE)
@require_POST
def conference_number(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    user = signed_in(request)
    row = actions.number(conference=perms.get_conference(user, conference_id), by=user)
    messages.success(request, _("Nomor undangan: %(number)s") % {"number": row.number})
    return redirect(panels.url_of(row))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def conference_call_off(request: HttpRequest, conference_id: UUID) -> HttpResponse:
    user = signed_in(request)
    row = perms.get_conference(user, conference_id)
    form = forms.WhyForm(request.POST or None, initial={"version": row.version})
    texts = Texts(_("Batalkan rapat"), _("Batalkan rapat"), _("Kabari semua yang sudah diundang."), danger=True)
    return worked(request, row, form, partial(actions.call_off, conference=row, by=user), texts)
