"""One file: the head that every tab shares, and the tabs. Each view of it is a read in the ledger."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from suar.casework.cases import ages, alongside, clusters, gathered, panels, rules, timeline
from suar.casework.cases.models import Case, Note
from suar.casework.cases.perms import can_countersign, can_work, get_case, get_readable, is_elsewhere, why_read
from suar.casework.children.actions import reveal_name
from suar.casework.children.merges import ids_of, merges_of
from suar.casework.children.panels import circumstances_now, contact, data
from suar.casework.duties.models import Duty
from suar.casework.duties.panels import add_url
from suar.casework.duties.rows import row
from suar.core import ledger
from suar.core.documents.indonesian import short
from suar.core.ledger.models import Entry
from suar.core.ui.paging import page
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, require, signed_in
from suar.registry.accounts.trail import lines
from suar.registry.regions.reference import name_of


@permit(Permission.CASE_VIEW)
@require_GET
def case_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = opened(request, pk)
    return render(request, "cases/case_detail.html", journey(request, case))


@permit(Permission.CASE_VIEW)
@require_http_methods(["GET", "POST"])
def case_reveal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The name as a part of the head, or the whole page where there is no JavaScript. Without a press: the file."""
    user = signed_in(request)
    case = get_readable(user, pk)
    if request.method == "GET":
        return redirect("cases:case-detail", case.pk)
    name = reveal_name(child=case.child, by=user)
    if request.headers.get("HX-Request"):
        return render(request, "cases/parts/head.html#nama", {"case": case, "name": name, "reveal_url": reveal(case)})
    return render(request, "cases/case_detail.html", journey(request, case) | {"name": name})


@permit(Permission.CASE_VIEW)
@require_GET
def sheet_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = opened(request, pk)
    sheets = page(case.monitoringsheets.select_related("by", "asked_of"), request.GET, ("-at", "-id"))
    share_cipher(case, *sheets.rows)
    return render(request, "cases/sheet_list.html", page_of(request, case, "sheets") | {"page": sheets})


