"""Whoever may not see a complaint any more holds it no longer."""

from __future__ import annotations

from uuid import UUID

from suar.casework.complaints.models import Complaint
from suar.casework.complaints.recording import recorded
from suar.core.ledger.actors import WORKER


def let_go(user: int, subject: UUID) -> None:
    """Its complaints, also those that became files, are nobody's from now on, by the program's hand. Inside the
    recording that withholds them."""
    for complaint in Complaint.objects.filter(subject=subject, officer=user).select_related("office"):
        complaint.officer = None
        with recorded("let_go", complaint, WORKER) as entry:
            entry.change(complaint)
