"""A form carries an id, so that a second press finds what the first one made. What that is stored under is derived from
it and from whoever pressed: an id that somebody types into a form is never that of a row or a key that is there."""

from __future__ import annotations

from uuid import UUID, uuid5

SPACE = UUID("6f0f4f0a-6a0c-4c55-9a3e-5f1c7a0d2b61")  # an arbitrary one


def made_by(actor_id: str, typed: UUID) -> UUID:
    """Of the same press by the same person always the same (RFC 9562, version 5)."""
    return uuid5(SPACE, f"{actor_id} {typed}")
