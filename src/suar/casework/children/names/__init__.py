"""Whether two names may be one person's, as names are borne and written in West Kalimantan. Pure.

Words are laid side by side in whatever order; titles and the father's name are set aside; the worst word that is needed
decides. A verdict speaks of names only: thousands are called Muhammad Rizky. It is evidence among others
(`sameness.same_child`), and nobody is ever merged by it.

    compare("Sjarifah Noeraini", "Sy. Nur Aini")   same: old spelling, abbreviation, words written together
    compare("Bong Sui Fong", "Wong Sui Fong")      possible: the clan in another dialect
    compare("Nabila Azzahra", "Nabil Azzahra")     different: the ending is that of the other sex
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from suar.casework.children.names import aligning, reading
from suar.casework.children.names.aligning import Outcome
from suar.casework.children.names.words import Verdict

LONGEST = 120  # characters of a name that are read


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` 0 to 1; `verdict` same, possible or different; `evidence` short codes, the weightiest first."""

    score: float
    verdict: str
    evidence: tuple[str, ...]


# What a score says by itself: below the first another name, from the second on the same.
POSSIBLE_FROM, SAME_FROM = 0.55, 0.85
_BANDS = {
    Verdict.DIFFERENT: ("different", 0.0, POSSIBLE_FROM - 0.01),
    Verdict.POSSIBLE: ("possible", POSSIBLE_FROM, SAME_FROM - 0.01),
    Verdict.SAME: ("same", SAME_FROM, 1.0),
}


@lru_cache(maxsize=16_384)
def compare(one: str, other: str) -> Likeness:
    """Two names as they are written. Either order of the two gives the same answer."""
    if one > other:
        one, other = other, one
    a, b = reading.names(one[:LONGEST]), reading.names(other[:LONGEST])
    found = max(
        (aligning.compare(x, y) for x in a for y in b),
        key=lambda outcome: (outcome.verdict, outcome.score),
        default=Outcome(Verdict.DIFFERENT, 0.0, ()),
    )
    verdict, low, high = _BANDS[found.verdict]
    return Likeness(round(min(max(found.score, low), high), 3), verdict, found.evidence)
