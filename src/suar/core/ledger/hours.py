"""The hour that a published head is for: an extension line of its checkpoint, `hour 2026-11-25T06:00+07:00`."""

from __future__ import annotations

from datetime import datetime

from suar.core.ledger.checkpoint import Checkpoint

HOUR = "hour "


def hour_line(hour: datetime) -> str:
    return HOUR + hour.isoformat(timespec="minutes")


def hour_of(checkpoint: Checkpoint) -> datetime | None:
    """None for a head that says none, or says it without a zone."""
    for line in checkpoint.extensions:
        if line.startswith(HOUR):
            try:
                hour = datetime.fromisoformat(line.removeprefix(HOUR))
            except ValueError:
                return None
            return hour if hour.tzinfo is not None else None
    return None
