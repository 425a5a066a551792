"""A referral: drawn up, looked at before it goes and after, changed, as a letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.cases.perms import get_case
from suar.casework.duties.limits import due_of
from suar.casework.sharing import actions, gate, owed, packages, panels, perms
from suar.casework.sharing.codes import fields_on
from suar.casework.sharing.forms import ReferralForm, typed_before
from suar.casework.sharing.models import Referral, Status
from suar.casework.sharing.rules import Refusal
from suar.casework.sharing.views.file import note_read
from suar.core.ui.making import make
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in
from suar.registry.agencies.models import Agency


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def referral_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = signed_in(request)
    case = get_case(user, pk)
    least = [code for code, field in fields_on(timezone.localdate()).items() if field.least]
    initial = {"contact": f"{user.name}, {case.office.name}", "fields_chosen": least}
    form = ReferralForm(request.POST or None, initial=initial, agencies=list(Agency.objects.active()))

    def act() -> Referral:
        facts = {name: value for name, value in form.facts().items() if name != "version"}
        return actions.draft(case=case, by=user, referral_id=form.press(user.actor_id), **facts)

    made, status = make(form, act)
    if made is not None:
        return redirect("sharing:referral-detail", made.pk)
    note_read(user, "sharing", case)
    context = {"case": case, "form": form, "back": reverse("sharing:case-sharing", args=[case.pk])}
    return render(request, "sharing/referral_new.html", context, status=status)


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def referral_edit(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    user = signed_in(request)
    referral = perms.get_referral(user, referral_id)
    back = reverse("sharing:referral-detail", args=[referral.pk])
    if not referral.is_draft or referral.is_erased:
        return redirect(back)
    agencies = list(Agency.objects.active())
    form = ReferralForm(request.POST or None, initial=typed_before(referral), agencies=agencies)

    def act(form_id: UUID, **facts: Any) -> None:
        actions.edit(referral=referral, by=user, **facts)

    row, status = press(form, referral, act, lambda: perms.get_referral(user, referral_id))
    if status == DONE:
        messages.success(request, _("Tersimpan."))
        return redirect(back)
    note_read(user, "referral", row.case, row.pk)
    context = {"case": row.case, "form": form, "back": back}
    return render(request, "sharing/referral_edit.html", context, status=status)


@permit(Permission.SHARING_VIEW)
@require_safe
def referral_detail(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What would go and what stands in its way, or what went and what became of it."""
    user = signed_in(request)
    referral = perms.get_referral(user, referral_id)
    note_read(user, "referral", referral.case, referral.pk)
    package = packages.shown(referral, timezone.now())
    context = {
        "case": referral.case,
        "referral": referral,
        "tone": panels.TONES[Status(referral.status)],
        "package": package,
        "pairs": panels.pairs_of_package(package),
        "answers": panels.answers_of(referral),
        "refusals": standing_in_the_way(referral, user),
        "work": allows(user, Permission.SHARING_WORK, referral.case.office_id) and not referral.is_erased,
        "may_review": may_review(user, referral),
        "review_within": owed.usual(owed.REVIEW, referral.case.office_id),
        "review_due": due_of(referral.review_duty),
        "back": reverse("sharing:case-sharing", args=[referral.case_id]),
    }
    return render(request, "sharing/referral_detail.html", context)


def standing_in_the_way(referral: Referral, user: User) -> list[Refusal]:
    """Of a draft: what the gate says now, in words that this user may read."""
    if not referral.is_draft or referral.is_erased:
        return []
    fields = dict(referral.draft or {}).get("fields", [])
    asked: dict[str, Any] = {"case": referral.case, "agency": referral.agency, "purpose": referral.purpose}
    return gate.refusals(**asked, fields=fields, user=user)


def has_paper(referral: Referral, user: User) -> bool:
    """What was sent, or a draft that nothing stands in the way of."""
    return referral.sent_at is not None or (referral.is_draft and not standing_in_the_way(referral, user))


def may_review(user: User, referral: Referral) -> bool:
    second = referral.sent_by_id != user.pk and allows(user, Permission.SHARING_WORK, referral.case.office_id)
    return referral.waits_for_review and second and not referral.is_erased


@permit(Permission.SHARING_VIEW)
@require_safe
def referral_pdf(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The letter as it went; of a draft that may go, marked as one. What an erased file held is no letter any more, and
    what may not leave is no paper that could lie on a table."""
    user = signed_in(request)
    referral = perms.get_referral(user, referral_id)
    package = packages.shown(referral, timezone.now())
    if not package:
        raise Http404
    if not has_paper(referral, user):
        words = _("Rujukan ini tidak boleh keluar, maka belum ada suratnya. Lihat apa yang menghalangi.")
        messages.error(request, words)
        return redirect("sharing:referral-detail", referral.pk)
    note_read(user, "referral_pdf", referral.case, referral.pk)
    response = HttpResponse(packages.pdf(referral, package), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{packages.file_name(referral)}"'
    return response
