"""Every change here: who leads, what the lead tells, numbers of other systems, interviews of the child."""

from __future__ import annotations

from suar.casework.leading.actions.interviews import note_interview, withdraw_interview
from suar.casework.leading.actions.lead import name_lead
from suar.casework.leading.actions.numbers import note_number, withdraw_number
from suar.casework.leading.actions.watching import watch

__all__ = [
    "name_lead",
    "note_interview",
    "note_number",
    "watch",
    "withdraw_interview",
    "withdraw_number",
]
