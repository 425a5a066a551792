"""What becomes of filings that a flood brought: let through to the desk, or emptied after days. Each is an entry; the
sealed words change hands or go, the receipt goes on finding its row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.intake.models import Filing
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.registry.accounts.permissions import Permission, require

AT_ONCE = 500  # rescued by one press: the desk reads them afterwards
YOUNGEST = 7  # days that a filing stays before it may be emptied


def rescue(*, day: date, doubt: str, most: int, by: Actor) -> int:
    """Let the first `most` of one day and reason through to the desk: one, to see what it is, or all. Returns how many
    there were."""
    require(by, Permission.COMPLAINT_TRIAGE)
    rows = Filing.objects.quarantined().filter(filed_on=day, doubt=doubt).order_by("looked", "form_id")
    return let_through(form_ids=list(rows.values_list("pk", flat=True)[: min(most, AT_ONCE)]), by=by)


def let_through(*, form_ids: Sequence[UUID], by: Actor) -> int:
    """These are taken over as every other filing."""
    if not form_ids:
        return 0
    with ledger.record("quarantine.let_through", by=by, data=_which(form_ids)):
        pass
    return Filing.objects.filter(pk__in=form_ids, taken=False).update(doubt="", looked=False)


def empty(*, days: int, by: Actor) -> int:
    """Destroy unread what has stood in quarantine for `days` and more. Returns how many. Whoever holds such a receipt
    is told so when looking it up."""
    require(by, Permission.COMPLAINT_TRIAGE)
    if days < YOUNGEST:
        raise DomainError(gettext("Simpan sekurang-kurangnya tujuh hari, supaya yang sungguhan sempat ditemukan."))
    until = timezone.localdate() - timedelta(days=days)
    ids = list(Filing.objects.quarantined().filter(filed_on__lte=until).values_list("pk", flat=True))
    if not ids:
        return 0
    with ledger.record("quarantine.empty", by=by, data=_which(ids) | {"days": days}):
        pass
    gone = 0
    for start in range(0, len(ids), AT_ONCE):
        rows = Filing.objects.quarantined().filter(pk__in=ids[start : start + AT_ONCE])
        gone += rows.update(sealed=b"", taken=True, step=Filing.Step.DROPPED)
    return gone


def _which(form_ids: Sequence[UUID]) -> dict[str, object]:
    """How many, and a sum over which: a list of thousands would be longer than the act."""
    total = sha256(b"".join(sorted(one.bytes for one in form_ids))).hexdigest()
    return {"filings": len(form_ids), "sum": total}
