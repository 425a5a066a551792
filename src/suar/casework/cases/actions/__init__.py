"""Every change of a file: opened, assessed, watched, handed on, closed by two people, opened again."""

from __future__ import annotations

from suar.casework.cases.actions.closing import countersign_closure, propose_closure, refuse_closure, reopen
from suar.casework.cases.actions.event import set_event
from suar.casework.cases.actions.notes import mend_note, write_note
from suar.casework.cases.actions.opening import assign, open_case, settle_role
from suar.casework.cases.actions.risk import assess_risk, confirm_risk
from suar.casework.cases.actions.work import add_task, answer_sheet, finish_task, learn_danger, set_safety, write_sheet

__all__ = [
    "add_task",
    "answer_sheet",
    "assess_risk",
    "assign",
    "confirm_risk",
    "countersign_closure",
    "finish_task",
    "learn_danger",
    "mend_note",
    "open_case",
    "propose_closure",
    "refuse_closure",
    "reopen",
    "set_event",
    "set_safety",
    "settle_role",
    "write_note",
    "write_sheet",
]
