"""A text of a file as a form: shown, saved as far as it goes, and merged where somebody else saved first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suar.casework.cases.models import Case
from suar.casework.cases.views.file import note_read
from suar.casework.cases.views.work import asked
from suar.casework.plans import actions, panels, rules, texts, whom
from suar.casework.plans.forms import AssessmentForm, PlanForm, TextForm, keys_of, keys_sent
from suar.casework.plans.models import CarePlan, NeedsAssessment
from suar.casework.plans.recording import led_here, must_be_seen
from suar.casework.plans.views import steps
from suar.core.errors import DomainError, Ended, Refused
from suar.core.ui import merging
from suar.core.ui.merging import Overtaken
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, permit

TEMPLATES = {"assessment": "plans/assessment_write.html", "plan": "plans/plan_write.html"}


@dataclass(frozen=True, slots=True)
class Writing:
    """One text that is being written: what it is, and how its fields are called."""

    case: Case
    what: str
    name: str  # of its address and template
    draft: NeedsAssessment | CarePlan | None
    before: Mapping[str, str]

    @property
    def content(self) -> Mapping[str, str]:
        return self.draft.words if self.draft else self.before

    @property
    def edition(self) -> int:
        return self.draft.edition if self.draft else 0

    def form(self, data: QueryDict | None = None, *, spare: int = 0) -> TextForm:
        initial = {**self.content, "edition": self.edition}
        if self.name == "assessment":
            return AssessmentForm(data, initial=initial)
        keys = keys_sent(data) if data is not None else keys_of(self.content)
        more = keys_of({}, spare=max(0, min(spare, rules.MOST_ITEMS - len(keys))))
        return PlanForm(data, initial=initial, owners=whom.choices(self.case), keys=[*keys, *more])

    def write(self, by: User, content: Mapping[str, str], edition: int) -> NeedsAssessment | CarePlan:
        facts: dict[str, Any] = {"case": self.case, "by": by, "content": content, "edition": edition}
        return actions.save_assessment(**facts) if self.name == "assessment" else actions.save_plan(**facts)

    def merge(self, found: Overtaken, mine: Mapping[str, str], sent: QueryDict) -> merging.MergePage:
        words: dict[str, Any] = {"label": panels.assessment_label, "shown": panels.assessment_shown}
        if self.name == "plan":
            named = panels.PlanWords(self.case, found.theirs, mine, found.base)
            words = {"label": named.label, "shown": named.shown, "free": named.free}
        else:
            words["free"] = lambda name: not name.startswith("need_")
        before = sent.get("dari", sent.get("edition", "0"))
        given = {name: sent.get(name, "") for name in sent} if merging.is_merging(sent) else None
        return merging.page_of(found, mine, extra=[("dari", str(before))], sent=given, **words)


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def assessment_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    draft = texts.draft_of(NeedsAssessment, case)
    before = {} if draft else texts.assessment_before(case)
    return written(request, user, Writing(case, _("Penilaian kebutuhan"), "assessment", draft, before))


@permit(Permission.CASE_WORK)
@require_http_methods(["GET", "POST"])
def plan_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    case, user = asked(request, pk)
    draft = texts.draft_of(CarePlan, case)
    before = {} if draft else texts.plan_before(case)
    return written(request, user, Writing(case, _("Rencana penanganan"), "plan", draft, before))


def written(request: HttpRequest, user: User, text: Writing) -> HttpResponse:
    """Shown, or saved; over what somebody else saved meanwhile never without having seen it."""
    if request.method == "GET":
        led_here(text.case, user)
        return shown(request, text, text.form())
    if "tambah" in request.POST:
        form = text.form(request.POST, spare=1)
        form.data = with_slots(request.POST, form)
        return shown(request, text, unchecked(form))
    sent, unpicked = merging.resolved(request.POST) if merging.is_merging(request.POST) else (request.POST, [])
    form = text.form(sent)
    if not form.is_valid():
        return shown(request, text, form, 422)
    try:
        if unpicked:
            seen_again(text, steps.edition_in(request.POST.get("dari", "")))
        row = text.write(user, form.content(), form.cleaned_data["edition"])
    except Overtaken as found:
        return merged(request, text, text.merge(found, form.content(), request.POST))
    except DomainError as refusal:
        if isinstance(refusal, Refused) and not isinstance(refusal, Ended):
            raise
        form.add_error(None, refusal.message)
        return shown(request, text, form, refusal.status)
    messages.success(request, _("Tersimpan."))
    return redirect(f"plans:{text.name}-detail", text.case.pk, row.pk)


def seen_again(text: Writing, edition: int) -> None:
    """Nothing was chosen for some field: the same three versions once more. Raises Overtaken."""
    if text.draft is not None:
        must_be_seen(text.draft, edition, text.before, text.case)


def with_slots(sent: QueryDict, form: TextForm) -> QueryDict:
    """What was typed, with one more empty line."""
    data = sent.copy()
    data["slots"] = ",".join(form.keys) if isinstance(form, PlanForm) else ""
    return data


def unchecked(form: TextForm) -> TextForm:
    """As typed, without a word on what is missing so far: it is checked when it is saved."""
    form.full_clean()
    form.errors.clear()
    return form


def shown(request: HttpRequest, text: Writing, form: TextForm, status: int = 200) -> HttpResponse:
    note_read(request, text.case)
    context = {
        "case": text.case,
        "form": form,
        "draft": text.draft,
        "back": reverse("plans:step-list", args=[text.case.pk]),
        "again": not text.draft and bool(text.before),
    }
    return render(request, TEMPLATES[text.name], context, status=status)


def merged(request: HttpRequest, text: Writing, page: merging.MergePage) -> HttpResponse:
    note_read(request, text.case)
    context = {
        "merge": page,
        "what": text.what,
        "reference": text.case.number,
        "action": reverse(f"plans:{text.name}-write", args=[text.case.pk]),
        "back": reverse("plans:step-list", args=[text.case.pk]),
    }
    return render(request, "ui/merge.html", context, status=409)
