"""What is written down: who leads, what the lead tells, numbers, interviews, and what of them is withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suar.casework.cases.models import Case, Safe
from suar.casework.cases.perms import get_case
from suar.casework.cases.promises import next_watch
from suar.casework.cases.views.file import note_read
from suar.casework.leading import actions, forms, panels, perms
from suar.casework.leading.models import Interview
from suar.core.ui.making import OnceForm, make
from suar.core.ui.versions import DONE, Versioned, VersionedForm, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def lead_name(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = signed_in(request)
    case = get_case(user, pk)
    initial = {"version": case.version, "agency": case.lead_id, "since": timezone.localdate()}
    form = forms.LeadForm(request.POST or None, initial=initial)
    act = partial(actions.name_lead, case=case, by=user)
    said = _("Tercatat. Kewajiban menemui anak dan menyusun rencana ikut berpindah.")
    return versioned(request, case, form, case, act, partial(get_case, user, pk), "lead_name", said)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def watching_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = signed_in(request)
    case = get_case(user, pk)
    today = timezone.localdate()
    initial = {"on": today, "next_on": next_watch(case, timezone.now()), "safe": Safe.UNKNOWN}
    form = forms.WatchingForm(request.POST or None, initial=initial)
    if request.method == "GET":
        perms.require_watched(case)
    return once(request, case, form, partial(actions.watch, case=case, by=user), "watching_add")


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def number_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = signed_in(request)
    case = get_case(user, pk)
    form = forms.NumberForm(request.POST or None)
    return once(request, case, form, partial(actions.note_number, case=case, by=user), "number_add")


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def number_withdraw(request: HttpRequest, pk: UUID, number_id: UUID) -> HttpResponse:
    case = get_case(signed_in(request), pk)
    number = perms.get_number(case, number_id)
    act = partial(actions.withdraw_number, number=number, by=signed_in(request))
    again = partial(perms.get_number, case, number_id)
    form = forms.WithdrawForm(request.POST or None, initial={"version": number.version})
    said = _("Nomor ditarik. Berkas tidak lagi ditemukan dengannya.")
    return versioned(request, case, form, number, act, again, "number_withdraw", said)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def interview_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the child was talked to before, the page says so first, with what is there already."""
    user = signed_in(request)
    case = get_case(user, pk)
    talks = panels.interviews_of(case, user)
    # Also where this reader may not see which: the reason is asked for.
    again = bool(talks) or perms.earlier(case).exists()
    form = forms.InterviewForm(request.POST or None, again=again and not _noted(request, user))
    known = panels.known_already(case, talks)
    act = partial(actions.note_interview, case=case, by=user)
    return once(request, case, form, act, "interview_add", again=again, known=known)


def _noted(request: HttpRequest, user: User) -> bool:
    """Whether the talk before is what this very press wrote: it needs no reason for itself."""
    form = forms.InterviewForm(request.POST or None, again=False)
    return form.is_valid() and Interview.objects.filter(pk=form.press(user.actor_id)).exists()


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def interview_withdraw(request: HttpRequest, pk: UUID, interview_id: UUID) -> HttpResponse:
    case = get_case(signed_in(request), pk)
    interview = perms.get_interview(case, interview_id)
    act = partial(actions.withdraw_interview, interview=interview, by=signed_in(request))
    again = partial(perms.get_interview, case, interview_id)
    form = forms.WithdrawForm(request.POST or None, initial={"version": interview.version})
    said = _("Catatan wawancara ditarik.")
    return versioned(request, case, form, interview, act, again, "interview_withdraw", said)


def versioned[Row: Versioned](
    request: HttpRequest,
    case: Case,
    form: VersionedForm,
    row: Row,
    act: Callable[..., object],
    again: Callable[[], Row],
    page: str,
    said: str,
) -> HttpResponse:
    """A form about a row that two people may have before them."""
    row, status = press(form, row, act, again)
    if status == DONE:
        messages.success(request, said)
        return redirect("leading:case-lead", case.pk)
    return shown(request, case, form, page, status, row=row)


def once(
    request: HttpRequest,
    case: Case,
    form: OnceForm,
    act: Callable[..., object],
    page: str,
    **extra: Any,
) -> HttpResponse:
    """A form that makes one row: a second press finds it. A refusal keeps every word."""

    def pressed() -> object:
        return act(entry_id=form.press(signed_in(request).actor_id), **form.facts())

    _entry, status = make(form, pressed)
    if status == DONE:
        messages.success(request, _("Tersimpan."))
        return redirect("leading:case-lead", case.pk)
    return shown(request, case, form, page, status, **extra)


def shown(request: HttpRequest, case: Case, form: Any, page: str, status: int, **extra: Any) -> HttpResponse:
    """Each time the form is shown is a read of the file."""
    note_read(request, case)
    context = {"case": case, "form": form, "leader": perms.leader_of(case), **extra}
    return render(request, f"leading/{page}.html", context, status=status)
