"""Files whose time has run out, acts, holds: three lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from suar.casework.retention import perms, rules
from suar.casework.retention.forms import EVERY, HELD, ActFilter, HoldFilter, ItemFilter
from suar.casework.retention.models import Act, ActQuerySet, ActStatus, Item, ItemQuerySet, ItemStatus, Listing
from suar.casework.retention.panels import TONES, called
from suar.casework.retention.paper import MARKS, group_of
from suar.core import ledger
from suar.core.ledger import holds
from suar.core.ledger.models import HoldQuerySet
from suar.core.ui.columns import ListColumn
from suar.core.ui.columns import shown as shown_columns
from suar.core.ui.paging import page
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in
from suar.registry.accounts.trail import names_of

ITEM_COLUMNS = (
    ListColumn("berkas", _("Berkas"), fixed=True, sort="berkas"),
    ListColumn("golongan", _("Golongan")),
    ListColumn("habis", _("Habis simpan")),
    ListColumn("usul", _("Diusulkan"), sort="usul"),
    ListColumn("keadaan", _("Keadaan")),
)
ITEM_ORDERS = {
    "usul": ("proposed_at", "id"),
    "-usul": ("-proposed_at", "-id"),
    "berkas": ("reference", "id"),
    "-berkas": ("-reference", "-id"),
}
ACT_ORDER = ("-proposed_at", "-id")
HOLD_ORDER = ("-set_at", "-id")


def items_chosen(user: User, form: ItemFilter) -> ItemQuerySet:
    """What the filter leaves; one that cannot be read leaves what waits for a decision."""
    found = Item.objects.visible_to(user)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    status = wanted.get("status")
    if status == HELD:
        found = found.unfinished().filter(subject__in=perms.holds_of(user).standing().values("subject"))
    elif status in ItemStatus.values:
        found = found.filter(status=status)
    elif status != EVERY:
        found = found.due()
    if text := (wanted.get("q") or "").strip():
        found = found.filter(reference__icontains=text)
    return found.filter(why=wanted["why"]) if wanted.get("why") else found


@permit(Permission.RETENTION_VIEW)
@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = ItemFilter(request.GET)
    found = items_chosen(user, form)
    order = ITEM_ORDERS.get(request.GET.get("urut", ""), ITEM_ORDERS["berkas"])
    shown = page(found.select_related("act").defer("act__paper"), request.GET, order)
    ledger.read("retention_list", by=user, why=user.role, ids=[item.subject for item in shown.rows])
    held = holds.held_among(item.subject for item in shown.rows)
    context = {
        "filter": form,
        "columns": shown_columns(ITEM_COLUMNS, request.GET),
        "page": shown,
        "rows": [(item, group_of(item), item.subject in held) for item in shown.rows],
        "total": found.count(),
        "may_work": allows(user, Permission.RETENTION_WORK),
        "schedule": [(group, MARKS[group.certainty]) for group in rules.schedule().in_force(timezone.localdate())],
    }
    return render(request, template_for(request, "retention/item_list.html"), context)


def acts_chosen(user: User, form: ActFilter) -> ActQuerySet:
    found = Act.objects.visible_to(user)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if wanted.get("status") in ActStatus.values:
        found = found.filter(status=wanted["status"])
    if text := (wanted.get("q") or "").strip():
        by_file = Listing.objects.filter(item__in=Item.objects.visible_to(user).filter(reference__icontains=text))
        found = found.filter(number__icontains=text) | found.filter(pk__in=by_file.values("act"))
    return found


@permit(Permission.RETENTION_VIEW)
@require_safe
def act_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = ActFilter(request.GET)
    found = acts_chosen(user, form)
    counted = found.select_related("proposed_by").annotate(files=Count("listings")).defer("paper")
    shown = page(counted, request.GET, ACT_ORDER)
    ledger.read("retention_list", by=user, why=user.role, ids=[act.pk for act in shown.rows])
    context = {
        "filter": form,
        "page": shown,
        "rows": [(act, called(act), TONES[ActStatus(act.status)]) for act in shown.rows],
        "total": found.count(),
        "may_work": allows(user, Permission.RETENTION_WORK),
        "export": reverse("retention:act-export"),
    }
    return render(request, template_for(request, "retention/act_list.html"), context)


def holds_chosen(user: User, form: HoldFilter) -> HoldQuerySet:
    found = perms.holds_of(user)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if wanted.get("status") != EVERY:
        found = found.standing()
    if text := (wanted.get("q") or "").strip():
        found = found.filter(reference__icontains=text)
    return found


@permit(Permission.RETENTION_VIEW)
@require_safe
def hold_list(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = HoldFilter(request.GET)
    found = holds_chosen(user, form)
    shown = page(found, request.GET, HOLD_ORDER)
    unlock(shown.rows)
    ledger.read("retention_holds", by=user, why=user.role, ids=[hold.subject for hold in shown.rows])
    names = names_of(hold.set_by for hold in shown.rows)
    context = {
        "filter": form,
        "page": shown,
        "rows": [(hold, names[hold.set_by]) for hold in shown.rows],
        "total": found.count(),
        "may_hold": allows(user, Permission.RETENTION_HOLD),
    }
    return render(request, template_for(request, "retention/hold_list.html"), context)


def template_for(request: HttpRequest, template: str) -> str:
    return f"{template}#daftar" if request.headers.get("HX-Request") else template
