"""Pure decisions about a file: risk and its reasons, which clocks a risk runs, why a file may be closed."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import yaml

from suar.casework.cases.clusters import RULES, is_exploitation
from suar.casework.children.rules import age_at, birth_typed, initials
from suar.casework.duties.words import english
from suar.core.documents.indonesian import month_name, plain_date

__all__ = [
    "Assessment",
    "ClosingReason",
    "Instrument",
    "Question",
    "Reason",
    "age_at",
    "age_then",
    "carry",
    "clock_level",
    "closing_reasons",
    "event_days",
    "event_words",
    "initials",
    "instrument",
    "is_lower",
    "is_mendable",
    "needs_role_review",
    "never_named",
    "period",
    "refused_reason",
    "unfounded_reasons",
]

YES, NO, UNKNOWN = "yes", "no", "unknown"
HIGH, MEDIUM, LOW = "high", "medium", "low"
ANSWERS = frozenset({"partly", "done", "refused"})  # what a body can answer to a request
# A file that nobody assessed is treated as if its risk were high: not knowing never lowers.
RANK = {LOW: 1, MEDIUM: 2, HIGH: 3, UNKNOWN: 3}
# Days between monitoring sheets: weekly, fortnightly, monthly, as the clocks of the house rules `house.monitoring.*`.


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages of the desk."""

    id: str
    en: str

    def __str__(self) -> str:
        return self.en if english() else self.id


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    weight: str
    source: str
    text: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a level: a question and its answer (yes or unknown). Stored as two codes, read in the reader's language."""

    question: Question
    answer: str

    def __str__(self) -> str:
        if self.answer == YES:
            return str(self.question.reason)
        return f"{self.question.reason} ({'not known' if english() else 'belum diketahui'})"

    @property
    def stored(self) -> list[str]:
        return [self.question.code, self.answer]


@dataclass(frozen=True, slots=True)
class Assessment:
    level: str
    reasons: tuple[Reason, ...]
    answers: dict[str, str]

    @property
    def stored_reasons(self) -> list[list[str]]:
        return [reason.stored for reason in self.reasons]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A dated list of questions. `validated` is False for a house instrument: every page that shows a level says so."""

    id: str
    since: date
    title: Words
    note: Words
    validated: bool
    young_question: str
    young_below: int
    questions: tuple[Question, ...]

    def answers(self, given: Mapping[str, str], age: int | None = None) -> dict[str, str]:
        """Every question with yes, no or unknown; a known age answers its own question."""
        full = {q.code: given.get(q.code, UNKNOWN) for q in self.questions}
        full = {code: answer if answer in {YES, NO} else UNKNOWN for code, answer in full.items()}
        if age is not None:
            full[self.young_question] = YES if age < self.young_below else NO
        return full

    def assess(self, given: Mapping[str, str], age: int | None = None) -> Assessment:
        """The level and its reasons. With not one answer but the age known the level is unknown, never low."""
        answers = self.answers(given, age)
        yes = [q for q in self.questions if answers[q.code] == YES]
        open_ = [q for q in self.questions if answers[q.code] == UNKNOWN]
        reasons = tuple([Reason(q, YES) for q in yes] + [Reason(q, UNKNOWN) for q in open_])
        if not yes and len(open_) >= len(self.questions) - (age is not None):
            return Assessment(UNKNOWN, reasons, answers)
        medium = [q for q in yes if q.weight == MEDIUM]
        if any(q.weight == HIGH for q in yes) or len(medium) >= 2:
            level = HIGH
        elif medium or any(q.weight == HIGH for q in open_):
            level = MEDIUM
        else:
            level = LOW
        return Assessment(level, reasons, answers)

    def read_reasons(self, stored: Sequence[Sequence[str]] | None) -> list[Reason]:
        known = {q.code: q for q in self.questions}
        return [Reason(known[code], answer) for code, answer in stored or [] if code in known]


@cache
def instruments() -> tuple[Instrument, ...]:
    """Every instrument that files were assessed with, oldest first."""
    tables = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in RULES.glob("risk-*.yaml")]
    return tuple(sorted((_instrument(table) for table in tables), key=lambda one: one.since))


def _instrument(table: dict[str, Any]) -> Instrument:
    questions = tuple(
        Question(row["code"], row["weight"], row["source"], Words(**row["text"]), Words(**row["reason"]))
        for row in table["questions"]
    )
    return Instrument(
        id=table["id"],
        since=table["since"],
        title=Words(**table["title"]),
        note=Words(**table["note"]),
        validated=table["certainty"] != "house",
        young_question=table["young"]["question"],
        young_below=table["young"]["below"],
        questions=questions,
    )


def instrument(on: date | None = None, *, code: str = "") -> Instrument:
    """The instrument in use on a day (the first one for older files), or the one a stored assessment names."""
    known = instruments()
    if code:
        return next((one for one in known if one.id == code), known[-1])
    in_use = [one for one in known if on is None or one.since <= on]
    return in_use[-1] if in_use else known[0]


def carry(before: Mapping[str, str] | None, now: Mapping[str, str]) -> dict[str, str]:
    """Answers now, where not knowing keeps an earlier yes: it takes somebody who knows to lower a risk."""
    kept = {code: YES for code, answer in (before or {}).items() if answer == YES}
    return {**now, **{code: YES for code in kept if now.get(code, UNKNOWN) not in {YES, NO}}}


DANGER_NOW, NO_SAFE_PLACE = "danger_now", "no_safe_place"


def grave(answers: Mapping[str, str]) -> dict[str, str]:
    """Each yes among what says that a child is not safe."""
    return {code: YES for code in (DANGER_NOW, NO_SAFE_PLACE) if answers.get(code) == YES}


def is_lower(level: str, than: str) -> bool:
    """A downgrade needs a second person; from *not assessed* any level is a first finding, no downgrade."""
    return than != UNKNOWN and RANK[level] < RANK[than]


def clock_level(risk: str) -> str:
    """Which of the house's three sets of clocks runs: an unassessed file runs the strictest."""
    return HIGH if risk == UNKNOWN else risk


