"""What staff do to a duty: one small form a step, and the form that starts one by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.duties import actions, forms, perms, rows, words
from suar.casework.duties.actions.pauses import may_agree
from suar.casework.duties.books import book_of
from suar.casework.duties.history import asked_of_a_leader
from suar.casework.duties.kinds import ends_in_words, kind_for
from suar.casework.duties.models import Duty
from suar.casework.duties.naming import Subject, get_subject
from suar.core import ledger
from suar.core.clocks.rules import Rule
from suar.core.errors import DomainError, Refused
from suar.core.ui.versions import DONE, VersionedForm, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

ANSWERS = (actions.confirm_pause, actions.reject_pause)
DESTRUCTIVE = (actions.cancel, actions.reject_pause)
OFFERED = 12
"""So many rules stand in the form at a time: a longer list is searched, not read."""
USUAL = ("house.agency.answer", "house.report.handover", "tpks.uptd_to_police", "pp65.social_report", "kuhap25.spdp",
         "police.sp2hp.first", "police.sp2hp.periodic", "perma1.post_judgment_application")  # fmt: skip


@permit(Permission.DUTY_WORK)
def duty_acknowledge(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    return step(request, duty_id, forms.NoteForm, actions.acknowledge, _("Terima"), _("Kewajiban tercatat diterima."))


@permit(Permission.DUTY_WORK)
def duty_finish(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    kind = perms.get_duty(signed_in(request), duty_id).kind
    form = forms.FinishInWordsForm if ends_in_words(kind) else forms.FinishForm
    return step(request, duty_id, form, actions.finish, _("Selesai"), _("Kewajiban selesai."))


@permit(Permission.DUTY_WORK)
def duty_cancel(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    return step(request, duty_id, forms.WhyForm, actions.cancel, _("Batalkan"), _("Kewajiban dibatalkan."))


@permit(Permission.DUTY_WORK)
def duty_reopen(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    return step(request, duty_id, forms.WhyForm, actions.reopen, _("Buka lagi"), _("Kewajiban dibuka lagi."))


@permit(Permission.DUTY_WORK)
def duty_know_date(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    said = _("Tanggalnya tercatat. Tenggatnya sekarang berjalan.")
    return step(request, duty_id, forms.KnowDateForm, actions.know_date, _("Catat tanggalnya"), said)


@permit(Permission.DUTY_WORK)
def duty_pause(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    said = _("Jeda tercatat. Pimpinan lain yang disebut diminta menyetujuinya di Hari ini.")
    return step(request, duty_id, forms.PauseForm, actions.pause, _("Jeda"), said, among=approvers)


def approvers(_user: User, duty: Duty) -> QuerySet[User]:
    """Who may say that the clock of this duty stands still: not whoever owes it, while another leader can."""
    found, own = forms.leaders(duty.office), duty.officer
    return found if own is None or may_agree(own, duty) else found.exclude(pk=own.pk)


@permit(Permission.DUTY_WORK)
def duty_pause_confirm(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    said = _("Jeda disetujui.")
    return step(request, duty_id, forms.NoteForm, actions.confirm_pause, _("Setujui jeda"), said)


@permit(Permission.DUTY_WORK)
def duty_pause_reject(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    said = _("Jeda ditolak. Tenggatnya dihitung seolah-olah tidak pernah berhenti.")
    return step(request, duty_id, forms.WhyForm, actions.reject_pause, _("Tolak jeda"), said)


@permit(Permission.DUTY_WORK)
def duty_extend(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    return step(request, duty_id, forms.NoteForm, actions.extend, _("Perpanjang"), _("Perpanjangan tercatat."))


@permit(Permission.DUTY_WORK)
def duty_assign(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    label, said = _("Tugaskan"), _("Petugas dicatat.")
    return step(request, duty_id, forms.AssignForm, actions.assign, label, said, among=holders)


def holders(user: User, _duty: Duty) -> QuerySet[User]:
    return forms.colleagues(user)


def step(
    request: HttpRequest,
    duty_id: UUID,
    form_class: type[VersionedForm],
    act: Callable[..., Duty],
    label: str,
    said: str,
    *,
    among: Callable[[User, Duty], QuerySet[User]] | None = None,
) -> HttpResponse:
    """One step: its form, its action, and back to the duty. A refusal keeps every word and shows the duty anew.
    `among`: of whom the form asks one."""
    user = signed_in(request)
    duty = perms.get_duty(user, duty_id)
    options: dict[str, Any] = {"people": among(user, duty)} if among else {}
    start = {"version": duty.version, "officer": duty.officer_id}
    form = form_class(request.POST or None, initial=start, **options)
    duty, status = press(form, duty, partial(act, duty=duty, by=user), partial(perms.get_duty, user, duty_id))
    if status == DONE:
        messages.success(request, said)
        return redirect("duties:duty-detail", duty_id)
    ledger.read("duty", by=user, subject=duty.subject, office=duty.office.code, why=user.role, ids=[duty.pk])
    line, kind = rows.row(duty, timezone.now()), "danger" if act in DESTRUCTIVE else "primary"
    asked = asked_of_a_leader(duty) if act in ANSWERS else []
    context = {"duty": duty, "row": line, "form": form, "label": label, "button_kind": kind, "asked": asked}
    return render(request, "duties/duty_step.html", context, status=status)


@permit(Permission.DUTY_WORK)
def duty_add(request: HttpRequest, subject: UUID) -> HttpResponse:
    """A duty by hand for a child or a complaint: a rule looked up by event, article or word, or an agreed date."""
    user = signed_in(request)
    whom = get_subject(subject, user).of_case(request.GET.get("berkas", ""))
    text = request.POST.get("cari", request.GET.get("cari", "")).strip()[:80]
    found = offered(text, whom.office.pk)
    initial = {"rule": found[0].id if text and found else None}
    form = forms.DutyForm(request.POST or None, user=user, found=found, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            duty = actions.start(**facts(form, subject, whom, user))
        except Refused:
            raise
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, _("Kewajiban tercatat."))
            return redirect("duties:duty-detail", duty.pk)
    ids = [whom.case_id] if whom.case_id else []
    ledger.read("duty", by=user, subject=subject, office=whom.office.code, why=user.role, ids=ids)
    context = {"form": form, "subject": whom, "text": text, "found": found, "many": len(found) == OFFERED}
    return render(request, "duties/duty_add.html", context, status=status)


def offered(text: str, office_id: int) -> list[Rule]:
    """The rules that the words find, the newest version of each that has begun; without words the usual ones."""
    known = {rule.id: rule for rule in words.matching(text, book_of(office_id))}
    return list(known.values())[:OFFERED] if text else [known[rule_id] for rule_id in USUAL]


def facts(form: forms.DutyForm, subject: UUID, whom: Subject, user: User) -> dict[str, Any]:
    """What `start` is told, from the form and from whom the duty is about."""
    data = form.cleaned_data
    agreed = data["rule"] == forms.AGREED
    agency = data["agency"]
    kind = "other" if agreed else kind_for(data["rule"], of_agency=agency is not None)
    return {
        "duty_id": form.press(user.actor_id),
        "kind": kind,
        "about": whom.about,
        "subject": subject,
        "office": whom.office,
        "by": user,
        "reference": whom.reference,
        "case_id": whom.case_id,
        "agency": agency,
        "officer": data["officer"] or user,
        "what": data["what"],
        "rule": "" if agreed else data["rule"],
        "event_at": None if agreed else data["event_at"],
        "due_at": data["due_at"] if agreed else None,
        "on": data["on"],
    }
