"""Late entry: the number typed or scanned, the form that belongs to the sheet, the true time; and sheets closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suar.casework.cases.models import Case, Safe
from suar.casework.complaints.models import Channel
from suar.casework.conflicts.withheld import PASSED_ON, is_withheld
from suar.casework.duties.models import Duty
from suar.casework.paper import actions, perms
from suar.casework.paper.actions.entering import unknown_case
from suar.casework.paper.forms import CloseForm, FindForm, IntakePaperForm, PaperForm, VisitPaperForm, WatchPaperForm
from suar.casework.paper.models import Kind, Sheet, Status
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ui.making import make
from suar.core.ui.versions import DONE, TO_MEND, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

FORMS: dict[str, type[PaperForm]] = {
    Kind.INTAKE: IntakePaperForm,
    Kind.WATCH: WatchPaperForm,
    Kind.VISIT: VisitPaperForm,
}


@permit(Permission.PAPER_WORK)
@require_http_methods(["GET", "POST"])
def sheet_find(request: HttpRequest) -> HttpResponse:
    """A wrong letter, a number that was never printed and one of another office: each is told what helps."""
    user = signed_in(request)
    form, status = FindForm(request.POST or None), 200
    if request.method == "POST":
        status = TO_MEND
        if form.is_valid():
            sheet = perms.sheet_by_number(user, form.cleaned_data["number"])
            if sheet is not None:
                return redirect("paper:sheet-enter", sheet.pk)
            form.add_error("number", _("Nomor ini tidak ada di daftar kantor Anda. Cocokkan dengan kertasnya."))
    return render(request, "paper/sheet_find.html", {"form": form}, status=status)


@permit(Permission.PAPER_WORK)
@require_http_methods(["GET", "POST"])
def sheet_enter(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """The form that this sheet is for. One that was entered or closed shows what became of it; words that
    somebody else typed meanwhile stay on the page."""
    user = signed_in(request)
    sheet = perms.get_sheet(user, sheet_id)
    if not sheet.may_be_entered and (request.method != "POST" or sheet.entered_by == user):
        messages.warning(request, sheet.not_open())
        return redirect("paper:pad-detail", sheet.pad_id)
    kind = str(sheet.pad.kind)
    initial = {"channel": Channel.VISIT, "safe": Safe.UNKNOWN}
    form = FORMS[kind](request.POST or None, initial=initial, printed=sheet.pad.at)
    done, status = make(form, lambda: ENTER[kind](request, sheet, user, form))
    if done is not None:
        return done
    looked_at(user, sheet)
    context = {"sheet": sheet, "form": form, "back": reverse("paper:pad-detail", args=[sheet.pad_id])}
    return render(request, f"paper/sheet_{kind}.html", context, status=status)


def looked_at(user: User, sheet: Sheet) -> None:
    ledger.read("paper_sheet", by=user, office=sheet.pad.office.code, why=user.role, ids=[sheet.pk])


def intake(request: HttpRequest, sheet: Sheet, user: User, form: Any) -> HttpResponse:
    facts, clock = form.facts(), form.cleaned_data["clock"]
    at = facts.pop("received_at")
    complaint = actions.enter_intake(sheet=sheet, by=user, at=at, facts=facts, clock=clock)
    messages.success(request, _("Lembar ini tercatat sebagai %(number)s.") % {"number": complaint.number})
    if is_withheld(user, complaint.subject):
        messages.warning(request, PASSED_ON)
        return redirect("complaints:complaint-list")
    say_what_is_late(request, complaint.subject)
    return redirect("complaints:complaint-detail", complaint.pk)


def watch(request: HttpRequest, sheet: Sheet, user: User, form: Any) -> HttpResponse:
    facts = dict(form.cleaned_data)
    at, clock, case = facts.pop("at"), facts.pop("clock"), file_of(user, sheet, facts.pop("number"))
    actions.enter_watch(sheet=sheet, case=case, by=user, at=at, facts=facts, clock=clock)
    return entered(request, sheet, case, "cases:sheet-list")


def visit(request: HttpRequest, sheet: Sheet, user: User, form: Any) -> HttpResponse:
    facts = dict(form.cleaned_data)
    case = file_of(user, sheet, facts.pop("number"))
    actions.enter_visit(sheet=sheet, case=case, by=user, **facts)
    return entered(request, sheet, case, "cases:note-list")


ENTER: dict[str, Callable[[HttpRequest, Sheet, User, Any], HttpResponse]] = {
    Kind.INTAKE: intake,
    Kind.WATCH: watch,
    Kind.VISIT: visit,
}


def file_of(user: User, sheet: Sheet, number: str) -> Case:
    case = perms.case_by_number(user, sheet, number)
    if case is None:
        raise DomainError(unknown_case())
    return case


def entered(request: HttpRequest, sheet: Sheet, case: Case, there: str) -> HttpResponse:
    messages.success(request, _("Lembar ini tercatat di berkas %(number)s.") % {"number": case.number})
    say_what_is_late(request, case.child_id)
    return redirect(there, case.pk)


def say_what_is_late(request: HttpRequest, subject: UUID) -> None:
    """A clock that ran from the paper may be over already: whoever enters it hears of it at once."""
    now = timezone.now()
    late = [duty for duty in Duty.objects.open().about(subject).order_by("due_at") if duty.is_late(now)]
    if late:
        messages.warning(
            request, _("Dihitung dari waktu di kertas, %(n)d kewajiban sudah lewat tenggat.") % {"n": len(late)}
        )


@permit(Permission.PAPER_WORK)
@require_http_methods(["GET", "POST"])
def sheet_close(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    user = signed_in(request)
    sheet = perms.get_sheet(user, sheet_id)
    if sheet.status in (Status.ENTERED, Status.SPOILED):
        messages.warning(request, sheet.not_open())
        return redirect("paper:pad-detail", sheet.pad_id)
    form = CloseForm(request.POST or None, initial={"version": sheet.version})
    again = partial(perms.get_sheet, user, sheet_id)
    sheet, status = press(form, sheet, partial(actions.close, sheet=sheet, by=user), again)
    if status == DONE:
        messages.success(request, _("Lembar ditutup dengan alasannya."))
        return redirect("paper:pad-detail", sheet.pad_id)
    looked_at(user, sheet)
    context = {
        "pad": sheet.pad, "form": form, "label": _("Tutup lembar"), "title": sheet.number,
        "back": reverse("paper:pad-detail", args=[sheet.pad_id]),
    }  # fmt: skip
    return render(request, "paper/paper_step.html", context, status=status)
