"""The rules that start clocks, and a calculator that asks them without writing anything."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from suar.casework.duties import perms, words
from suar.casework.duties.books import book_of, read
from suar.casework.duties.explanation import Count, Step, explain
from suar.casework.duties.forms import CountForm, RuleFilter
from suar.casework.duties.rulebook import rulebook
from suar.casework.duties.views import limits
from suar.casework.duties.views.lists import pairs
from suar.core.clocks.calendars import WIB
from suar.core.clocks.errors import ClockError
from suar.core.clocks.models import LocalClosure
from suar.core.clocks.rules import Rule
from suar.core.clocks.wording import describe
from suar.registry.accounts.permissions import Permission, permit, signed_in

TONES = {"verify": "amber", "house": "teal", "sourced": "green"}


@permit(Permission.CLOCKS_VIEW)
@require_safe
def rule_list(request: HttpRequest) -> HttpResponse:
    """All rules, the law's and the house's, found by event, article or word."""
    office, form = signed_in(request).office, RuleFilter(request.GET)
    book = read().get(office.pk, rulebook())
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    found = words.matching(wanted.get("q") or "", book)
    if source := wanted.get("source"):
        found = [rule for rule in found if rule.house is (source == "house")]
    if certainty := wanted.get("certainty"):
        found = [rule for rule in found if rule.certainty == certainty]
    template = "duties/rule_list.html"
    return render(
        request,
        f"{template}#daftar" if request.headers.get("HX-Request") else template,
        {
            "filter": form,
            "rules": [shown(rule) for rule in found],
            "total": len(book.all()),
            "waiting": limits.waiting(office),
        },
    )


def shown(rule: Rule) -> dict[str, Any]:
    """One rule in the reader's words."""
    return {
        "id": rule.id,
        "title": words.title(rule.id),
        "event": words.event(rule.starts_on),
        "actor": words.actor(rule),
        "limit": describe(rule),
        "basis": words.basis(rule.basis),
        "note": words.note(rule),
        "source": words.source(rule),
        "certainty": rule.certainty.value,
        "tone": TONES[rule.certainty],
        "rule": rule,
        "in_force": rule.in_force(timezone.localdate()),
    }


@permit(Permission.CLOCKS_VIEW)
@require_safe
def rule_detail(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule, all its versions, and what it answers for a date."""
    user = signed_in(request)
    versions = perms.get_rule(rule_id, user.office.pk)
    form = CountForm(request.GET or None)
    steps, refusal = answer(rule_id, form, user.office.pk) if form.is_bound and form.is_valid() else ([], "")
    context = {"rules": [shown(rule) for rule in versions], "form": form, "steps": pairs(steps), "refusal": refusal}
    context |= limits.history(user, versions[0])
    return render(request, "duties/rule_detail.html", context)


def answer(rule_id: str, form: CountForm, office_id: int) -> tuple[list[Step], str]:
    """The steps of the count, or why there is no answer."""
    asked = form.cleaned_data
    on = asked["on"] or asked["event_at"].astimezone(WIB).date()
    closures = dict(LocalClosure.objects.values_list("on", "name"))
    try:
        rule = book_of(office_id, on=on).get(rule_id, on=on)
        count = Count(rule, asked["event_at"], form.pauses(), asked["extended"], asked["on"], closures)
        return explain(count), ""
    except ClockError as refusal:
        return [], str(refusal.message)
