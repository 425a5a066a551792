"""Files that another office is asked to take: asked, accepted with a new file there, refused, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.cases.forms import officers_of
from suar.casework.cases.perms import get_case
from suar.casework.supervision import actions, perms
from suar.casework.supervision.forms import AcceptForm, AnswerForm, TransferForm
from suar.casework.supervision.models import Transfer, TransferState
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.paging import page
from suar.core.ui.versions import DONE, VersionedForm, press
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in


@permit(Permission.TRANSFER_WORK)
@require_safe
def transfer_list(request: HttpRequest) -> HttpResponse:
    """Both directions, the newest first. Nothing is opened."""
    user = signed_in(request)
    found = Transfer.objects.visible_to(user).select_related("office", "to_office")
    shown = page(found, request.GET, ("-at", "-id"))
    ledger.read("transfer_list", by=user, why=user.role, ids=[row.pk for row in shown.rows])
    return render(request, "supervision/transfer_list.html", {"page": shown, "offices": set(user.office_ids)})


@permit(Permission.TRANSFER_WORK)
@require_http_methods(["GET", "POST"])
def transfer_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    user = signed_in(request)
    case = get_case(user, case_id)
    offices = list(Office.objects.exclude(pk=case.office_id).order_by("name"))
    form = TransferForm(request.POST or None, offices=offices)

    def act() -> Transfer:
        given = form.cleaned_data
        facts = {"reason": given["reason"], "summary": given["summary"]}
        facts |= {"to_office": next(one for one in offices if str(one.pk) == given["to_office"])}
        facts |= {"transfer_id": form.press(user.actor_id)}
        return actions.propose_transfer(case=case, by=user, **facts)

    made, status = make(form, act)
    if made is not None:
        return redirect("supervision:transfer-detail", made.pk)
    ids = [case.pk]
    ledger.read("transfer", by=user, subject=case.child_id, office=case.office.code, why=user.role, ids=ids)
    return render(request, "supervision/transfer_new.html", {"case": case, "form": form}, status=status)


@permit(Permission.TRANSFER_WORK)
@require_safe
def transfer_detail(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    user = signed_in(request)
    transfer = perms.get_transfer(user, transfer_id)
    looked_at(user, transfer)
    return render(request, "supervision/transfer_detail.html", shown(user, transfer))


@permit(Permission.TRANSFER_DECIDE)
@require_http_methods(["GET", "POST"])
def transfer_accept(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    user = signed_in(request)
    transfer = perms.get_transfer(user, transfer_id)
    people = officers_of([transfer.to_office_id])
    form = AcceptForm(request.POST or None, people=people, initial={"version": transfer.version})

    def act(officer: str) -> Transfer:
        chosen = next(one for one in people if str(one.pk) == officer)
        return actions.accept_transfer(transfer=transfer, officer=chosen, by=user)

    return answered(request, transfer, form, act, (_("Terima berkas"), _("Berkas dibuka di kantor ini.")))


@permit(Permission.TRANSFER_DECIDE)
@require_http_methods(["GET", "POST"])
def transfer_refuse(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    user = signed_in(request)
    transfer = perms.get_transfer(user, transfer_id)
    form = AnswerForm(request.POST or None, initial={"version": transfer.version})
    act = partial(actions.refuse_transfer, transfer=transfer, by=user)
    return answered(request, transfer, form, act, (_("Tolak berkas"), _("Jawaban tercatat.")))


@permit(Permission.TRANSFER_WORK)
@require_http_methods(["GET", "POST"])
def transfer_withdraw(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    user = signed_in(request)
    transfer = perms.get_transfer(user, transfer_id)
    form = AnswerForm(request.POST or None, initial={"version": transfer.version})
    act = partial(actions.withdraw_transfer, transfer=transfer, by=user)
    return answered(request, transfer, form, act, (_("Tarik usul"), _("Usul ditarik.")))


def answered(
    request: HttpRequest, transfer: Transfer, form: VersionedForm, act: Callable[..., Transfer], texts: tuple[str, str]
) -> HttpResponse:
    """The form, its action, and back to the page of the transfer. A refusal keeps every word."""
    user = signed_in(request)
    transfer, status = press(form, transfer, act, partial(perms.get_transfer, user, transfer.pk))
    if status == DONE:
        messages.success(request, texts[1])
        return redirect("supervision:transfer-detail", transfer.pk)
    looked_at(user, transfer)
    context = shown(user, transfer) | {"form": form, "title": texts[0]}
    return render(request, "supervision/transfer_answer.html", context, status=status)


def shown(user: User, transfer: Transfer) -> dict[str, Any]:
    """What either office may see and do: the summary, never the file of the other."""
    waits, to, ours = transfer.state == TransferState.PROPOSED, transfer.to_office_id, transfer.office_id
    return {
        "transfer": transfer,
        "sent": ours in user.office_ids,
        "received": to in user.office_ids,
        "reads": perms.reads_summary(user, transfer),
        "may_answer": waits and to in user.office_ids and allows(user, Permission.TRANSFER_DECIDE, to),
        "may_withdraw": waits and ours in user.office_ids and allows(user, Permission.TRANSFER_WORK, ours),
    }


def looked_at(user: User, transfer: Transfer) -> None:
    """The summary tells about the child: a look into its file, in the office whose it is."""
    ids = [transfer.pk, transfer.case_id]
    ledger.read("transfer", by=user, subject=transfer.child_id, office=transfer.office.code, why=user.role, ids=ids)
