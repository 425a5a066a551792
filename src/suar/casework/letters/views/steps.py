"""What staff do to a letter: one small form a step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.letters import actions, forms, perms
from suar.casework.letters.lines import lines_of
from suar.casework.letters.models import Letter
from suar.casework.letters.panels import called
from suar.casework.letters.views.pages import looked_at
from suar.core.errors import DomainError, Refused
from suar.core.ui.versions import DONE, VersionedForm, press
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.LETTER_WORK)
def letter_new(request: HttpRequest) -> HttpResponse:
    """A letter by hand, to an agency that is late; a draft that exists is shown instead."""
    user = signed_in(request)
    begun = {"agency": request.GET.get("agency")}  # whoever comes from a body that is late
    form = forms.NewLetterForm(request.POST or None, user=user, now=timezone.now(), initial=begun)
    status = 200
    if request.method == "POST" and form.is_valid():
        office = form.cleaned_data.get("office") or user.office
        agency, kind = form.cleaned_data["agency"], form.cleaned_data["kind"]
        try:
            letter = actions.propose(office=office, agency=agency, kind=kind, by=user)
        except Refused:
            raise
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            return redirect("letters:letter-detail", letter.pk)
    return render(request, "letters/letter_new.html", {"form": form}, status=status)


@permit(Permission.LETTER_WORK)
def letter_edit(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    return step(request, letter_id, edit_form, actions.edit, _("Sunting"), _("Perubahan sudah disimpan."))


@permit(Permission.LETTER_ISSUE)
def letter_issue(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    said = _("Surat terbit dengan nomornya. Cetak, tanda tangani, kirim, lalu catat di sini.")
    return step(request, letter_id, forms.IssueForm, actions.issue, _("Terbitkan"), said)


@permit(Permission.LETTER_WORK)
def letter_send(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    return step(request, letter_id, forms.SendForm, actions.send, _("Tandai terkirim"), _("Kiriman tercatat."))


@permit(Permission.LETTER_WORK)
def letter_answer(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    return step(request, letter_id, forms.AnswerForm, actions.answer, _("Catat jawaban"), _("Jawaban tercatat."))


@permit(Permission.LETTER_ISSUE)
def letter_withdraw(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    return step(request, letter_id, forms.WithdrawForm, actions.withdraw, _("Tarik surat"), _("Surat ditarik."))


def edit_form(data: Any, *, letter: Letter, initial: dict[str, Any]) -> forms.LetterForm:
    return forms.LetterForm(data, letter=letter, contacts=list(letter.to.contacts.all()), initial=initial)


def step(
    request: HttpRequest,
    letter_id: UUID,
    make: Callable[..., VersionedForm],
    act: Callable[..., Letter],
    label: str,
    said: str,
) -> HttpResponse:
    """One step: its form, its action, and back to the letter. A refusal keeps every word and shows the letter anew."""
    user = signed_in(request)
    letter = perms.get_letter(user, letter_id)
    options: dict[str, Any] = {"letter": letter} if make is edit_form else {}
    form = make(request.POST or None, initial=initial_of(letter), **options)
    again = partial(perms.get_letter, user, letter_id)
    letter, status = press(form, letter, partial(act, letter=letter, by=user), again)
    if status == DONE:
        messages.success(request, said)
        return redirect("letters:letter-detail", letter_id)
    looked_at(user, "letter", letter, lines_of(letter))
    kind = "danger" if act is actions.withdraw else "primary"
    context = {"letter": letter, "called": called(letter), "form": form, "label": label, "button_kind": kind}
    return render(request, "letters/letter_step.html", context | {"issues": act is actions.issue}, status=status)


def initial_of(letter: Letter) -> dict[str, Any]:
    seen = {name: getattr(letter, name) for name in ("version", "addressee", "line", "closing")}
    return {**seen, "signer": letter.signer_id, "on": timezone.localdate()}
