"""Pure decisions about the six steps: what a text still lacks, who may approve a plan, which step is next. No database,
no clock."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from suar.casework.plans.models import Domain

YES, NO, UNKNOWN = "yes", "no", "unknown"
MOST_ITEMS = 15
KEY = re.compile(r"[a-z0-9]{1,12}")
PARTS = ("goal", "service", "who", "day")
# Tries in vain after which a check-in may be ended as not reached, a house rule: a telephone, another way, a visit.
TRIES = 3

# Fields of an assessment without which it is not finished.
NEEDED = ("strengths", "safety", "caregiver", "alone", "sources", *(f"need_{code}" for code in Domain.values))
ASSESSMENT = (
    *NEEDED,
    *(f"words_{code}" for code in Domain.values),
    "wishes",
    "unasked",
)
# What is asked anew each time: words of a child are of their day.
ASKED_ANEW = frozenset({"wishes", "unasked", "alone"})


@dataclass(frozen=True, slots=True)
class ItemText:
    """One line of a plan as it was written. `who`: `a:` and an agency's number, or `u:` and an officer's."""

    key: str
    goal: str = ""
    service: str = ""
    who: str = ""
    day: str = ""

    @property
    def is_whole(self) -> bool:
        return all((self.goal, self.service, self.who, self.day))

    @property
    def due_on(self) -> date:
        return date.fromisoformat(self.day)


def clean(content: Mapping[str, str]) -> dict[str, str]:
    """Without empty fields: a field that says nothing is not there."""
    return {name: text for name, text in content.items() if text}


def items_of(content: Mapping[str, str]) -> list[ItemText]:
    """The lines of a plan, the one that is due first before the others."""
    keys = {name.partition("_")[2] for name in content if name.partition("_")[0] in PARTS}
    found = [ItemText(key, **{part: content.get(f"{part}_{key}", "") for part in PARTS}) for key in keys if key]
    return sorted(found, key=lambda item: (item.day or "9", item.key))


def lacking(content: Mapping[str, str]) -> list[str]:
    """Fields of an assessment that must be filled before it is finished. Of the child's wishes either its words or why
    it was not asked; a need that is there needs a word on what it is."""
    missing = [name for name in NEEDED if not content.get(name)]
    missing += [
        f"words_{code}"
        for code in Domain.values
        if content.get(f"need_{code}") == YES and not content.get(f"words_{code}")
    ]
    return missing if content.get("wishes") or content.get("unasked") else [*missing, "wishes"]


def needs(content: Mapping[str, str]) -> list[str]:
    """The domains in which the child needs something."""
    return [code for code in Domain.values if content.get(f"need_{code}") == YES]


# Who approves


@dataclass(frozen=True, slots=True)
class Term:
    """An appointment as a commissioner of the office: of whom, from when, until when (included; None: no end)."""

    user: int
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Approval:
    """Who may put the second name under a plan. `later`: where nobody can today, from when somebody can; None where
    nobody is appointed yet."""

    may: frozenset[int]
    later: date | None = None


def approval(terms: Collection[Term], day: date, *, submitted_by: int | None, writers: Collection[int]) -> Approval:
    """A commissioner in office on that day who neither signed it first nor wrote in it. Where everybody else has
    written in it, whoever did not sign it first: with two people left the second is the other one. Never whoever signed
    first, also when nobody else is in office: then the first day on which a term of somebody else begins.

    A term holds by its decree (SK), so whoever was made acting leader in a vacancy is a commissioner as every other."""
    others = frozenset(term.user for term in terms if term.holds(day)) - {submitted_by}
    unwritten = others - frozenset(writers)
    if others:
        return Approval(unwritten or others)
    coming = [term.since for term in terms if term.since > day and term.user != submitted_by]
    return Approval(frozenset(), min(coming, default=None))


# What is next

STEPS = ("registration", "assessment", "plan", "carrying", "review", "closure")


@dataclass(frozen=True, slots=True)
class Facts:
    """How a file stands, as far as its six steps depend on it."""

    closed: bool = False
    closing: bool = False
    assessed: bool = False  # a finished assessment that counts: not one from before a reopening
    assessing: bool = False
    assess_again: bool = False  # a review or a reopening asks for it
    planning: bool = False
    waiting: bool = False
    in_force: bool = False
    items: int = 0
    open_items: int = 0
    verdict: str = ""  # of the last review of the plan in force
    review_due: bool = False
    check_ins_left: int = 0
    was_planned: bool = False  # of a closed file: a plan was in force in it
    was_reviewed: bool = False


def next_of(facts: Facts) -> str:
    """What is to be done now: one word, which `steps` puts into a sentence with its address. Empty: nothing is."""
    if facts.closed:
        return "check_in" if facts.check_ins_left else ""
    if facts.closing:
        return "sign_closure"
    if facts.assessing or not facts.assessed or facts.assess_again:
        return "finish_assessment" if facts.assessing else "assess"
    if facts.waiting:
        return "approve"
    if facts.planning or not facts.in_force or facts.verdict == "change":
        return "submit" if facts.planning else "plan"
    if facts.review_due:
        return "review"
    if facts.open_items:
        return "carry"
    return "propose_closure" if facts.verdict == "close" else "review"


def states(facts: Facts) -> dict[str, str]:
    """Each step: done, now, going on beside it, or later ("")."""
    now = {
        "assess": "assessment", "finish_assessment": "assessment", "plan": "plan", "submit": "plan", "approve": "plan",
        "carry": "carrying", "review": "review", "propose_closure": "closure", "sign_closure": "closure",
        "check_in": "closure", "": "",
    }[next_of(facts)]  # fmt: skip
    over = facts.closed and facts.was_planned
    done = {
        "registration": True,
        "assessment": facts.assessed and not facts.assess_again,
        "plan": facts.in_force or over,
        "carrying": (facts.in_force and not facts.open_items) or over,
        "review": bool(facts.verdict) or (facts.closed and facts.was_reviewed),
        "closure": facts.closed and not facts.check_ins_left,
    }
    going = {"carrying"} if facts.open_items else set()
    return {
        step: "now" if step == now else "done" if done[step] else "going" if step in going else "" for step in STEPS
    }


def hindrance(facts: Facts, *, plan_late: bool, led_here: bool) -> str:
    """Why a file is not closed yet: one word, empty where nothing stands in the way. Where another body leads, the six
    steps are not ours.

    A file without a plan is closed without one while its plan is not overdue, so that what is no case of ours (twice
    the same, outside the remit) needs none; and when its duty to make one was ended with a reason."""
    if not led_here:
        return ""
    if facts.open_items:
        return "items"
    if plan_late and not facts.in_force:
        return "plan"
    return "assess" if facts.assess_again else ""


def may_end_unreached(tries: int) -> bool:
    """Whether, with the one being written down, a check-in was tried often enough to be ended as not reached."""
    return tries + 1 >= TRIES


def past_days(items: Iterable[ItemText], today: date, settled: Collection[str]) -> list[ItemText]:
    """Lines whose day is over although they are not settled: nobody promises a day that has gone by."""
    return [item for item in items if item.is_whole and item.due_on < today and item.key not in settled]
