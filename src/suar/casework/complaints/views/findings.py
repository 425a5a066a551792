"""Temuan kelompok: recorded in one form with a line for each child, listed, read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suar.casework.complaints import actions, listing
from suar.casework.complaints.actions.findings import MOST
from suar.casework.complaints.intake_forms import ROWS, FindingForm, FoundChildren, found_children
from suar.casework.complaints.models import Complaint, GroupFinding
from suar.casework.complaints.perms import get_finding
from suar.casework.complaints.views.saving import acted
from suar.casework.conflicts.withheld import PASSED_ON
from suar.core import ledger
from suar.core.ui.paging import page
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in
from suar.registry.agencies.models import Agency
from suar.registry.regions.reference import name_of


@permit(Permission.COMPLAINT_ADD)
@require_http_methods(["GET", "POST"])
def finding_new(request: HttpRequest) -> HttpResponse:
    """*Tambah 3 baris* shows the same page with more lines and files nothing."""
    user, agencies = signed_in(request), list(Agency.objects.active())
    more = "baris" in request.POST
    rows = FoundChildren(with_more_rows(request) if more else request.POST or None, form_kwargs={"agencies": agencies})
    form = FindingForm(None if more else request.POST or None, initial=initial_of(request), agencies=agencies)
    made: list[GroupFinding] = []
    status = 200 if more or request.method == "GET" else 422
    if status == 422 and rows.is_valid():
        status = acted(request, form, lambda: made.append(recorded(form, rows, agencies, user)))
    if status:
        context = {"form": form, "rows": rows, "full": len(rows.forms) >= MOST, "checked": status != 200}
        return render(request, "complaints/finding_new.html", context, status=status)
    messages.success(request, _("Temuan %(number)s tercatat.") % {"number": made[0].number})
    if not GroupFinding.objects.visible_to(user).filter(pk=made[0].pk).exists():
        messages.warning(request, PASSED_ON)
        return redirect("complaints:finding-list")
    return redirect("complaints:finding-detail", made[0].pk)


def initial_of(request: HttpRequest) -> dict[str, Any]:
    """A new page, or what was typed into the one that only asked for more lines."""
    return {"found_on": timezone.localdate()} | request.POST.dict() | {"present": request.POST.getlist("present")}


def with_more_rows(request: HttpRequest) -> Any:
    """What was typed, with room for three more children."""
    typed = request.POST.copy()
    total = typed.get("form-TOTAL_FORMS", "0")
    lines = int(total) if total.isdecimal() and len(total) < 5 else 0
    typed["form-TOTAL_FORMS"] = str(min(lines + ROWS, MOST))
    return typed


def recorded(form: FindingForm, rows: Any, agencies: list[Agency], by: User) -> GroupFinding:
    given = form.cleaned_data
    return actions.record_group_finding(
        office=by.office,
        by=by,
        finding_id=form.press(by.actor_id, *(row for row in rows.forms if row.has_changed())),
        children=found_children(rows, agencies),
        conditions=form.conditions(),
        exceptions=form.exceptions(),
        present=[agency for agency in agencies if str(agency.pk) in given["present"]],
        **{name: given[name] for name in ("found_on", "region_code", "place", "story", "children_found")},
    )


@permit(Permission.COMPLAINT_VIEW)
@require_GET
def finding_list(request: HttpRequest) -> HttpResponse:
    """Events, reports, cases and children, each counted for itself."""
    user = signed_in(request)
    shown = page(GroupFinding.objects.visible_to(user).counted(), request.GET, ("-found_on", "-id"))
    ledger.read("finding_list", by=user, why=user.role, ids=[finding.pk for finding in shown.rows])
    rows = [(finding, name_of(finding.region_code)) for finding in shown.rows]
    context = {"page": shown, "rows": rows, "may_add": allows(user, Permission.COMPLAINT_ADD)}
    return render(request, "complaints/finding_list.html", context)


@permit(Permission.COMPLAINT_VIEW)
@require_GET
def finding_detail(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    user = signed_in(request)
    finding = get_finding(user, finding_id)
    reports = unlock(Complaint.objects.filter(finding=finding).select_related("case", "officer").order_by("number"))
    ids, office = [report.pk for report in reports], finding.office.code
    ledger.read("finding", by=user, subject=finding.pk, office=office, why=user.role, ids=ids)
    handed = handed_to(reports)
    present = [presence.agency for presence in finding.presences.select_related("agency")]
    context = {
        "finding": finding,
        "region": name_of(finding.region_code),
        "reports": [(listing.row(report), handed.get(report.pk, "")) for report in reports],
        "written": f"{len(reports)}",
        "cases": len({report.case_id for report in reports if report.case_id}),
        "present": present,
        "present_count": f"{len(present)}",
    }
    return render(request, "complaints/finding_detail.html", context)


def handed_to(reports: list[Complaint]) -> dict[UUID, str]:
    """To whom each child was handed, the last one where there were several."""
    names = Complaint.objects.filter(pk__in=[report.pk for report in reports], handovers__isnull=False)
    return dict(names.order_by("handovers__handed_at").values_list("pk", "handovers__agency__short_name"))
