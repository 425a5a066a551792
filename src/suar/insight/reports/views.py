"""Reports: the list, freezing a new one, each edition on the screen and as a file, and the check of a fingerprint."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from django.views.decorators.http import require_safe

from suar.core import ledger
from suar.core.documents.indonesian import moment
from suar.core.ui.paging import page
from suar.insight.reports import actions, rendering
from suar.insight.reports.chapters import chapters
from suar.insight.reports.chapters.closing import grouped
from suar.insight.reports.content import compose
from suar.insight.reports.document import Block, Chapter, Picture
from suar.insight.reports.drawings import Drawings
from suar.insight.reports.editions import Edition, View
from suar.insight.reports.forms import FingerprintForm, PeriodForm
from suar.insight.reports.models import Snapshot
from suar.insight.reports.neighbours import beside
from suar.insight.reports.periods import Period, parse
from suar.insight.reports.perms import get_report, get_secret, reports_for
from suar.insight.reports.screens import screen
from suar.registry.accounts.models import several_offices
from suar.registry.accounts.permissions import Permission, allows, offices_with, permit, signed_in
from suar.registry.accounts.recently import freshly_authenticated

FOUND = {Edition.OPEN: get_report, Edition.SECRET: get_secret}
GLANCE = {"klaster", "wilayah"}  # the pictures that the summary shows


@permit(Permission.REPORT_VIEW)
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    rows = reports_for(user).defer("content").select_related("office")
    rows = rows.annotate(total=F("content__figures__rows"), label=F("content__period__label"))
    shown = page(rows, request.GET, order=("-at", "-pk"))
    ledger.read("report_list", by=user, ids=[row.pk for row in shown.rows])
    context = {
        "page": shown,
        "total": rows.count(),
        "several": several_offices(),
        "may_make": allows(user, Permission.REPORT_MAKE),
        "secret_in": offices_with(user, Permission.REPORT_SECRET),
    }
    return render(request, "reports/report_list.html", context)


@permit(Permission.REPORT_MAKE)
def report_new(request: HttpRequest) -> HttpResponse:
    """Choose a period, see what would be frozen, freeze."""
    user = signed_in(request)
    form = PeriodForm(request.POST if request.method == "POST" else (request.GET or None), user=user)
    view: View | None = None
    if form.is_valid() and form.chosen_office is not None:
        period, office = form.cleaned_data["period"], form.chosen_office
        if request.method == "POST":
            snapshot = actions.freeze(office=office, period=period, by=user)
            return redirect("reports:report-secret", snapshot.pk)
        now = timezone.now()
        view = View(compose(office=office, period=period, now=now), Edition.SECRET, "", now)
        ledger.read("report_preview", by=user, office=office.code, why=period.code)
    today = timezone.localdate()
    context = {"form": form, "preview": preview(view) if view else None, "suggested": suggested(today)}
    return render(request, "reports/report_new.html", context)


def preview(view: View) -> dict[str, Any]:
    """The main figures before anything is stored, and whether the period still runs."""
    kinds = view.content["frames"]["by_kind"]
    rows = [
        (key, *(view.get("by_cluster_kind", f"{key} / {kind}") for kind in kinds), shown)
        for key, _, shown in view.ranked("by_cluster")
    ]
    return {
        "label": view.content["period"]["label"],
        "provisional": view.provisional,
        "rows": rows,
        "total": (*(view.get("by_kind", kind) for kind in kinds), view.get("rows")),
        "complaints": view.get("complaints"),
        "children": view.get("children"),
    }


def suggested(today: date) -> list[Period]:
    """The year, quarter and month that are running, and those just over."""
    month = parse(f"{today:%Y-%m}")
    quarter = parse(f"{today.year}-Q{(today.month + 2) // 3}")
    year = parse(f"{today.year}")
    return [year.former(), year, quarter.former(), quarter, month.former(), month]


@permit(Permission.REPORT_VIEW)
@require_safe
def report_detail(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The open edition."""
    return _shown(request, report_id, Edition.OPEN)


