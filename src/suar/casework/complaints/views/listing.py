"""The list of complaints and its sheet for a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from suar.casework.cases.forms import officers_of
from suar.casework.complaints import listing
from suar.casework.complaints.forms import FilterForm
from suar.core import ledger
from suar.core.documents.spreadsheets import Sheet, xlsx
from suar.core.ui.columns import shown as shown_columns
from suar.core.ui.paging import page
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@permit(Permission.COMPLAINT_VIEW)
@require_GET
def complaint_list(request: HttpRequest) -> HttpResponse:
    user, tab = signed_in(request), listing.tab_of(request.GET)
    form = filter_form(request, user)
    found = listing.narrowed(user, tab, given(form))
    shown = page(found, request.GET, listing.order_of(request.GET))
    rows = listing.rows(shown.rows)
    ledger.read("complaint_list", by=user, why=user.role, ids=[row.complaint.pk for row in rows])
    part = "#daftar" if request.headers.get("HX-Request") else ""
    context = {
        "form": form,
        "page": shown,
        "rows": rows,
        "columns": shown_columns(listing.SHOWN, request.GET),
        "tab": tab,
        "tabs": tabs(tab),
        "narrowed": any(value for name, value in given(form).items() if name != "tab"),
        "may_add": allows(user, Permission.COMPLAINT_ADD),
    }
    return render(request, f"complaints/complaint_list.html{part}", context)


@permit(Permission.COMPLAINT_VIEW)
@require_GET
def complaint_export(request: HttpRequest) -> HttpResponse:
    """What the list shows under its filters, by initials, up to 2,000 complaints."""
    user, tab = signed_in(request), listing.tab_of(request.GET)
    found = listing.narrowed(user, tab, given(filter_form(request, user))).order_by(*listing.order_of(request.GET))
    rows = listing.rows(found[: listing.EXPORTED])
    ledger.read("complaint_export", by=user, why=user.role, ids=[row.complaint.pk for row in rows])
    columns, keys = shown_columns(listing.SHOWN, request.GET), listing.SHEET_KEYS
    cells = [columns.of_sheet(keys, listing.cells(row)) for row in rows]
    sheet = Sheet(_("Pengaduan"), columns.of_sheet(keys, listing.columns()), cells)
    response = HttpResponse(xlsx([sheet], at=timezone.now(), title=_("Pengaduan")), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="pengaduan.xlsx"'
    return response


def tabs(now: str) -> list[dict[str, Any]]:
    labels = {listing.WAITING: _("Menunggu"), listing.ALL: _("Semua"), listing.CLOSED: _("Ditutup")}
    return [{"label": labels[tab], "url": f"?tab={tab}", "active": tab == now} for tab in listing.TABS]


def filter_form(request: HttpRequest, user: User) -> FilterForm:
    form = FilterForm(request.GET, officers=officers_of(user.office_ids))
    form.is_valid()
    return form


def given(form: FilterForm) -> dict[str, Any]:
    """What can be read of the filters; a field with an error narrows nothing and says so."""
    return getattr(form, "cleaned_data", {})
