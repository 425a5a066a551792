"""How a file stands in its six steps, and the one that is next: asked by its page and by whoever goes through all files
that are due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from suar.casework.cases.models import Case, Status
from suar.casework.cases.promises import AFTER_CARE
from suar.casework.cases.timeline import duties_of
from suar.casework.duties.kinds import label_of
from suar.casework.duties.models import Duty
from suar.casework.plans import owed, rules
from suar.casework.plans.models import CarePlan, CheckIn, NeedsAssessment, PlanItem, PlanReview
from suar.core.documents.indonesian import short
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User


@dataclass(frozen=True, slots=True)
class Standing:
    """What a file holds of its steps, newest first, opened with its key. `items` are of the plan in force, or of the
    last one where the file is closed."""

    case: Case
    now: datetime
    duties: Sequence[Duty]
    assessments: Sequence[NeedsAssessment]
    plans: Sequence[CarePlan]
    items: Sequence[PlanItem] = ()
    reviews: Sequence[PlanReview] = ()
    check_ins: Sequence[CheckIn] = ()

    @property
    def draft(self) -> CarePlan | None:
        return next((plan for plan in self.plans if plan.is_being_written), None)

    @property
    def in_force(self) -> CarePlan | None:
        return next((plan for plan in self.plans if plan.status == CarePlan.Status.IN_FORCE), None)

    @property
    def assessing(self) -> NeedsAssessment | None:
        return next((one for one in self.assessments if one.status == NeedsAssessment.Status.DRAFT), None)

    @property
    def assessed(self) -> NeedsAssessment | None:
        return next((one for one in self.assessments if one.status == NeedsAssessment.Status.FINISHED), None)

    def owed(self, *kinds: str) -> Duty | None:
        """The open duty of these kinds that is due first."""
        found = [duty for duty in self.duties if duty.kind in kinds and duty.is_open]
        return min(found, key=lambda duty: (duty.turn_at, duty.pk), default=None)

    @property
    def facts(self) -> rules.Facts:
        plan, review = self.in_force, self.owed(owed.REVIEW)
        last = next((one for one in self.reviews if plan is not None and one.plan_id == plan.pk), None)
        return rules.Facts(
            closed=not self.case.is_open,
            closing=self.case.status == Status.CLOSING,
            assessed=self.assessed is not None,
            assessing=self.assessing is not None,
            assess_again=self.owed(owed.ASSESS) is not None,
            planning=self.draft is not None,
            waiting=self.draft is not None and self.draft.status == CarePlan.Status.WAITING,
            in_force=plan is not None,
            items=len(self.items),
            open_items=sum(item.is_open for item in self.items) if plan is not None else 0,
            verdict=last.verdict if last else "",
            review_due=bool(review and review.due_at and review.due_at <= self.now),
            was_planned=_shown(self.plans) is not None,
            was_reviewed=bool(self.reviews),
            check_ins_left=sum(duty.kind in AFTER_CARE and duty.is_open for duty in self.duties),
        )


def gather(case: Case, duties: Iterable[Duty], now: datetime) -> Standing:
    """One statement a table, whatever their rows."""
    assessments = list(case.needsassessments.select_related("finished_by", "written_by")[:20])
    people = ("submitted_by", "approved_by", "written_by")
    plans = list(case.careplans.select_related(*people)[:20])
    shown = _shown(plans)
    items = list(shown.items.select_related("agency", "officer")) if shown else []
    reviews = list(case.planreviews.select_related("by")[:20])
    check_ins = [] if case.is_open else list(case.checkins.select_related("by")[:20])
    share_cipher(case, *assessments, *plans, *items, *reviews, *check_ins)
    return Standing(case, now, list(duties), assessments, plans, items, reviews, check_ins)


def _shown(plans: Sequence[CarePlan]) -> CarePlan | None:
    """The plan in force, else the last that was."""
    return next((plan for plan in plans if plan.approved_at is not None), None)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done now: `code` of `rules.next_of`, in words, where, and the duty whose clock runs."""

    code: str
    words: str
    url: str
    label: str
    duty: Duty | None = None


def next_step(case: Case, standing: Standing | None = None) -> NextStep | None:
    """The one next step of a file that the commission leads; None where another body leads or nothing is left to do."""
    if not case.is_led_here and case.is_open:
        return None
    now = timezone.now()
    here = standing or gather(case, duties_of(case), now)
    code = rules.next_of(here.facts)
    if not code:
        return None
    words, address, label, kinds = _next(code)
    plan = {"approve": here.draft, "carry": here.in_force}.get(code)
    url = reverse(address, args=[case.pk, plan.pk] if plan else [case.pk])
    return NextStep(code, words, url, label, here.owed(*kinds) if kinds else None)


