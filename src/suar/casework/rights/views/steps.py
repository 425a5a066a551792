"""One small form a step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.rights import actions, forms, package, rules
from suar.casework.rights.actions.carrying import may_be_packed
from suar.casework.rights.actions.deciding import latest
from suar.casework.rights.models import SubjectRequest
from suar.casework.rights.perms import get_request
from suar.casework.rights.views.pages import looked_at
from suar.casework.rights.weighing import kept_from, stands_in_the_way
from suar.core.ui.making import make
from suar.core.ui.versions import DONE, VersionedForm, press
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.RIGHTS_WORK)
@require_http_methods(["GET", "POST"])
def request_check(request: HttpRequest, request_id: UUID) -> HttpResponse:
    user = signed_in(request)
    found = get_request(user, request_id)
    last = latest(found)
    before: dict[str, Any] = {"version": found.version}
    if last is not None:
        said = last.words or {}
        before |= {name: getattr(last, name) for name in ("identity", "custody", "implicated", "wish")}
        before |= {
            "shown": said.get("shown", ""), "why_not": said.get("implicated", ""), "wish_words": said.get("wish", ""),
            "kept_why": said.get("kept", ""),
        }  # fmt: skip
    kept = kept_from(found, user)
    alike = any(one.alike for one in kept)
    form = forms.CheckForm(request.POST or None, initial=before, request=found, kept=alike)
    texts = (_("Periksa siapa yang meminta"), _("Simpan pemeriksaan"), _("Pemeriksaan tercatat."))
    return answered(request, found, form, actions.check, texts, kept=kept)


@permit(Permission.RIGHTS_WORK)
@require_http_methods(["GET", "POST"])
def request_propose(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Where something stands in the way of granting it, *no* is chosen already."""
    user = signed_in(request)
    found = get_request(user, request_id)
    hindrances = stands_in_the_way(found, latest(found)) if found.is_open else []
    before = {"version": found.version, "outcome": "refuse" if hindrances else ""}
    form = forms.ProposeForm(request.POST or None, initial=before, request=found)
    texts = (_("Usulkan keputusan"), _("Usulkan"), _("Usul menunggu orang kedua."))
    return answered(request, found, form, actions.propose, texts, hindrances=hindrances)


@permit(Permission.RIGHTS_DECIDE)
@require_POST
def request_confirm(request: HttpRequest, request_id: UUID) -> HttpResponse:
    user = signed_in(request)
    found = get_request(user, request_id)
    form = VersionedForm(request.POST)
    found, status = press(
        form, found, partial(actions.confirm, request=found, by=user), partial(get_request, user, request_id)
    )
    said = _("Diputuskan oleh dua orang. Laksanakan dan jawab peminta sebelum batasnya.")
    if status == DONE:
        messages.success(request, said)
    else:
        messages.error(request, " ".join(str(words) for words in form.non_field_errors()))
    return redirect("rights:request-detail", found.pk)


@permit(Permission.RIGHTS_DECIDE)
@require_http_methods(["GET", "POST"])
def request_send_back(request: HttpRequest, request_id: UUID) -> HttpResponse:
    texts = (_("Kembalikan usul"), _("Kembalikan"), _("Usul dikembalikan dengan alasannya."))
    return with_why(request, request_id, actions.send_back, texts)


@permit(Permission.RIGHTS_WORK)
@require_http_methods(["GET", "POST"])
def request_reconsider(request: HttpRequest, request_id: UUID) -> HttpResponse:
    texts = (_("Tinjau lagi keputusan ini"), _("Tinjau lagi"), _("Keputusan ditarik. Periksa dan usulkan lagi."))
    return with_why(request, request_id, actions.reconsider, texts)


@permit(Permission.RIGHTS_WORK)
@require_http_methods(["GET", "POST"])
def request_drop(request: HttpRequest, request_id: UUID) -> HttpResponse:
    texts = (_("Peminta mencabut permintaannya"), _("Catat pencabutan"), _("Permintaan dicatat sebagai dicabut."))
    return with_why(request, request_id, actions.drop, texts)


@permit(Permission.RIGHTS_WORK)
@require_http_methods(["GET", "POST"])
def request_carry_out(request: HttpRequest, request_id: UUID) -> HttpResponse:
    user = signed_in(request)
    found = get_request(user, request_id)
    form = forms.CarryForm(request.POST or None, initial={"version": found.version}, request=found)
    texts = (_("Laksanakan dan jawab"), _("Sudah dilaksanakan dan dijawab"), _("Selesai. Tenggat 72 jam berhenti."))
    return answered(request, found, form, actions.carry_out, texts)


@permit(Permission.RIGHTS_WORK)
@require_http_methods(["GET", "POST"])
def request_package(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The passphrase is on the page once; the press takes the file, which opens with it alone."""
    user = signed_in(request)
    found = get_request(user, request_id)
    decision = may_be_packed(found, user)
    form = forms.PackageForm(request.POST or None, initial={"passphrase": package.new_passphrase()})

    def act() -> bytes:
        return actions.make_package(request=found, passphrase=form.cleaned_data["passphrase"], by=user)

    made, status = make(form, act)
    if made is not None:
        return as_file(found, made)
    looked_at(user, found)
    parts = [str(rules.sections()[code].label) for code in decision.sections]
    phrase = form["passphrase"].value()
    context = {"found": found, "form": form, "parts": parts, "never": rules.never(), "phrase": phrase}
    return render(request, "rights/request_package.html", context, status=status)


def as_file(found: SubjectRequest, made: bytes) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    name = found.number.replace("/", "-")  # no name of a child in the name of a file
    response["Content-Disposition"] = f'attachment; filename="paket-{name}.pdf"'
    return response


def with_why(
    request: HttpRequest, request_id: UUID, act: Callable[..., object], texts: tuple[str, str, str]
) -> HttpResponse:
    found = get_request(signed_in(request), request_id)
    form = forms.WhyForm(request.POST or None, initial={"version": found.version})
    return answered(request, found, form, act, texts)


def answered(
    request: HttpRequest,
    found: SubjectRequest,
    form: VersionedForm,
    act: Callable[..., object],
    texts: tuple[str, str, str],
    **more: Any,
) -> HttpResponse:
    """The form, its action, and back to the page of all steps. A refusal keeps every word."""
    user = signed_in(request)
    again = partial(get_request, user, found.pk)
    found, status = press(form, found, partial(act, request=found, by=user), again)
    title, label, said = texts
    if status == DONE:
        messages.success(request, said)
        return redirect("rights:request-detail", found.pk)
    looked_at(user, found)
    context = {"found": found, "form": form, "title": title, "label": label, **more}
    return render(request, "rights/request_step.html", context, status=422 if form.errors and status == 200 else status)
