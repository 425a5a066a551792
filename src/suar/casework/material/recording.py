"""Who may, and how a step is written down: a new row each time, the arrival's version with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.conflicts.withheld import require_free
from suar.casework.material import rules
from suar.casework.material.models import Arrival, Step, Taken
from suar.core import ledger
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording
from suar.core.vault.erased import must_be_sealed
from suar.core.vault.keys import KeyMissing
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require
from suar.registry.agencies.models import Agency


def may_touch(by: User, arrival: Arrival) -> None:
    """The permission in its office, and what it belongs to is not withheld. Raises Refused."""
    require(by, Permission.MATERIAL_WORK, arrival.office_id)
    require_free(by, arrival.subject)


def must_be_open(arrival: Arrival) -> None:
    if not arrival.is_open:
        raise Conflict(gettext("Catatan ini sudah ditutup oleh orang kedua. Yang tertulis tidak diubah lagi."))


@contextmanager
def recorded(verb: str, arrival: Arrival, by: User, **data: Any) -> Iterator[Recording]:
    """One entry about the arrival. Raises Conflict when somebody else was first."""
    facts = {"arrival": str(arrival.pk), **data}
    with ledger.record(
        f"material.{verb}", by=by, subject=arrival.subject, office=arrival.office.code, data=facts
    ) as entry:
        yield entry


def taken(
    arrival: Arrival,
    step: Step,
    by: User,
    *,
    at: datetime,
    place: int,
    words: dict[str, str] | None = None,
    agency: Agency | None = None,
    line: str = "",
    instruction: str = "",
) -> Taken:
    """The row of a step, not saved yet. Words that blame a child, or tell more than a way, are refused with what to
    write instead. Raises DomainError."""
    said = {name: text.strip() for name, text in (words or {}).items() if text.strip()}
    for text in said.values():
        check_words(text)
    row = Taken(
        arrival=arrival, place=place, step=step, at=at, agency=agency, line=line, instruction=instruction,
        words=said or None, by=by, written_at=timezone.now(),
    )  # fmt: skip
    if said:
        _must_be_sealed(row)
    return row


def _must_be_sealed(row: Taken) -> None:
    """Raises DomainError for what was erased, Conflict where its key went because its complaint became a case."""
    try:
        must_be_sealed(row)
    except KeyMissing:
        raise StaleRow from None


def check_words(text: str) -> None:
    """Raises DomainError for too many words, and for those that blame a child."""
    if len(text) > rules.PATH_LONGEST:
        raise DomainError(
            gettext("Tulis letaknya, bukan isinya: paling banyak %(n)d huruf.") % {"n": rules.PATH_LONGEST}
        )
    if found := rules.blaming(text):
        raise DomainError(rules.refusal_of_words(found[0]))


def places_of(arrival: Arrival) -> list[tuple[int, str]]:
    """(place, step) of everything written down, in order."""
    return list(arrival.taken.order_by("place").values_list("place", "step"))
