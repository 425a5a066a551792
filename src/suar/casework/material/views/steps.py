"""One small form a step, on a page of its own and, for the next one, on the page of all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suar.casework.complaints.perms import source_by_number
from suar.casework.material import actions, forms, owed, perms, rules
from suar.casework.material.lines import police_lines
from suar.casework.material.models import Arrival, Step, Taken
from suar.core import ledger
from suar.core.ui.versions import DONE, VersionedForm, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in

FORMS: dict[Step, type[VersionedForm]] = {
    Step.STOP: forms.StopForm,
    Step.APART: forms.ApartForm,
    Step.CALL: forms.CallForm,
    Step.NOTE: forms.NoteForm,
    Step.INSTRUCTION: forms.InstructionForm,
    Step.RECEIPT: forms.ReceiptForm,
    Step.DEBRIEF: forms.TalkForm,
}


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_stop(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    return step(request, arrival_id, Step.STOP, actions.stop)


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_apart(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    return step(request, arrival_id, Step.APART, actions.set_apart)


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_call(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    return step(request, arrival_id, Step.CALL, actions.call)


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_note(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    return step(request, arrival_id, Step.NOTE, actions.note)


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_instruction(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    return step(request, arrival_id, Step.INSTRUCTION, actions.instruct)


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_receipt(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    return step(request, arrival_id, Step.RECEIPT, actions.receive)


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_debrief(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    return step(request, arrival_id, Step.DEBRIEF, actions.offer_talk)


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_belong(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """A number that leads nowhere, and one of what is withheld, are answered alike."""
    user = signed_in(request)
    arrival = perms.get_arrival(user, arrival_id)

    def act(number: str) -> Arrival:
        source = source_by_number(user, arrival.office_id, number)
        return actions.belong(arrival=arrival, by=user, source=source)

    form = forms.BelongForm(request.POST or None, initial={"version": arrival.version})
    texts = (_("Tautkan ke berkas atau pengaduan"), _("Tautkan"), _("Catatan ini sekarang tersegel di sana."))
    return answered(request, arrival, form, act, texts)


@permit(Permission.MATERIAL_WORK)
@require_http_methods(["GET", "POST"])
def arrival_close(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    user = signed_in(request)
    arrival = perms.get_arrival(user, arrival_id)
    form = forms.CloseForm(request.POST or None, initial={"version": arrival.version})
    texts = (_("Tutup sebagai orang kedua"), _("Tutup catatan ini"), _("Catatan ditutup."))
    return answered(request, arrival, form, partial(actions.close, arrival=arrival, by=user), texts)


def step(request: HttpRequest, arrival_id: UUID, which: Step, act: Callable[..., Arrival]) -> HttpResponse:
    """One step, or its correction."""
    user = signed_in(request)
    arrival, rows = perms.opened(user, arrival_id)
    row = next((row for row in reversed(rows) if row.step == which), None)
    form = form_of(arrival, which, row, request.POST or None)
    title = f"{rules.number_of(which)}. {which.label}"
    texts = (title, _("Simpan perbaikan") if row else _("Sudah"), _("Tercatat dengan nama dan waktunya."))
    return answered(request, arrival, form, partial(act, arrival=arrival, by=user), texts, which)


def answered(
    request: HttpRequest,
    arrival: Arrival,
    form: VersionedForm,
    act: Callable[..., Arrival],
    texts: tuple[str, str, str],
    which: Step | None = None,
) -> HttpResponse:
    """The form, its action, and back to the page of all steps. A refusal keeps every word."""
    user = signed_in(request)
    again = partial(perms.get_arrival, user, arrival.pk)
    arrival, status = press(form, arrival, act, again)
    title, label, said = texts
    if status == DONE:
        messages.success(request, said)
        there = f"#langkah-{rules.number_of(which)}" if which else ""
        return redirect(reverse("material:arrival-detail", args=[arrival.pk]) + there)
    looked_at(user, "material", arrival)
    context = {"arrival": arrival, "form": form, "title": title, "label": label, "step": which or ""}
    context |= owed.of_receipt(arrival)
    return render(request, "material/arrival_step.html", context | lines_for(form), status=status)


def form_of(arrival: Arrival, which: Step, row: Taken | None, data: Any = None) -> VersionedForm:
    """Empty for a step to be taken; what was written, for one to be corrected."""
    more: dict[str, Any] = {"lines": police_lines(arrival.office)} if which == Step.CALL else {}
    return FORMS[which](data, initial={"version": arrival.version, **written_before(arrival, row)}, **more)


def written_before(arrival: Arrival, row: Taken | None) -> dict[str, Any]:
    if row is None:
        return {"noticed_at": arrival.noticed_at}
    said: dict[str, str] = dict(row.words or {})
    named = {"lies_on": said.pop("on", ""), "receipt_number": said.pop("number", ""), "handed_to": said.pop("to", "")}
    return {**said, **named, "at": row.at, "noticed_at": row.at, "instruction": row.instruction}


def embedded(arrival: Arrival, which: Step) -> dict[str, Any]:
    """The form of the next step on the page of all."""
    form = form_of(arrival, which, None)
    return {"form": form, **lines_for(form)}


def lines_for(form: VersionedForm) -> dict[str, Any]:
    """Whom to call, with and without a number."""
    if not isinstance(form, forms.CallForm):
        return {"lines": [], "unnumbered": []}
    lines = list(form.lines.values())
    return {
        "lines": [line for line in lines if line.dialled],
        "unnumbered": [line for line in lines if not line.dialled],
    }


def looked_at(user: User, what: str, arrival: Arrival) -> None:
    """It is a look into the file or complaint that it belongs to, too: whoever holds that sees it."""
    office, ids = arrival.office.code, [arrival.pk, arrival.case_id, arrival.complaint_id]
    ledger.read(what, by=user, subject=arrival.subject, office=office, why=user.role, ids=filter(None, ids))
