"""Limits that the house changes: proposed on the page of the rule, agreed to or withdrawn by a second person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.duties import actions, perms, words
from suar.casework.duties.books import earliest_day
from suar.casework.duties.changes import why_kept
from suar.casework.duties.forms import LimitForm
from suar.casework.duties.models import HouseLimit, LimitState
from suar.core.clocks.rules import Rule
from suar.core.clocks.wording import describe, length
from suar.core.ui.making import make
from suar.core.ui.versions import DONE
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

TONES = {LimitState.PROPOSED: "amber", LimitState.AGREED: "green", LimitState.WITHDRAWN: ""}


@permit(Permission.LIMIT_PROPOSE)
@require_http_methods(["GET", "POST"])
def limit_new(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Another length for this rule, from tomorrow or later."""
    user = signed_in(request)
    rule = perms.get_rule(rule_id, user.office.pk)[0]
    limit = rule.limit
    initial = {"amount": limit.amount, "unit": limit.unit.value, "effective_from": earliest_day()}
    form = LimitForm(request.POST or None, initial=initial)

    def act() -> object:
        limit_id = form.press(user.actor_id)
        return actions.propose_limit(office=user.office, rule=rule.id, by=user, limit_id=limit_id, **form.facts())

    _proposed, status = make(form, act)
    if status == DONE:
        messages.success(request, _("Usulan tercatat. Ia berlaku sesudah komisioner lain menyetujuinya."))
        return redirect("duties:rule-detail", rule.id)
    context = {"form": form, "title": words.title(rule.id), "now": describe(rule), "rule": rule, "kept": why_kept(rule)}
    return render(request, "duties/limit_new.html", context, status=status)


@permit(Permission.LIMIT_AGREE)
@require_POST
def limit_agree(request: HttpRequest, limit_id: UUID) -> HttpResponse:
    limit = perms.get_limit(signed_in(request), limit_id)
    actions.agree_limit(limit=limit, by=signed_in(request))
    messages.success(request, _("Disetujui. Batas baru berlaku mulai tanggalnya."))
    return redirect("duties:rule-detail", limit.rule)


@permit(Permission.LIMIT_AGREE)
@require_POST
def limit_withdraw(request: HttpRequest, limit_id: UUID) -> HttpResponse:
    limit = perms.get_limit(signed_in(request), limit_id)
    actions.withdraw_limit(limit=limit, by=signed_in(request))
    messages.success(request, _("Usulan ditarik. Batasnya tidak berubah."))
    return redirect("duties:rule-detail", limit.rule)


def history(user: User, rule: Rule) -> dict[str, Any]:
    """What this office decided about a rule, the newest first, and what the reader may do about it."""
    office, today = user.office, timezone.localdate()
    rows = list(HouseLimit.objects.filter(office=office, rule=rule.id).select_related("by", "second"))
    can_agree = allows(user, Permission.LIMIT_AGREE, office.pk)
    lines = [
        {
            "limit": row,
            "length": length(row.limit),
            "tone": TONES[LimitState(row.state)],
            "expired": row.state == LimitState.PROPOSED and row.effective_from <= today,
            "may_agree": can_agree and row.state == LimitState.PROPOSED and row.by_id != user.pk,
            "may_withdraw": can_agree and row.state == LimitState.PROPOSED,
        }
        for row in rows
    ]
    may_change = not why_kept(rule) and allows(user, Permission.LIMIT_PROPOSE, office.pk)
    return {"limits": lines, "may_change": may_change, "kept": why_kept(rule) if rule.house else ""}


def waiting(office: Office) -> list[dict[str, str]]:
    """Proposals that wait for a second person, on the page of all rules."""
    rows = HouseLimit.objects.filter(office=office).waiting(timezone.localdate()).select_related("by")
    return [
        {"rule": row.rule, "title": words.title(row.rule), "length": length(row.limit), "by": row.by.name}
        for row in rows
    ]
