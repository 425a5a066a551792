"""Who of the office carries how much, and which files nobody can work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.cases.forms import officers_of
from suar.casework.supervision import actions, perms
from suar.casework.supervision import caseload as counting
from suar.casework.supervision.forms import WatchForm
from suar.casework.supervision.load import measure
from suar.casework.supervision.watching import watchers_of
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.paging import page
from suar.core.ui.versions import DONE
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

OLDEST = ("opened_on", "id")


@permit(Permission.CASELOAD_VIEW)
@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """Each person of the office in one line; below, the files that nobody can work, the oldest first."""
    user, now = signed_in(request), timezone.now()
    office = user.office
    shown = page(perms.unheld_before(user, office).select_related("office", "officer"), request.GET, OLDEST)
    ledger.read("caseload", by=user, office=office.code, why=user.role, ids=[case.pk for case in shown.rows])
    watchers = watchers_of(shown.rows)
    context = {
        "lines": counting.page_of(user, office, officers_of([office.pk]), now),
        "measure": measure(timezone.localdate(now)),
        "page": shown,
        "rows": [{"case": case, "watcher": watchers.get(case.pk)} for case in shown.rows],
        "terms": allows(user, Permission.TERM_VIEW, office.pk),
        "leads": allows(user, Permission.CASELOAD_OVERRIDE, office.pk),
    }
    return render(request, "supervision/caseload.html", context)


@permit(Permission.CASELOAD_OVERRIDE)
@require_http_methods(["GET", "POST"])
def watch_set(request: HttpRequest, unheld_id: UUID) -> HttpResponse:
    """Who looks after this file until somebody holds it."""
    user = signed_in(request)
    case = perms.get_unheld(user, unheld_id)
    people = officers_of([case.office_id])
    now = watchers_of([case]).get(case.pk)
    form = WatchForm(request.POST or None, people=people, initial={"user": now and str(now.user.pk)})

    def act() -> object:
        chosen = next(one for one in people if str(one.pk) == form.cleaned_data["user"])
        return actions.watch_file(case=case, user=chosen, by=user)

    _watching, status = make(form, act)
    if status == DONE:
        messages.success(request, _("Penjaga berkas tercatat."))
        return redirect("supervision:caseload")
    ids: Any = [case.pk]
    ledger.read("caseload", by=user, subject=case.child_id, office=case.office.code, why=user.role, ids=ids)
    return render(request, "supervision/watch_set.html", {"case": case, "form": form}, status=status)
