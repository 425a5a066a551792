"""What the commission owes whoever asks: an answer, carried out, within 72 hours (UU 27/2022 art. 30, 32, 40)."""

from __future__ import annotations

from datetime import datetime

from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.duties.models import Status as DutyStatus
from suar.casework.duties.recording import done_within
from suar.casework.rights.models import Kind, SubjectRequest
from suar.core.ledger.recording import Recording
from suar.registry.accounts.models import User

KINDS: dict[str, str] = {
    Kind.ACCESS: "rights_access",
    Kind.CORRECTION: "rights_correction",
    Kind.WITHDRAWAL: "rights_withdrawal",
}


def start(request: SubjectRequest, by: User) -> Duty:
    return duties.begin(
        kind=KINDS[request.kind], about=Duty.About.CHILD, subject=request.child_id, office=request.office,
        reference=request.case.number, case_id=request.case_id, officer=by, event_at=request.received_at, by=by,
        sealed_like=request,
    )  # fmt: skip


def done(request: SubjectRequest, at: datetime, entry: Recording) -> None:
    """Answered and carried out at that moment, within the entry that says so: no press elsewhere ends it."""
    done_within(entry, _open(request), at)


def call_off(request: SubjectRequest, entry: Recording) -> None:
    """Nobody asks any longer."""
    if (duty := _open(request)) is not None:
        duty.move_to(DutyStatus.CANCELLED)
        entry.change(duty)


def _open(request: SubjectRequest) -> Duty | None:
    return Duty.objects.open().filter(pk=request.duty).first() if request.duty else None
