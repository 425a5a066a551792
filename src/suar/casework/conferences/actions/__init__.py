"""Everything done about meetings, decisions for one child, and going along."""

from __future__ import annotations

from suar.casework.conferences.actions.accompanying import accompany
from suar.casework.conferences.actions.deciding import decide, dissent, take_back
from suar.casework.conferences.actions.meeting import hear, hold, write_minutes
from suar.casework.conferences.actions.panel import give_opinion, seat, unseat
from suar.casework.conferences.actions.planning import answer, call_off, invite, move, number, plan
from suar.casework.conferences.actions.resting import tell
from suar.casework.conferences.actions.settling import settle, withdraw
from suar.casework.conferences.actions.signing import add_to_minutes, confirm, sign
from suar.casework.conferences.actions.weighing import add_option, ask, change_option, hear_child, propose

__all__ = [
    "accompany",
    "add_option",
    "add_to_minutes",
    "answer",
    "ask",
    "call_off",
    "change_option",
    "confirm",
    "decide",
    "dissent",
    "give_opinion",
    "hear",
    "hear_child",
    "hold",
    "invite",
    "move",
    "number",
    "plan",
    "propose",
    "seat",
    "settle",
    "sign",
    "take_back",
    "tell",
    "unseat",
    "withdraw",
    "write_minutes",
]
