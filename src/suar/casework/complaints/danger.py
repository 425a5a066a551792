"""That a child is not safe, said of a complaint that is there already: by telephone, or by another that repeats it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from suar.casework.cases import rules as cases
from suar.casework.cases.safety import told_in
from suar.casework.complaints import rules
from suar.casework.complaints.models import Channel, Complaint
from suar.casework.complaints.recording import REVIEW, open_duties, owe_review, recorded
from suar.casework.duties import actions as duties
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import User

NOW = cases.DANGER_NOW


def answers_of(complaint: Complaint) -> dict[str, str]:
    """What was answered about the danger. That it happens now is a yes until a review says no."""
    given: dict[str, str] = dict((complaint.triage or {}).get("risk_answers") or {})
    return given | ({NOW: rules.YES} if complaint.urgent and given.get(NOW) != rules.NO else {})


def safe_now(complaint: Complaint) -> str:
    """Whether the child is safe, as far as the complaint and its review say it. Where a review found that nothing
    happens now, what was said of that before counts no more."""
    given = answers_of(complaint)
    return rules.safe_now(given, {} if given.get(NOW) == rules.NO else complaint.answers or {})


def is_said(complaint: Complaint) -> bool:
    """Whether it says that the child is not safe, and no review found otherwise."""
    return safe_now(complaint) == rules.NO


def told_of(complaint: Complaint) -> set[str]:
    """What it says of danger: that it happens now, and that the child is not safe."""
    now = {NOW} if answers_of(complaint).get(NOW) == rules.YES else set()
    return now | ({rules.NO} if is_said(complaint) else set())


def last_told(complaint: Complaint) -> Entry | None:
    """The word of danger that was written down last about what was there already."""
    return _words_of_danger(complaint).order_by("-pk").first()


def _words_of_danger(complaint: Complaint) -> QuerySet[Entry]:
    """Under its own subject, also where it is about to lie under a child's."""
    return Entry.objects.about(complaint.pk).filter(verb="complaint.danger")


def is_answered(complaint: Complaint) -> bool:
    """Whether something that answers the danger is owed, or was done, since it was told last: a duty of that day, our
    72 hours to hand the child over, or the hand-over to a body that can act."""
    owed = open_duties(complaint, "handover", *rules.SAME_DAY)
    given = complaint.handovers.filter(agency__kind__in=rules.RESCUERS)
    if (told := told_at(complaint)) is None:
        return bool(owed) or given.exists()
    return any(duty.started_at >= told for duty in owed) or given.filter(handed_at__gte=told).exists()


def told_at(complaint: Complaint) -> datetime | None:
    """When danger was last told of what was there already, by a word that arrived or by the review that found it; None
    where it came with it, or there is none."""
    moments = [told_in(entry) for entry in _words_of_danger(complaint)]
    if found := (complaint.triage or {}).get("told_at"):
        moments.append(datetime.fromisoformat(found))
    return max(moments, default=None)


def heard_at(complaint: Complaint) -> datetime:
    """Since when the commission has known of the danger that it tells of: since it was told of it last, since a review
    found it, or since it came, where it came with it."""
    if told := told_at(complaint):
        return told
    found = (complaint.triage or {}).get("found_at")
    if found and not complaint.urgent and rules.safe_now({}, complaint.answers or {}) != rules.NO:
        return datetime.fromisoformat(found)
    if complaint.channel == Channel.WHATSAPP and complaint.opened_at:
        return complaint.opened_at  # it counts as come with its first message, perhaps weeks before the danger
    return complaint.clock_from


def settle_review(complaint: Complaint, by: User) -> None:
    """What was reviewed waits for no other review, unless danger stands that nothing answers: then one is owed that
    day, whoever wrote the last."""
    if not (complaint.triage or {}).get("at"):
        return
    if is_said(complaint) and not is_answered(complaint):
        owe_review(complaint, by, timezone.now(), today=True)
    else:
        duties.finish_all(subject=complaint.subject, kinds=[REVIEW], by=by)


def arrived(
    complaint: Complaint,
    by: User,
    *,
    answers: Mapping[str, str],
    found_by: int,
    said: str,
    level: str = "",
    at: datetime | None = None,
) -> None:
    """It is urgent from now on; a calm review of before counts no more, nor what was proposed after it; another one is
    owed on the same day, by somebody who may decide; and the watch is woken anew. `found_by`: whose eyes found the
    danger; neither theirs nor those of whoever found as much before are a second look at it. `said`: what whoever
    reviews it should read first. `level`: see `take_over`. `at`: when it was told, where that was before now."""
    known = answers_of(complaint)
    complaint.urgent, complaint.unfounded_by = True, None
    doubted = {**known, NOW: rules.UNKNOWN} if known.get(NOW) == rules.NO else known
    take_over(complaint, doubted, answers, found_by, level)
    with recorded("danger", complaint, by) as entry:
        entry.data |= {"at": at.isoformat()} if at else {}
        entry.change(complaint)
        owe_review(complaint, by, timezone.now(), said)


def take_over(
    complaint: Complaint, known: Mapping[str, str], answers: Mapping[str, str], found_by: int, level: str = ""
) -> None:
    """Each yes counts beside what is `known` of it, and the level that follows, where it is not lower. `level`: one
    that was found already and is graver than what stands."""
    day = timezone.localdate()
    tool, age = cases.instrument(day), rules.age_in(complaint.child_details, timezone.localdate(complaint.received_at))
    yes = {code: answer for code, answer in answers.items() if answer == rules.YES}
    found, stood = tool.assess({**known, **yes}, age), complaint.risk
    complaint.risk = level or stood
    if found.level != cases.UNKNOWN and not cases.is_lower(found.level, complaint.risk):
        complaint.risk = found.level
    before = complaint.triage or {}
    looked = {before.get("by") or found_by, *before.get("eyes", ())} if stood == complaint.risk else set()
    complaint.triage = {
        **before,
        "instrument": tool.id, "risk_answers": found.answers, "level": found.level, "reasons": found.stored_reasons,
        "by": found_by, "eyes": sorted({found_by, *looked}), "calm": [],
    }  # fmt: skip
