"""What arrived: begun by one press, its steps on one page, the list of the office, the paper for the police."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.cases.models import Case
from suar.casework.cases.perms import get_case
from suar.casework.complaints.models import Complaint, Status
from suar.casework.complaints.perms import get_complaint
from suar.casework.material import actions, owed, panels, perms
from suar.casework.material.actions.closing import may_close
from suar.casework.material.forms import EVERY, ArrivalFilter, BeginForm
from suar.casework.material.models import Arrival, MaterialQuerySet, Step
from suar.casework.material.models import Status as ArrivalStatus
from suar.casework.material.views.steps import embedded, looked_at
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.paging import page
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

NEWEST = ("-noticed_at", "-id")


@permit(Permission.MATERIAL_VIEW)
@require_safe
def arrival_list(request: HttpRequest) -> HttpResponse:
    """What is not over, unless asked otherwise. Nothing is opened."""
    user = signed_in(request)
    form = ArrivalFilter(request.GET)
    found = chosen(user, form)
    shown = page(panels.listed(found), request.GET, NEWEST)
    ledger.read("material_list", by=user, why=user.role, ids=[arrival.pk for arrival in shown.rows])
    template = "material/arrival_list.html"
    context = {"filter": form, "page": shown, "rows": panels.rows(shown.rows), "total": found.count()}
    return render(request, f"{template}#daftar" if request.headers.get("HX-Request") else template, context)


def chosen(user: User, form: ArrivalFilter) -> MaterialQuerySet:
    found = Arrival.objects.visible_to(user)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if wanted.get("status") != EVERY:
        found = found.closed() if wanted.get("status") == ArrivalStatus.CLOSED else found.open()
    if text := (wanted.get("q") or "").strip().upper():
        named = Q(complaint__number__startswith=text) | Q(case__number__startswith=text)
        found = found.filter(named | Q(number__startswith=text))
    return found


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_new(request: HttpRequest) -> HttpResponse:
    """A telephone of the office got it and nobody knows whose it is."""
    return begun(request, {"back": reverse("material:arrival-list")}, office=signed_in(request).office)


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_of_complaint(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    user = signed_in(request)
    complaint = get_complaint(user, complaint_id)
    back = reverse("complaints:complaint-detail", args=[complaint.pk])
    if complaint.status == Status.NEW:
        return redirect(back)
    return begun(request, {"back": back}, office=complaint.office, complaint=complaint)


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_of_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_case(signed_in(request), case_id)
    back = reverse("cases:case-detail", args=[case.pk])
    return begun(request, {"back": back}, office=case.office, case=case)


def begun(request: HttpRequest, context: dict[str, Any], **what: Any) -> HttpResponse:
    """The first step as a page of its own: stop, and why."""
    user, source = signed_in(request), what.get("complaint") or what.get("case")
    form = BeginForm(request.POST or None)

    def act() -> Arrival:
        arrival_id = form.press(user.actor_id)
        return actions.begin(by=user, arrival_id=arrival_id, noticed_at=form.cleaned_data["noticed_at"], **what)

    made, status = make(form, act)
    if made is not None:
        return redirect("material:arrival-detail", made.pk)
    note_source(source, user)
    return render(request, "material/arrival_new.html", context | {"form": form, "source": source}, status=status)


def note_source(source: Complaint | Case | None, user: User) -> None:
    """Its number is shown: that is a read of it."""
    if source is not None:
        office, ids = source.office.code, [source.pk]
        ledger.read("material", by=user, subject=source.vault_subject, office=office, why=user.role, ids=ids)


@permit(Permission.MATERIAL_VIEW)
@require_safe
def arrival_detail(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """All steps, the next one with its form."""
    user = signed_in(request)
    arrival, rows = perms.opened(user, arrival_id)
    looked_at(user, "material", arrival)
    steps = panels.steps_of(arrival, rows)
    work = allows(user, Permission.MATERIAL_WORK, arrival.office_id) and arrival.is_open
    following = next((one.step for one in steps if one.now), None)
    over = all(one.done for one in steps if one.step != Step.DEBRIEF)
    context = {
        "arrival": arrival,
        "steps": steps,
        "work": work,
        "over": over,
        "erased": rows[0].is_erased,
        "may_close": work and over and may_close(user, arrival),
        **owed.of_receipt(arrival),
        **(embedded(arrival, following) if work and following else {}),
    }
    return render(request, "material/arrival_detail.html", context)


@permit(Permission.MATERIAL_VIEW)
@require_safe
def arrival_print(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """One page for the police: times, the way, who was told. Not a word about what it shows, no name of a child."""
    user = signed_in(request)
    arrival, rows = perms.opened(user, arrival_id)
    looked_at(user, "material_print", arrival)
    steps = {one.step: one for one in panels.steps_of(arrival, rows, for_paper=True)}
    told = [steps[step] for step in (Step.STOP, Step.APART, Step.CALL, Step.NOTE, Step.INSTRUCTION, Step.RECEIPT)]
    context = {"arrival": arrival, "steps": told, "printed_at": timezone.now(), "printed_by": user}
    return render(request, "material/arrival_print.html", context)
