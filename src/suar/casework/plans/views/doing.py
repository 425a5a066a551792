"""What is done in a plan: a line carried out, a review, the check-ins after closure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.cases.promises import AFTER_CARE
from suar.casework.cases.views.file import note_read
from suar.casework.cases.views.work import asked
from suar.casework.conflicts.withheld import PASSED_ON, is_withheld
from suar.casework.plans import actions, owed, perms, steps
from suar.casework.plans.forms import CheckInForm, ReviewForm, ServiceForm
from suar.casework.plans.models import CheckIn
from suar.casework.plans.recording import led_here
from suar.casework.plans.reviewers import must_look_anew
from suar.casework.plans.texts import plan_in_force
from suar.core.errors import Conflict
from suar.core.ui.making import OnceForm, make
from suar.core.ui.versions import DONE, press
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def item_note(request: HttpRequest, pk: UUID, item_id: UUID) -> HttpResponse:
    """What was done for a line of the plan."""
    case, user = asked(request, pk)
    if request.method == "GET":
        led_here(case, user)
    item, status = perms.get_item(case, item_id), 200
    initial = {"version": item.version, "on": timezone.localdate()}
    form = ServiceForm(request.POST or None, initial=initial)
    if request.method == "POST":
        before = item
        item, status = press(
            form, item, lambda **facts: actions.note_service(item=before, by=user, **facts),
            lambda: perms.get_item(case, item_id),
        )  # fmt: skip
        if status == DONE:
            messages.success(request, _("Tersimpan."))
            return redirect("plans:plan-detail", case.pk, item.plan_id)
    note_read(request, case)
    back = reverse("plans:plan-detail", args=[case.pk, item.plan_id])
    context = {"case": case, "form": form, "item": item, "back": back}
    return render(request, "plans/item_note.html", context, status=422 if form.errors and status == 200 else status)


@permit(Permission.CASE_CLOSE)
@require_http_methods(["GET", "POST"])
def review_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    plan = plan_in_force(case)
    if request.method == "GET":
        led_here(case, user)
        if plan is not None:
            must_look_anew(user, case, plan)
    form = ReviewForm(request.POST or None)

    def act(data: dict[str, Any], made: UUID) -> None:
        actions.review(case=case, by=user, review_id=made, **data)

    return once(request, case, user, form, "review_add", act, plan=plan)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def checkin_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How the child is, one, three and six months after closure."""
    case, user = asked(request, pk)
    waiting = sorted(owed.open_of(case, *AFTER_CARE), key=lambda duty: duty.turn_at)
    typed = request.POST.get("kind", "")
    sent = CheckIn.objects.filter(case=case, kind=typed).first() if typed in AFTER_CARE else None
    kinds = dict.fromkeys([*(duty.kind for duty in waiting), *([sent.kind] if sent else [])])
    if not kinds:
        raise Conflict(_("Tidak ada kabar yang ditunggu untuk berkas ini."))
    form = CheckInForm(request.POST or None, kinds=[(kind, steps.kind_words(kind)) for kind in kinds])

    def act(data: dict[str, Any], made: UUID) -> None:
        actions.check_in(case=case, by=user, check_in_id=made, **data)

    return once(request, case, user, form, "checkin_add", act)


@permit(Permission.CASE_WORK)
@require_POST
def checkin_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One press where a check-in found that the child is not safe: the file goes on, with a new assessment owed."""
    case, user = asked(request, pk)
    last = case.checkins.first()
    if last is None or last.safe != "no":
        raise Conflict(_("Kabar terakhir tidak menyebut bahaya. Buka lagi berkas dari tab Penutupan."))
    why = _("Kabar sesudah penutupan: anak belum aman.")
    cases.reopen(case=case, why=why, by=user)
    if is_withheld(user, case.child_id):
        messages.warning(request, PASSED_ON)
        return redirect("cases:case-list")
    messages.success(request, _("Berkas dibuka lagi. Penilaian baru menjadi kewajiban."))
    return redirect("plans:step-list", case.pk)


def once(
    request: HttpRequest,
    case: Case,
    user: User,
    form: OnceForm,
    page: str,
    act: Callable[[dict[str, Any], UUID], None],
    **extra: Any,
) -> HttpResponse:
    """A form that makes one row however often it is pressed; what was typed comes back with what is wrong."""

    def pressed() -> None:
        act(form.facts(), form.press(user.actor_id))

    _nothing, status = make(form, pressed)
    if status == DONE:
        messages.success(request, _("Tersimpan."))
        return redirect("plans:step-list", case.pk)
    note_read(request, case)
    back = reverse("plans:step-list", args=[case.pk])
    return render(request, f"plans/{page}.html", {"case": case, "form": form, "back": back, **extra}, status=status)
