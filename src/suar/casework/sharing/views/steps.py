"""One small form a step of a referral: sent, in danger, received, answered, done, reviewed, told."""

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
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.cases.forms import officers_of
from suar.casework.sharing import actions, forms, owed, perms
from suar.casework.sharing.models import Referral
from suar.casework.sharing.views.file import note_read
from suar.casework.sharing.views.referrals import standing_in_the_way
from suar.core.ledger.models import StaleRow
from suar.core.ui.versions import DONE, VersionedForm, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def referral_send(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Refused with every reason where an agreement or a consent does not allow it."""
    user, referral = asked(request, referral_id)
    form = forms.SendForm(request.POST or None, initial={"version": referral.version})
    within = {"within": owed.usual(owed.RECEIPT, referral.case.office_id)}
    done = _("Rujukan tercatat keluar. Lembaga diminta membenarkan dalam %(within)s (aturan komisi).") % within
    texts = (_("Kirim rujukan"), _("Kirim"), done)
    return stepped(request, referral, form, partial(actions.send, referral=referral, by=user), texts)


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def referral_danger(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Without agreement: the least, with its reason, and a second person who reviews it."""
    user, referral = asked(request, referral_id)
    people = [one for one in officers_of([referral.case.office_id]) if one.pk != user.pk]
    within = owed.usual(owed.REVIEW, referral.case.office_id)
    form = forms.DangerForm(request.POST or None, initial={"version": referral.version}, people=people, within=within)
    done = _("Rujukan tercatat keluar. Orang kedua meninjaunya dalam %(within)s (aturan komisi).") % {"within": within}
    texts = (_("Kirim karena bahaya atau dugaan tindak pidana"), _("Kirim yang paling sedikit"), done)
    return stepped(request, referral, form, partial(actions.send, referral=referral, by=user), texts)


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def referral_receipt(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    user, referral = asked(request, referral_id)
    form = forms.ReceiptForm(request.POST or None, initial={"version": referral.version})
    texts = (_("Catat tanda terima"), _("Catat tanda terima"), _("Tanda terima tercatat."))
    return stepped(request, referral, form, partial(actions.receive, referral=referral, by=user), texts)


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def referral_answer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    user, referral = asked(request, referral_id)
    form = forms.AnswerForm(request.POST or None, initial={"version": referral.version})
    texts = (_("Catat jawaban lembaga"), _("Simpan"), _("Jawaban tercatat."))
    return stepped(request, referral, form, partial(actions.answer, referral=referral, by=user), texts)


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def referral_result(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    user, referral = asked(request, referral_id)
    form = forms.ResultForm(request.POST or None, initial={"version": referral.version})
    texts = (_("Catat hasil rujukan"), _("Simpan"), _("Hasil tercatat."))
    return stepped(request, referral, form, partial(actions.finish, referral=referral, by=user), texts)


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def referral_review(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """By somebody else than whoever sent it."""
    user, referral = asked(request, referral_id)
    form = forms.ReviewForm(request.POST or None, initial={"version": referral.version})
    texts = (_("Tinjau yang keluar tanpa kesepakatan"), _("Simpan penilaian"), _("Penilaian tercatat."))
    return stepped(request, referral, form, partial(actions.review, referral=referral, by=user), texts)


@permit(Permission.SHARING_WORK)
@require_POST
def referral_cancel(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The draft that was looked at; one that somebody changed meanwhile stays."""
    user, referral = asked(request, referral_id)
    form = VersionedForm(request.POST)
    act, again = partial(actions.cancel, referral=referral, by=user), partial(perms.get_referral, user, referral_id)
    referral, status = press(form, referral, act, again)
    if status == DONE:
        messages.success(request, _("Rancangan dibatalkan."))
        return redirect("sharing:case-sharing", referral.case_id)
    messages.error(request, " ".join(str(words) for words in form.non_field_errors()) or StaleRow().message)
    return redirect("sharing:referral-detail", referral.pk)


@permit(Permission.SHARING_WORK)
@require_POST
def referral_tell(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The receiver heard that a consent was withdrawn."""
    user, referral = asked(request, referral_id)
    actions.tell(referral=referral, by=user)
    messages.success(request, _("Tercatat: penerima sudah diberi tahu."))
    return redirect("sharing:case-sharing", referral.case_id)


def asked(request: HttpRequest, referral_id: UUID) -> tuple[User, Referral]:
    user = signed_in(request)
    return user, perms.get_referral(user, referral_id)


def stepped(
    request: HttpRequest,
    referral: Referral,
    form: VersionedForm,
    act: Callable[..., Any],
    texts: tuple[str, str, str],
) -> HttpResponse:
    """The form, its action, and back to the referral. A refusal keeps every word."""
    user = signed_in(request)
    referral, status = press(form, referral, act, partial(perms.get_referral, user, referral.pk))
    title, label, said = texts
    back = reverse("sharing:referral-detail", args=[referral.pk])
    if status == DONE:
        messages.success(request, said)
        return redirect(back)
    note_read(user, "referral", referral.case, referral.pk)
    context = {"case": referral.case, "referral": referral, "form": form, "title": title, "label": label, "back": back}
    plain = type(form) is forms.SendForm
    context["refusals"] = standing_in_the_way(referral, user) if plain and status != DONE else []
    return render(request, "sharing/referral_step.html", context, status=status)
