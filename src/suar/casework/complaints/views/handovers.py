"""Hand-overs: of a complaint, of a case; their record on paper and as a letter; the receipt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suar.casework.cases.models import Case
from suar.casework.cases.views.file import opened, page_of
from suar.casework.complaints import actions, letters, panels
from suar.casework.complaints.handover_forms import HandOverForm, ReceiptForm
from suar.casework.complaints.models import Complaint, HandOver, Status
from suar.casework.complaints.perms import get_case, get_complaint, get_handover
from suar.casework.complaints.views.saving import acted
from suar.core import ledger
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in
from suar.registry.agencies.models import Agency

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def handover_new(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    complaint = get_complaint(signed_in(request), complaint_id)
    if complaint.status == Status.NEW:
        return redirect("complaints:complaint-detail", complaint_id)
    back = reverse("complaints:complaint-detail", args=[complaint.pk])
    return given(request, complaint, back, complaint=complaint, case=complaint.case)


@permit(Permission.CASE_VIEW)
@require_GET
def case_complaints(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The tab of a file with its complaints, their conversations, and what was handed over of it."""
    case = opened(request, case_id)
    extra = {"panels": panels.case_panels(case, signed_in(request)), "handovers": panels.handovers_of(case)}
    return render(request, "complaints/case_complaints.html", page_of(request, case, "complaints") | extra)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def handover_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_case(signed_in(request), case_id)
    return given(request, case, reverse("complaints:case-complaints", args=[case.pk]), case=case)


def given(request: HttpRequest, source: Complaint | Case, back: str, **what: Any) -> HttpResponse:
    """The form of a hand-over, whatever is handed over."""
    user, agencies = signed_in(request), list(Agency.objects.active())
    story = source.story if isinstance(source, Complaint) else source.summary
    initial = {"chronology": story, "contact": f"{user.name}, {source.office.name}"}
    form = HandOverForm(request.POST or None, initial=initial, agencies=agencies, region_code=source.region_code)
    made: list[HandOver] = []

    def hand_over() -> None:
        data = form.cleaned_data
        agency = next(one for one in agencies if str(one.pk) == data["agency"])
        facts = {name: data[name] for name in ("recipient", "basis", "purpose", "handed_at")}
        facts |= {"conditions": form.conditions(), "exceptions": form.exceptions()}
        facts |= {"handover_id": form.press(user.actor_id)}
        made.append(actions.hand_over(agency=agency, packet=form.packet(), by=user, **facts, **what))

    if status := acted(request, form, hand_over):
        ids, office = [source.pk], source.office.code
        ledger.read("complaint", by=user, subject=source.vault_subject, office=office, why=user.role, ids=ids)
        context = {"form": form, "source": source, "back": back} | list_of(source)
        return render(request, "complaints/handover_new.html", context, status=status)
    words = _("Penyerahan tercatat. Lembaga diminta membenarkan dalam %(within)s (aturan komisi).")
    messages.success(request, words % {"within": letters.time_to_confirm(made[0])})
    return redirect("complaints:handover-detail", made[0].pk)


@permit(Permission.COMPLAINT_VIEW)
@require_GET
def handover_detail(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """The record of a hand-over, to be printed and signed."""
    handover = read(request, handover_id)
    context = {"handover": handover, "letter": letters.fields(handover), "back": back_of(handover)}
    return render(request, "complaints/handover_detail.html", context)


@permit(Permission.COMPLAINT_VIEW)
@require_GET
def handover_letter(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    handover = read(request, handover_id)
    response = HttpResponse(letters.docx(handover), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{letters.file_name(handover)}"'
    return response


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def handover_receipt(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    user = signed_in(request)
    handover = get_handover(user, handover_id)
    form = ReceiptForm(request.POST or None, initial={"version": handover.version})

    def sign() -> None:
        facts = {name: form.cleaned_data[name] for name in ("receipt_number", "received_by", "at")}
        actions.record_receipt(handover=handover, by=user, **facts)

    if status := acted(request, form, sign, handover):
        note_read(handover, user)
        context = {"form": form, "handover": handover, "back": back_of(handover)}
        return render(request, "complaints/handover_receipt.html", context, status=status)
    messages.success(request, _("Tanda terima tercatat. Kewajiban lembaga untuk membenarkan selesai."))
    return redirect(back_of(handover))


def list_of(source: Complaint | Case) -> dict[str, str]:
    """Where the reader came from, for the crumbs."""
    if isinstance(source, Case):
        return {"list_label": _("Berkas anak"), "list_url": reverse("cases:case-list")}
    return {"list_label": _("Pengaduan"), "list_url": reverse("complaints:complaint-list")}


def read(request: HttpRequest, handover_id: UUID) -> HandOver:
    """The hand-over, with this read of it in the ledger."""
    user = signed_in(request)
    handover = get_handover(user, handover_id)
    note_read(handover, user)
    return handover


def note_read(handover: HandOver, user: User) -> None:
    office = handover.office.code
    ledger.read("handover", by=user, subject=handover.subject, office=office, why=user.role, ids=[handover.pk])


def back_of(handover: HandOver) -> str:
    if handover.complaint_id:
        return reverse("complaints:complaint-detail", args=[handover.complaint_id])
    return reverse("complaints:case-complaints", args=[handover.case_id])
