"""What becomes of a complaint: remit, klaster, the four questions, risk; or closed with its reason, and open again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases import rules as cases
from suar.casework.cases.clusters import CLUSTERS
from suar.casework.cases.models import ChildRole
from suar.casework.cases.perms import require_officer
from suar.casework.complaints import rules
from suar.casework.complaints.models import CLOSED_AS, Complaint, Status
from suar.casework.complaints.perms import first_of_same, require_here, unknown_number
from suar.casework.complaints.recording import cancelled_duties, move, note_opening, open_duties, recorded, start
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.core.errors import Conflict, DomainError, Refused
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission
from suar.registry.agencies.models import Agency

IN_REVIEW = {Status.NEW, Status.READ, Status.HANDED_OVER}
# What ends with a closing. To a duplicate and to what is out of remit somebody is still owed an answer.
ENDED_BY: dict[str, tuple[str, ...]] = {
    Status.NOISE: ("handover", "answer_reporter", "answer_message"),
    Status.DUPLICATE: ("handover",),
    Status.OUT_OF_REMIT: ("handover",),
    Status.WITHDRAWN: ("handover", "answer_reporter", "answer_message"),
}


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

    Not knowing never lowers the risk, and a lower level than before counts only from a second person."""
    require_here(by, Permission.COMPLAINT_TRIAGE, complaint)
    _check_review(complaint, in_remit=in_remit, cluster=cluster, child_role=child_role, officer=officer)
    before = complaint.triage or {}
    with recorded("triage", complaint, by, cluster=cluster, in_remit=in_remit) as entry:
        note_opening(complaint, by)
        complaint.in_remit, complaint.cluster, complaint.officer = in_remit, cluster, officer or complaint.officer
        complaint.region_code = region_code or complaint.region_code
        complaint.child_role = child_role or complaint.child_role
        complaint.triage = _assessed(complaint, before, questions, risk_answers or {}, by)
        entry.change(complaint)
        duties.finish_all(subject=complaint.subject, kinds=["read_complaint"], by=by)
        _start_promises(complaint, before.get("questions", {}), by)
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
    alone = cases.is_lower(found.level, complaint.risk) and before.get("by") in {None, by.pk}
    if not alone and found.level != cases.UNKNOWN:
        complaint.risk = found.level
    known = {question.code for question in rules.QUESTIONS}
    return {
        "questions": {code: answer for code, answer in questions.items() if code in known},
        "instrument": tool.id,
        "risk_answers": found.answers,
        "level": found.level,
        "reasons": found.stored_reasons,
        "at": timezone.now().isoformat(),
        # Whoever set the level that counts: a second look by the same eyes is none.
        "by": before.get("by") if alone else by.pk,
    }


def _start_promises(complaint: Complaint, before: Mapping[str, str], by: User) -> None:
    """A duty of the same day for each new yes; the 72 hours of the house once it is known that we are to act."""
    now, officer = timezone.now(), complaint.officer or by
    questions: Mapping[str, str] = (complaint.triage or {})["questions"]
    for kind in sorted(set(rules.duties_started(questions)) - set(rules.duties_started(before))):
        start(complaint, kind, by, now, officer=officer)
    owed = Duty.objects.about(complaint.subject).filter(kind="handover")
    if complaint.in_remit and complaint.status == Status.READ and not owed.exists():
        start(complaint, "handover", by, complaint.opened_at, officer=officer)


def close_as(
    *,
    complaint: Complaint,
    status: str,
    by: User,
    noise: str = "",
    same_as: Complaint | None = None,
    why: str = "",
    directed: Agency | None = None,
) -> Complaint:
    """Noise, the same as another, out of remit, or withdrawn: cheap to close, still counted, and it can be undone.
    `directed`: the body whose address whoever filed was given, kept as it was then.

    Refused while a duty of the same day is open: a child in danger is not closed away."""
    require_here(by, Permission.COMPLAINT_TRIAGE, complaint)
    same_as = _checked_reason(complaint, status, noise, same_as, why, by)
    if open_duties(complaint, *rules.SAME_DAY):
        raise Refused(gettext("Masih ada kewajiban hari ini. Selesaikan, atau batalkan dengan alasannya, lalu tutup."))
    with recorded("close", complaint, by, closed_as=status) as entry:
        move(complaint, status, gettext("Pengaduan ini sudah diputuskan atau belum dibaca. Muat ulang halaman."))
        note_opening(complaint, by)
        complaint.noise, complaint.same_as = noise if status == Status.NOISE else "", same_as
        told = {"why": why.strip(), "directed": address_of(directed) if directed else ""}
        complaint.triage = {**(complaint.triage or {}), **told}
        entry.change(complaint)
        duties.finish_all(subject=complaint.subject, kinds=["read_complaint"], by=by)
        for duty in open_duties(complaint, *ENDED_BY[status]):
            duties.cancel(duty=duty, by=by, why=gettext("Pengaduan ditutup: %(as)s.") % {"as": Status(status).label})
    return complaint


def _checked_reason(
    complaint: Complaint, status: str, noise: str, same_as: Complaint | None, why: str, by: User
) -> Complaint | None:
    """Refuses a closing without its reason; of a duplicate, the complaint that all the same ones point to."""
    if status not in CLOSED_AS:
        raise DomainError(gettext("Pilih mengapa pengaduan ini ditutup."))
    if status == Status.NOISE and noise not in rules.NOISE:
        raise DomainError(gettext("Pilih mengapa ini bukan pengaduan."))
    if status == Status.OUT_OF_REMIT and not why.strip():
        raise DomainError(gettext("Tulis ke mana pelapor diarahkan."))
    if status == Status.WITHDRAWN:
        _check_withdrawal(complaint, why)
    if status != Status.DUPLICATE:
        return None
    first = first_of_same(by, complaint, same_as)
    if first is None:
        raise DomainError(unknown_number())
    return first


def _check_withdrawal(complaint: Complaint, why: str) -> None:
    """A withdrawal ends what is owed to whoever filed, never what is owed to a child in danger."""
    if not why.strip():
        raise DomainError(gettext("Tulis apa kata pelapor ketika mencabut, dan kepada siapa."))
    if complaint.urgent or complaint.risk == cases.HIGH:
        raise Refused(gettext("Anak ini mungkin dalam bahaya. Pencabutan oleh pelapor tidak mengakhiri tugas komisi."))


def address_of(agency: Agency) -> str:
    """As the list of agencies has it on this day: name, address, first line with a number."""
    line = agency.contacts.exclude(phone="").order_by("pk").first()
    return " · ".join(filter(None, [agency.name, agency.address, line.phone if line else ""]))


def reopen(*, complaint: Complaint, by: User) -> Complaint:
    """Undo of a closing: back among the complaints that wait for a decision, with the duties that the closing ended."""
    require_here(by, Permission.COMPLAINT_TRIAGE, complaint)
    if complaint.status == Status.NEW:  # it would count as read, by nobody
        raise Conflict(gettext("Pengaduan ini tidak dapat dibuka lagi."))
    ended = ENDED_BY.get(complaint.status, ())
    with recorded("reopen", complaint, by, was=complaint.status) as entry:
        move(complaint, Status.READ, gettext("Pengaduan ini tidak dapat dibuka lagi."))
        complaint.noise, complaint.same_as = "", None
        entry.change(complaint)
        for duty in cancelled_duties(complaint, *ended) if ended else []:
            duties.reopen(duty=duty, by=by, why=gettext("Pengaduan dibuka lagi."))
    return complaint
