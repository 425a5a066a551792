"""Everything that happens to a duty: started, answered, done, cancelled, paused, extended, reminded, late; and to the
limits of the house that it is counted by."""

from __future__ import annotations

from suar.casework.duties.actions.clock import assign, extend, know_date, recount
from suar.casework.duties.actions.house_limits import agree_limit, propose_limit, withdraw_limit
from suar.casework.duties.actions.pauses import confirm_pause, pause, reject_pause, watch_pauses
from suar.casework.duties.actions.reaching import reach
from suar.casework.duties.actions.starting import begin, move_subject, prepare, prepare_alike, start
from suar.casework.duties.actions.steps import (
    acknowledge,
    ask_after,
    cancel,
    done,
    end_with_file,
    finish,
    finish_all,
    fulfil,
    reopen,
)
from suar.casework.duties.actions.tick import escalate, note_lateness, remind, take_back

__all__ = [
    "acknowledge",
    "ask_after",
    "agree_limit",
    "assign",
    "begin",
    "cancel",
    "confirm_pause",
    "done",
    "end_with_file",
    "escalate",
    "extend",
    "finish",
    "finish_all",
    "fulfil",
    "know_date",
    "move_subject",
    "note_lateness",
    "pause",
    "prepare",
    "prepare_alike",
    "propose_limit",
    "reach",
    "recount",
    "reject_pause",
    "remind",
    "reopen",
    "start",
    "take_back",
    "watch_pauses",
    "withdraw_limit",
]
