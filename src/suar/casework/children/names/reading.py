"""A written name taken apart: titles, words, the father's name. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from suar.casework.children.names import tables
from suar.casework.children.names.spelling import plain_sound
from suar.core.vault.lookalikes import fold

MOST_WORDS = 8
LONG_TITLE = 5  # letters of a title that is known in any spelling: Sjarifah

_APOSTROPHES = re.compile("[‘’`´ʼʻ]")
_ALIAS = re.compile(r"\b(?:alias|als|a\.k\.a|panggilan)\b\.?|[()/]")
_DEGREES = re.compile(r",\s*[a-z. ]+$")
_TOGETHER = re.compile(r"\b(f|r|k)\.\s?(x|a|m|r|h)\b\.?")
_TITLES = {plain_sound(word): title for word, title in tables.TITLES.items() if len(word) >= LONG_TITLE}
_BREAKS = re.compile(r"[^a-z0-9']+")


@dataclass(frozen=True, slots=True)
class Name:
    """The words that name somebody, in their order; beside them what comes and goes."""

    words: tuple[str, ...]
    titles: frozenset[str] = frozenset()
    father: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        return "".join(self.words).replace("'", "")


def names(text: str) -> list[Name]:
    """What somebody is called by; more than one where the text says *alias*."""
    plain = _APOSTROPHES.sub("'", fold(text)).casefold()
    found = [_name(part) for part in _ALIAS.split(plain)]
    return [name for name in found if name.words or name.titles]


def _name(text: str) -> Name:
    text = _TOGETHER.sub(r"\1\2 ", _DEGREES.sub("", text))
    words = [word.strip("'") if len(word.strip("'")) < 2 else word for word in _BREAKS.split(text)]
    words = [word for word in words if word][:MOST_WORDS]
    titles, words = _titles(words)
    words, father = _father(words)
    if not words:  # a title alone is what somebody is called by
        return Name(tuple("syarif" if title == "sayyid" else title for title in dict.fromkeys(titles)))
    return Name(tuple(words), frozenset(titles), tuple(father))


def _titles(words: list[str]) -> tuple[list[str], list[str]]:
    """Titles stand in front."""
    titles: list[str] = []
    for place, word in enumerate(words):
        together = tables.TITLES_TOGETHER.get(word)
        if together:
            titles += together
        elif word in tables.TITLES or (len(word) >= LONG_TITLE and plain_sound(word) in _TITLES):
            titles.append(tables.TITLES.get(word) or _TITLES[plain_sound(word)])
        else:
            return titles, words[place:]
    return titles, []


def _father(words: list[str]) -> tuple[list[str], list[str]]:
    for place, word in enumerate(words):
        if 0 < place < len(words) - 1 and word in tables.FATHER:
            return words[:place], [one for one in words[place + 1 :] if one not in tables.FATHER]
    return words, []
