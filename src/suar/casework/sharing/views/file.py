"""The tab of a file: whose consent is there and whose is missing, and everything that ever left it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.cases.models import Case
from suar.casework.cases.perms import get_case, get_readable, why_read
from suar.casework.cases.views.file import page_of
from suar.casework.children.merges import one_child
from suar.casework.sharing import actions, gate, leaving, panels, perms, resting
from suar.casework.sharing.forms import ConsentForm, WithdrawForm
from suar.casework.sharing.models import Consent, Referral, Status
from suar.casework.sharing.resting import Left
from suar.core import ledger
from suar.core.ui.making import make
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit, signed_in
from suar.registry.agencies.models import Agency


@permit(Permission.SHARING_VIEW)
@require_safe
def case_sharing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Also of a file of another office that was opened for a child in danger."""
    user = signed_in(request)
    case = get_readable(user, pk)
    note_read(user, "sharing", case)
    ids, today = one_child(case.child_id), timezone.localdate()
    consents = gate.consents_of(case, ids)
    context = page_of(request, case, "sharing") | {
        "consents": panels.consents([row for row in consents if row.case.pk == case.pk], today),
        "elsewhere_said": Consent.objects.visible_to(user)
        .filter(pk__in=[row.pk for row in consents if row.case.pk != case.pk])
        .count(),
        "expected": panels.expectation(case, consents, today),
        "drafts": Referral.objects.filter(case=case, status=Status.DRAFT).select_related("agency"),
        "gone": leaving.of(case),
        "told": named_to(user, case, resting.to_be_told(consents, resting.of(ids))),
    }
    return render(request, "sharing/case_sharing.html", context)


def named_to(user: User, case: Case, found: list[Left]) -> list[Left]:
    """Those of this file, and of the child's other files those that this user may open."""
    elsewhere = {one.case.pk for one in found} - {case.pk}
    seen = set(Case.objects.visible_to(user).filter(pk__in=elsewhere).values_list("pk", flat=True))
    return [one for one in found if one.case.pk == case.pk or one.case.pk in seen]


@permit(Permission.SHARING_VIEW)
@require_safe
def sharing_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that left, for paper: by number, no name of the child."""
    user = signed_in(request)
    case = get_case(user, pk)
    note_read(user, "sharing_print", case)
    context = {"case": case, "gone": leaving.of(case), "printed_at": timezone.now(), "printed_by": user}
    return render(request, "sharing/sharing_print.html", context)


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def consent_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person's answer; another person's is another form."""
    user = signed_in(request)
    case = get_case(user, pk)
    initial = {"given_on": timezone.localdate()}
    form = ConsentForm(request.POST or None, initial=initial, agencies=list(Agency.objects.active()))

    def act() -> Consent:
        return actions.give(case=case, by=user, consent_id=form.press(user.actor_id), **form.facts())

    made, status = make(form, act)
    if made is not None:
        messages.success(request, _("Tersimpan."))
        return redirect("sharing:case-sharing", case.pk)
    note_read(user, "sharing", case)
    context = {"case": case, "form": form, "back": reverse("sharing:case-sharing", args=[case.pk])}
    return render(request, "sharing/consent_new.html", context, status=status)


@permit(Permission.SHARING_WORK)
@require_http_methods(["GET", "POST"])
def consent_withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Taken back; whoever received something on it is then to be told."""
    user = signed_in(request)
    consent = perms.get_consent(user, consent_id)
    today = timezone.localdate()
    beside = [(one.row, panels.in_a_line(one)) for one in panels.consents(perms.get_beside(user, consent), today)]
    form = WithdrawForm(request.POST or None, initial={"version": consent.version, "on": today}, beside=beside)

    def act(**facts: Any) -> None:
        actions.withdraw(consent=consent, by=user, **facts)

    row, status = press(form, consent, act, lambda: perms.get_consent(user, consent_id))
    back = reverse("sharing:case-sharing", args=[row.case_id])
    if status == DONE:
        messages.success(request, _("Pencabutan tercatat. Lihat siapa yang perlu diberi tahu."))
        return redirect(back)
    note_read(user, "sharing", row.case)
    (shown,) = panels.consents([row], today)
    context = {"case": row.case, "consent": shown, "form": form, "back": back}
    return render(request, "sharing/consent_withdraw.html", context, status=status)


def note_read(user: User, what: str, case: Case, *ids: object) -> None:
    why, office = why_read(user, case), case.office.code
    ledger.read(what, by=user, subject=case.child_id, office=office, why=why, ids=[case.pk, *ids])
