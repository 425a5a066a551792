"""Pure decisions about a complaint: questions of triage and what a yes starts, noise, to whom a report goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.rules import grave
from suar.casework.children.rules import age_at

YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS: dict[str, str | Promise] = {YES: _("ya"), NO: _("tidak"), UNKNOWN: _("tidak tahu")}


@dataclass(frozen=True, slots=True)
class Question:
    """A yes/no question asked by staff, never by the form; a yes starts a duty of the same day."""

    code: str
    text: str | Promise
    starts: str


QUESTIONS: tuple[Question, ...] = (
    Question("event_72h", _("Kejadian terakhir dalam 72 jam?"), "event_72h"),
    Question("pregnancy", _("Ada kemungkinan kehamilan?"), "pregnancy_care"),
    Question("dying", _("Anak memikirkan kematian?"), "suicide_safety"),
    Question("pictures", _("Ada ancaman menyebarkan gambar?"), "picture_threat"),
)
SAME_DAY = tuple(question.starts for question in QUESTIONS)

NOISE: dict[str, str | Promise] = {
    "silent": _("diam atau kosong"),
    "test": _("uji coba"),
    "joke": _("bercanda"),
    "abuse": _("kata-kata kasar saja"),
    "advert": _("iklan"),
    "question": _("pertanyaan umum, sudah dijawab"),
    "wrong": _("salah alamat"),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be so when a child or a report is handed over, as the letter says it. A rule of the house: no text that
    the project has seen asks for it (mark: verify)."""

    code: str
    sentence: str | Promise


CONDITIONS: tuple[Condition, ...] = (
    Condition("no_press", _("Tidak ada wartawan, kamera, atau siaran di tempat penyerahan")),
    Condition("companion", _("Anak didampingi pekerja sosial atau pendamping")),
    Condition("no_search", _("Komisi tidak menggeledah tempat atau orang")),
    Condition("as_victim", _("Anak diserahkan dengan status anak korban")),
)


def open_conditions(answers: Mapping[str, str], reasons: Mapping[str, str]) -> list[str]:
    """Codes of the conditions that nobody answered, or that are not so without a word why."""
    return [
        one.code
        for one in CONDITIONS
        if answers.get(one.code) not in {YES, NO}
        or (answers[one.code] == NO and not str(reasons.get(one.code) or "").strip())
    ]


# Who takes reports of sexual violence besides the community's own providers: UU 12/2022 art. 39.
REPORT_BODIES = frozenset({"uptd", "police", "social"})


# Who takes a child in the same night: rescue, no sharing that could wait for an agreement.
RESCUE_BODIES = frozenset({"health", "shelter", "women_child"})
RESCUERS = REPORT_BODIES | RESCUE_BODIES


def duties_started(answers: Mapping[str, str]) -> list[str]:
    """Kinds of same-day duties that the answers start. Unknown starts nothing, and is shown as unknown."""
    return [question.starts for question in QUESTIONS if answers.get(question.code) == YES]


def takes_reports(agency_kind: str) -> bool:
    """Whether handing the report to a body of this kind is the hand-over that the 72 hours of the house ask for."""
    return agency_kind in REPORT_BODIES


def takes_in(agency_kind: str) -> bool:
    """Whether a body of this kind may be handed a child in danger, or the report of it, without an agreement."""
    return agency_kind in RESCUERS


def safe_now(risk_answers: Mapping[str, str], form_answers: Mapping[str, str]) -> str:
    """Whether the child is safe, as far as triage and form say it.

    Whoever files may say *not safe*; that a child *is* safe takes somebody of the office."""
    if grave(risk_answers):
        return NO
    if risk_answers.get("no_safe_place") == NO:
        return YES
    return NO if form_answers.get("safe") in {"now", NO} else UNKNOWN


def age_in(details: Mapping[str, Any] | None, on: date) -> int | None:
    """The child's age as written down, else by the birth date on that day; None where neither is known."""
    given = details or {}
    text = str(given.get("age") or "")
    if text.isdigit():
        return int(text)
    return age_at(str(given.get("birth_date") or ""), on)


def number_of(digits: str) -> str:
    """A telephone number over a shoulder: its last three digits."""
    return f"•••• {digits[-3:]}" if len(digits) > 3 else "••••"
