"""Press: the sheets, one sheet on the screen, on paper and as a file, and the check of a statement."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suar.core import ledger
from suar.core.ui.paging import page
from suar.insight.press import actions, paper, screens
from suar.insight.press.forms import StatementForm
from suar.insight.press.perms import get_sheet, sheets_for
from suar.insight.press.rules import improved, lint
from suar.insight.press.sheet import CAUTION, opening
from suar.insight.reports.chapters.closing import grouped
from suar.insight.reports.models import Snapshot
from suar.insight.reports.neighbours import beside
from suar.registry.accounts.idle import unkept
from suar.registry.accounts.models import several_offices
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

ALL = "all"


@permit(Permission.REPORT_VIEW)
@require_safe
def sheet_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    rows = sheets_for(user).defer("content").select_related("office")
    shown = page(rows.annotate(label=F("content__period__label")), request.GET, order=("-at", "-pk"))
    ledger.read("press_list", by=user, ids=[row.pk for row in shown.rows])
    context = {
        "page": shown,
        "total": rows.count(),
        "several": several_offices(),
        "may_make": allows(user, Permission.REPORT_MAKE),
        "may_check": allows(user, Permission.PRESS_CHECK),
        "untold": screens.untold_rows(),
    }
    return render(request, "press/sheet_list.html", context)


@permit(Permission.REPORT_VIEW)
@require_safe
def sheet_detail(request: HttpRequest, report_id: UUID) -> HttpResponse:
    user = signed_in(request)
    snapshot = read(request, report_id)
    context = _page(snapshot) | {
        "beside": beside(snapshot),
        "newer": snapshot.has_newer(),
        "may_check": allows(user, Permission.PRESS_CHECK),
    }
    return render(request, "press/sheet_detail.html", context)


@permit(Permission.REPORT_VIEW)
@require_safe
def sheet_print(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One page for paper."""
    return render(request, "press/sheet_print.html", _page(read(request, report_id)))


@permit(Permission.REPORT_VIEW)
@require_safe
def sheet_pdf(request: HttpRequest, report_id: UUID) -> HttpResponse:
    snapshot = get_sheet(signed_in(request), report_id)
    file = paper.make(paper.sheet_for(snapshot))
    ledger.read("press_file", by=signed_in(request), office=snapshot.office.code, why="pdf", ids=[snapshot.pk])
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="lembar-pers-{snapshot.period}.pdf"'
    return response


def read(request: HttpRequest, report_id: UUID) -> Snapshot:
    """The snapshot, with this read of its sheet in the ledger."""
    user = signed_in(request)
    snapshot = get_sheet(user, report_id)
    ledger.read("press_sheet", by=user, office=snapshot.office.code, ids=[snapshot.pk])
    return snapshot


def _page(snapshot: Snapshot) -> dict[str, Any]:
    sheet = paper.sheet_for(snapshot)
    return {
        "snapshot": snapshot,
        "sheet": sheet,
        "opening": opening(sheet),
        "caution": CAUTION,
        "hidden": paper.hidden(sheet),
        "fingerprint": grouped(sheet.fingerprint),
        "untold": screens.untold_rows(),
        "several": several_offices(),
    }


@unkept
@permit(Permission.PRESS_CHECK)
def statement_check(request: HttpRequest) -> HttpResponse:
    """The text comes with the press and goes with the answer: nothing of it is kept."""
    form = StatementForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "checked": False}
    if form.is_valid():
        actions.note_check(by=signed_in(request))
        context |= checked(form, request.POST.get("put", ""))
    return render(request, "press/statement_check.html", context)


def checked(form: StatementForm, put: str) -> dict[str, Any]:
    """What is marked, after the better words of one mark, or of all, are put in. A mark that is no longer where it was
    changes nothing, and then what was typed stays in its box to the letter."""
    text: str = form.cleaned_data["text"]
    marks = lint(text)
    chosen = [mark for mark in marks if mark.is_safe and put in {ALL, screens.key_of(mark)}]
    moved = bool(put) and not chosen
    if chosen:
        text = improved(text, chosen)
        marks = lint(text)
    better = improved(text, marks)
    return {
        "form": StatementForm(initial={"text": text}) if chosen else form,
        "checked": True,
        "moved": moved,
        "put_in": len(chosen),
        "pieces": screens.pieces(text, marks),
        "marks": screens.rows(marks),
        "better": better if better != text else "",
        "all": ALL,
    }
