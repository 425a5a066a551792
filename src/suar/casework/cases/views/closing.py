"""The end of a file by two signatures, its way back, and the review of how a child was written down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.cases import actions, promises
from suar.casework.cases.forms import ClosureForm, RoleForm, WhyForm
from suar.casework.cases.models import Case
from suar.casework.cases.views.work import asked, worked
from suar.core.documents.indonesian import plain_date
from suar.registry.accounts.permissions import Permission, permit
from suar.registry.accounts.recently import freshly_authenticated


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def closure_propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    form = ClosureForm(request.POST or None, initial={"version": case.version})

    def propose(data: dict[str, Any]) -> None:
        actions.propose_closure(case=case, by=user, **data)

    return worked(request, case, form, "closure_propose", "case-closure", propose)


@permit(Permission.CASE_CLOSE)
@freshly_authenticated
@require_POST
def closure_countersign(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    actions.countersign_closure(case=case, by=user, version=request.POST.get("version", ""))
    messages.success(request, " ".join([_("Berkas ditutup."), *after_care_of(case)]))
    return redirect("cases:case-closure", case.pk)


def after_care_of(case: Case) -> list[str]:
    """When somebody asks how the child is, once the file is closed; nothing where nobody does."""
    dues = sorted(duty.turn_at for duty in promises.open_of(case, promises.AFTER_CARE))
    days = ", ".join(plain_date(timezone.localdate(due)) for due in dues)
    return [_("Kabar anak ditanyakan paling lambat %(days)s.") % {"days": days}] if days else []


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def closure_refuse(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    form = WhyForm(request.POST or None, initial={"version": case.version})

    def refuse(data: dict[str, Any]) -> None:
        actions.refuse_closure(case=case, by=user, **data)

    return worked(request, case, form, "closure_refuse", "case-closure", refuse)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def case_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    form = WhyForm(request.POST or None, initial={"version": case.version})

    def again(data: dict[str, Any]) -> None:
        actions.reopen(case=case, by=user, **data)

    return worked(request, case, form, "case_reopen", "case-closure", again)


@permit(Permission.CASE_CLOSE)
@require_http_methods(["GET", "POST"])
def role_settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    form = RoleForm(request.POST or None, initial={"version": case.version, "child_role": case.child_role})

    def settle(data: dict[str, Any]) -> None:
        actions.settle_role(case=case, by=user, **data)

    return worked(request, case, form, "role_settle", "case-detail", settle)
