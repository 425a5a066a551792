"""Everything that happens on the way to an erasure: proposed, put into an act, approved, taken back, carried out; and
what holds it."""

from __future__ import annotations

from suar.casework.retention.actions.acts import approve, draw_up, start, withdraw
from suar.casework.retention.actions.carrying_out import erase_at_once, finish_started
from suar.casework.retention.actions.holding import hold, lift
from suar.casework.retention.actions.proposing import ask_for, propose_due

__all__ = [
    "approve",
    "ask_for",
    "draw_up",
    "erase_at_once",
    "finish_started",
    "hold",
    "lift",
    "propose_due",
    "start",
    "withdraw",
]
