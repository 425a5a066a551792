"""What becomes of complaints and further messages that a flood brought: let through to the desk, or emptied after days.
Each is an entry; the sealed words change hands or go, the receipt goes on finding its row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from hashlib import sha256
from itertools import batched
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.intake.channel import ARRIVALS
from suar.casework.intake.models import Filing, Further
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.registry.accounts.permissions import Permission, require

AT_ONCE = 500  # rescued by one press: the desk reads them afterwards
YOUNGEST = 7  # days that a filing stays before it may be emptied


def rescue(*, day: date, doubt: str, most: int, by: Actor, what: str = "filing") -> int:
    """Let the first `most` of one day and reason through to the desk: one, to see what it is, or all. `what`: one of
    `ARRIVALS`. Returns how many there were."""
    require(by, Permission.COMPLAINT_TRIAGE)
    rows = ARRIVALS[what].objects.quarantined().filter(filed_on=day, doubt=doubt).order_by("looked", "pk")
    ids: list[UUID] = list(rows.values_list("pk", flat=True)[: min(most, AT_ONCE)])
    return let_through(by=by, message_ids=ids) if what == "further" else let_through(by=by, form_ids=ids)


def let_through(*, by: Actor, form_ids: Sequence[UUID] = (), message_ids: Sequence[UUID] = ()) -> int:
    """These are taken over as all others. A message takes its complaint along, behind which it would wait. Returns how
    many are on their way."""
    before = Filing.objects.quarantined().filter(further__in=message_ids).values_list("pk", flat=True)
    forms = {*form_ids, *before}
    if not forms and not message_ids:
        return 0
    with ledger.record("quarantine.let_through", by=by, data=_which(forms, message_ids)):
        pass
    through: dict[str, object] = {"doubt": "", "looked": False}
    filings = Filing.objects.filter(pk__in=forms, taken=False).update(**through)
    return filings + Further.objects.filter(pk__in=message_ids, taken=False).update(**through)


def empty(*, days: int, by: Actor) -> int:
    """Destroy unread what has stood in quarantine for `days` and more. Returns how many. Whoever holds such a receipt
    is told so when looking it up."""
    require(by, Permission.COMPLAINT_TRIAGE)
    if days < YOUNGEST:
        raise DomainError(gettext("Simpan sekurang-kurangnya tujuh hari, supaya yang sungguhan sempat ditemukan."))
    until = timezone.localdate() - timedelta(days=days)
    forms = list(Filing.objects.quarantined().filter(filed_on__lte=until).values_list("pk", flat=True))
    messages = list(Further.objects.quarantined().filter(filed_on__lte=until).values_list("pk", flat=True))
    if not forms and not messages:
        return 0
    with ledger.record("quarantine.empty", by=by, data=_which(forms, messages) | {"days": days}):
        pass
    gone = 0
    for some in batched(forms, AT_ONCE):
        rows = Filing.objects.quarantined().filter(pk__in=some)
        gone += rows.update(sealed=b"", taken=True, step=Filing.Step.DROPPED)
    for some in batched(messages, AT_ONCE):
        gone += Further.objects.quarantined().filter(pk__in=some).update(sealed=b"", taken=True, dropped=True)
    return gone


def _which(form_ids: Collection[UUID], message_ids: Collection[UUID]) -> dict[str, object]:
    """How many, and a sum over which: a list of thousands would be longer than the act."""
    total = sha256(b"".join(sorted(one.bytes for one in (*form_ids, *message_ids)))).hexdigest()
    return {"filings": len(form_ids), "sum": total} | ({"messages": len(message_ids)} if message_ids else {})
