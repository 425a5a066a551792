"""A day of reading that a leader should look at: the evidence in plain words, and what came of looking."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suar.casework.safeguards import actions, panels, perms
from suar.casework.safeguards.forms import LookForm
from suar.core import ledger
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.SAFEGUARD_VIEW)
@require_http_methods(["GET", "POST"])
def reading_detail(request: HttpRequest, reading_id: UUID) -> HttpResponse:
    """What was counted, against what is usual, and the note of whoever looked."""
    user = signed_in(request)
    row = perms.get_reading(user, reading_id)
    form = LookForm(request.POST or None, initial={"version": row.version})
    again = partial(perms.get_reading, user, reading_id)
    row, status = press(form, row, partial(actions.settle, row=row, by=user), again)
    if status == DONE:
        messages.success(request, _("Tercatat. Alarmnya ditutup."))
        return redirect("safeguards:reading-detail", row.pk)
    ledger.read("unusual", by=user, office=row.office.code, why=user.role, ids=[row.pk])
    context = {"row": row, "signs": panels.signs(row), "form": form}
    return render(request, "safeguards/reading_detail.html", context, status=status)
