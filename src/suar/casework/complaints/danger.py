"""That a child is not safe, said of a complaint that is there already: by telephone, or by another that repeats it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from suar.casework.cases import rules as cases
from suar.casework.complaints import rules
from suar.casework.complaints.models import Complaint
from suar.casework.complaints.recording import owe_review, recorded
from suar.registry.accounts.models import User

NOW, PLACE = "danger_now", "no_safe_place"


def answers_of(complaint: Complaint) -> dict[str, str]:
    """What was answered about the danger. That it happens now is a yes until a review says no."""
    given: dict[str, str] = dict((complaint.triage or {}).get("risk_answers") or {})
    return given | ({NOW: rules.YES} if complaint.urgent and given.get(NOW) != rules.NO else {})


def safe_now(complaint: Complaint) -> str:
    """Whether the child is safe, as far as the complaint and its review say it."""
    return rules.safe_now(answers_of(complaint), complaint.answers or {})


def is_said(complaint: Complaint) -> bool:
    """Whether it says that the child is not safe, and no review found otherwise: that nothing happens now."""
    given = answers_of(complaint)
    calm = given.get(NOW) == rules.NO and given.get(PLACE) != rules.YES
    return not calm and safe_now(complaint) == rules.NO


def arrived(complaint: Complaint, by: User, *, answers: Mapping[str, str], found_by: int, said: str) -> None:
    """It is urgent from now on; a calm review of before counts no more, nor what was proposed after it; another one is
    owed on the same day, by somebody who may decide; and the watch is woken anew. `found_by`: whose eyes found the
    danger; neither theirs nor those of whoever found as much before are a second look at it. `said`: what whoever
    reviews it should read first."""
    known = answers_of(complaint)
    complaint.urgent, complaint.unfounded_by = True, None
    take_over(complaint, {**known, NOW: rules.UNKNOWN} if known.get(NOW) == rules.NO else known, answers, found_by)
    with recorded("danger", complaint, by) as entry:
        entry.change(complaint)
        owe_review(complaint, by, timezone.now(), said)


def take_over(complaint: Complaint, known: Mapping[str, str], answers: Mapping[str, str], found_by: int) -> None:
    """Each yes counts beside what is `known` of it, and the level that follows, where it is not lower."""
    day = timezone.localdate()
    tool, age = cases.instrument(day), rules.age_in(complaint.child_details, timezone.localdate(complaint.received_at))
    yes = {code: answer for code, answer in answers.items() if answer == rules.YES}
    found, stood = tool.assess({**known, **yes}, age), complaint.risk
    if found.level != cases.UNKNOWN and not cases.is_lower(found.level, complaint.risk):
        complaint.risk = found.level
    before = complaint.triage or {}
    looked = {before.get("by") or found_by, *before.get("eyes", ())} if stood == found.level else set()
    complaint.triage = {
        **before,
        "instrument": tool.id, "risk_answers": found.answers, "level": found.level, "reasons": found.stored_reasons,
        "by": found_by, "eyes": sorted({found_by, *looked}),
    }  # fmt: skip
