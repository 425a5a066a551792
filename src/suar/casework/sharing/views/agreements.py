"""Agreements with bodies: what may go to whom for what; drawn up, signed by a second person, replaced, ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.sharing import actions, panels, perms
from suar.casework.sharing.forms import AgreementForm, ReasonForm
from suar.casework.sharing.models import Agreement
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.paging import page
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in
from suar.registry.agencies.models import Agency


@permit(Permission.SHARING_VIEW)
@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Each edition a row, by body."""
    user = signed_in(request)
    found = Agreement.objects.visible_to(user).select_related("agency", "signed_by", "by")
    shown = page(found, request.GET, ("agency__short_name", "-edition", "id"))
    ledger.read("agreement_list", by=user, why=user.role, ids=[row.pk for row in shown.rows])
    states = panels.agreement_states(shown.rows, timezone.localdate())
    rows = [(row, panels.validity(row), *state) for row, state in zip(shown.rows, states, strict=True)]
    work = allows(user, Permission.SHARING_WORK)
    context = {"page": shown, "rows": rows, "total": found.count(), "work": work}
    return render(request, "sharing/agreement_list.html", context)


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def agreement_new(request: HttpRequest) -> HttpResponse:
    initial = {"agency": request.GET.get("lembaga", ""), "valid_from": timezone.localdate()}
    return drawn_up(request, initial, reverse("sharing:agreement-list"), "sharing/agreement_new.html")


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def agreement_revise(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """A new edition that begins as the one before."""
    before = perms.get_agreement(signed_in(request), agreement_id)
    same = ("contact", "basis", "valid_from", "valid_until")
    initial = {name: getattr(before, name) for name in same} | {"agency": str(before.agency_id)}
    initial |= {f"for_{purpose}": codes for purpose, codes in before.terms.items()}
    initial |= {f"kept_{purpose}": months for purpose, months in before.months.items()}
    back = reverse("sharing:agreement-detail", args=[before.pk])
    return drawn_up(request, initial, back, "sharing/agreement_revise.html")


def drawn_up(request: HttpRequest, initial: dict[str, Any], back: str, template: str) -> HttpResponse:
    user = signed_in(request)
    form = AgreementForm(request.POST or None, initial=initial, agencies=list(Agency.objects.active()))

    def act() -> Agreement:
        agreement_id = form.press(user.actor_id)
        return actions.draw_up(office=user.office, by=user, agreement_id=agreement_id, **form.facts())

    made, status = make(form, act)
    if made is not None:
        messages.success(request, _("Tersimpan. Pimpinan yang lain menandatanganinya supaya berlaku."))
        return redirect("sharing:agreement-detail", made.pk)
    return render(request, template, {"form": form, "back": back}, status=status)


@permit(Permission.SHARING_VIEW)
@require_safe
def agreement_detail(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    user = signed_in(request)
    agreement = perms.get_agreement(user, agreement_id)
    ledger.read("agreement", by=user, office=agreement.office.code, why=user.role, ids=[agreement.pk])
    others = list(Agreement.objects.visible_to(user).with_body(agreement.office_id, agreement.agency_id))
    others.remove(agreement)
    (state, tone), *states = panels.agreement_states([agreement, *others], timezone.localdate())
    leads = allows(user, Permission.SHARING_SIGN, agreement.office_id)
    context = {
        "agreement": agreement,
        "terms": panels.terms_of(agreement),
        "pairs": panels.pairs_of_agreement(agreement),
        "state": state,
        "tone": tone,
        "others": [(row, words) for row, (words, _tone) in zip(others, states, strict=True)],
        "may_sign": leads and agreement.is_draft and agreement.by_id != user.pk,
        "may_end": leads and (agreement.is_signed or agreement.is_draft),
        "work": allows(user, Permission.SHARING_WORK, agreement.office_id),
    }
    return render(request, "sharing/agreement_detail.html", context)


@permit(Permission.SHARING_SIGN)
@require_http_methods(["GET", "POST"])
def agreement_sign(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    texts = (_("Tandatangani kesepakatan"), _("Tandatangani"), _("Kesepakatan ditandatangani."))
    return decided(request, agreement_id, actions.sign, texts)


@permit(Permission.SHARING_SIGN)
@require_http_methods(["GET", "POST"])
def agreement_end(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    texts = (_("Akhiri kesepakatan"), _("Akhiri"), _("Kesepakatan diakhiri. Tidak ada lagi yang keluar menurutnya."))
    return decided(request, agreement_id, actions.end, texts)


def decided(
    request: HttpRequest, agreement_id: UUID, act: Callable[..., Agreement], texts: tuple[str, str, str]
) -> HttpResponse:
    """With a reason. A refusal keeps every word."""
    user = signed_in(request)
    agreement = perms.get_agreement(user, agreement_id)
    form = ReasonForm(request.POST or None, initial={"version": agreement.version})
    again = partial(perms.get_agreement, user, agreement_id)
    agreement, status = press(form, agreement, partial(act, agreement=agreement, by=user), again)
    title, label, said = texts
    if status == DONE:
        messages.success(request, said)
        return redirect("sharing:agreement-detail", agreement.pk)
    context = {"agreement": agreement, "form": form, "title": title, "label": label}
    return render(request, "sharing/agreement_step.html", context, status=status)
