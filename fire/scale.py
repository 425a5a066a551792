"""How long each part is. SUAR_FIRE_SCALE=1 is the whole of it; 0.02 is a taste."""

from __future__ import annotations

import math
import os
import sys
import time
from dataclasses import dataclass, field
from typing import Any

SCALE = "SUAR_FIRE_SCALE"
Row = dict[str, Any]


def scale() -> float:
    """Raises SystemExit for anything that is not a number above nought."""
    given = os.environ.get(SCALE, "1")
    try:
        value = float(given)
    except ValueError:
        value = 0.0
    if not 0 < value < math.inf:
        raise SystemExit(f"{SCALE}={given!r} is not a number above 0.")
    return value


def scaled(whole: int, least: int = 1) -> int:
    """So many of the whole as SUAR_FIRE_SCALE says."""
    return max(least, math.ceil(whole * scale()))


def row(part: str, name: str, figure: float | str, unit: str = "", *, budget: str = "", met: bool | None = None) -> Row:
    """A line of docs/reliability.md. `met` is None where there is nothing to keep."""
    return {"part": part, "name": name, "figure": figure, "unit": unit, "budget": budget, "met": met}


def nought(part: str, name: str, found: int) -> Row:
    """What must not happen at all."""
    return row(part, name, found, budget="0", met=found == 0)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@dataclass
class Progress:
    """One line every ten seconds: how far, and how long it has taken."""

    what: str
    whole: int
    began: float = field(default_factory=time.monotonic)
    said: float = 0.0

    def at(self, done: int) -> None:
        now = time.monotonic()
        if now - self.said >= 10 or done >= self.whole:
            self.said = now
            say(f"  {self.what}: {done:,} of {self.whole:,}, {now - self.began:.0f} s")
