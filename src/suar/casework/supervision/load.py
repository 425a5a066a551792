"""How much somebody carries: each open file by its risk, each closed one that is still asked after; and when that is
much. Pure, by the dated numbers of `rules/load-*.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from suar.casework.duties.words import english

RULES = Path(__file__).parent / "rules"
RISKS = ("high", "medium", "low", "unknown")
AFTER_CARE = "after_care"


@dataclass(frozen=True, slots=True)
class Measure:
    """The numbers in use on a day. From `warn_at` on a load is heavy; at `full_at` no further file of the heaviest kind
    is added without a leader who says why."""

    id: str
    since: date
    weights: Mapping[str, float]
    warn_at: float
    full_at: float
    sources: Mapping[str, str]

    @property
    def source(self) -> str:
        return self.sources["en" if english() else "id"]

    def of(self, counts: Mapping[str, int]) -> float:
        return sum(self.weights[kind] * n for kind, n in counts.items())

    def is_heaviest(self, risk: str) -> bool:
        """High, or not known: not knowing never makes lighter."""
        return self.weights[risk] == max(self.weights.values())

    def bars(self, load: float, risk: str) -> bool:
        """Whether somebody who carries this much is given no file of this risk."""
        return load >= self.full_at and self.is_heaviest(risk)


@dataclass(frozen=True, slots=True)
class Load:
    """What one person carries. `counts` by risk, and files in after-care."""

    measure: Measure
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def weight(self) -> float:
        return self.measure.of(self.counts)

    @property
    def is_heavy(self) -> bool:
        return self.weight >= self.measure.warn_at

    @property
    def is_full(self) -> bool:
        return self.weight >= self.measure.full_at

    @property
    def open_files(self) -> int:
        return sum(self.counts.get(risk, 0) for risk in RISKS)


@cache
def measures() -> list[Measure]:
    """All, oldest first."""
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(RULES.glob("load-*.yaml"))]
    return sorted((_measure(table) for table in read), key=lambda measure: measure.since)


def _measure(table: dict[str, Any]) -> Measure:
    weights = {str(kind): float(weight) for kind, weight in table["weights"].items()}
    return Measure(
        str(table["id"]), table["since"], weights, float(table["warn_at"]), float(table["full_at"]), table["source"]
    )


def measure(on: date) -> Measure:
    """Of that day; the first for days before any."""
    begun = [one for one in measures() if one.since <= on]
    return begun[-1] if begun else measures()[0]


def spread(weights: Mapping[int, float], files: Mapping[Any, tuple[float, frozenset[int]]]) -> dict[Any, int | None]:
    """Who could take which file, so that nobody carries much more than another: heaviest file first, each to whoever
    then carries least among those who may. `files`: weight, and who may not. None where nobody may."""
    carried = dict(weights)
    chosen: dict[Any, int | None] = {}
    for file, (weight, shut) in sorted(files.items(), key=lambda item: (-item[1][0], str(item[0]))):
        able = [person for person in carried if person not in shut]
        taker = min(able, key=lambda person: (carried[person], person), default=None)
        chosen[file] = taker
        if taker is not None:
            carried[taker] += weight
    return chosen
