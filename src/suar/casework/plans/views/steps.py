"""The six steps of a file on one page, its texts one by one, and the presses that move them on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suar.casework.cases.models import Case
from suar.casework.cases.perms import can_work
from suar.casework.cases.views.file import note_read, opened, opened_here, page_of
from suar.casework.cases.views.work import asked
from suar.casework.plans import actions, panels, perms, reviewers, rules, steps, texts
from suar.casework.plans.approving import approval_of, why_not
from suar.casework.plans.forms import SendBackForm
from suar.casework.plans.models import CarePlan, NeedsAssessment
from suar.casework.plans.recording import whose_steps
from suar.core.errors import DomainError, Ended, Refused
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in


@permit(Permission.CASE_VIEW)
@require_GET
def step_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All six: done, now or later; the next one with its button."""
    case = opened(request, pk)
    context = page_of(request, case, "steps")
    standing = steps.gather(case, context["duties"], context["now"])
    following, review = steps.next_step(case, standing), may_review(context["user"], standing)
    extra = {
        "steps": steps.steps_of(standing),
        "next": following,
        "may_next": context["work"] and following is not None and (following.code != "review" or review),
        "elsewhere_led": "" if case.is_led_here else whose_steps(case),
        "standing": standing,
        "lines": panels.item_lines(case, standing.items, work=context["work"] and case.is_open),
        "may_review": review,
        "reopen": danger_of(standing) and context["work"],
    }
    return render(request, "plans/step_list.html", context | extra)


def may_review(user: User, standing: steps.Standing) -> bool:
    case = standing.case
    signs = allows(user, Permission.CASE_CLOSE, case.office_id)
    return signs and reviewers.may_look(user, case, standing.in_force, standing.reviews)


def danger_of(standing: steps.Standing) -> bool:
    """Whether the last that was heard after closure is that the child is not safe."""
    last = next(iter(standing.check_ins), None)
    return not standing.case.is_open and last is not None and last.safe == "no"


@permit(Permission.CASE_VIEW)
@require_GET
def assessment_detail(request: HttpRequest, pk: UUID, needs_id: UUID) -> HttpResponse:
    """One assessment; beside it what has changed since the one before."""
    case = opened(request, pk)
    row = perms.get_assessment(case, needs_id)
    former = case.needsassessments.filter(number=row.number - 1).first()
    if former is not None:
        share_cipher(case, former)
    lacking = rules.lacking(row.words) if row.status == NeedsAssessment.Status.DRAFT else []
    user = signed_in(request)
    context = {
        "case": case,
        "row": row,
        "needs": panels.needs_of(row.words),
        "told": panels.told(row.words),
        "wishes": row.words.get("wishes", ""),
        "lacking": [panels.assessment_label(name) for name in lacking],
        "changed": panels.changed(former.words, row.words) if former else [],
        "former": former,
        "work": can_work(user, case) and case.is_open and case.is_led_here,
    }
    return render(request, "plans/assessment_detail.html", context)


@permit(Permission.CASE_WORK)
@require_POST
def assessment_finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    row = actions.finish_assessment(case=case, by=user, edition=edition_of(request))
    messages.success(request, _("Penilaian selesai dan berlaku."))
    return redirect("plans:assessment-detail", case.pk, row.pk)


@permit(Permission.CASE_VIEW)
@require_GET
def plan_detail(request: HttpRequest, pk: UUID, plan_id: UUID) -> HttpResponse:
    case = opened(request, pk)
    return render(request, "plans/plan_detail.html", plan_page(request, case, perms.get_plan(case, plan_id)))


@permit(Permission.CASE_VIEW)
@require_GET
def plan_print(request: HttpRequest, pk: UUID, plan_id: UUID) -> HttpResponse:
    """One page for paper: by initials and number."""
    case = opened_here(request, pk)
    context = plan_page(request, case, perms.get_plan(case, plan_id))
    return render(request, "plans/plan_print.html", context | {"now": timezone.now()})


def plan_page(request: HttpRequest, case: Case, plan: CarePlan) -> dict[str, object]:
    """A plan as it is written, or as it is carried out; who may approve it, and in words who can where one cannot."""
    user = signed_in(request)
    work = can_work(user, case) and case.is_open and case.is_led_here
    written = plan.approved_at is None
    items = [] if written else list(plan.items.select_related("agency", "officer"))
    approval = approval_of(plan, case) if plan.status == CarePlan.Status.WAITING else None
    may = approval is not None and work and user.pk in approval.may
    return {
        "case": case,
        "plan": plan,
        "user": user,
        "aim": plan.words.get("aim", ""),
        "lines": panels.written_lines(case, plan.words) if written else panels.item_lines(case, items, work=work),
        "written": written,
        "work": work,
        "may_approve": may,
        "why_not": why_not(approval) if approval is not None and not may else "",
    }


@permit(Permission.CASE_WORK)
@require_POST
def plan_submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    plan = actions.submit_plan(case=case, by=user, edition=edition_of(request))
    messages.success(request, _("Diajukan. Rencana berlaku sesudah orang kedua menyetujuinya."))
    return redirect("plans:plan-detail", case.pk, plan.pk)


@permit(Permission.CASE_CLOSE)
@require_POST
def plan_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    plan = actions.approve_plan(case=case, by=user, edition=edition_of(request))
    messages.success(request, _("Rencana berlaku. Setiap butirnya menjadi kewajiban dengan tenggatnya."))
    return redirect("plans:plan-detail", case.pk, plan.pk)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def plan_send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    draft = texts.draft_of(CarePlan, case)
    form = SendBackForm(request.POST or None, initial={"edition": draft.edition if draft else 0})
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.send_back_plan(case=case, by=user, **form.cleaned_data)
        except DomainError as refusal:
            if isinstance(refusal, Refused) and not isinstance(refusal, Ended):
                raise
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, _("Dikembalikan kepada penulisnya."))
            return redirect("plans:plan-detail", case.pk, plan.pk)
    note_read(request, case)
    context = {"case": case, "form": form, "back": reverse("plans:step-list", args=[case.pk])}
    return render(request, "plans/plan_send_back.html", context, status=status)


def edition_of(request: HttpRequest) -> int:
    """The edition that was on the page; one that is no number is none."""
    return edition_in(request.POST.get("edition", ""))


def edition_in(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0
