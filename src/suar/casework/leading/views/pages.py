"""The tab of a file that says who leads it, and the page for copying into SIMFONI."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from suar.casework.cases.perms import get_case, why_read
from suar.casework.cases.views.file import opened, page_of
from suar.casework.duties.rows import row
from suar.casework.leading import panels, simfoni
from suar.core import ledger
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.CASE_VIEW)
@require_safe
def case_lead(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who leads and since when, what the lead tells and owes, numbers of other systems, interviews of the child."""
    case = opened(request, pk)
    context = page_of(request, case, "lead")
    shown = panels.page(case, signed_in(request), alone=context["elsewhere"])
    owed = [(row(duty, context["now"]), duty) for duty in panels.theirs(context["duties"])]
    return render(request, "leading/case_lead.html", context | shown | {"owed": owed})


@permit(Permission.CASE_WORK)
@require_safe
def case_simfoni(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What leaves the house by hand: for the file's own office alone, a read of its own in the ledger."""
    user = signed_in(request)
    case = get_case(user, pk)
    why = why_read(user, case)
    ledger.read("simfoni", by=user, subject=case.child_id, office=case.office.code, why=why, ids=[case.pk])
    context = {"case": case, "answers": simfoni.answers(case), "now": timezone.now()}
    return render(request, "leading/case_simfoni.html", context)
