"""Pages of what surrounds a child: everything that was noted, by sort, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suar.casework.children import actions, circumstance_forms, panels
from suar.casework.children.circumstances import SORTS
from suar.casework.children.models import Child, Circumstance
from suar.casework.children.perms import get_child, get_circumstance
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.versions import DONE, VersionedForm, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

READ = ("GET", "POST")


@permit(Permission.CASE_VIEW)
@require_GET
def circumstance_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = signed_in(request)
    child = get_child(user, pk)
    read(user, child)
    sections = panels.circumstances(child)
    return render(request, "children/circumstance_list.html", {"child": child, "sections": sections})


@permit(Permission.CASE_WORK)
@require_http_methods(READ)
def circumstance_note(request: HttpRequest, pk: UUID, sort: str) -> HttpResponse:
    if sort not in SORTS:
        raise Http404
    user = signed_in(request)
    child = get_child(user, pk)
    form = circumstance_forms.NoteForm(request.POST or None, sort=sort)
    _noted, status = make(form, lambda: actions.note(child=child, sort=sort, by=user, **form.facts()))
    if status == DONE:
        messages.success(request, _("Keadaan anak dicatat."))
        return redirect("children:circumstance-list", child.pk)
    read(user, child)
    context = {"child": child, "form": form, "kind": SORTS[sort], "several": SORTS[sort].several}
    return render(request, "children/circumstance_note.html", context, status=status)


@permit(Permission.CASE_WORK)
@require_http_methods(READ)
def circumstance_correct(request: HttpRequest, circumstance_id: UUID) -> HttpResponse:
    return step(request, circumstance_id, circumstance_forms.CorrectForm, actions.correct, _("Perbaiki"))


@permit(Permission.CASE_WORK)
@require_http_methods(READ)
def circumstance_end(request: HttpRequest, circumstance_id: UUID) -> HttpResponse:
    return step(request, circumstance_id, circumstance_forms.EndForm, actions.end, _("Akhiri"))


@permit(Permission.CASE_WORK)
@require_http_methods(READ)
def circumstance_withdraw(request: HttpRequest, circumstance_id: UUID) -> HttpResponse:
    return step(request, circumstance_id, circumstance_forms.WithdrawForm, actions.withdraw, _("Tarik, keliru"))


@permit(Permission.CASE_WORK)
@require_http_methods(READ)
def circumstance_lead(request: HttpRequest, circumstance_id: UUID) -> HttpResponse:
    return step(request, circumstance_id, circumstance_forms.LeadForm, actions.lead, _("Jadikan yang utama"))


def step(
    request: HttpRequest,
    circumstance_id: UUID,
    form_class: type[VersionedForm],
    act: Callable[..., Circumstance],
    label: str,
) -> HttpResponse:
    """One step of one statement. A refusal keeps every word and shows the statement anew."""
    user = signed_in(request)
    row = get_circumstance(user, circumstance_id)
    form = form_class(request.POST or None, initial=initial_of(row))
    row, status = press(form, row, partial(act, row=row, by=user), partial(get_circumstance, user, circumstance_id))
    if status == DONE:
        messages.success(request, _("Tersimpan."))
        return redirect("children:circumstance-list", row.child_id)
    read(user, row.child)
    kind = "danger" if act is actions.withdraw else "primary"
    context: dict[str, Any] = {"child": row.child, "row": row, "form": form, "label": label, "button_kind": kind}
    return render(request, "children/circumstance_step.html", context, status=status)


def initial_of(row: Circumstance) -> dict[str, Any]:
    seen = {name: getattr(row, name) for name in ("version", "since", "source", "note")}
    return {**seen, "on": timezone.localdate()}


def read(user: User, child: Child) -> None:
    ledger.read("child_circumstances", by=user, subject=child.id, office=child.office.code, why=user.role)
