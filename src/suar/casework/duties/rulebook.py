"""The rules that this house starts clocks by: the law's (`rules/law.yaml`) and its own (`rules/house.yaml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from suar.core.clocks.loader import load
from suar.core.clocks.rules import Rulebook

RULES = Path(__file__).parent / "rules"


@cache
def rulebook() -> Rulebook:
    """All rules, read once a process. Raises InvalidRule for a file that contradicts itself."""
    return load(RULES / "law.yaml", RULES / "house.yaml")
