"""The field of whoever is reported: there a single word is meant as a name, and may be all that somebody knows. Pure.

*Budi*, *Bang Jali*, *AS*: a member of the house may be meant by a word that points to nobody in a story. It is a
possible sign and no more; a person decides. Of those whom members declared only a rare name of one word counts, else
every uncle would withhold a file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from suar.casework.conflicts.names import ADDRESS, CALLED, DEGREES, DESCRIBES, NEVER_ALONE, ORDINARY, is_rare
from suar.core.vault import sounds
from suar.core.vault.lookalikes import fold

ALONE, INITIALS = "alone", "initials"
SHORTEST_PART = 4  # letters of a part by which somebody is called
CLOSE = 60.0  # of 100: how alike one sound must be written, so that *Djin* is no short form of Zainuddin
FEWEST, MOST = 2, 4  # initials by which somebody is named
_PARTS = re.compile(
    r"[,;:/&+()\[\]\"“”\n]|\b(?:dan|atau|alias|als|aka|ato|dipanggil|panggilan|panggil|biasa|disebut|dikenal|yang|yg|di|dari|"
    r"inisial|serta|dengan|bernama|namanya|nama|bekerja|kerja|umur|usia)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_TITLES = frozenset(sounds.TITLES.values())
_INITIALS = re.compile(r"[A-Z]{2,4}|(?:[A-Za-z]\.\s?){1,3}[A-Za-z]\.?|(?:[A-Z]\s){1,3}[A-Z]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word that is a name by itself, as written and as compared; or the initials of one."""

    text: str
    plain: str
    initials: bool = False


class Called:
    """By which single words each may be meant. `people` are (name, whether a member itself), by number."""

    def __init__(self, people: Iterable[tuple[str, bool]]) -> None:
        self._by: dict[str, set[tuple[int, str]]] = defaultdict(set)
        self._initials: dict[str, set[int]] = defaultdict(set)
        for no, (name, own) in enumerate(people):
            words = [w for w in sounds.words(name) if w.text not in sounds.PARTICLES and not w.text.isdigit()]
            for word in _alone(words, own):
                for called in short_forms(word):
                    for sound in sounds.voiced(called):
                        self._by[sound].add((no, called))
            for letters in _initials(words) if own else ():
                self._initials[letters].add(no)

    def who(self, field: str) -> Iterator[tuple[int, str, str]]:
        """Everyone who may be meant by a single word of this field: number, the word, and what kind of sign it is."""
        for word in single_words(field):
            if word.initials:
                yield from ((no, word.text, INITIALS) for no in self._initials.get(word.plain, ()))
                continue
            found = set[tuple[int, str]]().union(*(self._by.get(sound, ()) for sound in sounds.voiced(word.plain)))
            for no in {no for no, called in found if fuzz.ratio(word.plain, called) >= CLOSE}:
                yield no, word.text, ALONE


def single_words(field: str) -> list[Word]:
    """Each name of one word in a field that may name several: without how one speaks to somebody, and without what
    somebody is. A name of several words is not among them: those are compared as in a story."""
    found: list[Word] = []
    for at, part in enumerate(_PARTS.split(fold(field))):
        text = part.strip()
        plain = sounds.letters(text)
        if at and plain in DEGREES:
            continue
        if _INITIALS.fullmatch(text):
            found.append(Word(text, plain, initials=True))
        words = _names_in(text)
        if len(words) == 1 and len(sounds.letters(words[0])) >= FEWEST:
            found.append(Word(words[0], sounds.letters(words[0])))
    return found


def _names_in(text: str) -> list[str]:
    words = [word for word in _WORD.findall(text) if sounds.letters(word) not in ADDRESS and not word.isdigit()]
    capital = [word for word in words if word[0].isupper()]
    words = capital or words
    names = [word for word in words if sounds.letters(word) not in DESCRIBES]
    return names if len(names) < FEWEST else [word for word in names if sounds.letters(word) not in ORDINARY]


def short_forms(word: str) -> frozenset[str]:
    """The word, what it is short for, and what people who bear it are called: something of its own, its end or its
    beginning."""
    made = {word, sounds.SHORT_FORMS.get(word, word), *CALLED.get(word, ())}
    made.update(short for short, long in sounds.SHORT_FORMS.items() if long == word)
    if len(word) > SHORTEST_PART:
        parts = {word[at:] for at in range(1, len(word) - SHORTEST_PART + 1)}
        if len(word) > SHORTEST_PART + 1:
            parts |= {word[:end] for end in range(SHORTEST_PART, len(word))}
        made |= {part for part in parts if sum(letter in "aeiou" for letter in part) > 1}
    return frozenset(made)


def _alone(words: list[sounds.Word], own: bool) -> set[str]:
    """By which words somebody may be meant alone: a member by the first of its name and by each rare one."""
    said = [word.text for word in words if word.text not in _TITLES | NEVER_ALONE]
    rare = {text for text in said if is_rare(text)}
    return rare | set(said[:1]) if own else rare if len(said) == 1 else set()


def _initials(words: list[sounds.Word]) -> set[str]:
    """Of the whole name, and without what goes before it."""
    whole, needed = ("".join(word.text[0] for word in some) for some in (words, [w for w in words if not w.weak]))
    return {letters for letters in (whole, needed) if FEWEST <= len(letters) <= MOST}
