"""Files that nobody has a reason to open: planted here, made ready step by step, and who opened one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suar.casework.safeguards import actions, honey
from suar.casework.safeguards.actions.honey import file_of
from suar.casework.safeguards.forms import HoneyForm
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.versions import DONE
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in
from suar.registry.accounts.recently import freshly_authenticated


@permit(Permission.SAFEGUARD_VIEW)
@freshly_authenticated
@require_http_methods(["GET", "POST"])
def honey_list(request: HttpRequest) -> HttpResponse:
    """The entry is that of the page of the safeguards, without ids: the record must not tell which files these are."""
    user = signed_in(request)
    form = HoneyForm(request.POST or None, user=user)
    _nothing, status = make(form, lambda: pressed(form.cleaned_data, user))
    if status == DONE:
        messages.success(request, _("Tercatat."))
        return redirect("safeguards:honey-list")
    ledger.read("glass_list", by=user, why=user.role)
    return render(request, "safeguards/honey_list.html", {"form": form, "rows": honey.rows(user)}, status=status)


def pressed(data: dict[str, Any], user: User) -> None:
    """The next step of one, or a new one."""
    if data["subject"]:
        actions.advance(case=file_of(data["subject"], user), by=user)
    else:
        actions.plant(office=data["office"], by=user)
