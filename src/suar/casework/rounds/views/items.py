"""One file of a round: what there is to know, the smallest sheet, one press to the next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.cases.models import Case
from suar.casework.cases.panels import SAFE_TONES, next_duty
from suar.casework.cases.timeline import duties_of
from suar.casework.children.panels import contact
from suar.casework.rounds import actions, panels, perms
from suar.casework.rounds.forms import ItemForm, as_last_time
from suar.casework.rounds.models import Reason, RoundItem
from suar.casework.rounds.views.rounds import onwards
from suar.core import ledger
from suar.core.errors import refusal_of
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

SAME = "sama"
KEYS = {Reason.UNREACHED: "h", Reason.OTHER_HANDS: "k", Reason.AGREED: "j", Reason.ANSWER: "l"}


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def item_detail(request: HttpRequest, round_id: UUID, stop_id: UUID) -> HttpResponse:
    """`?sama=1` fills in what the last sheet says, to be looked at and then saved."""
    user = signed_in(request)
    item, case = perms.get_item(user, round_id, stop_id)
    if request.method == "POST" and not (item.round.is_running and item.is_open_to_write):
        return onwards(item.round, user)  # a second press
    last = panels.last_sheet(case)
    same = as_last_time(last.sheet) if last and request.GET.get(SAME) else {}
    form, status = ItemForm(request.POST or None, initial={"version": last.count if last else 0, **same}), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = written(form, item, case, user)
        if status == 302:
            return onwards(item.round, user)
        item, case = perms.get_item(user, round_id, stop_id)
    context = page_of(item, case, user) | {"form": form, "last": last, "same": bool(same)}
    note_read(user, item, case)
    return render(request, "rounds/item_detail.html", context, status=status)


def written(form: ItemForm, item: RoundItem, case: Case, user: User) -> int:
    """The status of the page: moved on, or refused with every word kept."""
    facts = dict(form.cleaned_data)
    sheets = facts.pop("version")
    refusal = refusal_of(lambda: actions.write(item=item, case=case, by=user, sheets=sheets, **facts))
    if refusal is None:
        return 302
    form.refuse(refusal, case.monitoringsheets.count())
    return refusal.status


def page_of(item: RoundItem, case: Case, user: User) -> dict[str, Any]:
    """Everything beside the form."""
    now = timezone.now()
    duties = duties_of(case)
    items = panels.items_of(item.round, user)
    return {
        "item": item,
        "round": item.round,
        "case": case,
        "safe_tone": SAFE_TONES[case.safe_now],  # type: ignore[index]  # a text choice equals its value
        "contact": contact(case.child),
        "next": next_duty(case, duties, now, work=False),
        "agencies": panels.agencies_of(duties, now, case),
        "progress": panels.progress(items, item.round, now),
        "before": panels.before(item, items),
        "other": panels.somebody_else(case, user, now),
        "reasons": [(reason, reason.label, key) for reason, key in KEYS.items()],
    }


def note_read(user: User, item: RoundItem, case: Case) -> None:
    ids = [case.pk, item.pk, item.round_id]
    ledger.read("round_item", by=user, subject=case.child_id, office=case.office.code, why=user.role, ids=ids)


@permit(Permission.CASE_WORK)
@require_POST
def item_skip(request: HttpRequest, round_id: UUID, stop_id: UUID) -> HttpResponse:
    user = signed_in(request)
    item, case = perms.get_item(user, round_id, stop_id)
    if item.is_waiting and item.round.is_running:
        actions.skip(item=item, case=case, by=user, reason=request.POST.get("reason", ""))
    return onwards(item.round, user)


@permit(Permission.CASE_WORK)
@require_POST
def item_defer(request: HttpRequest, round_id: UUID, stop_id: UUID) -> HttpResponse:
    user = signed_in(request)
    item, case = perms.get_item(user, round_id, stop_id)
    if item.is_waiting and item.round.is_running:
        actions.defer(item=item, case=case, by=user)
    return onwards(item.round, user)
