"""The imports of an office: the list, a new file, what it holds before anybody sees it, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suar.casework.register import actions, figures, perms, uploads
from suar.casework.register.cells import has_names, shown
from suar.casework.register.forms import ColumnsForm, UndoForm, UploadForm
from suar.casework.register.models import ImportRun, State
from suar.core import ledger
from suar.core.documents.indonesian import plain_date
from suar.core.documents.spreadsheets import Column, Kind, Sheet, xlsx
from suar.core.errors import Conflict, DomainError
from suar.core.ui.paging import page
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in
from suar.registry.accounts.recently import freshly_authenticated

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BEFORE = (State.UPLOADED, State.STAGING, State.STAGED, State.EMPTY, State.FAILED)
STOP_POLLING = 286  # htmx: take the answer and ask no more


@permit(Permission.REGISTER_IMPORT)
@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    runs = ImportRun.objects.visible_to(user).select_related("by", "office")
    shown = page(runs, request.GET, ("-at", "-pk"))
    rows = [(run, figures.tone(run), address(run)) for run in unlock(shown.rows)]
    many = len(user.office_ids) > 1
    return render(request, "register/import_list.html", {"page": shown, "rows": rows, "many": many})


def address(run: ImportRun) -> str:
    return "register:import-preview" if run.state in BEFORE else "register:import-detail"


@permit(Permission.REGISTER_IMPORT)
def import_new(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = UploadForm(request.POST or None, request.FILES or None, offices=user.office_ids)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        office = form.cleaned_data.get("office") or user.office
        try:
            run = actions.receive(file=file, file_name=file.name, office=office, by=user)
            return redirect("register:import-preview", run.pk)
        except DomainError as error:
            form.add_error("file", error.message)
        finally:
            file.close()  # and with it the copy that the upload left in the temporary directory
    return render(request, "register/import_new.html", {"form": form})


@permit(Permission.REGISTER_IMPORT)
@require_safe
def import_preview(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """What a file holds before anybody sees it. While it is read the page asks again by itself."""
    user = signed_in(request)
    run = perms.get_run(user, run_id)
    waiting = run.state in (State.UPLOADED, State.STAGING)
    if request.headers.get("HX-Request"):
        if waiting:
            return render(request, "register/import_preview.html#kemajuan", progress_of(run))
        return HttpResponse(status=STOP_POLLING, headers={"HX-Refresh": "true"})
    if run.state not in BEFORE:
        return redirect("register:import-detail", run.pk)
    cases = figures.first_cases(run) if run.state == State.STAGED else []
    doubts = [] if waiting else figures.doubts(run, user)
    looked(user, run, ids=sorted({case.pk for case, *_words in cases} | {row.case_id for row, *_words in doubts}))
    context = described(run) | progress_of(run) | {"cases": cases, "doubts": doubts, "waiting": waiting}
    return render(request, "register/import_preview.html", context | columns_of(run))


def looked(user: User, run: ImportRun, ids: Sequence[UUID] = ()) -> None:
    """What was rejected or doubted, like the rows of a preview, may hold words about a child: its read is recorded."""
    if run.rejected or run.found:
        ledger.read("import", by=user, subject=run.pk, office=run.office.code, why=user.role, ids=ids)


def opened(request: HttpRequest, run_id: UUID) -> ImportRun:
    """The run, with this read of it in the ledger."""
    user = signed_in(request)
    run = perms.get_run(user, run_id)
    looked(user, run)
    return run


def described(run: ImportRun) -> dict[str, Any]:
    found: dict[str, Any] = run.found or {}
    return {
        "run": run,
        "tone": figures.tone(run),
        "found": found,
        "tallies": figures.tallies(run) if run.counts else [],
        "skipped": figures.skipped(run),
        "rejected": run.rejected or [],
        "closed": run.accepted - found.get("open", 0),
        "days": " – ".join(plain_date(date.fromisoformat(day)) for day in found.get("days") or ()),
    }


def progress_of(run: ImportRun) -> dict[str, Any]:
    done, total = figures.progress(run)
    return {"run": run, "done": done, "total": total}


def columns_of(run: ImportRun) -> dict[str, Any]:
    """The form that corrects what the headings mean, as long as the file can be read again."""
    columns = (run.found or {}).get("columns", [])
    if not columns or run.state not in (State.STAGED, State.EMPTY) or not uploads.kept(run.pk):
        return {"columns": None}
    return {"columns": ColumnsForm(columns=columns, initial={"version": run.version})}


@permit(Permission.REGISTER_IMPORT)
@require_POST
def import_columns(request: HttpRequest, run_id: UUID) -> HttpResponse:
    user = signed_in(request)
    run = opened(request, run_id)
    form = ColumnsForm(request.POST, columns=(run.found or {}).get("columns", []))
    if form.is_valid():
        same_version(form.cleaned_data["version"], run)
        corrections = form.corrections()
        for heading, field in corrections.items():
            actions.save_mapping(office=run.office, heading=heading, field=field, by=user)
        if corrections:
            actions.restage(run=run, by=user)
            messages.success(request, _("Arti kolom disimpan untuk berkas berikutnya, dan berkas ini dibaca ulang."))
        else:
            messages.warning(request, _("Tidak ada kolom yang diubah."))
    else:
        messages.error(request, _("Pilihan kolom tidak terbaca. Muat ulang halaman, lalu pilih lagi."))
    return redirect("register:import-preview", run.pk)


def same_version(version: int, run: ImportRun) -> None:
    """The page was made from this state of the run. Raises Conflict."""
    if version != run.version:
        raise Conflict(_("Impor ini sudah berubah sejak halaman dibuka. Muat ulang, lalu periksa lagi."))


@permit(Permission.REGISTER_IMPORT)
@require_POST
def import_show(request: HttpRequest, run_id: UUID) -> HttpResponse:
    user = signed_in(request)
    run = perms.get_run(user, run_id)
    same_version(typed_version(request), run)
    actions.make_visible(run=run, by=user)
    messages.success(request, _("%(n)d berkas anak sekarang tampil di kantor ini.") % {"n": run.accepted})
    return redirect("register:import-detail", run.pk)


def typed_version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1  # int refuses thousands of digits


@permit(Permission.REGISTER_IMPORT)
@require_POST
def import_discard(request: HttpRequest, run_id: UUID) -> HttpResponse:
    user = signed_in(request)
    run = perms.get_run(user, run_id)
    same_version(typed_version(request), run)
    actions.discard(run=run, by=user)
    messages.success(request, _("Impor dibuang. Tidak ada yang tersisa dari berkas itu."))
    return redirect("register:import-list")


@permit(Permission.REGISTER_IMPORT)
@require_safe
def import_detail(request: HttpRequest, run_id: UUID) -> HttpResponse:
    user = signed_in(request)
    run = perms.get_run(user, run_id)
    if run.state in BEFORE:
        return redirect("register:import-preview", run.pk)
    doubts = figures.doubts(run, user)
    looked(user, run, ids=sorted({row.case_id for row, *_words in doubts}))
    return render(request, "register/import_detail.html", described(run) | {"doubts": doubts})


@permit(Permission.REGISTER_IMPORT)
@freshly_authenticated
def import_undo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    user = signed_in(request)
    run = perms.get_run(user, run_id)
    form = UndoForm(request.POST or None, initial={"version": run.version})
    if request.method == "POST" and form.is_valid():
        try:
            same_version(form.cleaned_data["version"], run)
            actions.undo(run=run, by=user, why=form.cleaned_data["why"])
            messages.success(request, _("Impor dibatalkan. Semua berkas anaknya hilang dari kantor ini."))
            return redirect("register:import-detail", run.pk)
        except DomainError as error:
            form.add_error(None, error.message)
    if run.state != State.VISIBLE:
        return redirect("register:import-detail", run.pk)
    return render(request, "register/import_undo.html", {"form": form, "run": run})


@permit(Permission.CASE_VIEW)
@require_http_methods(["GET", "POST"])
def row_detail(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every cell of the register's row as it was written, the child's name among them: opening it is a read of its own,
    and so is the press that shows whom it reports."""
    user = signed_in(request)
    row = perms.get_row(user, case_id)
    names, cells = request.method == "POST", row.cells or {}
    said: dict[str, Any] = {"by": user, "subject": row.child_id, "office": row.case.office.code, "why": user.role}
    if names:
        ledger.read("imported_names", ids=[row.pk], **said)
    else:
        ledger.read("imported_row", ids=[row.pk], **said)
    context = {"row": row, "cells": shown(cells, names=names), "masked": not names and has_names(cells)}
    return render(request, "register/row_detail.html", context)


@permit(Permission.REGISTER_IMPORT)
@require_safe
def import_rejected(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The rejected rows as a sheet, to mend the register beside it."""
    run = opened(request, run_id)
    columns = [Column(_("Baris"), Kind.WHOLE), Column(_("Kolom")), Column(_("Alasan"), width=90)]
    rows = [[one["row"], one["column"], one["reason"]] for one in run.rejected or []]
    name = _("Baris ditolak")
    response = HttpResponse(xlsx([Sheet(name, columns, rows)], at=timezone.now(), title=name), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="ditolak-{timezone.localdate(run.at):%Y-%m-%d}.xlsx"'
    return response
