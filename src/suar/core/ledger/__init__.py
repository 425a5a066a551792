"""Append-only record of every change and every read; signed heads; verification.

`record`, `read` and the actors are what other apps use: `from suar.core import ledger`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from suar.core.ledger.recording import Recording as Recording
    from suar.core.ledger.recording import read as read
    from suar.core.ledger.recording import record as record


def __getattr__(name: str) -> object:
    # Models cannot be imported before the app registry is ready; the names are looked up on first use.
    if name in {"record", "read", "Recording"}:
        from suar.core.ledger import recording

        return getattr(recording, name)
    raise AttributeError(name)
