"""The tables under `rules/` and how a written word is compared with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

RULES = Path(__file__).parent / "rules"
# The shortest word for which a near spelling is accepted: among abbreviations one letter is another word (Jun, Jul).
SHORTEST_NEAR = 5

_SIGNS = re.compile(r"[\W_]+")
_SPACE = re.compile(r"\s+")
# Control characters and lone surrogates cannot be stored by every database; a spreadsheet may hold them.
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@cache
def table(name: str) -> dict[str, Any]:
    """The rule table `rules/<name>.yaml`."""
    with (RULES / f"{name}.yaml").open(encoding="utf-8") as file:
        loaded: dict[str, Any] = yaml.safe_load(file)
    return loaded


def clean(text: str) -> str:
    """Text as it is kept: one kind of space, no signs that cannot be stored, nothing else changed."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACE.sub(" ", _UNSTORABLE.sub("", text)).strip()


def fold(text: str) -> str:
    """Text as it is compared: small letters and figures, no signs, without the word *dan*."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(word for word in _SIGNS.sub(" ", plain).split() if word not in ("dan", "and"))


@dataclass(frozen=True, slots=True)
class Match:
    """What a word stands for: `key` of the table, the `term` it equals or resembles, `near` when it only resembles."""

    key: str
    term: str
    near: bool = False
    score: float = 100.0


class Vocabulary:
    """Words and what they stand for, found by equality and then by likeness above a threshold.

    A likeness counts only when no word of another meaning is almost as close, and never across a negation (*belum
    selesai* is not a misspelt *selesai*).
    """

    def __init__(
        self, terms: Mapping[str, Iterable[str]], *, near: float, margin: float, negations: Iterable[str] = ()
    ) -> None:
        self._near, self._margin, self._negations = near, margin, frozenset(negations)
        self._exact: dict[str, Match] = {}
        for key, words in terms.items():
            for word in words:
                self._exact.setdefault(fold(word), Match(key, word))
        self._long = [term for term in self._exact if len(term) >= SHORTEST_NEAR]

    def exact(self, folded: str) -> Match | None:
        """The entry that equals the folded text."""
        return self._exact.get(folded)

    def find(self, folded: str) -> Match | None:
        """The entry that equals or clearly resembles the folded text."""
        return self._exact.get(folded) or self._find_near(folded)

    def _find_near(self, folded: str) -> Match | None:
        if not SHORTEST_NEAR <= len(folded) <= 80:
            return None
        hits = process.extract(folded, self._long, scorer=fuzz.ratio, score_cutoff=self._near - self._margin, limit=8)
        if not hits or hits[0][1] < self._near:
            return None
        term, score, _ = hits[0]
        best = self._exact[term]
        rival = any(self._exact[other].key != best.key and score - close < self._margin for other, close, _ in hits[1:])
        if rival or self._negated(folded) != self._negated(term):
            return None
        return Match(best.key, best.term, near=True, score=score)

    def _negated(self, folded: str) -> frozenset[str]:
        return self._negations.intersection(folded.split())
