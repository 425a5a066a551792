"""Every change of a request: received, looked at, decided by two, carried out."""

from __future__ import annotations

from suar.casework.rights.actions.carrying import carry_out, make_package
from suar.casework.rights.actions.deciding import confirm, propose, reconsider, send_back
from suar.casework.rights.actions.receiving import check, drop, receive

__all__ = [
    "carry_out",
    "check",
    "confirm",
    "drop",
    "make_package",
    "propose",
    "receive",
    "reconsider",
    "send_back",
]
