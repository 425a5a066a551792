"""Where rounds begin, how one stands, how it ended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from suar.casework.rounds import actions, due, panels, perms
from suar.casework.rounds.models import Round, Scope
from suar.core import ledger
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

LATEST = 10


@permit(Permission.CASE_WORK)
@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """The round that is running, what another would hold, and one's own last rounds."""
    user, now = signed_in(request), timezone.now()
    seen = Round.objects.visible_to(user).select_related("office")
    counts = due.counts(user, user.office, now)
    context = {
        "running": seen.running().first(),
        "scopes": [(scope, scope.label, counts[scope]) for scope in Scope],
        "past": list(seen.exclude(ended_at=None).order_by("-at")[:LATEST]),
    }
    return render(request, "rounds/round_list.html", context)


@permit(Permission.CASE_WORK)
@require_POST
def round_begin(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    walk = actions.begin(office=user.office, by=user, scope=request.POST.get("scope", ""))
    return onwards(walk, user)


@permit(Permission.CASE_WORK)
@require_safe
def round_detail(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """What was done, passed over and left; while it runs, where it goes on."""
    user, now = signed_in(request), timezone.now()
    walk = perms.get_round(user, round_id)
    items = panels.items_of(walk, user)
    ids = [pk for item in items for pk in (item.case_id, item.case.child_id)]
    ledger.read("round", by=user, office=walk.office.code, why=user.role, ids=[walk.pk, *ids])
    context = {
        "round": walk,
        "progress": panels.progress(items, walk, now),
        "rows": panels.item_rows(items),
        "next": panels.next_of(walk, user) if walk.is_running else None,
    }
    return render(request, "rounds/round_detail.html", context)


@permit(Permission.CASE_WORK)
@require_POST
def round_end(request: HttpRequest, round_id: UUID) -> HttpResponse:
    user = signed_in(request)
    walk = perms.get_round(user, round_id)
    if walk.is_running:
        actions.end(walk=walk, by=user)
        messages.success(request, _("Putaran selesai. Yang belum sempat tetap jatuh tempo."))
    return redirect("rounds:round-detail", walk.pk)


def onwards(walk: Round, user: User) -> HttpResponse:
    """To the next file; after the last, to how it ended."""
    following = panels.next_of(walk, user)
    if following is None:
        return redirect("rounds:round-detail", walk.pk)
    return redirect("rounds:item-detail", walk.pk, following)