@permit(Permission.CASE_VIEW)
@require_GET
def case_duties(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = opened(request, pk)
    context = page_of(request, case, "duties")
    duties: list[Duty] = context["duties"]
    now = context["now"]
    left = sorted((duty for duty in duties if duty.is_open), key=lambda duty: (duty.turn_at, duty.pk))
    extra = {
        "open": [(row(duty, now), duty) for duty in left],
        "past": [(row(duty, now), duty) for duty in duties if not duty.is_open],
        "add_url": add_url(case.child_id, case.pk) if context["work"] else "",
    }
    return render(request, "cases/case_duties.html", context | extra)


@permit(Permission.CASE_VIEW)
@require_GET
def note_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = opened(request, pk)
    notes = page(case.notes.select_related("by"), request.GET, ("-at", "-id"))
    tasks = list(case.tasks.select_related("officer").order_by("done_at", "due_on", "at")[:100])
    share_cipher(case, *notes.rows, *tasks)
    dated = [(task, short(task.due_on) if task.due_on else "") for task in tasks]
    context = page_of(request, case, "notes") | {"page": notes, "tasks": dated}
    writes = context["work"] or context["elsewhere"]
    context["mendable"] = {note.pk for note in notes.rows if writes and is_mendable(note, context["user"])}
    return render(request, "cases/note_list.html", context)


def is_mendable(note: Note, user: User) -> bool:
    """Whether the page offers it: its writer, in time, words that are there and are no reason of a decision."""
    own = note.by_id == user.pk and note.kind != Note.Kind.REASON and not note.is_erased
    return own and rules.is_mendable(note.written_at, timezone.now())


@permit(Permission.CASE_VIEW)
@require_GET
def case_child(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The child's own data, and its other files: one child, one file after another, never a word of blame."""
    case = opened(request, pk)
    user = signed_in(request)
    merges = merges_of(case.child, user)
    together = Case.objects.visible_to(user).filter(child__in=ids_of(case.child, merges))
    extra = {
        "child": case.child,
        "contact": contact(case.child),
        "data": data(case.child),
        "circumstances": circumstances_now(case.child),
        "others": together.exclude(pk=case.pk).order_by("-opened_on", "-id"),
        "merges": merges,
        "may_merge": allows(user, Permission.CASE_CLOSE, case.office_id),
        "may_withhold": allows(user, Permission.CONFLICT_WITHHOLD, case.office_id),
        "here": reverse("cases:case-child", args=[case.pk]),
        "happened": rules.event_words(case.event_on),
    }
    return render(request, "cases/case_child.html", page_of(request, case, "child") | extra)


@permit(Permission.CASE_VIEW)
@require_GET
def risk_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = opened(request, pk)
    rows = list(case.riskassessments.select_related("by", "confirmed_by")[:50])
    share_cipher(case, *rows)
    waits = bool(rows) and rows[0].confirmed_by_id is None and rules.is_lower(rows[0].level, case.risk)
    context = page_of(request, case, "risk")
    extra = {
        "tool": rules.instrument(timezone.localdate()),
        "assessments": [(row, panels.reasons_of(row)) for row in rows],
        "waiting": rows[0] if waits else None,
        "may_confirm": waits and context["work"] and rows[0].by_id != request.user.pk and allows_close(request, case),
    }
    return render(request, "cases/risk_list.html", context | extra)


@permit(Permission.CASE_VIEW)
@require_GET
def case_closure(request: HttpRequest, pk: UUID) -> HttpResponse:
    case = opened(request, pk)
    user = signed_in(request)
    context = page_of(request, case, "closure")
    reason = rules.closing_reasons().get(case.closing_reason)
    extra = {
        "reason": reason.label if reason else case.closing_reason,
        "left": [(row(duty, context["now"]), duty) for duty in context["duties"] if duty.is_open],
        "may_sign": can_countersign(user, case),
        "hindrances": alongside.hindrances_of(case) if case.is_open else [],
        "signers": signers(case),
    }
    return render(request, "cases/case_closure.html", context | extra)


@permit(Permission.LEDGER_VIEW)
@require_GET
def case_access(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who read this child's file and who changed it, newest first."""
    user = signed_in(request)
    case = get_case(user, pk)
    require(user, Permission.LEDGER_VIEW, case.office_id)
    note_read(request, case)
    entries = page(Entry.objects.about(case.child_id), request.GET, ("-id",), size=50)
    extra = {"page": entries, "lines": lines(entries.rows)}
    return render(request, "cases/case_access.html", page_of(request, case, "access") | extra)


@permit(Permission.CASE_VIEW)
@require_GET
def case_summary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page for paper: by initials and number, with what stands open."""
    case = opened_here(request, pk)
    context = journey(request, case)
    context["left"] = [(row(duty, context["now"]), duty) for duty in context["duties"] if duty.is_open]
    return render(request, "cases/case_summary.html", context)


def opened(request: HttpRequest, pk: UUID) -> Case:
    """The file, with this read of it in the ledger; also one of another office, opened for a child in danger."""
    user = signed_in(request)
    case = get_readable(user, pk)
    note_read(request, case)
    return case


def opened_here(request: HttpRequest, pk: UUID) -> Case:
    """As `opened`, of the user's own offices only: what leaves the screen."""
    user = signed_in(request)
    case = get_case(user, pk)
    note_read(request, case)
    return case


def note_read(request: HttpRequest, case: Case) -> None:
    """Which page of it, too: whoever reviews an emergency sees what was looked at."""
    user = signed_in(request)
    shown = request.resolver_match.view_name if request.resolver_match else ""
    ids, why = [case.pk], why_read(user, case)
    ledger.read("case", by=user, subject=case.child_id, office=case.office.code, why=why, ids=ids, page=shown)


def journey(request: HttpRequest, case: Case) -> dict[str, Any]:
    timeline.gather(case)
    context = page_of(request, case, "journey")
    user = context["user"]
    rooms = gathered.shown(case, user)
    more = [*rooms.moments, *alongside.moments_of(case, user)]
    moments = timeline.compose(case, context["duties"], context["now"], more)
    beside = [*panels.case_panels(case, user), *rooms.panels, *alongside.panels_of(case, user)]
    return context | {"moments": moments, "panels": beside, "answers": alongside.answers_of(case, user)}


def page_of(request: HttpRequest, case: Case, tab: str) -> dict[str, Any]:
    """What the head of every tab needs."""
    user = signed_in(request)
    now = timezone.now()
    duties = timeline.duties_of(case)
    work = can_work(user, case)
    elsewhere = is_elsewhere(user, case)
    return {
        "case": case,
        "user": user,
        "now": now,
        "name": "",
        "duties": duties,
        "facts": facts(case),
        "tabs": tabs(case, tab, user),
        "elsewhere": elsewhere,
        "strip": panels.strip(case, duties, now, work),
        "work": work,
        "reveal_url": reveal(case),
    }


def reveal(case: Case) -> str:
    return reverse("cases:case-reveal", args=[case.pk])


def facts(case: Case) -> str:
    """`Perempuan, 15 tahun (saat kejadian 14) · Pontianak Barat · Trafficking dan Eksploitasi`."""
    child = case.child
    age = rules.age_at(child.birth_date, timezone.localdate())
    who = [str(child.get_sex_display()).capitalize() if child.sex else ""]
    who.append(_("%(n)d tahun") % {"n": age} if age is not None else "")
    person = ", ".join(part for part in who if part)
    if case.age is not None and case.age != age:
        words = _("saat kejadian %(n)d") if ages.is_of_event(case) else _("saat dilaporkan %(n)d")
        then = words % {"n": case.age}
        person = f"{person} ({then})" if person else then
    found = rules.is_borne_out(case.closing_reason)
    about = clusters.told(case.cluster, found=found), clusters.event(case.category, found=found)
    parts = [person, name_of(case.region_code), *about]
    return " · ".join(part for part in parts if part)


def every_tab() -> list[tuple[str, str, str]]:
    """Key, label and address of each."""
    return [
        ("journey", _("Perjalanan"), "cases:case-detail"),
        ("steps", pgettext("daftar", "Langkah"), "plans:step-list"),
        ("sheets", pgettext("daftar", "Lembar pantau"), "cases:sheet-list"),
        ("duties", _("Kewajiban"), "cases:case-duties"),
        ("notes", _("Catatan & tugas"), "cases:note-list"),
        ("child", _("Data anak"), "cases:case-child"),
        ("risk", _("Risiko"), "cases:risk-list"),
        ("conferences", pgettext("berkas", "Rapat"), "conferences:case-conferences"),
        ("complaints", _("Pengaduan & penyerahan"), "complaints:case-complaints"),
        ("lead", pgettext("tab", "Memimpin"), "leading:case-lead"),
        ("sharing", _("Persetujuan & berbagi"), "sharing:case-sharing"),
        ("closure", _("Penutupan"), "cases:case-closure"),
        ("readers", _("Pembaca"), "safeguards:case-readers"),
        ("access", _("Jejak akses"), "cases:case-access"),
    ]


def tabs(case: Case, active: str, user: User) -> list[dict[str, Any]]:
    trail = allows(user, Permission.LEDGER_VIEW, case.office_id)
    shut = set() if trail else {"access"} if case.officer_id == user.pk else {"access", "readers"}
    return [
        {"label": label, "url": reverse(name, args=[case.pk]), "active": key == active}
        for key, label, name in every_tab()
        if key not in shut
    ]


def allows_close(request: HttpRequest, case: Case) -> bool:
    user = signed_in(request)
    return allows(user, Permission.CASE_CLOSE, case.office_id)


def signers(case: Case) -> list[tuple[str, str]]:
    """Both signatures by name; an empty place is a signature still to come."""
    first, second = case.closing_by, case.closed_by
    return [
        (_("Tanda tangan pertama"), first.name if first else ""),
        (_("Tanda tangan kedua"), second.name if second else ""),
    ]
