"""What somebody must be told of now: kept as a row under the ledger, shown on *Hari ini*, mailed without content.

`raise_alarm` and `close` are what other apps use: `from suar.core import alarms`. Each app declares its kinds in its
`alarm_kinds.py`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from suar.core.ledger.actors import WORKER, Actor

if TYPE_CHECKING:
    from suar.core.alarms.models import Alarm


def raise_alarm(
    kind: str, *, subject: str = "", detail_codes: Iterable[str] = (), office: str = "", by: Actor = WORKER
) -> Alarm:
    """The open alarm of this kind about this subject; made if there is none. Codes only: no name, no number of a file
    that a person could read. `office` is an office's code; empty: the whole house. Raises ValueError."""
    from suar.core.alarms import actions

    return actions.raise_alarm(kind=kind, subject=subject, detail_codes=detail_codes, office=office, by=by)


def close(kind: str, *, subject: str = "", office: str = "", by: Actor = WORKER) -> int:
    """Close the open alarm of this kind about this subject, if there is one. Returns how many were closed."""
    from suar.core.alarms import actions

    return actions.close(kind=kind, subject=subject, office=office, by=by)
