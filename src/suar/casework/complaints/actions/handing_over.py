"""A receipted hand-over to the body that must act. The commission keeps the file and watches the clock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint, HandOver, Status
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.core import ledger
from suar.core.errors import Conflict, DomainError
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require
from suar.registry.agencies.models import Agency


def hand_over(
    *,
    agency: Agency,
    purpose: str,
    packet: str,
    by: User,
    complaint: Complaint | None = None,
    case: Case | None = None,
    handed_at: datetime | None = None,
) -> HandOver:
    """Hand a complaint or a case over. The agency owes its acknowledgement; our own 72 hours end."""
    require(by, Permission.CASE_WORK)
    source = case or complaint
    if source is None:
        raise DomainError(gettext("Pilih pengaduan atau berkas yang diserahkan."))
    case = case or (complaint.case if complaint else None)
    now = handed_at or timezone.now()
    handover = HandOver(
        complaint=complaint,
        case=case,
        subject=source.vault_subject,
        agency=agency,
        handed_at=now,
        purpose=purpose,
        packet=packet,
        by=by,
    )
    with ledger.record(
        "handover.make", by=by, subject=handover.subject, office=source.office.code, data={"agency": agency.pk}
    ) as entry:
        duty = duties.start(
            kind="acknowledge_handover",
            about="child" if case else "complaint",
            subject=handover.subject,
            case_id=case.id if case else None,
            office=source.office,
            reference=source.number,
            agency=agency,
            event_at=now,
            by=by,
        )
        handover.duty_id = duty.id
        entry.add(handover)
        if complaint is not None and complaint.status == Status.READ:
            complaint.move_to(Status.HANDED_OVER)
            entry.change(complaint)
        duties.finish_all(subject=handover.subject, kinds=["handover"], by=by)
    return handover


def record_receipt(*, handover: HandOver, receipt_number: str, received_by: str, by: User) -> HandOver:
    """The receiving desk signed: its number, who took it. The agency's duty to acknowledge is done."""
    require(by, Permission.CASE_WORK)
    if handover.receipt_at is not None:
        raise Conflict(gettext("Tanda terimanya sudah dicatat."))
    if not receipt_number.strip():
        raise DomainError(gettext("Tulis nomor tanda terima, atau nama petugas yang menerima dan jamnya."))
    handover.receipt_number, handover.received_by = receipt_number.strip(), received_by.strip()
    handover.receipt_at = timezone.now()
    with ledger.record("handover.receipt", by=by, subject=handover.subject) as entry:
        entry.change(handover)
        duty = Duty.objects.open().filter(pk=handover.duty_id).first()
        if duty is not None:
            duties.finish(duty=duty, by=by, note=receipt_number)
    return handover
