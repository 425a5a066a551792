"""Every change of the safeguards."""

from __future__ import annotations

from suar.casework.safeguards.actions.glass import break_glass, review
from suar.casework.safeguards.actions.honey import advance, plant, watch_honey
from suar.casework.safeguards.actions.looking import look, settle

__all__ = ["advance", "break_glass", "look", "plant", "review", "settle", "watch_honey"]
