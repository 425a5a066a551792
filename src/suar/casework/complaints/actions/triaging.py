"""What is found of a complaint: remit, klaster, the four questions, risk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases import rules as cases
from suar.casework.cases.clusters import CLUSTERS
from suar.casework.cases.models import ChildRole
from suar.casework.cases.perms import require_officer
from suar.casework.complaints import danger, rules
from suar.casework.complaints.models import Complaint, Status
from suar.casework.complaints.perms import require_here
from suar.casework.complaints.recording import holder_of, note_opening, recorded, start
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.core.errors import Conflict, DomainError
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission

IN_REVIEW = {Status.NEW, Status.READ, Status.HANDED_OVER}


def triage(
    *,
    complaint: Complaint,
    by: User,
    in_remit: bool | None,
    cluster: str = "",
    questions: Mapping[str, str],
    risk_answers: Mapping[str, str] | None = None,
    region_code: str = "",
    child_role: str = "",
    officer: User | None = None,
) -> Complaint:
    """Record the review. Each yes among the four questions starts a duty of the same day, once.

    `in_remit` None: the facts to decide it are still missing.

    A review that leaves danger standing, and nothing owed that answers it, is not the end of the review.

    Not knowing never lowers the risk. A lower level than before, and that danger is gone, count only from a second
    person: from somebody who did not find it, or from the second of those who did."""
    require_here(by, Permission.COMPLAINT_TRIAGE, complaint)
    _check_review(complaint, in_remit=in_remit, cluster=cluster, child_role=child_role, officer=officer)
    before, told = complaint.triage or {}, danger.told_of(complaint)
    with recorded("triage", complaint, by, cluster=cluster, in_remit=in_remit) as entry:
        note_opening(complaint, by)
        found_foreign = before.get("foreign_by") if complaint.in_remit is False else by.pk
        complaint.in_remit, complaint.cluster, complaint.officer = in_remit, cluster, officer or complaint.officer
        complaint.region_code = region_code or complaint.region_code
        complaint.child_role = child_role or complaint.child_role
        complaint.triage = _assessed(complaint, before, questions, risk_answers or {}, by)
        if in_remit is False:
            complaint.triage["foreign_by"] = found_foreign
        complaint.triage |= _moments(before, found=bool(danger.told_of(complaint) - told))
        complaint.unfounded_by = None  # it was proposed of what an earlier review had found
        entry.change(complaint)
        duties.finish_all(subject=complaint.subject, kinds=["read_complaint"], by=by)
        _start_promises(complaint, before.get("questions", {}), by)
        danger.settle_review(complaint, by)
    return complaint


def _check_review(
    complaint: Complaint, *, in_remit: bool | None, cluster: str, child_role: str, officer: User | None
) -> None:
    if complaint.status == Status.CASE:
        raise Conflict(gettext("Pengaduan ini sudah menjadi berkas. Lanjutkan penilaian di berkas anak."))
    if complaint.status not in IN_REVIEW:
        raise Conflict(gettext("Pengaduan ini sudah ditutup. Buka lagi dulu bila perlu ditelaah."))
    if cluster not in {"", *CLUSTERS} or child_role not in {"", *ChildRole.values}:
        raise DomainError(gettext("Pilih klaster dan kedudukan anak dari daftar."))
    if in_remit and not cluster:
        raise DomainError(gettext("Pilih klaster: tanpa klaster pengaduan tidak dapat menjadi berkas."))
    require_officer(officer, complaint.office, complaint.subject)


def _assessed(
    complaint: Complaint, before: Mapping[str, Any], questions: Mapping[str, str], risk: Mapping[str, str], by: User
) -> dict[str, Any]:
    """Level and reasons by the instrument in force. Sets the risk, unless one person would lower it alone."""
    tool = cases.instrument(timezone.localdate())
    found = tool.assess(
        cases.carry(before.get("risk_answers"), risk),
        rules.age_in(complaint.child_details, timezone.localdate(complaint.received_at)),
    )
    found_before = danger.answers_of(complaint) if before.get("eyes") else before.get("risk_answers") or {}
    said, stands = cases.grave(found_before), cases.grave(found.answers)
    calmer = cases.is_lower(found.level, complaint.risk) or bool(said.keys() - stands.keys())
    alone = calmer and _looks_alone(before, by)
    confirms = bool(said.keys() & stands.keys()) or (found.level == complaint.risk and not calmer)
    if not alone and found.level != cases.UNKNOWN:
        complaint.risk = found.level
    known = {question.code for question in rules.QUESTIONS}
    return {
        "questions": {code: answer for code, answer in questions.items() if code in known},
        "instrument": tool.id,
        "risk_answers": found.answers | (said if alone else {}),
        "level": found.level,
        "reasons": found.stored_reasons,
        "at": timezone.now().isoformat(),
        **(_waits(before, by, calm=not stands) if alone else _counts(before, by, confirms=confirms)),
    }


# "by" set what counts; "eyes" found as much before: a second look by any of these is none. "calm": who of them finds it
# gone by now, and waits for another of them.


def _waits(before: Mapping[str, Any], by: User, *, calm: bool) -> dict[str, Any]:
    """One person's calmer look, which alone changes nothing."""
    found_it_gone = {by.pk, *before.get("calm", ())} if calm else set()
    return {"by": before.get("by"), "eyes": before.get("eyes", []), "calm": sorted(found_it_gone)}


def _counts(before: Mapping[str, Any], by: User, *, confirms: bool) -> dict[str, Any]:
    return {"by": by.pk, "eyes": sorted(_found_by(before)) if confirms else [], "calm": []}


def _found_by(before: Mapping[str, Any]) -> set[int]:
    """Whoever found what stands."""
    return {one for one in (before.get("by"), *before.get("eyes", ())) if one}


def _moments(before: Mapping[str, Any], *, found: bool) -> dict[str, str]:
    """When danger was found: by the first review, of what came with the complaint (whoever was handed it has it, too),
    and last by one after it."""
    stood = {name: before[name] for name in ("found_at", "told_at") if name in before}
    return stood | ({"told_at" if "at" in before else "found_at": timezone.now().isoformat()} if found else {})


def _looks_alone(before: Mapping[str, Any], by: User) -> bool:
    """Whether this person found what stands, and none of those who did finds it calmer by now."""
    return by.pk in (_found_by(before) or {by.pk}) and not set(before.get("calm", ())) - {by.pk}


def _start_promises(complaint: Complaint, before: Mapping[str, str], by: User) -> None:
    """A duty of the same day for each new yes; the 72 hours of the house once it is known that we are to act."""
    now = timezone.now()
    questions: Mapping[str, str] = (complaint.triage or {})["questions"]
    for kind in sorted(set(rules.duties_started(questions)) - set(rules.duties_started(before))):
        start(complaint, kind, by, now, officer=holder_of(complaint, kind) or by)
    owed = Duty.objects.about(complaint.subject).filter(kind="handover")
    if complaint.in_remit and complaint.status == Status.READ and not owed.exists():
        officer = holder_of(complaint, "handover") or by
        start(complaint, "handover", by, complaint.opened_at, officer=officer)
