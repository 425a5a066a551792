"""Every change of what is known of a child."""

from __future__ import annotations

from suar.casework.children.actions.circumstances import correct, end, lead, note, withdraw
from suar.casework.children.actions.data import EDITABLE, edit, register, reveal_name, set_safe_contact
from suar.casework.children.actions.merging import merge, separate

__all__ = [
    "EDITABLE",
    "correct",
    "edit",
    "end",
    "lead",
    "merge",
    "note",
    "register",
    "reveal_name",
    "separate",
    "set_safe_contact",
    "withdraw",
]
