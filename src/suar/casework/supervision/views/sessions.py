"""Talks about the work: listed with their hours, written down, and what was agreed about each file."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.cases.forms import officers_of
from suar.casework.cases.models import Case
from suar.casework.cases.perms import get_case
from suar.casework.supervision import actions, perms, talks
from suar.casework.supervision.forms import SessionFileForm, SessionForm
from suar.casework.supervision.models import Session, SessionFile
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.paging import page
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in

NEWEST = ("-held_at", "-id")
MOST = 100  # files offered


@permit(Permission.CASELOAD_VIEW)
@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """One's own, and for leaders those of the office; the hours of this month. Nothing is opened."""
    user = signed_in(request)
    shown = page(talks.readable(user).select_related("leader", "other"), request.GET, NEWEST)
    ledger.read("session_list", by=user, office=user.office.code, why=user.role, ids=[row.pk for row in shown.rows])
    may = allows(user, Permission.SUPERVISION_WORK, user.office.pk)
    context = {"page": shown, "hours": talks.hours(user, timezone.localdate()), "may": may}
    return render(request, "supervision/session_list.html", context)


@permit(Permission.SUPERVISION_WORK)
@require_http_methods(["GET", "POST"])
def session_new(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    people = [one for one in officers_of([user.office.pk]) if one.pk != user.pk]
    form = SessionForm(request.POST or None, people=people, initial={"held_at": timezone.localtime()})

    def act() -> Session:
        facts = form.facts() | {"session_id": form.press(user.actor_id)}
        facts["other"] = next(one for one in people if str(one.pk) == facts["other"])
        return actions.log_session(office=user.office, by=user, **facts)

    made, status = make(form, act)
    if made is not None:
        return redirect("supervision:session-detail", made.pk)
    return render(request, "supervision/session_new.html", {"form": form}, status=status)


@permit(Permission.CASELOAD_VIEW)
@require_safe
def session_detail(request: HttpRequest, session_id: UUID) -> HttpResponse:
    user = signed_in(request)
    session = perms.get_session(user, session_id)
    rows = unlock(seen_by(user, session))
    looked_at(user, session, [row.case_id for row in rows])
    may = user.pk in (session.leader_id, session.other_id)
    return render(request, "supervision/session_detail.html", {"session": session, "rows": rows, "may": may})


def seen_by(user: User, session: Session) -> list[SessionFile]:
    """What was agreed about files that this reader may see."""
    cases = Case.objects.visible_to(user)
    return list(session.files.filter(case__in=cases).select_related("case", "by").order_by("at"))


@permit(Permission.CASELOAD_VIEW)
@require_http_methods(["GET", "POST"])
def session_file(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Written into the file, sealed with it."""
    user = signed_in(request)
    session = perms.get_session(user, session_id)
    files = Case.objects.visible_to(user).open().filter(office=session.office, officer=session.other)
    cases = list(files.order_by("-opened_on", "-id")[:MOST])
    form = SessionFileForm(request.POST or None, cases=cases)

    def act() -> SessionFile:
        given = form.cleaned_data
        case, agreed_id = get_case(user, UUID(given["case"])), form.press(user.actor_id)
        return actions.agree_on_file(session=session, case=case, by=user, agreed=given["agreed"], agreed_id=agreed_id)

    made, status = make(form, act)
    if made is not None:
        messages.success(request, _("Tertulis di berkas itu."))
        return redirect("supervision:session-detail", session.pk)
    looked_at(user, session, [case.pk for case in cases])
    return render(request, "supervision/session_file.html", {"session": session, "form": form}, status=status)


def looked_at(user: User, session: Session, cases: list[UUID]) -> None:
    ledger.read("session", by=user, office=session.office.code, why=user.role, ids=[session.pk, *cases])
