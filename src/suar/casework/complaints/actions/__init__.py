"""Every change of a complaint, by what it is about: quarantine, receiving, triage, talk, hand-over, findings."""

from suar.casework.complaints.actions.closing import close_as, propose_unfounded, reopen
from suar.casework.complaints.actions.conversation import chase, note_delivery, note_message, note_reading, reply
from suar.casework.complaints.actions.findings import FoundChild, record_group_finding
from suar.casework.complaints.actions.handing_over import hand_over, record_receipt
from suar.casework.complaints.actions.opening import make_case, sweep_keys
from suar.casework.complaints.actions.quarantine import empty, let_through, rescue
from suar.casework.complaints.actions.receiving import note_alert, open_complaint, receive, reveal
from suar.casework.complaints.actions.triaging import triage

__all__ = [
    "FoundChild",
    "chase",
    "close_as",
    "empty",
    "hand_over",
    "let_through",
    "make_case",
    "note_alert",
    "note_delivery",
    "note_message",
    "note_reading",
    "open_complaint",
    "propose_unfounded",
    "receive",
    "record_group_finding",
    "record_receipt",
    "reopen",
    "reply",
    "rescue",
    "reveal",
    "sweep_keys",
    "triage",
]
