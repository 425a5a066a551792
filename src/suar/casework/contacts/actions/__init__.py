"""Everything that is done with a contact: typed, filed, counted, called back, flagged, forgotten."""

from __future__ import annotations

from suar.casework.contacts.actions.drafting import begin_draft, close_draft, lapse_drafts, save_draft
from suar.casework.contacts.actions.filing import Told, file, follow, note_news
from suar.casework.contacts.actions.flagging import flag, lift
from suar.casework.contacts.actions.forgetting import forget
from suar.casework.contacts.actions.missing import answer_missed, call_back, note_missed
from suar.casework.contacts.actions.noting import note
from suar.casework.contacts.actions.numbers import add_number, remove_number

__all__ = [
    "Told",
    "add_number",
    "answer_missed",
    "begin_draft",
    "call_back",
    "close_draft",
    "file",
    "flag",
    "follow",
    "forget",
    "lapse_drafts",
    "lift",
    "note",
    "note_missed",
    "note_news",
    "remove_number",
    "save_draft",
]
