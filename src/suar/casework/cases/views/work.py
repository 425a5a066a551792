"""The work done in a file: tasks, monitoring sheets, safety, risk, who holds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.cases import actions, ages, alongside, perms, rules
from suar.casework.cases.forms import (
    AnswerForm,
    AssignForm,
    EventForm,
    NewSheetForm,
    RiskForm,
    SafetyForm,
    TaskForm,
    officers_of,
    sheet_initial,
)
from suar.casework.cases.models import Case, Safe
from suar.casework.cases.views.file import note_read
from suar.casework.conflicts.withheld import PASSED_ON, is_withheld
from suar.core.errors import Conflict, DomainError
from suar.core.ui.versions import renew
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

OF_THE_PAGE = {"version", "form_id"}
"""Fields that tell of the page, not of the file."""


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def task_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    officers = officers_of([case.office_id])
    form = TaskForm(request.POST or None, officers=officers)

    def add(data: dict[str, Any]) -> None:
        officer = chosen(officers, data["officer"])
        task_id = form.press(user.actor_id)
        actions.add_task(case=case, by=user, text=data["text"], due_on=data["due_on"], officer=officer, task_id=task_id)

    return worked(request, case, form, "task_add", "note-list", add)


@permit(Permission.CASE_WORK)
@require_POST
def task_finish(request: HttpRequest, pk: UUID, task: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    actions.finish_task(task=perms.get_task(case, task), by=user)
    messages.success(request, _("Tugas selesai."))
    return redirect("cases:note-list", case.pk)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def sheet_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    form = NewSheetForm(request.POST or None, initial=sheet_initial(case))

    def write(data: dict[str, Any]) -> None:
        actions.write_sheet(case=case, by=user, sheet_id=form.press(user.actor_id), **data)

    return worked(request, case, form, "sheet_add", "sheet-list", write)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def sheet_answer(request: HttpRequest, pk: UUID, sheet: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    row = perms.get_sheet(case, sheet)
    form = AnswerForm(request.POST or None, initial={"version": row.version})

    def answer(data: dict[str, Any]) -> None:
        actions.answer_sheet(sheet=row, by=user, answer=data["answer"], note=data["note"])

    return worked(request, case, form, "sheet_answer", "sheet-list", answer, version=row.version, sheet=row)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def safety_set(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    initial = {"version": case.version, "safe_now": case.safe_now, "note": case.safe_note}
    form = SafetyForm(request.POST or None, initial=initial)
    return worked(
        request, case, form, "safety_set", "case-detail", lambda data: actions.set_safety(case=case, by=user, **data)
    )


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def case_assign(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    officers = officers_of([case.office_id])
    initial = {"version": case.version, "officer": str(case.officer_id or "")}
    burdens = alongside.burdens_of(case, [one for one in officers if one.pk != case.officer_id], user)
    form = AssignForm(request.POST or None, officers=officers, burdens=burdens, initial=initial)

    def assign(data: dict[str, Any]) -> None:
        actions.assign(case=case, officer=chosen(officers, data["officer"]), by=user, why=data.get("why", ""))

    return worked(request, case, form, "case_assign", "case-detail", assign)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def event_set(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    form = EventForm(request.POST or None, initial={"version": case.version, "event_on": case.event_on})

    def tell(data: dict[str, Any]) -> None:
        actions.set_event(case=case, by=user, **data)

    return worked(request, case, form, "event_set", "case-child", tell)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def risk_assess(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    tool = rules.instrument(timezone.localdate())
    before = {"version": case.version, **tool.answers(told_by(case), ages.now(case))}
    form = RiskForm(request.POST or None, tool=tool, initial=before)

    def assess(data: dict[str, Any]) -> None:
        actions.assess_risk(case=case, answers=form.answers(), by=user)

    return worked(request, case, form, "risk_assess", "risk-list", assess, tool=tool)


@permit(Permission.CASE_CLOSE)
@require_POST
def risk_confirm(request: HttpRequest, pk: UUID, assessment: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    actions.confirm_risk(assessment=perms.get_assessment(case, assessment), by=user)
    messages.success(request, _("Risiko yang lebih rendah disetujui."))
    return redirect("cases:risk-list", case.pk)


def told_by(case: Case) -> dict[str, str]:
    """What the file itself answers already; the officer may know better."""
    facts = {"no_safe_place": case.safe_now == Safe.NO, "reached_before": getattr(case, "earlier", 0) > 0}
    return {code: "yes" for code, true in facts.items() if true}


def asked(request: HttpRequest, pk: UUID) -> tuple[Case, User]:
    """The file and who asks. What is done is in the ledger by its action, a page that is drawn by `worked`."""
    user = signed_in(request)
    return perms.get_case(user, pk), user


def _after(request: HttpRequest, case: Case, then: str) -> HttpResponse:
    """Whoever wrote may be close to what was written, or to what opened again: then it is another's from here on."""
    if is_withheld(signed_in(request), case.child_id):
        messages.warning(request, PASSED_ON)
        return redirect("cases:case-list")
    messages.success(request, _("Tersimpan."))
    return redirect(f"cases:{then}", case.pk)


def worked(
    request: HttpRequest,
    case: Case,
    form: forms.Form,
    page: str,
    then: str,
    act: Callable[[dict[str, Any]], object],
    version: int | None = None,
    **extra: Any,
) -> HttpResponse:
    """The one shape of a form in a file: shown, mended, or acted upon. What was typed is never lost: a refusal and a
    row that somebody else changed first come back with the form. Each time it is shown is a read of the file."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            same_version(form, case.version if version is None else version)
            act({name: value for name, value in form.cleaned_data.items() if name not in OF_THE_PAGE})
        except DomainError as refusal:
            status = refusal.status
            form.add_error(None, refusal.message)
            if isinstance(refusal, Conflict):
                renew(form, version_now(case, version, extra))
        else:
            return _after(request, case, then)
    elif request.method == "POST":
        status = 422
    back = reverse(f"cases:{then}", args=[case.pk])
    note_read(request, case)
    return render(request, f"cases/{page}.html", {"case": case, "form": form, "back": back, **extra}, status=status)


def same_version(form: forms.Form, version: int) -> None:
    if form.cleaned_data.get("version", version) != version:
        raise Conflict(_("Orang lain baru saja mengubah berkas ini. Periksa yang baru, lalu simpan lagi."))


def version_now(case: Case, version: int | None, extra: dict[str, Any]) -> int:
    """The version that the next press of *Simpan* must name: as the row stands now."""
    row = case if version is None else extra["sheet"]
    return int(type(row).objects.values_list("version", flat=True).get(pk=row.pk))


def chosen(officers: list[User], pk: str) -> User | None:
    return next((user for user in officers if str(user.pk) == pk), None)
