"""Bodies: the list, one body with its office lines, and their forms."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST, require_safe

from suar.core.documents.spreadsheets import Column, Sheet, xlsx
from suar.core.errors import Conflict
from suar.core.ui.columns import ListColumn
from suar.core.ui.columns import shown as shown_columns
from suar.core.ui.paging import page
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in
from suar.registry.agencies import actions, perms
from suar.registry.agencies.forms import AgencyFilter, AgencyForm, ContactForm
from suar.registry.agencies.models import Agency, AgencyQuerySet
from suar.registry.regions import reference

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ORDERS = {
    "nama": ("short_name", "pk"),
    "-nama": ("-short_name", "-pk"),
    "jenis": ("kind", "short_name", "pk"),
    "-jenis": ("-kind", "-short_name", "-pk"),
    "wilayah": ("region_code", "short_name", "pk"),
    "-wilayah": ("-region_code", "-short_name", "-pk"),
}
COLUMNS = (
    ListColumn("nama", gettext_lazy("Nama"), sort="nama", fixed=True),
    ListColumn("jenis", gettext_lazy("Jenis"), sort="jenis"),
    ListColumn("wilayah", gettext_lazy("Wilayah kerja"), sort="wilayah"),
    ListColumn("alamat", gettext_lazy("Alamat kantor"), usual=False),
    ListColumn("kontak", gettext_lazy("Kontak"), numeric=True),
    ListColumn("sumber", gettext_lazy("Sumber"), usual=False),
    ListColumn("keadaan", gettext_lazy("Keadaan")),
)
SHEET_KEYS = "nama nama jenis wilayah alamat kontak sumber keadaan keadaan".split()
"""To which column of the list each column of the sheet belongs."""
EDITED = ("version", "name", "short_name", "kind", "region_code", "superior", "address", "note", "source", "verified")
LINE = ("version", "label", "phone", "email", "hours", "note")


def chosen(form: AgencyFilter) -> AgencyQuerySet:
    """The bodies that the filter leaves; a filter that cannot be read leaves the active ones."""
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows = Agency.objects.matching(wanted["q"]) if wanted.get("q") else Agency.objects.all()
    rows = rows.of_kind(wanted["kind"]) if wanted.get("kind") else rows
    rows = rows.filter(region_code=wanted["region"]) if wanted.get("region") else rows
    rows = rows.filter(verified=wanted["verified"] == "ya") if wanted.get("verified") else rows
    if wanted.get("active") == "semua":
        return rows
    return rows.filter(active=wanted.get("active") != "tidak")


@permit(Permission.AGENCY_VIEW)
@require_safe
def agency_list(request: HttpRequest) -> HttpResponse:
    form = AgencyFilter(request.GET)
    rows = chosen(form)
    order = ORDERS.get(request.GET.get("urut", ""), ORDERS["nama"])
    shown = page(rows.annotate(lines=Count("contacts")), request.GET, order)
    template = "agencies/agency_list.html"
    return render(
        request,
        f"{template}#daftar" if request.headers.get("HX-Request") else template,
        {
            "filter": form,
            "columns": shown_columns(COLUMNS, request.GET),
            "page": shown,
            "total": rows.count(),
            "may_edit": may_edit(request),
            "export": reverse("agencies:agency-export"),
        },
    )


def may_edit(request: HttpRequest) -> bool:
    user = signed_in(request)
    return allows(user, Permission.AGENCY_EDIT)


@permit(Permission.AGENCY_VIEW)
@require_safe
def agency_export(request: HttpRequest) -> HttpResponse:
    """What the list shows under the same filters, all pages, as XLSX: one row a body, its office lines beside it."""
    order = ORDERS.get(request.GET.get("urut", ""), ORDERS["nama"])
    rows = chosen(AgencyFilter(request.GET)).order_by(*order).prefetch_related(Prefetch("contacts"))
    now = timezone.now()
    titles = [
        _("Nama"),
        _("Nama singkat"),
        _("Jenis"),
        _("Wilayah kerja"),
        _("Alamat kantor"),
        _("Kontak"),
        _("Sumber"),
    ]
    picked = shown_columns(COLUMNS, request.GET)
    columns = picked.of_sheet(SHEET_KEYS, [Column(title) for title in [*titles, _("Sudah dicek"), _("Aktif")]])
    values = (picked.of_sheet(SHEET_KEYS, cells(agency)) for agency in rows)
    book = xlsx(
        [Sheet(pgettext("daftar", "Lembaga"), columns, values)],
        at=now,
        title=pgettext("daftar", "Lembaga"),
    )
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="lembaga-{timezone.localdate(now):%Y-%m-%d}.xlsx"'
    return response


def cells(agency: Agency) -> list[str]:
    lines = "\n".join(
        " ".join(filter(None, [contact.label, contact.phone, contact.email])) for contact in agency.contacts.all()
    )
    return [
        agency.name,
        agency.short_name,
        agency.get_kind_display(),
        agency.region_name,
        agency.address,
        lines,
        agency.source,
        _("ya") if agency.verified else _("belum"),
        _("ya") if agency.active else _("tidak"),
    ]


@permit(Permission.AGENCY_VIEW)
@require_safe
def agency_detail(request: HttpRequest, agency_id: int) -> HttpResponse:
    agency = perms.get_agency(agency_id)
    pairs = [
        (_("Jenis"), agency.get_kind_display()),
        (_("Wilayah kerja"), agency.region_name),
        (_("Atasan"), agency.superior.name if agency.superior else ""),
        (_("Alamat kantor"), agency.address),
        (_("Catatan"), agency.note),
        (_("Sumber"), agency.source),
    ]
    return render(
        request,
        "agencies/agency_detail.html",
        {
            "agency": agency,
            "pairs": pairs,
            "contacts": agency.contacts.all(),
            "may_edit": may_edit(request),
            "contact_url": reverse("agencies:contact-add", args=[agency.pk]) if may_edit(request) else "",
        },
    )


@permit(Permission.AGENCY_EDIT)
def agency_add(request: HttpRequest) -> HttpResponse:
    form = AgencyForm(request.POST or None, initial={"version": 0, "region_code": reference.PROVINCE})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            agency = actions.add_agency(by=signed_in(request), **without_version(form))
        except Conflict as taken:
            form.refuse(taken, 0)
            status = taken.status
        else:
            messages.success(request, _("Lembaga sudah dicatat."))
            return redirect("agencies:agency-detail", agency.pk)
    return render(request, "agencies/agency_add.html", {"form": form}, status=status)


@permit(Permission.AGENCY_EDIT)
def agency_edit(request: HttpRequest, agency_id: int) -> HttpResponse:
    agency = perms.get_agency(agency_id)
    form = AgencyForm(request.POST or None, initial={name: getattr(agency, name) for name in EDITED})
    edit = partial(actions.edit_agency, agency=agency, by=signed_in(request))
    agency, status = press(form, agency, edit, partial(perms.get_agency, agency_id))
    if status == DONE:
        messages.success(request, _("Perubahan sudah disimpan."))
        return redirect("agencies:agency-detail", agency.pk)
    return render(request, "agencies/agency_edit.html", {"form": form, "agency": agency}, status=status)


@permit(Permission.AGENCY_EDIT)
@require_POST
def agency_deactivate(request: HttpRequest, agency_id: int) -> HttpResponse:
    actions.deactivate(agency=perms.get_agency(agency_id), by=signed_in(request))
    messages.success(request, _("Lembaga tidak ditawarkan lagi untuk yang baru."))
    return redirect("agencies:agency-detail", agency_id)


@permit(Permission.AGENCY_EDIT)
@require_POST
def agency_reactivate(request: HttpRequest, agency_id: int) -> HttpResponse:
    actions.reactivate(agency=perms.get_agency(agency_id), by=signed_in(request))
    messages.success(request, _("Lembaga aktif lagi."))
    return redirect("agencies:agency-detail", agency_id)


@permit(Permission.AGENCY_EDIT)
def contact_add(request: HttpRequest, agency_id: int) -> HttpResponse:
    agency = perms.get_agency(agency_id)
    form = ContactForm(request.POST or None, initial={"version": 0})
    if request.method == "POST" and form.is_valid():
        actions.add_contact(agency=agency, by=signed_in(request), **without_version(form))
        messages.success(request, _("Kontak sudah dicatat."))
        return redirect("agencies:agency-detail", agency.pk)
    return render(request, "agencies/contact_add.html", {"form": form, "agency": agency})


@permit(Permission.AGENCY_EDIT)
def contact_edit(request: HttpRequest, contact_id: int) -> HttpResponse:
    contact = perms.get_contact(contact_id)
    form = ContactForm(request.POST or None, initial={name: getattr(contact, name) for name in LINE})
    edit = partial(actions.edit_contact, contact=contact, by=signed_in(request))
    contact, status = press(form, contact, edit, partial(perms.get_contact, contact_id))
    if status == DONE:
        messages.success(request, _("Perubahan sudah disimpan."))
        return redirect("agencies:agency-detail", contact.agency_id)
    return render(request, "agencies/contact_edit.html", {"form": form, "contact": contact}, status=status)


@permit(Permission.AGENCY_EDIT)
@require_POST
def contact_remove(request: HttpRequest, contact_id: int) -> HttpResponse:
    contact = perms.get_contact(contact_id)
    actions.remove_contact(contact=contact, by=signed_in(request))
    messages.success(request, _("Kontak dihapus."))
    return redirect("agencies:agency-detail", contact.agency_id)


def without_version(form: Form) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}
