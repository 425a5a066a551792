"""The one table of what a statement should not say (`rules/statement.yaml`), read once. Pure: no database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from suar.core.clocks.rules import Certainty
from suar.registry.agencies import helplines

STATEMENT = Path(__file__).parent / "rules" / "statement.yaml"
ENDINGS = r"(?P<tail>nya|lah|kah|pun)?(?!\w)"
_LOOKBEHIND = re.compile(r"(\(\?<[!=][^)]*\))")


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the table in both languages."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which a rule is broken. `regex` or `finder`; `better` may hold `{}` for what was found."""

    regex: re.Pattern[str] | None
    finder: str
    better: str
    when: tuple[str, ...]
    unless: tuple[str, ...]
    about: str
    but: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What is marked, why, what to write instead, on what basis; `word` where one word goes for another."""

    code: str
    what: Said
    why: Said
    instead: Said
    source: str
    certainty: Certainty
    word: bool
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """A trait of a sentence: one of these is in it and nothing of that other context."""

    words: re.Pattern[str]
    unless: str


@dataclass(frozen=True, slots=True)
class Table:
    version: str
    rules: tuple[Rule, ...]
    contexts: dict[str, tuple[Context, ...]]
    no_person: re.Pattern[str]
    child: re.Pattern[str]
    person: re.Pattern[str]
    ambiguous: frozenset[str]


@cache
def table() -> Table:
    """Raises re.error, KeyError or ValueError where the file does not hold together."""
    content: dict[str, Any] = yaml.safe_load(STATEMENT.read_text(encoding="utf-8"))
    short: dict[str, str] = content["shorthands"]
    contexts = {name: tuple(_context(one, short) for one in many) for name, many in content["contexts"].items()}
    rules = tuple(_rule(one, content["sources"], short) for one in content["rules"])
    child, suspect = short["child"], content["contexts"]["suspect"][0]["words"]
    return Table(
        version=str(content["version"]),
        rules=rules,
        contexts=contexts,
        no_person=_whole("|".join(content["no_person"]), short),
        child=_whole(child, short),
        person=_whole(f"(?P<child>{child})|{short['accused']}|{short['kin']}|{suspect}", short),
        ambiguous=frozenset(content["ambiguous_places"]),
    )


def _rule(given: dict[str, Any], sources: dict[str, str], short: dict[str, str]) -> Rule:
    word = given.get("hold") == "word"
    return Rule(
        code=given["code"],
        what=Said(**given["what"]),
        why=Said(**given["why"]),
        instead=Said(**{language: text % helplines.numbers() for language, text in given["instead"].items()}),
        source=sources[given["source"]],
        certainty=Certainty(given["certainty"]),
        word=word,
        patterns=tuple(_pattern(one, short, word=word) for one in given["marks"]),
    )


def _pattern(given: dict[str, Any], short: dict[str, str], *, word: bool) -> Pattern:
    regex = None
    if "match" in given:
        regex = compiled(rf"(?<!\w)(?:{given['match']})" + (ENDINGS if word else ""), short)
    return Pattern(
        regex=regex,
        finder=given.get("find", ""),
        better=given.get("better", ""),
        when=tuple(given.get("when", ())),
        unless=tuple(given.get("unless", ())),
        about=given.get("about", ""),
        but=given.get("but", ""),
    )


def _context(given: dict[str, Any], short: dict[str, str]) -> Context:
    return Context(_whole(given["words"], short), given.get("unless", ""))


def _whole(words: str, short: dict[str, str]) -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{words})(?:nya)?(?!\w)", short)


def compiled(text: str, short: dict[str, str]) -> re.Pattern[str]:
    """With the shorthands written out; any white space where the table has a space."""
    for _ in range(2):  # a shorthand may hold another
        text = re.sub(r"%(\w+)%", lambda found: short[found[1]], text)
    parts = _LOOKBEHIND.split(text)
    for place in range(0, len(parts), 2):
        parts[place] = parts[place].replace(" ?", r"\s*").replace(" ", r"\s+")
    for place in range(1, len(parts), 2):  # what is looked back at has one width
        parts[place] = parts[place].replace(" ", r"\s")
    return re.compile("".join(parts), re.IGNORECASE)
