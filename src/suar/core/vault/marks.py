"""Which subjects are marked: one sealed list of one length, so that neither the store `keys` nor `main` tells how many
there are or which. What a mark means is the business of the app that sets it.

    PLACES slots of 32 bytes: 1 byte state, 3 bytes nothing, 4 bytes news, 8 bytes number of whoever set it,
    16 bytes subject

The list is sealed by the wrapping key like a data key, and rotated with them. A reader whose row a rotation re-wraps
between the query and the opening reads it again."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast
from uuid import UUID

from django.db import transaction
from tink import TinkError

from suar.core.vault.keyring import keyring
from suar.core.vault.keys import READINGS, STORE
from suar.core.vault.models import MarkList

PLACES = 120
SLOT = struct.Struct(">B3xIQ16s")
CONTEXT = b"suar/marks"  # associated data: it opens as this list only
ONLY = 1  # the key of the one row
EMPTY, STANDING, LIFTED = 0, 1, 2

type Change = Callable[[tuple[Mark, ...]], tuple[Mark, ...]]


class Full(Exception):
    """Every place is taken."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`setter`: the number of whoever set it. `lifted`: it holds no longer, and nobody was told of that yet. `news`:
    the day (its ordinal) of a change that nobody was told of yet, 0 where there is none."""

    subject: UUID
    setter: int
    lifted: bool = False
    news: int = 0


def ensure() -> None:
    """Write the empty list where there is none: that a list is there must not tell that somebody is on it."""
    if not MarkList.objects.filter(pk=ONLY).exists():
        _change(lambda marks: marks)


def all_marks() -> tuple[Mark, ...]:
    """Every mark, in the order in which they were set."""
    for reading in range(READINGS):
        row = MarkList.objects.filter(pk=ONLY).values_list("wrapped", flat=True).first()
        if row is None:
            return ()
        try:
            return _opened(bytes(row))
        except TinkError:
            if reading == READINGS - 1:
                raise
    raise AssertionError("unreachable")


def standing() -> dict[UUID, Mark]:
    """The marks that hold, by subject."""
    return {mark.subject: mark for mark in all_marks() if not mark.lifted}


def add(subject: UUID, setter: int, news: int = 0) -> None:
    """Committed before the rows that it is about. Raises Full."""
    _change(lambda marks: (*marks, Mark(subject, setter, news=news)))


def keep_news(subject: UUID, news: int) -> None:
    """That it was changed on this day, or with 0 that whoever must be told of that was."""
    _change(lambda marks: tuple(replace(m, news=news) if m.subject == subject else m for m in marks))


def lift(subject: UUID) -> None:
    """It holds no longer; it stays on the list until `drop`, so that whoever must be told of it is."""
    if subject in standing():
        _change(lambda marks: tuple(replace(m, lifted=True) if m.subject == subject else m for m in marks))


def lift_unless_by(subject: UUID, setter: int) -> None:
    """As `lift`, but for what whoever set it does."""
    mark = standing().get(subject)
    if mark is not None and mark.setter != setter:
        lift(subject)


def put_back(subject: UUID) -> None:
    """It holds again: nothing came of what lifted it."""
    _change(lambda marks: tuple(replace(m, lifted=False) if m.subject == subject else m for m in marks))


def drop(subject: UUID) -> None:
    """Take it off the list."""
    _change(lambda marks: tuple(mark for mark in marks if mark.subject != subject))


def packed(marks: tuple[Mark, ...]) -> bytes:
    """Always of one length. Raises Full."""
    if len(marks) > PLACES:
        raise Full(f"There is place for {PLACES} marks.")
    slots = [SLOT.pack(LIFTED if m.lifted else STANDING, m.news, m.setter, m.subject.bytes) for m in marks]
    return b"".join(slots).ljust(PLACES * SLOT.size, b"\0")


def unpacked(plain: bytes) -> tuple[Mark, ...]:
    slots = SLOT.iter_unpack(plain)
    return tuple(
        Mark(UUID(bytes=subject), setter, state == LIFTED, news)
        for state, news, setter, subject in slots
        if state != EMPTY
    )


@lru_cache(maxsize=2)
def _opened(sealed: bytes) -> tuple[Mark, ...]:
    """Kept by the sealed bytes: a list that changed, or was re-wrapped, is other bytes."""
    return unpacked(cast(bytes, keyring().wrapping().decrypt(sealed, CONTEXT)))


def _change(change: Change) -> None:
    """Commit the changed list, then seal it anew if a rotation overtook it."""
    with transaction.atomic(using=STORE):
        MarkList.objects.get_or_create(pk=ONLY, defaults=_sealed(()))
        MarkList.objects.select_for_update().get(pk=ONLY)
        made = change(all_marks())
        used = _sealed(made)
        MarkList.objects.filter(pk=ONLY).update(**used)
    while keyring().wrapper().key_id != used["wrapping_key_id"]:
        used = _sealed(made)
        MarkList.objects.filter(pk=ONLY).update(**used)


def _sealed(marks: tuple[Mark, ...]) -> dict[str, object]:
    wrapping, used = keyring().wrapper()
    return {"wrapped": wrapping.encrypt(packed(marks), CONTEXT), "wrapping_key_id": used}
