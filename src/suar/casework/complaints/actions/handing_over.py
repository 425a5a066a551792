"""A receipted hand-over to the body that must act. The commission keeps the file and watches the clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.receivers import require_named
from suar.casework.complaints import danger, rules
from suar.casework.complaints.models import Complaint, HandOver, Status
from suar.casework.complaints.perms import require_here
from suar.casework.complaints.recording import held_in_place
from suar.casework.conflicts.withheld import require_receiver
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.core import ledger
from suar.core.clocks.calendars import WIB
from suar.core.documents.models import next_letter_number
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording
from suar.core.once import once
from suar.core.vault import marks
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission
from suar.registry.agencies.models import Agency
from suar.registry.agencies.rules import is_named

Basis = HandOver.Basis
KIND_OF_LETTER = "BAST"  # berita acara serah terima: stands where the office's pattern asks for a classification
GIVEN = {Status.READ, Status.HANDED_OVER, Status.CASE}


def hand_over(
    *,
    agency: Agency,
    purpose: str,
    packet: str,
    recipient: str,
    conditions: Mapping[str, str],
    by: User,
    exceptions: Mapping[str, str] | None = None,
    basis: str = "",
    complaint: Complaint | None = None,
    case: Case | None = None,
    handed_at: datetime | None = None,
    handover_id: UUID | None = None,
) -> HandOver:
    """Hand a complaint or a case over to a named person of a body that takes reports, or of the one whose affair it
    is; to any other body it is a referral, which needs an agreement (docs/decisions/0044). The agency owes its
    acknowledgement; given to a body that takes reports, our own 72 hours end. The same `handover_id` again hands
    nothing over twice. `conditions`: each of `rules.CONDITIONS` with yes or no; `exceptions`: why one is not so."""
    source = _source(case or complaint, by)
    case = source if isinstance(source, Case) else None

    def act(pk: UUID) -> HandOver:
        now = handed_at or timezone.now()
        require_receiver(agency, source.vault_subject)
        require_named(recipient, [source.vault_subject])
        _check(complaint, agency, purpose, packet, now)
        handover = HandOver(
            id=pk, complaint=complaint, case=case, subject=source.vault_subject, agency=agency, handed_at=now,
            basis=_basis(basis, complaint, agency, recipient), recipient=recipient.strip(), purpose=purpose.strip(),
            packet=packet.strip(), by=by, **_answered(conditions, exceptions or {}),
        )  # fmt: skip
        return _given(handover, source, by)

    of = {"complaint_id": complaint.pk} if complaint else {"complaint_id": None, "case_id": case and case.pk}
    return once(HandOver.objects.all(), handover_id, act, **of, by_id=by.pk)


def _given(handover: HandOver, source: Complaint | Case, by: User) -> HandOver:
    if handover.basis == Basis.NOT_OURS:
        _second_of(handover.complaint, by)
    _record(handover, source, by)
    return handover


def _source(source: Complaint | Case | None, by: User) -> Complaint | Case:
    """The file, where the complaint has become one."""
    if source is None:
        raise DomainError(gettext("Pilih pengaduan atau berkas yang diserahkan."))
    if isinstance(source, Complaint) and source.case is not None:
        source = source.case
    require_here(by, Permission.CASE_WORK, source)
    return source


def _check(complaint: Complaint | None, agency: Agency, purpose: str, packet: str, at: datetime) -> None:
    if complaint is not None and complaint.status not in GIVEN:
        raise Conflict(gettext("Baca dulu pengaduan ini; yang sudah ditutup perlu dibuka lagi."))
    if not agency.active:
        raise DomainError(gettext("Lembaga ini tidak aktif lagi. Pilih lembaga lain."))
    if not purpose.strip() or not packet.strip():
        raise DomainError(gettext("Tulis tujuan penyerahan dan apa yang diserahkan."))
    if at > timezone.now():
        raise DomainError(gettext("Waktu penyerahan belum tiba. Perbaiki tanggal atau jamnya."))
    if complaint is not None and at < complaint.received_at:
        raise DomainError(
            gettext("Penyerahan tidak dapat mendahului masuknya pengaduan. Perbaiki tanggal atau jamnya.")
        )


def _answered(conditions: Mapping[str, str], exceptions: Mapping[str, str]) -> dict[str, Any]:
    """As the row keeps them. Raises DomainError where one is open, or is not so without a word why."""
    if rules.open_conditions(conditions, exceptions):
        raise DomainError(gettext("Jawab keempat syarat penyerahan; untuk “tidak” tulis mengapa."))
    why = {one.code: exceptions[one.code].strip() for one in rules.CONDITIONS if conditions[one.code] == rules.NO}
    return {one.code: conditions[one.code] for one in rules.CONDITIONS} | {"exceptions": why or None}


def _basis(given: str, complaint: Complaint | None, agency: Agency, recipient: str) -> str:
    """On what it rests; unless said otherwise a report is one of a suspected crime. Raises DomainError for a body that
    neither takes reports nor is the one whose affair it is, and where nobody there is named."""
    if not is_named(recipient, agency):
        raise DomainError(gettext("Sebut siapa yang menerima di lembaga itu: nama, atau jabatan petugas yang piket."))
    foreign = complaint is not None and complaint.in_remit is False
    basis = given or (Basis.NOT_OURS if foreign else Basis.CRIME)
    if basis not in Basis.values or (basis == Basis.NOT_OURS and not foreign):
        raise DomainError(gettext("Pilih dasar penyerahan dari daftar."))
    takes = rules.takes_in if basis == Basis.DANGER else rules.takes_reports
    if basis != Basis.NOT_OURS and not takes(agency.kind):
        raise DomainError(
            gettext(
                "Laporan diserahkan kepada UPTD PPA, polisi, atau Dinas Sosial; dalam bahaya juga kepada rumah "
                "sakit, rumah aman, atau Dinas PPPA. Untuk lembaga lain susun rujukan di tab Persetujuan & berbagi: "
                "di sana kesepakatan dan persetujuan diperiksa."
            )
        )
    return basis


def _second_of(complaint: Complaint | None, by: User) -> None:
    """What is not ours goes to any kind of body, without agreement: whoever found it so does not give it away alone.
    Raises Refused."""
    found_by = (complaint.triage or {}).get("foreign_by") if complaint else None
    first = User.objects.filter(pk=found_by).first() if found_by else None
    must_be_two(by, first, gettext("Yang menelaahnya di luar kewenangan bukan yang menyerahkannya: minta orang kedua."))


def _record(handover: HandOver, source: Complaint | Case, by: User) -> None:
    agency, complaint, office = handover.agency, handover.complaint, source.office
    facts = {"agency": agency.pk, "complaint": str(complaint.pk) if complaint else ""}
    with ledger.record("handover.make", by=by, subject=handover.subject, office=office.code, data=facts) as entry:
        if complaint is not None:
            held_in_place(complaint)
        duty = duties.begin(
            kind="acknowledge_handover",
            about=Duty.About.CHILD if handover.case else Duty.About.COMPLAINT,
            subject=handover.subject,
            case_id=handover.case.pk if handover.case else None,
            office=office,
            reference=source.number,
            agency=agency,
            event_at=handover.handed_at,
            by=by,
        )
        handover.duty_id, handover.letter_number = duty.pk, _letter_number(office, handover.handed_at, entry)
        entry.add(handover)
        reported = rules.takes_reports(agency.kind)
        if complaint is not None and complaint.status == Status.READ and (reported or complaint.in_remit is False):
            complaint.move_to(Status.HANDED_OVER)
            entry.change(complaint)
        if reported:
            duties.finish_all(subject=handover.subject, kinds=["handover"], by=by)
        if complaint is not None and danger.is_said(complaint):
            danger.settle_review(complaint, by)  # given to whoever can act, it is answered
        marks.lift(handover.subject)


def _letter_number(office: Office, at: datetime, entry: Recording) -> str:
    pattern, day = office.letter_pattern, at.astimezone(WIB).date()
    return next_letter_number(pattern, entry=entry, office=office.code, on=day, classification=KIND_OF_LETTER)


def record_receipt(
    *, handover: HandOver, receipt_number: str, received_by: str, by: User, at: datetime | None = None
) -> HandOver:
    """The receiving desk signed: its number, or who took it. The agency's duty to acknowledge is done then."""
    require_here(by, Permission.CASE_WORK, handover)
    number, taker, moment = receipt_number.strip(), received_by.strip(), at or timezone.now()
    if handover.receipt_at is not None:
        raise Conflict(gettext("Tanda terimanya sudah dicatat."))
    if not (number or taker):
        raise DomainError(gettext("Tulis nomor tanda terima, atau nama petugas yang menerima."))
    if not handover.handed_at <= moment <= timezone.now():
        raise DomainError(gettext("Waktu terima harus sesudah penyerahan dan tidak di masa depan."))
    handover.receipt_number, handover.received_by, handover.receipt_at = number, taker, moment
    office = handover.office.code
    with ledger.record("handover.receipt", by=by, subject=handover.subject, office=office) as entry:
        try:
            entry.change(handover)
        except StaleRow:
            raise Conflict(gettext("Tanda terimanya baru saja dicatat orang lain. Muat ulang halaman.")) from None
        duty = _owed(handover)
        if duty is not None:
            duties.finish(duty=duty, by=by, note=number or taker, at=moment)
    return handover


def _owed(handover: HandOver) -> Duty | None:
    """The agency's duty to acknowledge, if it is still open."""
    if handover.duty_id is None:
        return None
    return Duty.objects.open().filter(pk=handover.duty_id).select_related("office").first()
