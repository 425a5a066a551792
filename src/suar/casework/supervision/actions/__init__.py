"""What is done about the work itself: a file watched until somebody holds it."""

from __future__ import annotations

from suar.casework.supervision.actions.watching import unwatch, watch_file

__all__ = ["unwatch", "watch_file"]