# How long whoever wrote a note may mend it: the house's own rule, so that a slip is mended and a record is not.
NOTE_WINDOW = timedelta(hours=24)


def is_mendable(written_at: datetime, now: datetime) -> bool:
    return now <= written_at + NOTE_WINDOW


def needs_role_review(cluster: str, category: str, child_role: str) -> bool:
    """A child written down as suspect where it was exploited: a person looks again; the program never recodes it."""
    return child_role == "suspect" and is_exploitation(cluster, category)


PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?:[Qq](?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


def period(text: str) -> tuple[date, date] | None:
    """First and last day of `2026`, `2026-Q3` or `2026-11`; None for anything else."""
    match = PERIOD.fullmatch(text.strip())
    if match is None or match["year"] == "0000":
        return None
    year, first, months = int(match["year"]), 1, 12
    if match["quarter"]:
        first, months = 3 * int(match["quarter"]) - 2, 3
    elif match["month"]:
        first, months = int(match["month"]), 1
    after = first + months
    end = date(year, 12, 31) if after > 12 else date(year, after, 1) - timedelta(days=1)
    return date(year, first, 1), end


@dataclass(frozen=True, slots=True)
class ClosingReason:
    """`safe`: only for a child who is known to be safe now. `offered`: a person may choose it. `unfounded`: what was
    suspected did not hold. `borne_out`: a court found it."""

    code: str
    label: Words
    safe: bool
    offered: bool = True
    unfounded: bool = False
    borne_out: bool = False


@cache
def _closing() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load((RULES / "closing-2026-11.yaml").read_text(encoding="utf-8"))
    return table


@cache
def closing_reasons() -> dict[str, ClosingReason]:
    return {
        code: ClosingReason(
            code,
            Words(row["label"], row["label_en"]),
            row["safe"],
            row.get("offered", True),
            row.get("unfounded", False),
            row.get("borne_out", False),
        )
        for code, row in _closing()["reasons"].items()
    }


def unfounded_reasons() -> list[str]:
    return [code for code, reason in closing_reasons().items() if reason.unfounded]


def is_borne_out(closing_reason: str) -> bool:
    """Whether a file was closed after a court had found what was suspected; until then it stays a suspicion."""
    reason = closing_reasons().get(closing_reason)
    return reason is not None and reason.borne_out


def refused_reason(text: str) -> str:
    """The code under `never` that a reason names: a return to the parents, a settlement, a marriage; else empty."""
    words = re.sub(r"[_\W]+", " ", text.casefold())
    for code, parts in _closing()["never"].items():
        if code in words.split() or any(part in words for part in parts):
            return str(code)
    return ""


def never_named(text: str) -> set[str]:
    """Every code under `never` that sentences name, where `refused_reason` reads a code. A part of four letters counts
    only as a word of its own: a street may be *padat*."""
    words = re.sub(r"[_\W]+", " ", text.casefold())
    alone = set(words.split())
    return {
        str(code)
        for code, parts in _closing()["never"].items()
        if any(part in alone if len(part) < 5 else part in words for part in parts)
    }


def event_days(text: str) -> tuple[date, date] | None:
    """The first and the last day that a day, a month or a year may mean: `2026-05-09`, `2026-05`, `2026`; None for what
    is none of them."""
    try:
        first, _part = birth_typed(text)
    except ValueError:
        return None
    match text.count("-"):
        case 0:
            return first, date(first.year, 12, 31)
        case 1:
            return first, date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
        case _:
            return first, first


def age_then(birth_date: str, event_on: str) -> int | None:
    """Whole years at an event; of a month or a year as young as the child may have been. None where either is not
    known."""
    days = event_days(event_on)
    if days is None:
        return None
    ages = [age for age in (age_at(birth_date, day) for day in days) if age is not None]
    return ages[0] if ages else None


def event_words(text: str) -> str:
    """`9 Mei 2026`, `Mei 2026`, `2026`; empty for what is none of them."""
    days = event_days(text)
    if days is None:
        return ""
    words = {0: str(days[0].year), 1: f"{month_name(days[0].month)} {days[0].year}"}
    return words.get(text.count("-")) or plain_date(days[0])
