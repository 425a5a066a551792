"""Pages that belong to no single room: today, search, the access trail, the state of the system, help."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from suar.casework.cases import panels as cases
from suar.casework.complaints import panels as complaints
from suar.casework.duties import panels as duties
from suar.casework.letters import panels as letters
from suar.casework.material import panels as material
from suar.casework.retention import panels as retention
from suar.core import ledger
from suar.core.alarms.actions import close_one
from suar.core.ui.paging import page
from suar.desk import alarms, counts, finding, handbook, trails
from suar.desk.forms import TrailForm
from suar.desk.health import checks
from suar.registry.accounts.models import Role
from suar.registry.accounts.permissions import Permission, permit, signed_in
from suar.registry.accounts.trail import lines

MANY = 100  # open alarms on one page: each kind stands open once for each thing it is about
LANDING = {
    Role.MITRA: "duties:partner-today",
    Role.GUBERNUR: "reports:report-list",
    Role.ADMIN: "accounts:user-list",
}


def today(request: HttpRequest) -> HttpResponse:
    """The first page after sign-in: each role lands where its work is."""
    user = signed_in(request)
    if user.role in LANDING:
        return redirect(LANDING[Role(user.role)])
    return staff_today(request)


@permit(Permission.TODAY)
def staff_today(request: HttpRequest) -> HttpResponse:
    """What we owe today, what others owe us, what is new, and the one number nobody may get used to."""
    user = signed_in(request)
    now = timezone.now()
    counted = counts.of_today(user, now)
    context = {
        "now": now,
        "duties": duties.today(user, now, counted),
        "cases": cases.today(user, now, counted),
        "complaints": complaints.today(user, now, counted),
        "letters": letters.today(counted),
        "material": material.today(counted),
        "retention": retention.today(counted),
        "alarms": alarms.today(counted),
    }
    shown = finding.children_on(context)
    ledger.read("today", by=user, why=user.role, ids=shown)
    return render(request, "desk/today.html", context)


today.permission = Permission.SELF  # type: ignore[attr-defined]  # every role may arrive; each is sent on


@permit(Permission.SEARCH)
def search(request: HttpRequest) -> HttpResponse:
    """One box for a name, a number, a NIK, a telephone, a body."""
    user = signed_in(request)
    text = request.GET.get("q", "").replace("\0", "").strip()[:120]
    found = finding.find(text, user, timezone.localdate()) if text else finding.Found()
    if text:
        ledger.read("search", by=user, why=user.role, ids=found.ids())
    return render(request, "desk/search.html", {"text": text, "found": found})


@permit(Permission.LEDGER_VIEW)
def trail(request: HttpRequest) -> HttpResponse:
    """Who did and read what, newest first. Identifiers only; names of staff are joined for the screen."""
    user = signed_in(request)
    form = TrailForm(request.GET, staff=trails.staff_of(user))
    rows = page(form.narrowed(trails.seen_by(user)), request.GET, order=("-id",), size=50)
    part = "#daftar" if request.headers.get("HX-Request") else ""
    context = {"form": form, "page": rows, "entries": lines(rows.rows)}
    return render(request, f"desk/trail.html{part}", context)


@permit(Permission.SYSTEM)
def health(request: HttpRequest) -> HttpResponse:
    """Is the house in order: queues, heads, triggers, keys."""
    return render(request, "desk/health.html", {"checks": checks(timezone.now())})


@permit(Permission.ALARM_VIEW)
def alarm_list(request: HttpRequest) -> HttpResponse:
    """What this role is told of: open alarms first, then those that were closed."""
    user = signed_in(request)
    open_now = alarms.lines(alarms.listed(user).open().order_by("-pk")[:MANY], user)
    closed = page(alarms.listed(user).closed(), request.GET, order=("-id",))
    context = {"open": open_now, "page": closed, "closed": alarms.lines(closed.rows, user)}
    return render(request, "desk/alarm_list.html", context)


@permit(Permission.ALARM_VIEW)
@require_POST
def alarm_close(request: HttpRequest, alarm_id: int) -> HttpResponse:
    """Somebody looked into it."""
    user = signed_in(request)
    close_one(alarm=alarms.get_alarm(user, alarm_id), by=user)
    messages.success(request, _("Alarm ditutup."))
    return redirect("desk:alarm-list")


@permit(Permission.SELF)
def help_page(request: HttpRequest) -> HttpResponse:
    """Keyboard, words, and what to do when."""
    return render(request, "desk/help.html", {"chapters": handbook.chapters()})


@permit(Permission.SELF)
def help_chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the handbook, in Indonesian whatever the language of the desk."""
    return render(request, "desk/help_chapter.html", {"chapter": handbook.get_chapter(slug)})
