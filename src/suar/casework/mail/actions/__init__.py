"""Everything that happens to a letter that came in: entered, corrected, linked, disposed, settled."""

from __future__ import annotations

from suar.casework.mail.actions.belonging import become_complaint, belong, follow, release
from suar.casework.mail.actions.disposing import dispose, finish, note_read
from suar.casework.mail.actions.entering import answer, correct, enter, settle

__all__ = [
    "answer",
    "become_complaint",
    "belong",
    "correct",
    "dispose",
    "enter",
    "finish",
    "follow",
    "note_read",
    "release",
    "settle",
]
