"""Petugas piket: who is on duty tonight and in the nights to come."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from suar.core.errors import DomainError
from suar.registry.accounts import actions
from suar.registry.accounts.forms import WatchForm
from suar.registry.accounts.models import User, Watch
from suar.registry.accounts.permissions import STAFF, Permission, allows, permit, signed_in

NIGHTS = 14


@permit(Permission.TODAY)
@require_safe
def watch_list(request: HttpRequest) -> HttpResponse:
    """The next two weeks; a night without anybody is said so."""
    user, today = signed_in(request), timezone.localdate()
    kept = Watch.objects.filter(office=user.office, on__range=(today, today + timedelta(days=NIGHTS - 1)))
    by_night = {watch.on: watch for watch in kept.select_related("first", "second")}
    days = [today + timedelta(days=n) for n in range(NIGHTS)]
    context = {
        "nights": [(day, by_night.get(day)) for day in days],
        "may_set": allows(user, Permission.SETTINGS, user.office.pk),
    }
    return render(request, "accounts/watch_list.html", context)


@permit(Permission.SETTINGS)
@require_http_methods(["GET", "POST"])
def watch_set(request: HttpRequest) -> HttpResponse:
    user, today = signed_in(request), timezone.localdate()
    form = WatchForm(request.POST or None, initial={"since": today, "until": today}, staff=staff_of(user))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.keep_watch(office=user.office, by=user, **form.facts())
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            told = ngettext("Piket %(count)d malam tersimpan.", "Piket %(count)d malam tersimpan.", count)
            messages.success(request, told % {"count": count})
            return redirect("accounts:watch-list")
    return render(request, "accounts/watch_set.html", {"form": form}, status=status)


def staff_of(user: User) -> list[User]:
    """Active staff of the user's office, by name."""
    holding = User.objects.holding(role__in=STAFF, office=user.office)
    return list(holding.filter(is_active=True).with_roles().order_by("name", "pk"))