def _next(code: str) -> tuple[str, str, str, tuple[str, ...]]:
    """In words, the address, what its button says, and the duties whose clock runs."""
    assess, plan = (owed.ASSESS, owed.PLAN), (owed.PLAN,)
    return {
        "assess": (_("Nilai kebutuhan anak."), "plans:assessment-write", _("Tulis penilaian"), assess),
        "finish_assessment": (
            _("Lengkapi dan selesaikan penilaian."), "plans:assessment-write", _("Lanjutkan penilaian"), assess,
        ),
        "plan": (_("Susun rencana penanganan."), "plans:plan-write", _("Susun rencana"), plan),
        "submit": (_("Lengkapi rencana dan ajukan."), "plans:plan-write", _("Lanjutkan rencana"), plan),
        "approve": (_("Rencana menunggu persetujuan orang kedua."), "plans:plan-detail", _("Baca rencana"), plan),
        "carry": (_("Laksanakan butir rencana."), "plans:plan-detail", _("Lihat butir"), (owed.STEP, owed.SERVICE)),
        "review": (
            _("Tinjau rencana bersama komisioner yang bukan pemegang berkas."), "plans:review-add", _("Tinjau"),
            (owed.REVIEW,),
        ),
        "propose_closure": (_("Usulkan penutupan."), "cases:case-closure", _("Buka penutupan"), (owed.REVIEW,)),
        "sign_closure": (_("Penutupan menunggu tanda tangan kedua."), "cases:case-closure", _("Buka penutupan"), ()),
        "check_in": (
            _("Tanyakan kabar anak sesudah penutupan."), "plans:checkin-add", _("Catat kabar anak"), AFTER_CARE
        ),
    }[code]  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step on the page: done, now or later, with what was done, when and by whom."""

    key: str
    title: str
    state: str
    lines: list[tuple[str, str]] = field(default_factory=list)  # words, address or ""

    @property
    def state_words(self) -> str:
        words = {"done": _("selesai"), "now": pgettext("langkah", "sekarang"), "going": pgettext("langkah", "berjalan")}
        return words.get(self.state, pgettext("langkah", "nanti"))

    @property
    def tone(self) -> str:
        return {"done": "green", "now": "teal", "going": "teal"}.get(self.state, "")


def steps_of(standing: Standing) -> list[StepLine]:
    """All six."""
    states = rules.states(standing.facts)
    told: dict[str, Any] = {
        "registration": (_("Pencatatan"), _registration),
        "assessment": (_("Penilaian kebutuhan"), _assessments),
        "plan": (_("Rencana"), _plans),
        "carrying": (_("Pelaksanaan"), _carried),
        "review": (_("Tindak lanjut dan tinjauan"), _reviews),
        "closure": (_("Penutupan dan kabar"), _closure),
    }
    return [
        StepLine(key, f"{number}. {title}", states[key], lines(standing))
        for number, (key, (title, lines)) in enumerate(told.items(), start=1)
    ]


def _registration(here: Standing) -> list[tuple[str, str]]:
    words = _("Berkas %(number)s dibuka %(day)s.") % {"number": here.case.number, "day": short(here.case.opened_on)}
    return [(words, "")]


def _assessments(here: Standing) -> list[tuple[str, str]]:
    return [
        (
            _("Penilaian %(n)d: %(state)s") % {"n": one.number, "state": one.get_status_display()}
            + _by(one.finished_by or one.written_by, one.finished_at or one.written_at),
            reverse("plans:assessment-detail", args=[here.case.pk, one.pk]),
        )
        for one in here.assessments
    ]


def _plans(here: Standing) -> list[tuple[str, str]]:
    return [
        (
            _("Rencana %(n)d: %(state)s") % {"n": plan.number, "state": plan.get_status_display()}
            + _by(plan.approved_by or plan.submitted_by or plan.written_by, plan.approved_at or plan.written_at),
            reverse("plans:plan-detail", args=[here.case.pk, plan.pk]),
        )
        for plan in here.plans
    ]


def _carried(here: Standing) -> list[tuple[str, str]]:
    if not here.items:
        return []
    done = sum(item.state == PlanItem.State.DONE for item in here.items)
    return [(_("%(done)d dari %(all)d butir terlaksana.") % {"done": done, "all": len(here.items)}, "")]


def _reviews(here: Standing) -> list[tuple[str, str]]:
    return [(str(one.get_verdict_display()).capitalize() + _by(one.by, one.at), "") for one in here.reviews]


def _closure(here: Standing) -> list[tuple[str, str]]:
    lines = []
    if here.case.closed_on:
        lines.append((_("Ditutup %(day)s.") % {"day": short(here.case.closed_on)}, ""))
    return lines + [
        (f"{kind_words(one.kind)}: {one.get_result_display()}" + _by(one.by, one.at), "") for one in here.check_ins
    ]


def kind_words(kind: str) -> str:
    return label_of(kind)


def _by(user: User | None, at: datetime) -> str:
    return " · " + ", ".join(filter(None, [user.name if user else "", short(at)]))
