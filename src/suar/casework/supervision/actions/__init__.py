"""What is done about the work itself: a file watched until somebody holds it, everything handed over at the end
of a term."""

from __future__ import annotations

from suar.casework.supervision.actions.handing_over import hand_over
from suar.casework.supervision.actions.talking import agree_on_file, log_session
from suar.casework.supervision.actions.transferring import (
    accept_transfer,
    propose_transfer,
    refuse_transfer,
    withdraw_transfer,
)
from suar.casework.supervision.actions.watching import watch_file

__all__ = [
    "accept_transfer",
    "agree_on_file",
    "hand_over",
    "log_session",
    "propose_transfer",
    "refuse_transfer",
    "watch_file",
    "withdraw_transfer",
]
