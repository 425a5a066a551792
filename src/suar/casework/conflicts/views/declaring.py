"""One's own declaration: who is close, ended or corrected with its history, and that it is still true."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suar.casework.conflicts import actions, perms
from suar.casework.conflicts.actions.declaring import declaration_of
from suar.casework.conflicts.forms import RenewForm, TieForm
from suar.casework.conflicts.models import Declaration, Tie
from suar.casework.conflicts.panels import overdue
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.versions import DONE
from suar.core.vault.fields import unlock
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.CONFLICT_DECLARE)
@require_safe
def declaration(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    own = declaration_of(user)
    form = RenewForm(initial={"heads_agency": own is not None and own.heads_agency})
    if not user.agency_ids:
        del form.fields["heads_agency"]
    return render(request, "conflicts/declaration.html", page_of(own) | {"form": form, "overdue": overdue(own)})


@permit(Permission.CONFLICT_DECLARE)
@require_POST
def declaration_renew(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = RenewForm(request.POST)
    heads = form.is_valid() and form.cleaned_data["heads_agency"] and bool(user.agency_ids)
    actions.declare(user=user, by=user, heads_agency=heads)
    messages.success(request, _("Pernyataan Anda diperbarui per hari ini."))
    return redirect("conflicts:declaration")


@permit(Permission.CONFLICT_DECLARE)
@require_http_methods(["GET", "POST"])
def tie_add(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = TieForm(request.POST or None)
    return written(request, form, partial(actions.add_tie, user=user, by=user), _("Tambah orang dekat"))


@permit(Permission.CONFLICT_DECLARE)
@require_http_methods(["GET", "POST"])
def tie_correct(request: HttpRequest, tie_id: UUID) -> HttpResponse:
    user = signed_in(request)
    tie = perms.get_own_tie(user, tie_id)
    initial = {name: getattr(tie, name) for name in ("kind", "name", "place", "born")}
    form = TieForm(request.POST or None, initial=initial)
    return written(request, form, partial(actions.correct_tie, tie=tie, by=user), _("Perbaiki"))


@permit(Permission.CONFLICT_DECLARE)
@require_POST
def tie_end(request: HttpRequest, tie_id: UUID) -> HttpResponse:
    user = signed_in(request)
    actions.end_tie(tie=perms.get_own_tie(user, tie_id), by=user)
    messages.success(request, _("Diakhiri. Riwayatnya tetap ada."))
    return redirect("conflicts:declaration")


@permit(Permission.CONFLICT_READ)
@require_safe
def declaration_read(request: HttpRequest, user_id: int) -> HttpResponse:
    """What somebody else declared, for a leader; the read is in the ledger before a name is shown."""
    user = signed_in(request)
    found = perms.get_declaration(user, user_id)
    ledger.read("declaration", by=user, subject=found.pk, office=user.office.code, why=user.role)
    context = page_of(found) | {"person": found.user, "overdue": overdue(found)}
    return render(request, "conflicts/declaration_read.html", context)


def page_of(found: Declaration | None) -> dict[str, Any]:
    ties = unlock(Tie.objects.filter(declaration=found)) if found else []
    return {
        "declaration": found,
        "ties": [tie for tie in ties if tie.ended_on is None],
        "past": [tie for tie in ties if tie.ended_on is not None],
    }


def written(request: HttpRequest, form: TieForm, act: Any, title: str) -> HttpResponse:
    """The form shown, mended, or saved."""
    _tie, status = make(form, lambda: act(**form.cleaned_data))
    if status == DONE:
        messages.success(request, _("Tersimpan. Hanya Anda yang melihatnya; Ketua dan Wakil hanya dengan tercatat."))
        return redirect("conflicts:declaration")
    return render(request, "conflicts/tie_form.html", {"form": form, "title": title}, status=status)
