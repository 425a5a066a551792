"""Pads: the list, one printed, its sheets, those that did not come back counted."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.paper import actions, panels, perms, rendering
from suar.casework.paper.forms import EVERY, CountForm, PadFilter, PrintForm
from suar.casework.paper.models import Pad, PadQuerySet
from suar.core import ledger
from suar.core.documents.indonesian import plain_date
from suar.core.ui.making import make
from suar.core.ui.paging import page
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

PDF = "application/pdf"
NEWEST = ("-at", "-id")


@permit(Permission.PAPER_WORK)
@require_safe
def pad_list(request: HttpRequest) -> HttpResponse:
    """Pads with sheets that did not come back, unless asked otherwise."""
    user, now = signed_in(request), timezone.now()
    form = PadFilter(request.GET)
    found = chosen(user, form)
    shown = page(panels.with_counts(found), request.GET, NEWEST)
    ledger.read("paper_list", by=user, why=user.role, ids=[pad.pk for pad in shown.rows])
    template = "paper/pad_list.html"
    context = {
        "filter": form,
        "page": shown,
        "rows": [(pad, pad.count_by < now) for pad in shown.rows],
        "total": found.count(),
        "uncounted": panels.to_count(user, now)["paper_uncounted"].count(),
    }
    return render(request, f"{template}#daftar" if request.headers.get("HX-Request") else template, context)


def chosen(user: User, form: PadFilter) -> PadQuerySet:
    found = Pad.objects.visible_to(user)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    text = (wanted.get("q") or "").strip().upper()
    if text:  # of a sheet, its pad; looked for among all, also those that are back
        parts = text.split("-")
        found = found.filter(number__istartswith="-".join(parts[:3]) if len(parts) > 3 else text)
    elif wanted.get("status") != EVERY:
        found = found.with_open_sheets()
    return found.filter(kind=wanted["kind"]) if wanted.get("kind") else found


@permit(Permission.PAPER_WORK)
@require_http_methods(["GET", "POST"])
def pad_new(request: HttpRequest) -> HttpResponse:
    """Printed means: the file goes to whoever pressed, once. It is kept nowhere, and nobody can draw it again."""
    user = signed_in(request)
    form = PrintForm(request.POST or None, user=user)

    def act() -> actions.Printed:
        given = form.cleaned_data
        office, pad_id = given.get("office") or form.only_office, form.press(user.actor_id)
        return actions.print_pad(office=office, by=user, pad_id=pad_id, kind=given["kind"], count=given["count"])

    made, status = make(form, act)
    if made is not None:
        response = HttpResponse(rendering.pdf(made), content_type=PDF)
        response["Content-Disposition"] = f'attachment; filename="{made.pad.number}.pdf"'
        return response
    return render(request, "paper/pad_new.html", {"form": form}, status=status)


@permit(Permission.PAPER_WORK)
@require_safe
def pad_detail(request: HttpRequest, pad_id: UUID) -> HttpResponse:
    """Every sheet of a pad and what became of it."""
    user = signed_in(request)
    pad = perms.get_pad(user, pad_id)
    lines = panels.lines(pad, user)
    shown = [pk for line in lines for pk in line.shown_ids]
    ledger.read("paper", by=user, office=pad.office.code, why=user.role, ids=[pad.pk, *shown])
    unreturned = sum(line.sheet.is_open for line in lines)
    late = unreturned > 0 and pad.count_by < timezone.now()
    context = {"pad": pad, "lines": lines, "unreturned": unreturned, "late": late}
    return render(request, "paper/pad_detail.html", context)


@permit(Permission.PAPER_WORK)
@require_http_methods(["GET", "POST"])
def pad_count(request: HttpRequest, pad_id: UUID) -> HttpResponse:
    user = signed_in(request)
    pad = perms.get_pad(user, pad_id)
    form = CountForm(request.POST or None, initial={"version": pad.version})
    again = partial(perms.get_pad, user, pad_id)
    pad, status = press(form, pad, partial(actions.count, pad=pad, by=user), again)
    if status == DONE:
        words = _("Terhitung. Hitungan berikut diminta sesudah %(day)s.")
        messages.success(request, words % {"day": plain_date(timezone.localdate(pad.count_by))})
        return redirect("paper:pad-detail", pad_id)
    ledger.read("paper", by=user, office=pad.office.code, why=user.role, ids=[pad.pk])
    context = {"pad": pad, "form": form, "label": _("Hitung lembar"), "title": pad.number, "back": back_to(pad)}
    return render(request, "paper/paper_step.html", context, status=status)


def back_to(pad: Pad) -> str:
    return reverse("paper:pad-detail", args=[pad.pk])
