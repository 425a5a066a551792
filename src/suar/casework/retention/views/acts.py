"""One act: its files, its persons, its paper; and the steps that lead there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.retention import actions, forms, perms, rules
from suar.casework.retention.letting_go import let_go_by
from suar.casework.retention.models import Act, ActStatus, Item, Withdrawn
from suar.casework.retention.panels import TONES, called
from suar.casework.retention.paper import MARKS, golongan, groups_of
from suar.casework.retention.recording import listed_in
from suar.core import ledger
from suar.core.ledger import copies, holds
from suar.core.ui.making import make
from suar.core.ui.tags.times import day, moment
from suar.core.ui.versions import DONE, VersionedForm, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in
from suar.registry.accounts.recently import freshly_authenticated

UNDECIDED = (ActStatus.PROPOSED, ActStatus.APPROVED)  # it can still be stopped
KINDS = {actions.start: "danger", actions.withdraw: "secondary"}  # how the button of a step looks


@permit(Permission.RETENTION_VIEW)
@require_safe
def act_detail(request: HttpRequest, act_id: UUID) -> HttpResponse:
    user = signed_in(request)
    act = perms.get_act(user, act_id)
    items = listed_in(act)
    looked_at(user, "retention_act", act, items)
    held = holds.held_among(item.subject for item in items) if act.status in UNDECIDED else set()
    context = {
        "act": act,
        "called": called(act),
        "tone": TONES[ActStatus(act.status)],
        "items": [(item, item.subject in held) for item in items],
        "any_held": bool(held),
        "pairs": facts(act),
        "bases": [f"{basis.text} ({MARKS[basis.certainty]})" for basis in rules.schedule().bases],
        "groups": [golongan(group) for group in groups_of(items)],
        "unreadable_from": act.unreadable_from or copies.unreadable_from(timezone.localdate()),
        "waiting_days": rules.schedule().waiting_days,
        "lifter_waits": rules.LIFTER_WAITS_DAYS,
    }
    return render(request, "retention/act_detail.html", context | steps_of(user, act, items, any_held=bool(held)))


def steps_of(user: User, act: Act, items: Sequence[Item], *, any_held: bool) -> dict[str, Any]:
    """Which steps are open to this user now; `let_go`: files on whose end another leader decides."""
    leads = allows(user, Permission.RETENTION_APPROVE, act.office_id)
    let_go = let_go_by(user, items) if leads and act.status in UNDECIDED else []
    decides = leads and not let_go
    waits = act.status == ActStatus.APPROVED and act.not_before is not None and timezone.now() < act.not_before
    return {
        "waits": waits,
        "let_go": let_go,
        "may_approve": decides and act.status == ActStatus.PROPOSED and act.proposed_by_id != user.pk,
        "may_start": decides and act.status == ActStatus.APPROVED and not waits and not any_held,
        "may_withdraw": may_withdraw(user, act),
    }


def may_withdraw(user: User, act: Act) -> bool:
    return act.status in UNDECIDED and allows(user, Permission.RETENTION_WORK, act.office_id)


def looked_at(user: User, what: str, act: Act, items: Any) -> None:
    ids = [act.pk, *(item.subject for item in items)]
    ledger.read(what, by=user, office=act.office.code, why=user.role, ids=ids)


def facts(act: Act) -> list[tuple[str, Any]]:
    """Who did what and when."""
    steps = [
        (_("Disusun"), act.proposed_by, act.proposed_at),
        (_("Disetujui"), act.approved_by, act.approved_at),
        (_("Dilaksanakan"), act.started_by or (_("operator mesin") if act.at_once else None), act.started_at),
        (_("Dibatalkan"), act.withdrawn_by, act.withdrawn_at),
    ]
    pairs: list[tuple[str, Any]] = [
        (did, format_html("{}, {}", getattr(who, "name", who), moment(at)))
        for did, who, at in steps
        if who is not None and at
    ]
    if act.withdrawn_why:
        pairs.append((_("Alasan"), Withdrawn(act.withdrawn_why).label))
    if act.status == ActStatus.APPROVED and act.not_before is not None:
        pairs.append((_("Paling cepat dilaksanakan"), moment(act.not_before)))
    if act.dated:
        pairs.append((_("Tanggal berita acara"), day(act.dated)))
    return pairs


@permit(Permission.RETENTION_VIEW)
@require_safe
def act_pdf(request: HttpRequest, act_id: UUID) -> HttpResponse:
    """The bytes as they were made. A file's name tells nothing: a download lies about."""
    user = signed_in(request)
    act = perms.get_act(user, act_id)
    if not act.paper:
        raise Http404
    looked_at(user, "retention_paper", act, listed_in(act))
    response = HttpResponse(bytes(act.paper), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="berita-acara-{str(act.pk)[:8]}.pdf"'
    return response


@permit(Permission.RETENTION_WORK)
@require_http_methods(["GET", "POST"])
def act_new(request: HttpRequest) -> HttpResponse:
    """Which of the proposals go into an act; what is held is not offered."""
    user = signed_in(request)
    waiting = Item.objects.visible_to(user).due().filter(office=user.office).order_by("reference", "pk")
    free = waiting.exclude(subject__in=perms.holds_of(user).standing().values("subject"))
    offered = list(free[: forms.SHOWN])
    form = forms.DrawUpForm(request.POST or None, offered=offered)

    def draw_up() -> Act:
        return actions.draw_up(office=user.office, items={UUID(pk) for pk in form.cleaned_data["items"]}, by=user)

    made, status = make(form, draw_up)
    if made is not None:
        messages.success(request, _("Berita acara disusun. Pimpinan lain menyetujuinya."))
        return redirect("retention:act-detail", made.pk)
    ledger.read("retention_list", by=user, why=user.role, ids=[item.subject for item in offered])
    return render(request, "retention/act_new.html", {"form": form, "offered": offered}, status=status)


@permit(Permission.RETENTION_APPROVE)
@freshly_authenticated
@require_http_methods(["GET", "POST"])
def act_approve(request: HttpRequest, act_id: UUID) -> HttpResponse:
    said = _("Disetujui. Selama masa tunggu berita acara ini dapat dibatalkan.")
    return step(request, act_id, forms.StepForm, actions.approve, _("Setujui"), said)


@permit(Permission.RETENTION_WORK)
@require_http_methods(["GET", "POST"])
def act_withdraw(request: HttpRequest, act_id: UUID) -> HttpResponse:
    said = _("Dibatalkan. Berkasnya kembali menunggu keputusan.")
    return step(request, act_id, forms.WithdrawForm, actions.withdraw, _("Batalkan berita acara"), said)


@permit(Permission.RETENTION_APPROVE)
@freshly_authenticated
@require_http_methods(["GET", "POST"])
def act_start(request: HttpRequest, act_id: UUID) -> HttpResponse:
    said = _("Pemusnahan dimulai. Berita acaranya ada di sini dalam beberapa menit.")
    return step(request, act_id, forms.StepForm, actions.start, _("Musnahkan sekarang"), said)


def step(
    request: HttpRequest,
    act_id: UUID,
    make: Callable[..., VersionedForm],
    act_on: Callable[..., Act],
    label: str,
    said: str,
) -> HttpResponse:
    """One step: its form, its action, and back to the act. A refusal shows the act anew."""
    user = signed_in(request)
    act = perms.get_act(user, act_id)
    form = make(request.POST or None, initial=forms.initial_of(act))
    act, status = press(form, act, partial(act_on, act=act, by=user), partial(perms.get_act, user, act_id))
    if status == DONE:
        messages.success(request, said)
        return redirect("retention:act-detail", act_id)
    items = listed_in(act)
    looked_at(user, "retention_act", act, items)
    context = {"act": act, "called": called(act), "form": form, "label": label, "items": items}
    context |= {"button_kind": KINDS.get(act_on, "primary"), "final": act_on is actions.start}
    return render(request, "retention/act_step.html", context, status=status)
