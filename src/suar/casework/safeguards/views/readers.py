"""Who opened this file: for the officer who holds it, and for the leaders of its office."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from suar.casework.cases.views.file import page_of
from suar.casework.safeguards import panels, perms
from suar.core import ledger
from suar.core.ui.paging import page
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.CASE_VIEW)
@require_GET
def case_readers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """When, who, as what and why; what is new since the last look at this page is marked. Of this file only."""
    user = signed_in(request)
    case = perms.get_read_file(user, pk)
    since = panels.last_look(case, user)
    entries = page(panels.reads_of(case).select_related(None), request.GET, ("-id",), size=50)
    context = {"page": entries, "readers": panels.readers(entries.rows, since, user)}
    shown = page_of(request, case, "readers") | context
    ledger.read("case_readers", by=user, subject=case.child_id, office=case.office.code, why=user.role, ids=[case.pk])
    return render(request, "safeguards/case_readers.html", shown)
