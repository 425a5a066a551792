"""What the commission owes itself about an arrival: the police called the same day, and their receipt.

Both end by the step alone (`own_end`), at the moment at which the step was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from suar.casework.duties import actions as duties
from suar.casework.duties.limits import count_again, due_of, length_of
from suar.casework.duties.models import Duty
from suar.casework.duties.models import Status as DutyStatus
from suar.casework.material.models import Arrival
from suar.core.ledger.recording import Recording
from suar.registry.accounts.models import User

CALL, RECEIPT = "material_call", "material_receipt"
KINDS = (CALL, RECEIPT)


def about(arrival: Arrival) -> str:
    if arrival.case_id:
        return Duty.About.CHILD
    return Duty.About.COMPLAINT if arrival.complaint_id else Duty.About.OFFICE


def of_receipt(arrival: Arrival) -> dict[str, Any]:
    """Until when the receipt is owed; before the police were called, how long it may take then."""
    within = length_of("house.material.receipt", arrival.office_id)
    return {"receipt_due": due_of(arrival.receipt_duty), "receipt_within": within}


def start(arrival: Arrival, kind: str, event_at: datetime, by: User) -> Duty:
    facts: dict[str, Any] = {"case_id": arrival.case_id, "reference": arrival.reference, "officer": by}
    return duties.begin(
        kind=kind, about=about(arrival), subject=arrival.subject, office=arrival.office, event_at=event_at, by=by,
        **facts,
    )  # fmt: skip


def done(duty_id: UUID | None, at: datetime, entry: Recording) -> None:
    """The duty is done at that moment; one that was done is done at the corrected moment. Cancelled stays cancelled:
    the file was erased meanwhile."""
    duty = _known(duty_id)
    if duty is None or duty.status == DutyStatus.CANCELLED:
        return
    if duty.is_open:
        duty.move_to(DutyStatus.DONE)
    duty.done_at = at
    entry.change(duty)


def count_from(duty_id: UUID | None, event_at: datetime, entry: Recording) -> None:
    """The clock of the duty began at another moment than was thought."""
    duty = _known(duty_id)
    if duty is not None and duty.status != DutyStatus.CANCELLED and duty.event_at != event_at:
        duty.event_at = event_at
        count_again(duty)
        entry.change(duty)


def _known(duty_id: UUID | None) -> Duty | None:
    return Duty.objects.filter(pk=duty_id).first() if duty_id else None
