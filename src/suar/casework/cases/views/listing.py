"""The list of files, its sheet for a spreadsheet, and a file opened without a complaint."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suar.casework.cases import actions, listing
from suar.casework.cases.forms import CaseForm, FilterForm, leads_of, officers_of
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children.forms import doubts_of
from suar.casework.children.perms import get_child
from suar.casework.children.sameness import Person
from suar.casework.children.search import Suggestion, possible_duplicates
from suar.casework.conflicts.withheld import PASSED_ON, is_withheld
from suar.core import ledger
from suar.core.documents.spreadsheets import Sheet, xlsx
from suar.core.once import made_by
from suar.core.ui.columns import shown as shown_columns
from suar.core.ui.paging import page
from suar.registry.accounts.models import User, several_offices
from suar.registry.accounts.permissions import Permission, permit, signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@permit(Permission.CASE_VIEW)
@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = filter_form(request, user)
    found = listing.narrowed(user, given(form), timezone.localdate())
    shown = page(found, request.GET, listing.order_of(request.GET))
    rows = listing.rows(shown.rows)
    ledger.read("case_list", by=user, why=user.role, ids=[row.case.pk for row in rows])
    part = "#daftar" if request.headers.get("HX-Request") else ""
    context = {"form": form, "page": shown, "rows": rows, "narrowed": any(given(form).values())}
    context["columns"] = shown_columns(listing.COLUMNS, request.GET)
    context["several"] = not part and several_offices()
    return render(request, f"cases/case_list.html{part}", context)


@permit(Permission.CASE_VIEW)
@require_GET
def case_export(request: HttpRequest) -> HttpResponse:
    """What the list shows under its filters, by initials, up to 2,000 files."""
    user = signed_in(request)
    form = filter_form(request, user)
    found = listing.narrowed(user, given(form), timezone.localdate()).order_by(*listing.order_of(request.GET))
    rows = listing.rows(found[: listing.EXPORTED])
    ledger.read("case_export", by=user, why=user.role, ids=[row.case.pk for row in rows])
    columns, keys = shown_columns(listing.COLUMNS, request.GET), listing.SHEET_KEYS
    cells = [columns.of_sheet(keys, listing.cells(row)) for row in rows]
    sheet = Sheet(_("Berkas"), columns.of_sheet(keys, listing.columns()), cells)
    response = HttpResponse(xlsx([sheet], at=timezone.now(), title=_("Berkas anak")), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="berkas.xlsx"'
    return response


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def case_add(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = CaseForm(request.POST or None, officers=officers_of(user.office_ids))
    suggestions: list[Suggestion] = []
    if request.method == "POST" and form.is_valid():
        case_id = form.press(user.actor_id)
        case = Case.objects.filter(pk=case_id).first()  # a second press is answered alike
        suggestions = [] if case else duplicates(form, user, child_of(case_id))
        if not suggestions:
            return opened(request, form, user, case or open_from(form, user, case_id))
        ledger.read("duplicates", by=user, why=user.role, ids=[s.child.pk for s in suggestions])
    status = 422 if request.method == "POST" and not suggestions else 200
    return render(request, "cases/case_add.html", {"form": form, "suggestions": suggestions}, status=status)


def child_of(case_id: UUID) -> UUID:
    """The id of the child that a press registers together with this file."""
    return made_by("child", case_id)


def opened(request: HttpRequest, form: CaseForm, user: User, case: Case) -> HttpResponse:
    for warning in doubts_of(form.cleaned_data):
        messages.warning(request, warning)
    if is_withheld(user, case.child_id):
        messages.warning(request, PASSED_ON)
        return redirect("cases:case-list")
    return redirect("cases:case-detail", case.pk)


def duplicates(form: CaseForm, user: User, new: UUID) -> list[Suggestion]:
    """Files that may be the same child, unless the officer has looked at them and said so. `new`: who was registered
    by a press that was cut off before the file was opened; the next one goes on with that child."""
    data = form.cleaned_data
    if data["looked"] or data["same_child"] or not (data["name"] or data["nik"] or data["phone"]):
        return []
    facts = {name: data[name] for name in ("name", "birth_date", "nik", "phone", "sex")}
    person = Person(**facts, districts=frozenset({data["region_code"]} - {""}))
    return possible_duplicates(office=user.office, person=person, other_than=new, user=user)


def open_from(form: CaseForm, user: User, case_id: UUID) -> Case:
    """One file per child: the child that was chosen, or a new one."""
    data = form.cleaned_data
    if data["same_child"]:
        child = get_child(user, data["same_child"])
    else:
        who = {name: data[name] for name in ("name", "sex", "birth_date", "birth_estimated", "phone", "nik")}
        child = children.register(office=user.office, by=user, child_id=child_of(case_id), **who)
    about = ("kind", "cluster", "category", "child_role", "region_code", "age", "event_on", "summary")
    officer = next((one for one in officers_of(user.office_ids) if str(one.pk) == data["officer"]), None)
    facts = {name: data[name] for name in about}
    return actions.open_case(child=child, office=child.office, by=user, officer=officer, case_id=case_id, **facts)


def filter_form(request: HttpRequest, user: User) -> FilterForm:
    offices = user.office_ids
    form = FilterForm(request.GET, officers=officers_of(offices), leads=leads_of(offices))
    form.is_valid()
    return form


def given(form: FilterForm) -> dict[str, Any]:
    """What can be read of the filters; a field with an error narrows nothing and says so."""
    return getattr(form, "cleaned_data", {})
