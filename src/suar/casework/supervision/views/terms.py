"""The end of a term: who leaves when, what each holds, who takes it, the act and its paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suar.casework.duties.kinds import label_of
from suar.casework.supervision import actions, leaving, perms
from suar.casework.supervision.forms import ReceiversForm
from suar.casework.supervision.models import TermHandover
from suar.casework.supervision.terms import rows_of, vacancies
from suar.core import ledger
from suar.core.errors import refusal_of
from suar.core.ui.paging import page
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Appointment, Role, User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in


@permit(Permission.TERM_VIEW)
@require_safe
def term_list(request: HttpRequest) -> HttpResponse:
    """Terms that end soon or ended of late, the acts so far, and who is left to sign."""
    user, today = signed_in(request), timezone.localdate()
    acts = TermHandover.objects.visible_to(user).filter(office=user.office).select_related("leaver")
    shown = page(acts, request.GET, ("-at", "-id"))
    terms = [
        (one, Role(one.role).label, one.until < today) for one in leaving.ending(user.office.pk, today) if one.until
    ]
    context = {"terms": terms, "page": shown, "vacancies": vacancies(user.office.pk, today)}
    context["may"] = allows(user, Permission.TERM_HAND_OVER, user.office.pk)
    return render(request, "supervision/term_list.html", context)


@permit(Permission.TERM_HAND_OVER)
@require_http_methods(["GET", "POST"])
def term_plan(request: HttpRequest, term_id: int) -> HttpResponse:
    """The plan for the receivers that are ticked; carried out when the plan that was read is sent back."""
    user = signed_in(request)
    term = perms.get_term(user, term_id)
    people = leaving.staying(term)
    form = ReceiversForm(request.POST or None, people=people, hints={}, initial={"receivers": [p.pk for p in people]})
    chosen, status = receivers(form, people), 200
    if form.is_bound and form.is_valid() and form.cleaned_data["seal"] and "carry" in request.POST:
        made = list[TermHandover]()
        facts: dict[str, Any] = {"receivers": chosen, "seal": form.cleaned_data["seal"]}
        facts |= {"handover_id": form.press(user.actor_id)}
        refusal = refusal_of(lambda: made.append(actions.hand_over(appointment=term, by=user, **facts)))
        if refusal is None:
            messages.success(request, _("Serah terima dilaksanakan. Cetak berita acaranya."))
            return redirect("supervision:handover-detail", made[0].pk)
        form.add_error(None, refusal.message)
        status = refusal.status
    return render(request, "supervision/term_plan.html", planned(user, term, chosen, form), status=status)


def receivers(form: ReceiversForm, people: list[User]) -> list[User]:
    """Who is ticked; everyone before anybody was asked."""
    if not form.is_bound or not form.is_valid():
        return people
    return [one for one in people if str(one.pk) in form.cleaned_data["receivers"]]


def planned(user: User, term: Appointment, chosen: list[User], form: ReceiversForm) -> dict[str, Any]:
    plan = leaving.plan(term, chosen, user)
    unlock([file for file, _taker in plan.files] + [file.child for file, _taker in plan.files])
    ids = [file.pk for file, _taker in plan.files] + [duty.pk for duty, _taker in plan.duties]
    ledger.read("term", by=user, office=term.office.code, why=user.role, ids=ids)
    return {
        "term": term,
        "role": Role(term.role).label,
        "form": form,
        "plan": plan,
        "duties": [(label_of(duty.kind), duty.reference, taker) for duty, taker in plan.duties],
        "in_hand": leaving.in_hand(term),
        "own": term.user_id == user.pk,
    }


@permit(Permission.TERM_VIEW)
@require_safe
def handover_detail(request: HttpRequest, handing_id: UUID) -> HttpResponse:
    user = signed_in(request)
    act = perms.get_handover(user, handing_id)
    return render(request, "supervision/handover_detail.html", told(user, act, "term"))


@permit(Permission.TERM_VIEW)
@require_safe
def handover_print(request: HttpRequest, handing_id: UUID) -> HttpResponse:
    """Berita acara: numbers and initials, no name of a child; places for the signatures."""
    user = signed_in(request)
    context = told(user, perms.get_handover(user, handing_id), "term_print")
    return render(request, "supervision/handover_print.html", context | {"printed_at": timezone.now()})


def told(user: User, act: TermHandover, what: str) -> dict[str, Any]:
    files, others = rows_of(act, user)
    ids = [act.pk, *(row["case"].pk for row in files)]
    ledger.read(what, by=user, office=act.office.code, why=user.role, ids=ids)
    return {"act": act, "role": Role(act.role).label, "files": files, "others": others, "user": user}
