"""What rules, their events and their bases are called on a screen, in the reader's language (`rules/words.yaml`)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from suar.casework.duties.rulebook import rulebook
from suar.core.clocks.rules import Rule, Rulebook

WORDS = Path(__file__).parent / "rules" / "words.yaml"
# A law is cited by `pasal` on an Indonesian page; what stands beside it in the rule files is partly English.
CITED = {
    r"\bart\. ": "pasal ",
    r" practice\b": " (praktik)",
    " as read by ": " menurut ",
    "as applied in a regional SK": "menurut sebuah SK daerah",
}


@cache
def words() -> dict[str, dict[str, Any]]:
    """`rules`: words by rule id; `events`: by code; `actors`: by what the rule file says."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return loaded


def english() -> bool:
    return (get_language() or "id").startswith("en")


def title(rule_id: str) -> str:
    """What must be done: "Kirim SPDP kepada penuntut umum". A rule without words names itself."""
    return _said("rules", rule_id)


def event(code: str) -> str:
    """What starts the clock: "penyidikan dimulai". What somebody wrote by hand stays as it is."""
    return _said("events", code)


def actor(rule: Rule) -> str:
    """Who owes it by the rule."""
    return _said("actors", rule.actor)


def basis(text: str) -> str:
    """The citation: "UU 20/2025 (KUHAP) pasal 60(1)"."""
    if english():
        return text.replace("aturan KPPAD", "house rule of the KPPAD")
    for pattern, word in CITED.items():
        text = re.sub(pattern, word, text)
    return text


def note(rule: Rule) -> str:
    """What a reader must know; the source of the number is `source`."""
    if english() is rule.house:
        return str(words()["rules"].get(rule.id, {}).get("note", ""))
    return rule.note if rule.house else _split(rule.note)[0]


def source(rule: Rule) -> str:
    """Where the number was read, as the rule file has it; nothing for a rule of the house."""
    return "" if rule.house else _split(rule.note)[1]


def matching(text: str, book: Rulebook | None = None) -> list[Rule]:
    """The rules (of this book) in whose id, title, event, actor, basis or note every word of the text occurs."""
    wanted = text.casefold().split()
    return [rule for rule in (book or rulebook()).all() if all(word in _haystack(rule) for word in wanted)]


def _haystack(rule: Rule) -> str:
    said = (words()[kind].get(key, {}).values() for kind, key in _keys(rule))
    parts = (rule.id, rule.starts_on, rule.actor, rule.basis, basis(rule.basis), rule.note)
    return " ".join([*parts, *(str(value) for values in said for value in values)]).casefold()


def _keys(rule: Rule) -> tuple[tuple[str, str], ...]:
    return ("rules", rule.id), ("events", rule.starts_on), ("actors", rule.actor)


def _said(kind: str, key: str) -> str:
    """In the reader's language; what has no words names itself."""
    known = words()[kind].get(key)
    return str(known["en" if english() else "id"]) if known else key


def _split(text: str) -> tuple[str, str]:
    """The note proper, and the source behind `src`."""
    said, _, read = text.removesuffix("[knowledge, verify]").strip().partition("src ")
    return said.strip(), read.strip()
