"""Every change of the safeguards."""

from __future__ import annotations

from suar.casework.safeguards.actions.glass import break_glass, review

__all__ = ["break_glass", "review"]
