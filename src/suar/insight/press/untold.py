"""What is not told to the press, with reason and basis (`rules/untold.yaml`). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from suar.core.clocks.rules import Certainty
from suar.insight.press.table import Said

UNTOLD = Path(__file__).parent / "rules" / "untold.yaml"


@dataclass(frozen=True, slots=True)
class Untold:
    what: Said
    why: Said
    basis: str
    certainty: Certainty


@cache
def untold() -> tuple[Untold, ...]:
    rows = yaml.safe_load(UNTOLD.read_text(encoding="utf-8"))["told_not"]
    return tuple(
        Untold(Said(**row["what"]), Said(**row["why"]), row["basis"], Certainty(row["certainty"])) for row in rows
    )
