"""Whose it is: found out later, or moved along with a complaint that became a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.casework.complaints.recording import held_in_place
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.withheld import require_free
from suar.casework.duties import actions as duties
from suar.casework.material import owed
from suar.casework.material.models import Arrival
from suar.casework.material.recording import may_touch, must_be_open, recorded
from suar.core.errors import Conflict, DomainError
from suar.core.ledger import holds
from suar.core.ledger.recording import Recording
from suar.core.vault import keys, marks
from suar.core.vault.erased import Erased
from suar.core.vault.fields import unlock
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import User


def belong(*, arrival: Arrival, by: User, source: Complaint | Case | None) -> Arrival:
    """It belongs to this file or complaint of the same office: words and duties go under its key, its own key goes.

    `source` is None for a number that leads nowhere, whatever the reason. Raises DomainError, Conflict, Refused."""
    may_touch(by, arrival)
    must_be_open(arrival)
    if not arrival.is_nobodys:
        raise Conflict(gettext("Catatan ini sudah tertaut. Muat ulang halaman."))
    if source is None or source.office_id != arrival.office_id:
        raise DomainError(unknown_number())
    complaint = source if isinstance(source, Complaint) else None
    case = complaint.case if complaint else source if isinstance(source, Case) else None
    old, new = arrival.subject, case.child_id if case else source.vault_subject
    require_free(by, new)
    try:
        keys.create(new)  # made young, so that no sweep takes it meanwhile
    except keys.KeyMissing:
        raise Erased from None
    with recorded("belong", arrival, by, source=str(source.pk)) as entry:
        if complaint is not None:
            held_in_place(complaint)
        _seal_under(arrival, new, complaint, case, entry)
        facts: dict[str, Any] = {"case_id": case.pk if case else None, "reference": arrival.reference}
        conflicts.move_subject(old=old, new=new, by=by, **facts)
        duties.move_subject(old=old, new=new, by=by, about=owed.about(arrival), **facts)
        holds.moved(old, new, entry)
        marks.lift(new)  # what is joined to it is about a child
        transaction.on_commit(lambda: _forget(old))
    return arrival


def unknown_number() -> str:
    """What every number is answered with that leads nowhere, whatever the reason."""
    return gettext("Sebut nomor berkas atau pengaduan kantor ini yang dapat Anda baca, misalnya P-0012/26.")


def follow(*, complaint: Complaint, old: UUID, case: Case, by: User) -> int:
    """The complaint became a case: its arrivals go along, within that action. Returns how many."""
    found = list(Arrival.objects.filter(subject=old).select_related("office", "complaint"))
    for arrival in found:
        with recorded("follow", arrival, by, case=str(case.pk)) as entry:
            _seal_under(arrival, case.child_id, complaint, case, entry)
    return len(found)


def _seal_under(arrival: Arrival, new: UUID, complaint: Complaint | None, case: Case | None, entry: Recording) -> None:
    """All words are opened first; then each row is sealed and saved under the new key."""
    rows = unlock(arrival.taken.all())  # each row knows this very arrival, so it follows whose key seals it
    words = [row.words for row in rows]
    arrival.subject, arrival.complaint, arrival.case = new, complaint, case
    for row, said in zip(unlock(rows), words, strict=True):
        row.words = said
    entry.change(arrival, *rows)


def _forget(old: UUID) -> None:
    """Nothing is sealed under it any more. After a kill in between the sweep of orphans ends it. No tombstone."""
    DataKey.objects.filter(pk=old).delete()
