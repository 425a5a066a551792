"""What pages show of arrivals, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.duties.beside import Beside
from suar.casework.duties.models import Duty
from suar.casework.material import owed, rules
from suar.casework.material.models import Arrival, Instruction, LiesOn, Step, Taken
from suar.core.ui.tags.times import moment
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows

ADDRESSES: dict[Step, str] = {
    Step.STOP: "material:arrival-stop",
    Step.APART: "material:arrival-apart",
    Step.CALL: "material:arrival-call",
    Step.NOTE: "material:arrival-note",
    Step.INSTRUCTION: "material:arrival-instruction",
    Step.RECEIPT: "material:arrival-receipt",
    Step.DEBRIEF: "material:arrival-debrief",
}


@dataclass(frozen=True, slots=True)
class Written:
    """One step as it was written down: when it was done, by whom, with its words."""

    at: datetime
    who: str
    pairs: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step on the page. `now`: the one to do next. `early`: what comes first. `former`: before it was corrected."""

    step: Step
    number: int
    url: str
    now: bool = False
    early: str = ""
    done: Written | None = None
    former: list[Written] = field(default_factory=list)

    @property
    def title(self) -> str:
        return f"{self.number}. {self.step.label}"


def steps_of(arrival: Arrival, rows: Iterable[Taken], *, for_paper: bool = False) -> list[StepView]:
    """All seven, with what was written."""
    by_step: dict[str, list[Taken]] = defaultdict(list)
    for row in rows:
        by_step[row.step].append(row)
    following = rules.next_step(by_step)
    return [
        StepView(
            step,
            rules.number_of(step),
            reverse(ADDRESSES[step], args=[arrival.pk]),
            now=step == following,
            early=str(early.label) if (early := rules.comes_too_early(step, by_step)) else "",
            done=written(by_step[step][-1], for_paper=for_paper) if step in by_step else None,
            former=[written(row) for row in by_step.get(step, [])[-2::-1]],
        )
        for step in rules.ORDER
    ]


def written(row: Taken, *, for_paper: bool = False) -> Written:
    """`for_paper`: without who had opened it before they knew, which is noted so that somebody stands by them."""
    at = row.written_at if row.step == Step.NOTE else row.at
    return Written(at, row.by.name, [pair for pair in pairs_of(row, for_paper) if pair[1]])


def pairs_of(row: Taken, for_paper: bool) -> list[tuple[str, str]]:
    """What stands on the screen of a step: escaped text, and no address that a screen makes a link of."""
    said: dict[str, str] = {name: rules.defanged(str(text)) for name, text in (row.words or {}).items()}
    if row.step == Step.CALL:
        return [(_("Yang ditelepon"), called(row)), (_("Yang menjawab"), said.get("answered", ""))]
    if row.step == Step.INSTRUCTION:
        return [(_("Petunjuk"), str(Instruction(row.instruction).label).capitalize())]
    if row.step == Step.NOTE:
        on = said.get("on", "")
        return [
            (_("Diketahui"), moment(row.at, "short")),
            (_("Terletak pada"), str(LiesOn(on).label).capitalize() if on else ""),
            (_("Letaknya"), said.get("path", "")),
            (_("Yang melihat atau menerimanya"), said.get("seen", "")),
            (_("Sempat terbuka oleh"), "" if for_paper else said.get("opened", "")),
        ]
    return [
        (_("Sekarang di"), said.get("where", "")),
        (_("Nomor"), said.get("number", "")),
        (_("Diterima oleh"), said.get("to", "")),
        (_("Ditawarkan kepada"), said.get("whom", "")),
    ]


def called(row: Taken) -> str:
    """Which body and which of its lines; the emergency number where it was that."""
    return ", ".join(filter(None, [row.agency.short_name if row.agency else "", row.line]))


@dataclass(frozen=True, slots=True)
class Line:
    """One arrival in a list; nothing is opened for it."""

    arrival: Arrival
    done: int
    next: str

    @property
    def of(self) -> int:
        return len(rules.NEEDED)


def listed(found: QuerySet[Arrival]) -> QuerySet[Arrival]:
    """With what a list shows: the steps that were taken, without their words."""
    steps = Taken.objects.defer("words")
    return found.select_related("case", "complaint", "by").prefetch_related(Prefetch("taken", steps))


def rows(arrivals: Iterable[Arrival]) -> list[Line]:
    return [line(arrival, {row.step for row in arrival.taken.all()}) for arrival in arrivals]


def line(arrival: Arrival, done: set[str]) -> Line:
    missing = rules.left(done)
    waits = _("menunggu orang kedua") if arrival.is_open else ""
    return Line(arrival, len(rules.NEEDED) - len(missing), str(missing[0].label) if missing else waits)


def to_count(user: User) -> dict[str, QuerySet[Arrival]]:
    """What the first page counts: arrivals that are not over."""
    return {"material_open": Arrival.objects.visible_to(user).open()}


def today(counts: Mapping[str, int]) -> dict[str, Any]:
    return {"count": counts["material_open"], "url": reverse("material:arrival-list")}


def beside_duty(duty: Duty, user: User) -> Sequence[Beside]:
    """Beside a duty about it: the arrival on whose page the duty ends."""
    if duty.kind not in owed.KINDS or not allows(user, Permission.MATERIAL_VIEW, duty.office_id):
        return []
    found = Arrival.objects.visible_to(user).filter(Q(call_duty=duty.pk) | Q(receipt_duty=duty.pk))
    return [
        Beside(
            _("Materi masuk %(number)s") % {"number": arrival.number},
            reverse("material:arrival-detail", args=[arrival.pk]),
            arrival.noticed_at,
            str(arrival.get_status_display()),
            "amber" if arrival.is_open else "green",
        )
        for arrival in found
    ]
