"""What becomes of a complaint: remit, klaster, the four questions, risk; a case, or closed with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.casework.complaints import rules
from suar.casework.complaints.models import Complaint, HandOver, Message, Status
from suar.casework.duties import actions as duties
from suar.core import ledger
from suar.core.errors import Conflict, DomainError
from suar.core.vault.fields import reseal, share_cipher
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require

DETAILS = ("birth_date", "sex", "nik", "phone", "address", "guardian", "school")
CLOSED_AS = {Status.NOISE, Status.DUPLICATE, Status.OUT_OF_REMIT}


def triage(
    *,
    complaint: Complaint,
    by: User,
    in_remit: bool,
    cluster: str,
    questions: Mapping[str, str],
    risk: str = "unknown",
    risk_answers: Mapping[str, str] | None = None,
    reasons: list[str] | None = None,
    region_code: str = "",
    child_role: str = "",
) -> Complaint:
    """Record the review. Each yes among the four questions starts a duty of the same day, once."""
    require(by, Permission.COMPLAINT_TRIAGE)
    before = (complaint.triage or {}).get("questions", {})
    with ledger.record(
        "complaint.triage", by=by, subject=complaint.subject, office=complaint.office.code, data={"cluster": cluster}
    ) as entry:
        if complaint.status == Status.NEW:
            complaint.move_to(Status.READ)
            complaint.opened_at, complaint.opened_by = timezone.now(), by
        complaint.in_remit, complaint.cluster, complaint.risk = in_remit, cluster, risk
        complaint.region_code = region_code or complaint.region_code
        complaint.child_role = child_role or complaint.child_role
        complaint.triage = {
            "questions": dict(questions),
            "risk_answers": dict(risk_answers or {}),
            "reasons": reasons or [],
            "at": timezone.now().isoformat(),
        }
        entry.change(complaint)
        duties.finish_all(subject=complaint.subject, kinds=["read_complaint"], by=by)
        started = set(rules.duties_started(questions)) - set(rules.duties_started(before))
        _start_same_day(complaint, started, by)
        if in_remit and not before:
            _start(complaint, "handover", by, complaint.opened_at)
    return complaint


def _start_same_day(complaint: Complaint, kinds: set[str], by: User) -> None:
    for kind in sorted(kinds):
        _start(complaint, kind, by, timezone.now())


def _start(complaint: Complaint, kind: str, by: User, event_at: Any) -> None:
    duties.start(
        kind=kind,
        about="child" if complaint.case_id else "complaint",
        subject=complaint.subject,
        case_id=complaint.case_id,
        office=complaint.office,
        reference=complaint.case.number if complaint.case else complaint.number,
        officer=complaint.officer or by,
        event_at=event_at,
        by=by,
    )


def make_case(*, complaint: Complaint, by: User, child: Child | None = None, officer: User | None = None) -> Case:
    """The complaint becomes a case of a child: a new file, or the file the child already has.

    Complaint, messages, hand-overs and duties are sealed anew under the child's key; the complaint's own key goes."""
    require(by, Permission.COMPLAINT_TRIAGE)
    if complaint.status == Status.CASE:
        raise Conflict(gettext("Pengaduan ini sudah menjadi berkas. Muat ulang halaman untuk membukanya."))
    if not complaint.cluster:
        raise DomainError(gettext("Telaah dulu pengaduan ini: tentukan klasternya, lalu buka berkas."))
    old, child_id = complaint.subject, child.id if child else uuid4()
    with ledger.record("complaint.make_case", by=by, subject=child_id, office=complaint.office.code) as entry:
        child = child or _register(complaint, child_id, by)
        case = _open(complaint, child, officer or complaint.officer or by, by)
        _seal_under(child, complaint, case, entry)
        duties.move_subject(old=old, new=child.id, case_id=case.id, reference=case.number, by=by)
    DataKey.objects.filter(pk=old).delete()
    return case


def _register(complaint: Complaint, child_id: UUID, by: User) -> Child:
    details = complaint.child_details or {}
    return children.register(
        office=complaint.office,
        by=by,
        child_id=child_id,
        name=complaint.child_name,
        unnamed=not complaint.child_name,
        **{name: details[name] for name in DETAILS if details.get(name)},
    )


def _open(complaint: Complaint, child: Child, officer: User, by: User) -> Case:
    age = (complaint.child_details or {}).get("age")
    return cases.open_case(
        child=child,
        office=complaint.office,
        by=by,
        kind=complaint.kind,
        cluster=complaint.cluster,
        channel=complaint.channel,
        region_code=complaint.region_code,
        age=int(age) if str(age or "").isdigit() else None,
        child_role=complaint.child_role,
        summary=complaint.story,
        officer=officer,
        risk=complaint.risk,
        received_at=complaint.received_at,
    )


def _seal_under(child: Child, complaint: Complaint, case: Case, entry: Any) -> None:
    messages = list(complaint.messages.select_related("complaint"))
    handovers = list(complaint.handovers.all())
    for message in messages:
        message.complaint = complaint
    opened = [(m, m.text) for m in messages]

    def move() -> None:
        complaint.subject, complaint.case = child.id, case

    reseal(complaint, move)
    share_cipher(child, complaint)
    complaint.move_to(Status.CASE)
    entry.change(complaint)
    for message, text in opened:
        message.__dict__.pop("_vault_cipher", None)
        message.text = text
        entry.change(message)
    for handover in handovers:
        reseal(handover, lambda h=handover: _move_handover(h, child, case))
        entry.change(handover)


def _move_handover(handover: HandOver, child: Child, case: Case) -> None:
    handover.subject, handover.case = child.id, case


def close_as(
    *, complaint: Complaint, status: str, by: User, noise: str = "", same_as: Complaint | None = None, why: str = ""
) -> Complaint:
    """Noise, the same as another, or out of remit: cheap to close, still counted, and it can be undone."""
    require(by, Permission.COMPLAINT_TRIAGE)
    if status not in CLOSED_AS:
        raise DomainError(gettext("Pilih mengapa pengaduan ini ditutup."))
    if status == Status.NOISE and noise not in rules.NOISE:
        raise DomainError(gettext("Pilih mengapa ini bukan pengaduan."))
    if status == Status.DUPLICATE and (same_as is None or same_as.pk == complaint.pk):
        raise DomainError(gettext("Pilih pengaduan atau berkas yang sama."))
    with ledger.record(
        "complaint.close", by=by, subject=complaint.subject, office=complaint.office.code, data={"as": status}
    ) as entry:
        try:
            complaint.move_to(status)
        except ValueError:
            raise Conflict(gettext("Pengaduan ini sudah diputuskan. Muat ulang halaman.")) from None
        complaint.noise, complaint.same_as = noise, same_as
        complaint.triage = {**(complaint.triage or {}), "why": why}
        entry.change(complaint)
        duties.finish_all(subject=complaint.subject, kinds=["read_complaint", "handover"], by=by)
    return complaint


def reopen(*, complaint: Complaint, by: User) -> Complaint:
    """Undo of a closing: back among the complaints that wait for a decision."""
    require(by, Permission.COMPLAINT_TRIAGE)
    with ledger.record("complaint.reopen", by=by, subject=complaint.subject, office=complaint.office.code) as entry:
        try:
            complaint.move_to(Status.READ)
        except ValueError:
            raise Conflict(gettext("Pengaduan ini tidak dapat dibuka lagi.")) from None
        complaint.noise, complaint.same_as = "", None
        entry.change(complaint)
    return complaint


def conversation_of(complaint: Complaint) -> list[Message]:
    """The messages, oldest first, opened with the complaint's key."""
    messages = list(complaint.messages.all())
    for message in messages:
        message.complaint = complaint
    share_cipher(complaint, *messages)
    return messages
