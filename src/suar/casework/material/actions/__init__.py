"""Everything that is done about material that arrived: stopped, kept apart, told to the police, given, closed."""

from __future__ import annotations

from suar.casework.material.actions.beginning import begin
from suar.casework.material.actions.belonging import belong, follow
from suar.casework.material.actions.closing import close
from suar.casework.material.actions.steps import call, instruct, note, offer_talk, receive, set_apart, stop

__all__ = [
    "begin",
    "belong",
    "call",
    "close",
    "follow",
    "instruct",
    "note",
    "offer_talk",
    "receive",
    "set_apart",
    "stop",
]