@permit(Permission.REPORT_SECRET)
@require_safe
def report_secret(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The secret edition: every figure."""
    return _shown(request, report_id, Edition.SECRET)


def _shown(request: HttpRequest, report_id: UUID, edition: Edition) -> HttpResponse:
    user = signed_in(request)
    snapshot = FOUND[edition](user, report_id)
    ledger.read("report", by=user, office=snapshot.office.code, why=edition, ids=[snapshot.pk])
    return render(request, "reports/report_detail.html", _page(request, snapshot, edition))


def _page(request: HttpRequest, snapshot: Snapshot, edition: Edition) -> dict[str, Any]:
    """The summary, or the chapter that the address names."""
    view = rendering.view_of(snapshot, edition)
    with override("id"):
        found = chapters(view)
        wanted = next((one for one in found if one.code == request.GET.get("bab", "")), None)
        blocks = screen(wanted or at_a_glance(found), Drawings(snapshot.fingerprint, edition))
    return {
        "snapshot": snapshot,
        "view": view,
        "summary": summary(view),
        "fingerprint": grouped(snapshot.fingerprint),
        "chapter": wanted,
        "blocks": blocks,
        "tabs": tabs(found, wanted, request.path),
        "formats": list(rendering.FORMATS),
        "may_secret": allows(signed_in(request), Permission.REPORT_SECRET, snapshot.office_id),
        "several": several_offices(),
        "beside": beside(snapshot) if view.is_open and not wanted else [],
    }


def at_a_glance(found: list[Chapter]) -> Chapter:
    """The pictures of kind and place with their figures, ahead of the chapters that explain them."""
    blocks: list[Block] = [
        block for one in found for block in one.blocks if isinstance(block, Picture) and block.name in GLANCE
    ]
    return Chapter("", "", blocks)


def summary(view: View) -> dict[str, Any]:
    return {
        "rows": view.get("rows"),
        "complaint": view.get("by_kind", "pengaduan"),
        "finding": view.get("by_kind", "non"),
        "children": view.get("children"),
        "sheets": view.get("sheets"),
    }


def tabs(found: list[Chapter], wanted: Chapter | None, path: str) -> list[dict[str, Any]]:
    items = [{"label": _("Ringkasan"), "title": "", "url": path, "active": wanted is None}]
    return items + [
        {"label": one.label, "title": one.title, "url": f"{path}?bab={one.code}", "active": one is wanted}
        for one in found
    ]


@permit(Permission.REPORT_VIEW)
@require_safe
def report_download(request: HttpRequest, report_id: UUID, form: str) -> HttpResponse:
    return _downloaded(request, report_id, form, Edition.OPEN)


@permit(Permission.REPORT_SECRET)
@freshly_authenticated(reads=True)
@require_safe
def report_secret_download(request: HttpRequest, report_id: UUID, form: str) -> HttpResponse:
    return _downloaded(request, report_id, form, Edition.SECRET)


def _downloaded(request: HttpRequest, report_id: UUID, form: str, edition: Edition) -> HttpResponse:
    user = signed_in(request)
    snapshot = FOUND[edition](user, report_id)
    if form not in rendering.FORMATS:
        raise Http404
    ledger.read("report_file", by=user, office=snapshot.office.code, why=f"{edition} {form}", ids=[snapshot.pk])
    response = HttpResponse(rendering.file_of(snapshot, edition, form), content_type=rendering.FORMATS[form])
    name = rendering.file_name(snapshot, edition, form)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@permit(Permission.SELF)
@require_safe
def fingerprint_check(request: HttpRequest) -> HttpResponse:
    """Whether a fingerprint on a page is one of ours: of which office and period, and whether a newer one exists."""
    form = FingerprintForm(request.GET or None)
    found: Any = None
    if form.is_valid():
        start, end = form.cleaned_data["sidik"]
        rows = Snapshot.objects.filter(fingerprint__startswith=start, fingerprint__endswith=end)
        found = rows.defer("content").annotate(label=F("content__period__label")).select_related("office").first()
    context = {
        "form": form,
        "asked": form.is_bound and form.is_valid(),
        "found": found,
        "newer": found is not None and found.has_newer(),
        "facts": facts(found) if found else [],
    }
    return render(request, "reports/fingerprint_check.html", context)


def facts(found: Any) -> list[tuple[str, str]]:
    """What whoever holds a printed report may learn of it: no figure."""
    return [
        (_("Kantor"), str(found.office)),
        (_("Periode"), found.label),
        (_("Dibekukan"), moment(found.at)),
        (_("Keadaan"), _("sementara") if found.provisional else pgettext("laporan", "selesai")),
        (_("Sidik"), grouped(found.fingerprint)),
    ]
