"""What is done about the work itself: a file watched until somebody holds it, everything handed over at the end
of a term."""

from __future__ import annotations

from suar.casework.supervision.actions.handing_over import hand_over
from suar.casework.supervision.actions.watching import unwatch, watch_file

__all__ = ["hand_over", "unwatch", "watch_file"]
