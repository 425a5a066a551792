"""Requests about children's data: the list, one written down, its page with every step, the answer on paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.cases.models import Case
from suar.casework.cases.perms import get_case
from suar.casework.conflicts.withheld import PASSED_ON, is_withheld
from suar.casework.rights import actions, panels, rules, weighing
from suar.casework.rights.actions.carrying import hindrances_to_package
from suar.casework.rights.forms import EVERY, NumberForm, ReceiveForm, RequestFilter
from suar.casework.rights.models import Decision, Kind, Outcome, RequestQuerySet, Status, SubjectRequest
from suar.casework.rights.perms import get_request
from suar.casework.rights.recording import checks_of, decisions_of
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.paging import page
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

NEWEST = ("-received_at", "-id")


@permit(Permission.RIGHTS_VIEW)
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """What waits, unless asked otherwise. Nothing is opened."""
    user = signed_in(request)
    form = RequestFilter(request.GET)
    found = chosen(user, form)
    shown = page(panels.listed(found), request.GET, NEWEST)
    ledger.read("rights_list", by=user, why=user.role, ids=[one.pk for one in shown.rows])
    template = "rights/request_list.html"
    context = {"filter": form, "page": shown, "rows": panels.rows(shown.rows), "total": found.count()}
    return render(request, f"{template}#daftar" if request.headers.get("HX-Request") else template, context)


def chosen(user: User, form: RequestFilter) -> RequestQuerySet:
    found = SubjectRequest.objects.visible_to(user)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if wanted.get("status") != EVERY:
        found = found.ended() if wanted.get("status") == "ended" else found.open()
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    if text := (wanted.get("q") or "").strip().upper():
        found = found.filter(Q(number__startswith=text) | Q(case__number__startswith=text))
    return found


@permit(Permission.RIGHTS_WORK)
@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest) -> HttpResponse:
    """Of which file. A number that leads nowhere and one of what is withheld are answered alike."""
    user = signed_in(request)
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["number"].strip().upper()
        case = Case.objects.visible_to(user).filter(number=wanted).first()
        if case is not None:
            return redirect("rights:request-of-case", case.pk)
        form.add_error("number", _("Sebut nomor berkas kantor ini yang dapat Anda baca, misalnya 2026-0012."))
    return render(request, "rights/request_new.html", {"form": form}, status=422 if form.errors else 200)


@permit(Permission.RIGHTS_WORK)
@require_http_methods(["GET", "POST"])
def request_of_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    user = signed_in(request)
    case = get_case(user, case_id)
    form = ReceiveForm(request.POST or None)

    def act() -> SubjectRequest:
        return actions.receive(case=case, by=user, request_id=form.press(user.actor_id), **form.facts())

    made, status = make(form, act)
    if made is not None and is_withheld(user, case.child_id):
        messages.warning(request, PASSED_ON)
        return redirect("rights:request-list")
    if made is not None:
        return redirect("rights:request-detail", made.pk)
    ledger.read("rights", by=user, subject=case.child_id, office=case.office.code, why=user.role, ids=[case.pk])
    return render(request, "rights/request_of_case.html", {"form": form, "case": case}, status=status)


@permit(Permission.RIGHTS_VIEW)
@require_safe
def request_detail(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Who asks, as it was looked at; what is proposed; what stands in the way; what is left to do."""
    user = signed_in(request)
    found = get_request(user, request_id)
    looked_at(user, found)
    return render(request, "rights/request_detail.html", whole(found, user))


def whole(found: SubjectRequest, user: User) -> dict[str, Any]:
    checks, decisions = checks_of(found), [panels.decided(row) for row in decisions_of(found)]
    asker = weighing.asked(found, checks[0] if checks else None)
    standing = next((one for one in decisions if one.row.ended_at is None), None)
    work = allows(user, Permission.RIGHTS_WORK, found.office_id) and found.is_open and not found.is_erased
    decides = work and allows(user, Permission.RIGHTS_DECIDE, found.office_id)
    waits = standing is not None and standing.row.waits
    alike = weighing.reported_alike(found.case, user, *weighing.names_of(found)) if work else []
    return {
        "found": found,
        "asked": panels.asked(found),
        "checks": [(row, panels.checked(row)) for row in checks],
        "alike": alike,
        "kept": weighing.kept_from(found, user) if work else [],
        "hindrances": rules.hindrances(asker) if found.is_open else [],
        "stops": stops(found, standing.row if standing else None, asker),
        "standing": standing,
        "former": [one for one in decisions if one is not standing],
        "answer": panels.answer(asker, standing.row) if standing and standing.row.stands else [],
        "silent": standing is None or panels.is_silent(asker, standing.row),
        "work": work,
        "may_answer": bool(decides and waits and standing and standing.row.by_id != user.pk),
        "waits": waits,
    }


def stops(found: SubjectRequest, standing: Decision | None, asker: rules.Asked) -> list[str]:
    """Why what was granted must not be carried out any more."""
    if found.status != Status.DECIDED or found.outcome != Outcome.GRANT:
        return []
    package = found.kind == Kind.ACCESS
    return hindrances_to_package(found, (standing, asker)) if package else rules.hindrances(asker)


@permit(Permission.RIGHTS_VIEW)
@require_safe
def request_answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """On paper, for whoever asked: by the number of the request, without the child."""
    user = signed_in(request)
    found = get_request(user, request_id)
    looked_at(user, found)
    context = whole(found, user) | {"printed_at": timezone.now(), "name": (found.words or {}).get("name", "")}
    return render(request, "rights/request_answer.html", context)


def looked_at(user: User, found: SubjectRequest) -> None:
    """It is a look into the file that it is about, too."""
    office, ids = found.office.code, [found.pk, found.case_id]
    ledger.read("rights", by=user, subject=found.child_id, office=office, why=user.role, ids=ids)
