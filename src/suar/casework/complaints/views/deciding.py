"""What becomes of a complaint: triage, a reply, a case, a closing, open again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.cases.forms import officers_of
from suar.casework.cases.models import Case
from suar.casework.cases.rules import instrument
from suar.casework.children.perms import get_child
from suar.casework.complaints import actions, search
from suar.casework.complaints.forms import REMIT, CaseForm, CloseForm, ReplyForm, TriageForm, triage_initial
from suar.casework.complaints.models import Complaint, Status
from suar.casework.complaints.perms import get_case, get_complaint
from suar.casework.complaints.views.reading import head, note_read, page_of
from suar.casework.complaints.views.saving import acted
from suar.casework.conflicts.withheld import PASSED_ON, is_withheld
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.COMPLAINT_TRIAGE)
@require_http_methods(["GET", "POST"])
def complaint_triage(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    user = signed_in(request)
    complaint = get_complaint(user, complaint_id)
    if complaint.status == Status.NEW:
        return redirect("complaints:complaint-detail", complaint_id)
    officers = officers_of([complaint.office_id])
    tool = instrument(timezone.localdate())
    form = TriageForm(request.POST or None, initial=triage_initial(complaint), officers=officers, tool=tool)
    if status := acted(request, form, lambda: triaged(complaint, form, officers, user), complaint):
        note_read(complaint, user)
        context = head(complaint, user) | {"form": form, "tool": tool}
        return render(request, "complaints/complaint_triage.html", context, status=status)
    messages.success(request, _("Telaah tersimpan. Tingkat risiko dan alasannya ada di bawah."))
    return redirect("complaints:complaint-detail", complaint.pk)


def triaged(complaint: Complaint, form: TriageForm, officers: list[User], by: User) -> Complaint:
    given = form.cleaned_data
    return actions.triage(
        complaint=complaint,
        by=by,
        in_remit=REMIT[given["in_remit"]],
        cluster=given["cluster"],
        questions=form.answers("q_"),
        risk_answers=form.answers("r_"),
        region_code=given["region_code"],
        child_role=given["child_role"],
        officer=chosen(officers, given["officer"]),
    )


@permit(Permission.COMPLAINT_REPLY)
@require_POST
def complaint_reply(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    user = signed_in(request)
    complaint, form = get_complaint(user, complaint_id), ReplyForm(request.POST)
    if complaint.status == Status.NEW:
        return redirect("complaints:complaint-detail", complaint_id)

    def send() -> None:
        given = form.cleaned_data
        actions.reply(complaint=complaint, text=given["text"], by=user, message_id=form.press(user.actor_id))

    if status := acted(request, form, send):
        note_read(complaint, user)
        return render(request, "complaints/complaint_detail.html", page_of(complaint, user, form), status=status)
    messages.success(request, _("Balasan disegel. Pemegang kode dapat membacanya beberapa detik lagi."))
    return redirect("complaints:complaint-detail", complaint.pk)


@permit(Permission.COMPLAINT_TRIAGE)
@require_http_methods(["GET", "POST"])
def complaint_case(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    user = signed_in(request)
    complaint = get_complaint(user, complaint_id)
    officers = officers_of([complaint.office_id])
    alike = [one for one in search.alike_children(complaint, user) if not one.sibling]
    targets, hints = targets_of(alike)
    initial = {"version": complaint.version, "target": "new", "officer": str(complaint.officer_id or user.pk)}
    form = CaseForm(request.POST or None, initial=initial, targets=targets, hints=hints, officers=officers)
    made: list[Case] = []
    if status := acted(request, form, lambda: made.append(opened(complaint, form, officers, user)), complaint):
        note_read(complaint, user, *(one.child.pk for one in alike))
        context = head(complaint, user) | {"form": form, "alike": alike}
        return render(request, "complaints/complaint_case.html", context, status=status)
    messages.success(
        request, _("Berkas %(number)s terbuka. Kunci pengaduan sudah diganti kunci anak.") % {"number": made[0].number}
    )
    if form.cleaned_data["event_on"] not in ("", made[0].event_on):
        messages.warning(
            request,
            _(
                "Berkas ini sudah menyebut tanggal kejadian lain, dan tanggal itu tetap. Tanggal dari pengaduan ini "
                "ada di catatan; bila itu yang benar, ubah di tab Data anak."
            ),
        )
    return redirect("cases:case-detail", made[0].pk)


def targets_of(alike: list[search.AlikeChild]) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """A new child first; then each child that may be the same, and its open cases."""
    targets, hints = [("new", _("Anak baru"))], {"new": _("Belum ada berkasnya.")}
    for one in alike:
        key = f"child:{one.child.pk}"
        numbers = ", ".join(case.number for case in one.cases)
        targets.append((key, _("%(initials)s, berkas baru untuk anak ini") % {"initials": one.child.initials}))
        hints[key] = " · ".join(filter(None, [", ".join(one.reasons), numbers]))
        for case in one.cases:
            if case.is_open:
                key = f"case:{case.pk}"
                words = {"initials": one.child.initials, "number": case.number}
                targets.append((key, _("%(initials)s, gabungkan ke berkas %(number)s") % words))
                hints[key] = str(case.get_status_display())
    return targets, hints


def opened(complaint: Complaint, form: CaseForm, officers: list[User], by: User) -> Case:
    kind, _colon, pk = form.cleaned_data["target"].partition(":")
    officer = chosen(officers, form.cleaned_data["officer"])
    child = get_child(by, UUID(pk)) if kind == "child" else None
    case = get_case(by, UUID(pk)) if kind == "case" else None
    facts = {"child": child, "case": case, "officer": officer, "event_on": form.cleaned_data["event_on"]}
    return actions.make_case(complaint=complaint, by=by, **facts)


@permit(Permission.COMPLAINT_TRIAGE)
@require_http_methods(["GET", "POST"])
def complaint_close(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    user = signed_in(request)
    complaint = get_complaint(user, complaint_id)
    same = request.GET.get("sama", "")[:20]
    initial = {"version": complaint.version, "same": same, "status": "duplicate" if same else None}
    form = CloseForm(request.POST or None, initial=initial, complaint=complaint, user=user)
    if status := acted(request, form, lambda: closed(complaint, form, user), complaint):
        note_read(complaint, user)
        context = head(complaint, user) | {"form": form}
        return render(request, "complaints/complaint_close.html", context, status=status)
    if complaint.status == Status.READ:
        messages.success(request, _("Usul tercatat. Orang kedua membacanya, lalu menutup."))
        return redirect("complaints:complaint-detail", complaint.pk)
    messages.success(request, _("Pengaduan ditutup. Bila keliru, buka lagi dari halamannya."))
    return redirect("complaints:complaint-list")


def closed(complaint: Complaint, form: CloseForm, by: User) -> Complaint:
    """That a suspicion did not hold is proposed by the first and closed by the second."""
    given = form.cleaned_data
    if given["status"] == Status.UNFOUNDED and complaint.unfounded_by_id is None:
        return actions.propose_unfounded(complaint=complaint, why=given["why"], by=by)
    chosen_as = {name: given[name] for name in ("status", "noise", "same_as", "why", "directed", "nowhere")}
    return actions.close_as(complaint=complaint, by=by, **chosen_as)


@permit(Permission.COMPLAINT_TRIAGE)
@require_POST
def complaint_reopen(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    user = signed_in(request)
    complaint = actions.reopen(complaint=get_complaint(user, complaint_id), by=user)
    if is_withheld(user, complaint.subject):
        messages.warning(request, PASSED_ON)
        return redirect("complaints:complaint-list")
    messages.success(request, _("Pengaduan terbuka lagi dan menunggu keputusan."))
    return redirect("complaints:complaint-detail", complaint_id)


def chosen(officers: list[User], pk: str) -> User | None:
    return next((user for user in officers if str(user.pk) == pk), None)
