"""Heads shown to everybody at fixed hours. They say less than the heads of the record itself: the size, the root and
the hour they were published for, never when the last entry was written.

Where they are shown is another app's business; it says so with `publishes`, and verification then holds each of them
against the record: a head that everybody has seen cannot be taken back by somebody who writes to `main` and `keys`."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from datetime import datetime

from suar.core.ledger.actions import log_name, signer
from suar.core.ledger.checkpoint import Checkpoint, NoteError, open_checkpoint, sign
from suar.core.ledger.findings import Wrong
from suar.core.ledger.hours import hour_line
from suar.core.ledger.models import Head

_publishers: list[Callable[[], Iterable[str]]] = []


def publishes(notes: Callable[[], Iterable[str]]) -> None:
    """Called once, when the app is ready: `notes` gives every published head as it is shown."""
    _publishers.append(notes)


def note_for(head: Head, hour: datetime) -> str:
    """The head as it is published for an hour, signed."""
    lines = (hour_line(hour),)
    return sign(Checkpoint(log_name(), head.tree_size, bytes(head.root), lines), signer())


def published_notes() -> list[str]:
    return [note for notes in _publishers for note in notes()]


def published_are_ours(notes: list[str]) -> Generator[Wrong]:
    """Each published head is signed by this office and is a head of this record."""
    verifier = signer().verifier
    roots = {size: bytes(root) for size, root in Head.objects.values_list("tree_size", "root")} if notes else {}
    for note in notes:
        try:
            shown = open_checkpoint(note, verifier)
        except NoteError as error:
            yield Wrong("published head", "?", str(error))
            continue
        if shown.size not in roots:
            yield Wrong(
                "published head", str(shown.size), f"a head over {shown.size} entries was published and is gone"
            )
        elif roots[shown.size] != shown.root:
            yield Wrong("published head", str(shown.size), "the entries below it are not those that were published")
