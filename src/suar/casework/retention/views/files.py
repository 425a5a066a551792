"""What a person asks for about one file: its erasure, a hold, the end of a hold."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suar.casework.retention import actions, forms, perms, rules
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.RETENTION_WORK)
@require_http_methods(["GET", "POST"])
def item_add(request: HttpRequest) -> HttpResponse:
    """A child, a court or a mistake asks for an erasure."""
    form = forms.AskForm(request.POST or None, initial={"number": request.GET.get("nomor", "")[:20]})

    def ask(user: User, number: str, why: str) -> None:
        kind, subject = perms.find_file(user, number, unknown())
        actions.ask_for(kind=kind, subject=subject, why=why, by=user)

    return asked(request, form, ask, "retention/item_add.html", "retention:item-list", _("Pemusnahan diajukan."))


@permit(Permission.RETENTION_HOLD)
@require_http_methods(["GET", "POST"])
def hold_add(request: HttpRequest) -> HttpResponse:
    """From now on this file is not erased."""
    form = forms.HoldForm(request.POST or None, initial={"number": request.GET.get("nomor", "")[:20]})

    def hold(user: User, number: str, reason: str, basis: str) -> None:
        _kind, subject = perms.find_file(user, number, unknown())
        actions.hold(subject=subject, reason=reason, basis=basis, by=user)

    return asked(request, form, hold, "retention/hold_add.html", "retention:hold-list", _("Berkas ditahan."))


@permit(Permission.RETENTION_HOLD)
@require_http_methods(["GET", "POST"])
def hold_lift(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """The file may be erased again, by the usual way."""
    user = signed_in(request)
    hold = perms.get_hold(user, hold_id)
    form = forms.LiftForm(request.POST or None, initial={"version": hold.version})
    again = partial(perms.get_hold, user, hold_id)
    hold, status = press(form, hold, partial(actions.lift, hold=hold, by=user), again)
    if status == DONE:
        messages.success(request, _("Penahanan dilepas."))
        return redirect("retention:hold-list")
    ledger.read("retention_holds", by=user, subject=hold.subject, office=hold.office, why=user.role)
    context = {"form": form, "hold": hold, "days": rules.LIFTER_WAITS_DAYS}
    return render(request, "retention/hold_lift.html", context, status=status)


def asked(request: HttpRequest, form: Any, act: Any, template: str, back: str, said: str) -> HttpResponse:
    """A form about a file that is named by its number. A refusal keeps every word."""
    user = signed_in(request)
    _held, status = make(form, lambda: act(user, **form.cleaned_data))
    if status == DONE:
        messages.success(request, said)
        return redirect(back)
    return render(request, template, {"form": form}, status=status)


def unknown() -> str:
    return _("Tidak ada berkas dengan nomor ini di kantor Anda. Periksa nomornya.")
