"""A file of another office: opened for a child in danger, and reviewed by those to whom it belongs."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suar.casework.safeguards import actions, panels, perms
from suar.casework.safeguards.forms import GlassForm, ReviewForm
from suar.casework.safeguards.models import BrokenGlass, UnusualReading
from suar.casework.safeguards.shown import under
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.paging import page
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in
from suar.registry.accounts.recently import freshly_authenticated

READINGS = 40  # on the first page


@permit(Permission.GLASS_BREAK)
@freshly_authenticated
@require_http_methods(["GET", "POST"])
def glass_break(request: HttpRequest) -> HttpResponse:
    """Which file, why, and what it sets off; beside it what stands open."""
    user = signed_in(request)
    form = GlassForm(request.POST or None, user=user)
    made, status = make(form, lambda: actions.break_glass(by=user, **form.cleaned_data))
    if made is not None:
        messages.success(request, _("Berkas terbuka bagi Anda selama 24 jam. Ketua kantor itu sudah diberi tahu."))
        return redirect("cases:case-detail", made.case_id)
    own = panels.own(user, timezone.now())
    if own:
        ledger.read("glass_list", by=user, why=user.role, ids=[row.glass.case_id for row in own])
    return render(request, "safeguards/glass_break.html", {"form": form, "own": own}, status=status)


@permit(Permission.SAFEGUARD_VIEW)
@require_GET
def safeguard_list(request: HttpRequest) -> HttpResponse:
    """What leaders look into: files of their office that somebody of another opened."""
    user = signed_in(request)
    found = BrokenGlass.objects.visible_to(user).select_related("by", "case", "office")
    shown = page(found, request.GET, ("-at", "-id"))
    ledger.read("glass_list", by=user, why=user.role, ids=[glass.case_id for glass in shown.rows])
    readings = UnusualReading.objects.visible_to(user).select_related("user")[:READINGS]
    context = {"page": shown, "rows": panels.rows(shown.rows, timezone.now()), "readings": readings}
    context["often"] = panels.often(user)
    return render(request, "safeguards/safeguard_list.html", context)


@permit(Permission.SAFEGUARD_VIEW)
@require_http_methods(["GET", "POST"])
def glass_detail(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Who opened it, why, what was read, and the verdict."""
    user = signed_in(request)
    glass = perms.get_glass(user, glass_id)
    form = ReviewForm(request.POST or None, initial={"version": glass.version})
    again = partial(perms.get_glass, user, glass_id)
    glass, status = press(form, glass, partial(actions.review, glass=glass, by=user), again)
    if status == DONE:
        messages.success(request, _("Penilaian tercatat. Alarm dan kewajibannya ditutup."))
        return redirect("safeguards:glass-detail", glass.pk)
    seen(user, glass)
    context = {"glass": glass, "form": form, "may_review": perms.can_review(user, glass), "shown": under(glass)}
    return render(request, "safeguards/glass_detail.html", context, status=status)


def seen(user: User, glass: BrokenGlass) -> None:
    ids = [glass.pk, glass.case_id]
    ledger.read("glass", by=user, subject=glass.child_id, office=glass.office.code, why=user.role, ids=ids)
