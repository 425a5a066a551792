"""A complaint closed with its reason, and open again. What speaks of a child in danger is not closed away."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, override

from suar.casework.cases import rules as cases
from suar.casework.complaints import danger, rules
from suar.casework.complaints.models import CLOSED_AS, Complaint, Status
from suar.casework.complaints.perms import first_of_same, require_here, unknown_number
from suar.casework.complaints.recording import (
    REVIEW,
    cancelled_duties,
    held_in_place,
    note_opening,
    open_duties,
    owe_review,
    recorded,
)
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions as duties
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.recording import Recording
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission
from suar.registry.agencies.models import Agency

# What ends with a closing. To a duplicate and to what is out of remit or unfounded somebody is still owed an answer.
ENDED_BY: dict[str, tuple[str, ...]] = {
    Status.NOISE: ("read_complaint", "handover", "answer_reporter", "answer_message"),
    Status.DUPLICATE: ("handover",),
    Status.OUT_OF_REMIT: ("handover",),
    Status.WITHDRAWN: ("handover", "answer_reporter", "answer_message"),
    Status.UNFOUNDED: ("handover",),
}

WAITS = frozenset({Status.NEW, Status.READ})  # somebody still decides what becomes of it


def close_as(
    *,
    complaint: Complaint,
    status: str,
    by: User,
    noise: str = "",
    same_as: Complaint | None = None,
    why: str = "",
    directed: Agency | None = None,
    nowhere: bool = False,
) -> Complaint:
    """Noise, the same as another, out of remit, withdrawn, or unfounded: still counted, and it can be undone.
    `directed`: the body whose address whoever filed was given, kept as it was then; `nowhere`: there is none for this.

    Refused while a duty of the same day is open, and where a child may be in danger. Noise that nobody read stays
    unread: its duty to be read is cancelled, not done."""
    require_here(by, Permission.COMPLAINT_TRIAGE, complaint)
    same_as = _checked_reason(complaint, status, noise, same_as, why, by)
    _check_address(status, directed, nowhere)
    _check_danger(complaint, status, by, same_as)
    unread = complaint.status == Status.NEW
    with recorded("close", complaint, by, closed_as=status) as entry:
        complaint.move_to(status)
        if not unread:
            note_opening(complaint, by)
        complaint.noise, complaint.same_as = noise if status == Status.NOISE else "", same_as
        complaint.triage = {**(complaint.triage or {}), **_told(complaint, status, why, directed, nowhere)}
        entry.change(complaint)
        if same_as is not None and _waits(same_as):
            _hand_danger(complaint, same_as, by, entry)
        ended = [REVIEW] if unread else ["read_complaint", REVIEW]
        duties.finish_all(subject=complaint.subject, kinds=ended, by=by)
        for duty in open_duties(complaint, *ENDED_BY[status]):
            duties.cancel(duty=duty, by=by, why=gettext("Pengaduan ditutup: %(as)s.") % {"as": Status(status).label})
    return complaint


def propose_unfounded(*, complaint: Complaint, why: str, by: User) -> Complaint:
    """The first of two: what was looked at, and that the suspicion did not hold. It waits until another closes it."""
    require_here(by, Permission.COMPLAINT_TRIAGE, complaint)
    if complaint.status != Status.READ:
        raise Conflict(gettext("Pengaduan ini sudah diputuskan atau belum dibaca. Muat ulang halaman."))
    if complaint.unfounded_by_id is not None:
        raise Conflict(gettext("Usul ini sudah dicatat. Orang kedua yang menutupnya."))
    if "questions" not in (complaint.triage or {}):
        raise Refused(gettext("Telaah dulu: yang belum ditelaah tidak dapat dinyatakan tidak terbukti."))
    if not why.strip():
        raise DomainError(gettext("Tulis apa yang diperiksa dan mengapa dugaan tidak terbukti."))
    _check_danger(complaint, Status.UNFOUNDED, by)
    with recorded("propose_unfounded", complaint, by) as entry:
        complaint.unfounded_by = by
        complaint.triage = {**(complaint.triage or {}), "why": why.strip(), "directed": "", "nowhere": False}
        entry.change(complaint)
    return complaint


def _told(complaint: Complaint, status: str, why: str, directed: Agency | None, nowhere: bool) -> dict[str, Any]:
    """The words of the closing; of what two found unfounded, those of the first stay."""
    first = str((complaint.triage or {}).get("why") or "") if status == Status.UNFOUNDED else ""
    said = "\n".join(filter(None, [first, why.strip()]))
    return {"why": said, "directed": address_of(directed) if directed else "", "nowhere": nowhere}


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
    if status == Status.WITHDRAWN and not why.strip():
        raise DomainError(gettext("Tulis apa kata pelapor ketika mencabut, dan kepada siapa."))
    if status == Status.UNFOUNDED:
        _check_two(complaint, by)
    if status != Status.DUPLICATE:
        return None
    first = first_of_same(by, complaint, same_as)
    if first is None:
        raise DomainError(unknown_number())
    return first


def _check_two(complaint: Complaint, by: User) -> None:
    if complaint.unfounded_by is None:
        raise Refused(gettext("Seorang mengusulkan dulu bahwa dugaan tidak terbukti; orang kedua yang menutup."))
    must_be_two(by, complaint.unfounded_by, gettext("Yang mengusulkan tidak menutup sendiri. Minta orang kedua."))


def _check_address(status: str, directed: Agency | None, nowhere: bool) -> None:
    """Out of remit is not sent away with nothing: an address of the list, or that there is no such body."""
    if status != Status.OUT_OF_REMIT:
        return
    if directed is None and not nowhere:
        raise DomainError(gettext("Pilih lembaga yang alamatnya diberikan, atau centang bahwa tidak ada yang tepat."))
    if directed is not None and nowhere:
        raise DomainError(gettext("Pilih lembaga, atau centang bahwa tidak ada yang tepat; tidak keduanya."))
    if directed is not None and not directed.address and not directed.contacts.exclude(phone="").exists():
        raise DomainError(gettext("Lembaga ini belum punya alamat atau telepon di daftar. Lengkapi dulu daftarnya."))


def _waits(one: Complaint) -> bool:
    """Whether somebody still decides what becomes of it, and can read it."""
    return one.status in WAITS and one.is_readable


def _hand_danger(complaint: Complaint, first: Complaint, by: User, entry: Recording) -> None:
    """The one that is repeated is as pressing as whatever repeats it, and is reviewed in the light of that."""
    held_in_place(first)
    answers, found_by = danger.answers_of(complaint), (complaint.triage or {}).get("by") or by.pk
    level = complaint.risk if _is_graver(complaint.risk, first.risk) else ""
    if complaint.urgent or danger.is_said(complaint):  # one person's calm alone lays nothing to rest
        danger.arrived(first, by, answers=answers, found_by=found_by, said=_repeated(), level=level)
    elif level:
        danger.take_over(first, danger.answers_of(first), answers, found_by, level)
        entry.change(first)
        owe_review(first, by, timezone.now(), _repeated())


def _is_graver(level: str, than: str) -> bool:
    """Of what nobody reviewed only a high level is known to be graver: it counts as high, and may be found lower."""
    if cases.UNKNOWN in {level, than}:
        return level == cases.HIGH
    return cases.RANK[level] > cases.RANK[than]


def _repeated() -> str:
    """Without the number of the other: whoever reviews this one may not be free to know of it."""
    with override("id"):  # a record of the office: one language whoever writes it
        return gettext(
            "Pengaduan lain, yang ditutup sebagai sama dengan ini, menyebut bahaya yang lebih besar. Telaah lagi."
        )


def _check_danger(complaint: Complaint, status: str, by: User, same_as: Complaint | None = None) -> None:
    """Raises Refused where a child may be in danger. A duplicate of one that waits for a decision goes on there; of one
    that was decided it goes on nowhere."""
    if open_duties(complaint, *rules.SAME_DAY):
        raise Refused(gettext("Masih ada kewajiban hari ini. Selesaikan, atau batalkan dengan alasannya, lalu tutup."))
    if same_as is not None and _waits(same_as):
        return
    high = complaint.risk == cases.HIGH
    if status == Status.WITHDRAWN:
        if complaint.urgent or high:
            raise Refused(
                gettext("Anak ini mungkin dalam bahaya. Pencabutan oleh pelapor tidak mengakhiri tugas komisi.")
            )
        return
    if high:
        raise Refused(
            gettext(
                "Risikonya tinggi. Serahkan atau buka berkasnya; bila ternyata lebih rendah, telaah lagi dan minta "
                "orang kedua menelaah, lalu tutup."
            )
        )
    if complaint.urgent:
        _check_calm(complaint, by)


def _check_calm(complaint: Complaint, by: User) -> None:
    """Said to be happening now: somebody found in the review that it is not, and another closes."""
    found = complaint.triage or {}
    if (found.get("risk_answers") or {}).get("danger_now") != rules.NO:
        raise Refused(
            gettext(
                "Pengaduan ini bilang sedang terjadi sekarang. Telaah dulu: jawab “tidak” pada “dalam bahaya sekarang” "
                "bila memang begitu; bila tidak tahu, serahkan atau buka berkasnya."
            )
        )
    reviewer = User.objects.filter(pk=found["by"]).first() if found.get("by") else None
    must_be_two(by, reviewer, gettext("Yang menelaah “tidak dalam bahaya” tidak menutup sendiri. Minta orang kedua."))


def address_of(agency: Agency) -> str:
    """As the list of agencies has it on this day: name, address, first line with a number."""
    line = agency.contacts.exclude(phone="").order_by("pk").first()
    return " · ".join(filter(None, [agency.name, agency.address, line.phone if line else ""]))


def reopen(*, complaint: Complaint, by: User) -> Complaint:
    """Undo of a closing: back among the complaints that wait for a decision, with the duties that the closing ended.
    One that nobody had read is unread again."""
    require_here(by, Permission.COMPLAINT_TRIAGE, complaint)
    if complaint.status == Status.NEW:  # it would count as read, by nobody
        raise Conflict(gettext("Pengaduan ini tidak dapat dibuka lagi."))
    ended = ENDED_BY.get(complaint.status, ())
    with recorded("reopen", complaint, by, was=complaint.status) as entry:
        unread = complaint.status == Status.NOISE and complaint.opened_at is None
        complaint.move_to(Status.NEW if unread else Status.READ)
        complaint.noise, complaint.same_as, complaint.unfounded_by = "", None, None
        entry.change(complaint)
        for duty in cancelled_duties(complaint, *ended) if ended else []:
            duties.reopen(duty=duty, by=by, why=gettext("Pengaduan dibuka lagi."))
        if not unread and danger.is_said(complaint):
            owe_review(complaint, by, timezone.now(), today=True)
        conflicts.compare_again(subject=complaint.subject, office=complaint.office)  # last: it may name who pressed
    return complaint
