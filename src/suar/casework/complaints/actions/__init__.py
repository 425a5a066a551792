"""Every change of a complaint, by what it is about: receiving, triage, conversation, hand-over, group findings."""

from suar.casework.complaints.actions.conversation import note_delivery, note_message, note_reading, reply
from suar.casework.complaints.actions.findings import FoundChild, record_group_finding
from suar.casework.complaints.actions.handing_over import hand_over, record_receipt
from suar.casework.complaints.actions.opening import make_case, sweep_keys
from suar.casework.complaints.actions.receiving import open_complaint, receive, reveal
from suar.casework.complaints.actions.triaging import close_as, reopen, triage

__all__ = [
    "FoundChild",
    "close_as",
    "hand_over",
    "make_case",
    "note_delivery",
    "note_message",
    "note_reading",
    "open_complaint",
    "receive",
    "record_group_finding",
    "record_receipt",
    "reopen",
    "reply",
    "reveal",
    "sweep_keys",
    "triage",
]
