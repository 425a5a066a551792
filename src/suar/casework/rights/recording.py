"""Who may, and how a step is written down: one entry about the child, the request's version with it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_file
from suar.casework.children.merges import one_child
from suar.casework.rights.models import Check, Decision, SubjectRequest
from suar.casework.sharing.recording import one_at_a_time
from suar.core import ledger
from suar.core.errors import Conflict
from suar.core.ledger.models import LedgeredModel
from suar.core.ledger.recording import Recording
from suar.core.vault.erased import must_be_sealed
from suar.core.vault.fields import VaultModel, share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def may(by: User, case: Case) -> None:
    """Staff of the file's office, from whom it is not withheld. Raises Refused."""
    require_file(case, by)
    require(by, Permission.RIGHTS_WORK, case.office_id)


def may_decide(by: User, case: Case) -> None:
    """As `may`, of those who decide. Raises Refused."""
    may(by, case)
    require(by, Permission.RIGHTS_DECIDE, case.office_id)


def must_stand(request: SubjectRequest, *statuses: str) -> None:
    """Raises Conflict where another step came first, DomainError for what was erased."""
    if request.status not in statuses:
        raise Conflict(request.not_open())
    must_be_sealed(request)


@contextmanager
def recorded(verb: str, request: SubjectRequest, by: User, **data: Any) -> Iterator[Recording]:
    """One entry about the child. Raises Conflict when somebody else was first."""
    facts = {"request": str(request.pk), "case": str(request.case_id), **data}
    with ledger.record(
        f"rights.{verb}", by=by, subject=request.child_id, office=request.office.code, data=facts
    ) as entry:
        yield entry


def held_still(request: SubjectRequest) -> None:
    """Inside a recording: until it ends nobody says that the child is not safe, nor what is kept from whom.

    The files before the children: whoever changes a file holds it, and its notes wait for the child."""
    files = Case.objects.select_for_update(no_key=True).filter(child__in=one_child(request.child_id))
    list(files.order_by("pk").only("pk"))
    one_at_a_time(request.case)


def row_of(request: SubjectRequest, by: User) -> dict[str, Any]:
    """What every row about a request carries."""
    return {"id": uuid.uuid4(), "request": request, "child_id": request.child_id, "by": by, "at": timezone.now()}


def add(entry: Recording, request: SubjectRequest, row: LedgeredModel) -> None:
    if isinstance(row, VaultModel):
        share_cipher(request, row)
    entry.add(row)


def said(**words: str) -> dict[str, str] | None:
    """Words that were said; nothing where none were."""
    kept = {name: text.strip() for name, text in words.items() if text.strip()}
    return kept or None


def checks_of(request: SubjectRequest) -> list[Check]:
    """Every check, the one that counts first, with the key at hand."""
    rows = list(request.checks.select_related("by"))
    share_cipher(request, *rows)
    return rows


def decisions_of(request: SubjectRequest) -> list[Decision]:
    """Every decision, the newest first, with the key at hand."""
    rows = list(request.decisions.select_related("by", "confirmed_by", "ended_by"))
    share_cipher(request, *rows)
    return rows


def standing_decision(request: SubjectRequest) -> Decision | None:
    """The one that waits or stands."""
    return next((row for row in decisions_of(request) if row.ended_at is None), None)
