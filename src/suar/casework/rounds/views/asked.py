"""Whom to ask after what: one group a body, and the commission's own by officer."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suar.casework.duties.models import Duty, DutyQuerySet
from suar.casework.duties.naming import people_of
from suar.casework.duties.rows import rows, subjects
from suar.casework.rounds import actions, owed, perms
from suar.casework.rounds.forms import AskedFilter, QuestionForm
from suar.core import ledger
from suar.core.errors import refusal_of
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in
from suar.registry.agencies.models import Agency

OURS = "kami"
PRESS = 40  # characters


@permit(Permission.DUTY_WORK)
@require_safe
def asked_list(request: HttpRequest) -> HttpResponse:
    template = "rounds/asked_list.html"
    part = "#daftar" if request.headers.get("HX-Request") else ""
    return render(request, template + part, groups_of(request))


@permit(Permission.DUTY_WORK)
@require_safe
def asked_print(request: HttpRequest) -> HttpResponse:
    """The same on paper, to be taken to the telephone."""
    context = groups_of(request) | {"printed_at": timezone.now(), "printed_by": signed_in(request)}
    return render(request, "rounds/asked_print.html", context)


def groups_of(request: HttpRequest) -> dict[str, Any]:
    """The groups that the filter leaves, noted as read."""
    user, now = signed_in(request), timezone.now()
    found = owed.theirs(user)
    form = AskedFilter(request.GET, agencies=Agency.objects.filter(pk__in=found.order_by().values("agency")))
    ours = request.GET.get("tab") == OURS
    groups = owed.of_ourselves(user, now) if ours else owed.of_agencies(user, now, narrowed(found, form))
    shown = [line.duty for group in groups for line in group.lines]
    ids = [pk for duty in shown for pk in (duty.pk, duty.subject)]
    ledger.read("asked_list", by=user, why=user.role, ids=dict.fromkeys(ids))
    return {"filter": form, "groups": groups, "tabs": tabs(ours=ours), "ours": ours, "most": len(shown) >= owed.MOST}


def narrowed(found: DutyQuerySet, form: AskedFilter) -> DutyQuerySet:
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if wanted.get("lembaga"):
        found = found.filter(agency=wanted["lembaga"])
    if text := (wanted.get("q") or "").strip().upper():
        found = found.filter(Q(reference__startswith=text))
    return found


def tabs(*, ours: bool) -> list[dict[str, Any]]:
    url = reverse("rounds:asked-list")
    return [
        {"label": _("Lembaga"), "url": url, "active": not ours},
        {"label": _("Komisi sendiri"), "url": f"{url}?tab={OURS}", "active": ours},
    ]


@permit(Permission.DUTY_WORK)
@require_POST
def asked_duty(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Asked today, by telephone: one press."""
    user = signed_in(request)
    duty = perms.get_asked_duty(user, duty_id)
    actions.ask(duty=duty, by=user, press=request.POST.get("terakhir", "")[:PRESS])
    messages.success(request, _("Tercatat: ditanyakan hari ini."))
    return redirect(f"{reverse('rounds:asked-list')}#lembaga-{duty.agency_id}")


@permit(Permission.DUTY_WORK)
@require_http_methods(["GET", "POST"])
def asked_agency(request: HttpRequest, agency_id: int) -> HttpResponse:
    """One talk about several duties: by which way, who answered, what was said."""
    user, agency = signed_in(request), perms.get_agency(agency_id)
    duties = list(asked_of(user, agency))
    choices, phones = choices_of(duties, user), owed.phones_of([agency]).get(agency.pk, [])
    every = [value for value, _label in choices]
    form = QuestionForm(request.POST or None, duties=choices, lines=phones, initial={"duties": every})
    status = 200
    if request.method == "POST":
        status = asked_together(form, duties, user)
        if status == 302:
            messages.success(request, _("Tercatat: ditanyakan hari ini."))
            return redirect(f"{reverse('rounds:asked-list')}#lembaga-{agency.pk}")
    ids = [pk for duty in duties for pk in (duty.pk, duty.subject)]
    ledger.read("asked_list", by=user, why=user.role, ids=dict.fromkeys(ids))
    return render(
        request, "rounds/asked_agency.html", {"agency": agency, "form": form, "phones": phones}, status=status
    )


def asked_of(user: User, agency: Agency) -> DutyQuerySet:
    found = owed.askable(owed.theirs(user)).filter(agency=agency).select_related("agency", "office")
    return found.order_by("turn_at", "pk")[: owed.MOST]


def choices_of(duties: list[Duty], user: User) -> list[tuple[str, str]]:
    drawn = rows(duties, timezone.now(), people_of(subjects(duties), user), whose=False)
    return [(str(duty.pk), f"{row.reference}: {row.title}") for duty, row in zip(duties, drawn, strict=True)]


def asked_together(form: QuestionForm, duties: list[Duty], user: User) -> int:
    """The status of the page: 302 where all were asked; a refusal keeps every word."""
    if not form.is_valid():
        return 422
    given = form.cleaned_data
    said = ". ".join(part for part in (given["who"].strip(), given["said"].strip()) if part)
    facts = {"how": given["how"], "line": given["line"], "said": said, "press": str(given["form_id"] or "")}
    for duty in duties:
        if str(duty.pk) in given["duties"]:
            refusal = refusal_of(partial(actions.ask, duty=duty, by=user, **facts))
            if refusal is not None:
                form.add_error(None, refusal.message)
                return refusal.status
    return 302
