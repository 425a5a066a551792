"""One complaint: opened by a press, read, its names revealed by a press, what is alike, who did what, on paper."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from suar.casework.children.rules import initials
from suar.casework.complaints import actions, panels, search, wording
from suar.casework.complaints.forms import ReplyForm
from suar.casework.complaints.models import CLOSED_AS, Complaint, Status
from suar.casework.complaints.perms import get_complaint, same_shown
from suar.core import ledger
from suar.core.ui.paging import page
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in
from suar.registry.accounts.trail import lines


@permit(Permission.COMPLAINT_VIEW)
@require_GET
def complaint_detail(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """An unread complaint shows its words only after *Buka dan baca*: a GET changes nothing."""
    complaint, user = read(request, complaint_id), signed_in(request)
    if complaint.status == Status.NEW:
        return render(request, "complaints/complaint_unread.html", head(complaint, user))
    chosen = wording.BEGINNINGS.get(request.GET.get("balasan", ""), "")
    form = ReplyForm(initial={"text": chosen})
    return render(request, "complaints/complaint_detail.html", page_of(complaint, user, form))


@permit(Permission.COMPLAINT_VIEW)
@require_POST
def complaint_open(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    user = signed_in(request)
    actions.open_complaint(complaint=get_complaint(user, complaint_id), by=user)
    return redirect("complaints:complaint-detail", complaint_id)


@permit(Permission.COMPLAINT_VIEW)
@require_POST
def complaint_reveal(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """The names as a part of the page, or the whole page where there is no JavaScript."""
    user = signed_in(request)
    complaint = get_complaint(user, complaint_id)
    if complaint.status == Status.NEW:
        return redirect("complaints:complaint-detail", complaint_id)
    names = actions.reveal(complaint=complaint, by=user)
    if request.headers.get("HX-Request"):
        return render(request, "complaints/complaint_detail.html#nama", {"complaint": complaint, "names": names})
    context = page_of(complaint, user, ReplyForm(), names)
    return render(request, "complaints/complaint_detail.html", context)


@permit(Permission.COMPLAINT_VIEW)
@require_GET
def complaint_alike(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Children and complaints that may be the same, with the reasons. Its own page, and a part beside the complaint."""
    user = signed_in(request)
    complaint = get_complaint(user, complaint_id)
    if complaint.status == Status.NEW:
        return redirect("complaints:complaint-detail", complaint_id)
    named = search.named_alike(complaint)
    children, complaints = (
        search.alike_children(complaint, user, named),
        search.alike_complaints(complaint, user, named),
    )
    shown = [*(one.child.pk for one in children), *(one.complaint.pk for one in complaints)]
    office = complaint.office.code
    ledger.read("alike", by=user, subject=complaint.subject, office=office, why=user.role, ids=[complaint.pk, *shown])
    part = "#mirip" if request.headers.get("HX-Request") else ""
    context = head(complaint, user) | {"children": children, "complaints": complaints}
    return render(request, f"complaints/complaint_alike.html{part}", context)


@permit(Permission.COMPLAINT_VIEW)
@require_GET
def complaint_history(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    complaint = read(request, complaint_id)
    entries = page(panels.history_of(complaint), request.GET, ("-id",), size=50)
    context = head(complaint, signed_in(request)) | {"page": entries, "lines": lines(entries.rows)}
    return render(request, "complaints/complaint_history.html", context)


@permit(Permission.COMPLAINT_VIEW)
@require_GET
def complaint_print(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """One page for paper, by initials and number."""
    complaint, user = read(request, complaint_id), signed_in(request)
    if complaint.status == Status.NEW:
        return redirect("complaints:complaint-detail", complaint_id)
    context = page_of(complaint, user, ReplyForm()) | {"printed_at": timezone.now(), "printed_by": user}
    return render(request, "complaints/complaint_print.html", context)


def read(request: HttpRequest, complaint_id: UUID) -> Complaint:
    """The complaint, with this read of it in the ledger."""
    user = signed_in(request)
    complaint = get_complaint(user, complaint_id)
    note_read(complaint, user)
    return complaint


def note_read(complaint: Complaint, user: User, *others: UUID) -> None:
    """One entry for one page: the complaint, and whoever else it showed."""
    office, ids = complaint.office.code, [complaint.pk, *others]
    ledger.read("complaint", by=user, subject=complaint.subject, office=office, why=user.role, ids=ids)


def head(complaint: Complaint, user: User) -> dict[str, Any]:
    """What the top of every page of a complaint needs."""
    badge, tone = wording.badge_of(complaint)
    return {
        "complaint": complaint,
        "title": wording.title_of(complaint),
        "badge": badge,
        "badge_tone": tone,
        "may": allowed(complaint, user),
        "initials": initials(complaint.child_name) if complaint.status != Status.NEW else "",
        "tabs": tabs(complaint),
        "tab_now": "",
        "names": None,
    }


def tabs(complaint: Complaint) -> list[tuple[str, str]]:
    names = {"complaint-detail": _("Isi"), "complaint-alike": _("Yang mirip"), "complaint-history": _("Riwayat")}
    return [(label, reverse(f"complaints:{name}", args=[complaint.pk])) for name, label in names.items()]


def allowed(complaint: Complaint, user: User) -> dict[str, bool]:
    """Which doors stand open: by the role in its office and by what the complaint is now."""
    may, status = partial(allows, user, office_id=complaint.office_id), complaint.status
    decides = may(Permission.COMPLAINT_TRIAGE)
    return {
        "triage": decides and status in {Status.READ, Status.HANDED_OVER},
        "case": decides and status in {Status.READ, Status.HANDED_OVER} and bool(complaint.cluster),
        "hand_over": may(Permission.CASE_WORK) and status in {Status.READ, Status.HANDED_OVER, Status.CASE},
        "close": decides and status in {Status.NEW, Status.READ},
        "reopen": decides and status in {Status.HANDED_OVER, *CLOSED_AS},
        "withhold": may(Permission.CONFLICT_WITHHOLD),
        "reply": may(Permission.COMPLAINT_REPLY) and complaint.can_be_answered and status != Status.NEW,
    }


def page_of(complaint: Complaint, user: User, form: ReplyForm, names: dict[str, str] | None = None) -> dict[str, Any]:
    """The whole page of a complaint that has been opened."""
    return head(complaint, user) | {
        "names": names,
        "answers": wording.answers_of(complaint),
        "child": wording.child_of(complaint),
        "notes": wording.desk_notes_of(complaint),
        "contact": wording.contact_of(complaint),
        "review": wording.review_of(complaint),
        "closing": wording.closing_of(complaint),
        "proposed": wording.proposed_of(complaint),
        "same": same_shown(user, complaint),
        "conversation": panels.conversation_of(complaint),
        "handovers": panels.handovers_of(complaint),
        "duties": panels.duties_of(complaint, user, timezone.now()),
        "form": form,
        "replies": wording.beginnings(),
    }
