"""What of this room somebody may know: 404 for all else."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from suar.casework.cases.models import Case
from suar.casework.cases.perms import get_case
from suar.registry.accounts.models import User


def get_unheld(user: User, case_id: UUID) -> Case:
    """An open file that nobody holds."""
    case = get_case(user, case_id)
    if case.officer_id is not None or not case.is_open:
        raise Http404
    return case
