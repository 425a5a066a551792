"""Settings of an office: letterhead, letter numbers, days off here."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from suar.core.clocks.models import LocalClosure
from suar.core.errors import Conflict
from suar.core.ui.versions import DONE, press
from suar.registry.accounts import actions, closures, perms
from suar.registry.accounts.forms import ClosureForm, OfficeForm
from suar.registry.accounts.models import Office, several_offices
from suar.registry.accounts.permissions import Permission, offices_with, permit, signed_in


@permit(Permission.SETTINGS)
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    return render(
        request,
        "accounts/settings.html",
        {
            "offices": Office.objects.filter(pk__in=offices_with(user, Permission.SETTINGS)),
            "closures": LocalClosure.objects.order_by("-on"),
            "several": several_offices(),
        },
    )


@permit(Permission.SETTINGS)
def office_edit(request: HttpRequest, code: str) -> HttpResponse:
    office = perms.get_office(signed_in(request), code)
    seen = {name: getattr(office, name) for name in ("version", "name", "city", "letter_pattern")}
    form = OfficeForm(request.POST or None, initial=seen | {"letterhead": "\n".join(office.letterhead)})
    edit = partial(actions.edit_office, office=office, by=signed_in(request))
    _now, status = press(form, office, edit, partial(perms.get_office, signed_in(request), code))
    if status == DONE:
        messages.success(request, _("Pengaturan sudah disimpan."))
        return redirect("accounts:settings")
    return render(request, "accounts/office_edit.html", {"form": form, "several": several_offices()}, status=status)


@permit(Permission.SETTINGS)
def closure_add(request: HttpRequest) -> HttpResponse:
    form = ClosureForm(request.POST or None, initial={"version": 0})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            closures.add_closure(on=form.cleaned_data["on"], name=form.cleaned_data["name"], by=signed_in(request))
        except Conflict as taken:
            form.refuse(taken, 0)
            status = taken.status
        else:
            messages.success(request, _("Hari libur sudah dicatat."))
            return redirect("accounts:settings")
    return render(request, "accounts/closure_add.html", {"form": form}, status=status)


@permit(Permission.SETTINGS)
def closure_edit(request: HttpRequest, closure_id: int) -> HttpResponse:
    closure = perms.get_closure(closure_id)
    seen = {name: getattr(closure, name) for name in ("version", "on", "name")}
    form = ClosureForm(request.POST or None, initial=seen)
    edit = partial(closures.edit_closure, closure=closure, by=signed_in(request))
    closure, status = press(form, closure, edit, partial(perms.get_closure, closure_id))
    if status == DONE:
        messages.success(request, _("Hari libur sudah disimpan."))
        return redirect("accounts:settings")
    return render(request, "accounts/closure_edit.html", {"form": form, "closure": closure}, status=status)


@permit(Permission.SETTINGS)
@require_POST
def closure_remove(request: HttpRequest, closure_id: int) -> HttpResponse:
    closures.remove_closure(closure=perms.get_closure(closure_id), by=signed_in(request))
    messages.success(request, _("Hari libur dihapus."))
    return redirect("accounts:settings")
