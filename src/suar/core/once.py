"""A form carries an id, so that a second press finds what the first one made. What that is stored under is derived from
it and from whoever pressed: an id that somebody types into a form is never that of a row or a key that is there."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, models

from suar.core.errors import DomainError
from suar.core.ui.errors import already_sent

SPACE = UUID("6f0f4f0a-6a0c-4c55-9a3e-5f1c7a0d2b61")  # an arbitrary one


def made_by(actor_id: str, typed: UUID) -> UUID:
    """Of the same press by the same person always the same (RFC 9562, version 5)."""
    return uuid5(SPACE, f"{actor_id} {typed}")


def once[Row: models.Model](
    rows: models.QuerySet[Row], pk: UUID | None, act: Callable[[UUID], Row], **of: object
) -> Row:
    """What `act` makes under this id, a fresh one where there is none. The same id again, also at the same moment,
    gives back the row that is there and does nothing. `of`: whose that row must be. Raises Conflict where it is not."""
    if pk is None:
        return act(uuid4())
    if (before := _there(rows, pk, of)) is not None:
        return before
    try:
        return act(pk)
    except (IntegrityError, DomainError):  # the same press, this moment: its row, or what it did, stands in the way
        if (before := _there(rows, pk, of)) is None:
            raise
        return before


def _there[Row: models.Model](rows: models.QuerySet[Row], pk: UUID, of: dict[str, object]) -> Row | None:
    row = rows.filter(pk=pk).first()
    if row is not None and any(getattr(row, name) != whose for name, whose in of.items()):
        raise already_sent()
    return row
