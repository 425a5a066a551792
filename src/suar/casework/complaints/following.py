"""What else lies under a complaint's key and goes along when it becomes a case. Complaints stand below and cannot ask:
an app that knows plugs in here."""

from __future__ import annotations

from uuid import UUID

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.core.hooks import Hook
from suar.registry.accounts.models import User


@Hook
def became_case(*, complaint: Complaint, old: UUID, case: Case, by: User) -> object:
    """Within the transaction that moves a complaint into a case, while its old key still opens: take along what lies
    under that key."""
