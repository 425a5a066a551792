"""Whether words that arrived may name somebody of this house or somebody close to them. Pure.

Rather too many than too few: a person decides afterwards. But a common first name alone is no sign. It takes two words
of one name close together, or one with the initial of another; or one rare word beside a word of the tie, of the
office, or with the place of the person; of a member also a common one beside a word of the commission or of the own
agency. In the field of whoever is reported one word may do (`calling.py`). Sounds and spellings are those of the search
(`core/vault/sounds.py`)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from suar.casework.conflicts import names
from suar.casework.conflicts.calling import Called, single_words
from suar.casework.conflicts.names import ANYWHERE, HOUSE, NEVER_ALONE, ORDINARY, TIE_WORDS
from suar.core.vault import sounds
from suar.core.vault.lookalikes import fold

WINDOW = 3  # words on: how far the second word of a name may stand behind the first
NEAR = 4  # words around a rare one in which the tie may be told
CLOSE = 75.0  # of 100: two words of one sound that are also written so alike
TWO_WORDS, BY_TIE, BY_PLACE, BY_INITIAL, BY_OFFICE = "two_words", "tie", "place", "initial", "office"
REPORTED = "reported"  # the field of whoever is reported
TOO_LITTLE, TOO_MUCH = 0.02, 0.6  # share of capitals outside of which they tell nothing
MOST_WORDS = 20_000  # of one text
TIES_A_WEEK, WEEK = 10, timedelta(days=7)  # more of one person of an agency, and its leaders are asked to look
_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is compared. `tie` is empty for the member itself; `near` are words that tell its office, `office`
    those of them that are no other's and no place."""

    key: Hashable
    name: str
    tie: str = ""
    place: str = ""
    near: frozenset[str] = frozenset()
    office: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Heard:
    """What arrived: `names` are fields that hold a name, `texts` hold prose, `place` is where it is said to be."""

    names: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a person is suspected: the words that were found, in which field, and what speaks for it beside them."""

    key: Hashable
    found: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """One word of a text: as written, as compared, and whether it is written as a name is."""

    text: str
    plain: str
    named: bool


def spoken(text: str, *, all_names: bool = False) -> list[Spoken]:
    """The words of a text that a name may be made of. A text without capitals, or all in capitals, is read as if every
    word but the ordinary ones might be a name."""
    raw = _WORD.findall(fold(text))[:MOST_WORDS]
    capitals = sum(word[0].isupper() for word in raw)
    loose = bool(raw) and not TOO_LITTLE < capitals / len(raw) < TOO_MUCH
    made = []
    for word in raw:
        plain = _letters(word)
        if not plain or plain in sounds.PARTICLES:
            continue
        named = all_names or (loose and len(plain) > 2 and plain not in ORDINARY) or (not loose and word[0].isupper())
        if named and len(plain) <= 3:
            plain = sounds.SHORT_FORMS.get(plain, plain)
        made.append(Spoken(word, plain, named))
    return made


@lru_cache(maxsize=16_384)
def _letters(word: str) -> str:
    return sounds.letters(word)


class People:
    """Everyone who is compared, by each word of their names."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.all = list(people)
        self._written: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._sounding: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        self._strong: list[int] = []
        self._called: list[int] = []
        self._first: list[list[str]] = []
        self._rare: list[int] = []
        self._beside: list[frozenset[str]] = []
        self._house: list[frozenset[str]] = []
        self._lives: list[frozenset[str]] = []
        self._known: dict[tuple[str, bool], dict[int, int]] = {}
        for no, person in enumerate(self.all):
            self._learn(no, person)

    def _learn(self, no: int, person: Person) -> None:
        words = [w for w in sounds.words(person.name) if w.text not in sounds.PARTICLES and not w.text.isdigit()]
        self._strong.append(sum(1 << bit for bit, word in enumerate(words) if not word.weak))
        self._rare.append(sum(1 << bit for bit, word in enumerate(words) if is_rare(word)))
        said = (not word.weak or word.text in sounds.COMMON - NEVER_ALONE for word in words)
        self._called.append(sum(1 << bit for bit, one in enumerate(said) if one))
        self._first.append([word.text[0] for word in words])
        self._house.append(frozenset() if person.tie else HOUSE | person.office)
        self._beside.append(TIE_WORDS.get(person.tie, frozenset()) | person.near)
        lives = {word.plain for word in spoken(person.place, all_names=True) if len(word.plain) >= 4}
        self._lives.append(frozenset(lives - ANYWHERE))
        for bit, word in enumerate(words):
            self._written[word.text].append((no, 1 << bit))
            for sound in sounds.skeletons(word.text) if len(word.text) > 2 else ():
                self._sounding[sound].append((no, 1 << bit, word.text))
        for bit, both in enumerate(sounds.joined(words)):
            self._written[both].append((no, 0b11 << bit))

    def having(self, plain: str, named: bool) -> dict[int, int]:
        """Whose name has this word: number → which words of the name, as bits. Small letters must be as written."""
        known = self._known.get((plain, named))
        if known is None:
            known = self._known[plain, named] = self._look(plain, named)
        return known

    def written_together(self, both: str) -> list[tuple[int, int]]:
        """Whose name has two neighbouring words of a text as one: Nur Aini is also Nuraini."""
        return self._written.get(both, [])

    def _look(self, plain: str, named: bool) -> dict[int, int]:
        found: dict[int, int] = {}
        for no, bits in self._written.get(plain, ()):
            found[no] = found.get(no, 0) | bits
        if named and len(plain) > 2:
            for sound in sounds.skeletons(plain):
                for no, bits, text in self._sounding.get(sound, ()):
                    if not found.get(no, 0) & bits and is_close(plain, text):
                        found[no] = found.get(no, 0) | bits
        return found

    @cached_property
    def called(self) -> Called:
        """By which single words each may be meant in the field of whoever is reported; made when first asked."""
        return Called((person.name, not person.tie) for person in self.all)

    def forget(self) -> None:
        """What was asked before is looked up anew."""
        self._known.clear()

    def is_rare(self, no: int, bits: int) -> bool:
        """Whether the word points to this person alone, as far as one word can."""
        return bool(bits & self._rare[no])

    def beside(self, no: int, around: Collection[str], places: Collection[str]) -> str:
        """What speaks for the person beside one rare word: a word of the tie or of the office near it, or the place."""
        if not self._beside[no].isdisjoint(around):
            return BY_TIE
        return "" if self._lives[no].isdisjoint(places) else BY_PLACE

    def of_the_house(self, no: int, bits: int, around: Collection[str]) -> bool:
        """Whether a word by which this member is called stands beside a word of the commission or of its agency."""
        return bool(bits & self._called[no]) and not self._house[no].isdisjoint(around)

    def has_initial(self, no: int, bits: int, letter: str, *, behind: bool) -> bool:
        """Whether another word of the name begins so: one before the word that was found, or one behind it."""
        at = bits.bit_length()
        rest = self._first[no][at:] if behind else self._first[no][: at - 1]
        return bool(bits & self._strong[no]) and letter in rest

    def is_sign(self, no: int, bits: int) -> bool:
        """Two words of the name, one of them not a title or a word that everybody has."""
        return bits.bit_count() > 1 and bool(bits & self._strong[no])


def is_rare(word: sounds.Word) -> bool:
    return not word.weak and names.is_rare(word.text)


def is_close(one: str, other: str) -> bool:
    """Of two words with one skeleton of consonants: the vowels agree too, or the spelling nearly does. One may be the
    other's short form."""
    one, other = (sounds.SHORT_FORMS.get(word, word) for word in (one, other))
    return one == other or not sounds.voiced(one).isdisjoint(sounds.voiced(other)) or fuzz.ratio(one, other) >= CLOSE


def compare(people: People, heard: Heard) -> list[Evidence]:
    """Everyone who may be meant, each with the strongest sign. Nobody's own word is asked for twice."""
    signs: dict[int, Evidence] = {}
    places = {word.plain for word in spoken(heard.place, all_names=True)}
    listed = [(where, spoken(text, all_names=True)) for where, text in heard.names.items()]
    listed += [(where, spoken(text)) for where, text in heard.texts.items()]
    for _where, words in listed:
        places.update(word.plain for word in words if word.named)
    for where, words in listed:
        for no, found, why in _signs(people, words, places):
            if no not in signs or (why == TWO_WORDS and signs[no].why != TWO_WORDS):
                signs[no] = Evidence(people.all[no].key, found, where, why)
    for no, found, why in people.called.who(heard.names[REPORTED]) if may_be_one_word(heard) else ():
        signs.setdefault(no, Evidence(people.all[no].key, found, REPORTED, why))
    return list(signs.values())


def may_be_one_word(heard: Heard) -> bool:
    """Whether somebody is reported by a single word, for which no word of a whole name need stand anywhere."""
    return bool(single_words(heard.names.get(REPORTED, "")))


def _signs(people: People, words: Sequence[Spoken], places: Collection[str]) -> Iterator[tuple[int, str, str]]:
    hits = [people.having(word.plain, word.named) for word in words]
    for at, hit in enumerate(hits):
        joined = people.written_together(words[at].plain + words[at + 1].plain) if at + 1 < len(words) else ()
        if not hit and not joined:
            continue
        around = {word.plain for word in words[max(at - NEAR, 0) : at + NEAR + 1]} - {words[at].plain}
        for no, bits, last in _runs(hits, at, joined):
            if people.is_sign(no, bits):
                yield no, " ".join(word.text for word in words[at : last + 1]), TWO_WORDS
            elif found := _with_initial(people, no, bits, words, at, last):
                yield no, found, BY_INITIAL
            elif people.is_rare(no, bits) and (why := people.beside(no, around, places)):
                yield no, words[at].text, why
            elif _may_be_name(words[at]) and people.of_the_house(no, bits, around):
                yield no, words[at].text, BY_OFFICE


def _may_be_name(word: Spoken) -> bool:
    return word.named and word.plain not in ORDINARY


def _with_initial(people: People, no: int, bits: int, words: Sequence[Spoken], at: int, last: int) -> str:
    """*B. Santoso*, *Budi S.*: the words, where a capital letter beside the one found begins another of the name."""
    if at > 0 and _is_initial(words[at - 1]):
        if people.has_initial(no, bits, words[at - 1].text.casefold(), behind=False):
            return f"{words[at - 1].text}. {words[at].text}"
    if last + 1 < len(words) and _is_initial(words[last + 1]):
        if people.has_initial(no, bits, words[last + 1].text.casefold(), behind=True):
            return f"{words[at].text} {words[last + 1].text}."
    return ""


def _is_initial(word: Spoken) -> bool:
    return len(word.text) == 1 and word.text.isupper()


def _runs(
    hits: Sequence[Mapping[int, int]], at: int, joined: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Whose name may begin at this word: number, words of the name as bits, and the place of the last of them."""
    ahead = hits[at + 1 : at + 1 + WINDOW]
    for no, bits in hits[at].items():
        last = at
        for step, hit in enumerate(ahead, at + 1):
            if no in hit and hit[no] & ~bits:
                bits, last = bits | hit[no], step
        yield no, bits, last
    for no, bits in joined:
        rest = hits[at + 2].get(no, 0) if at + 2 < len(hits) else 0
        yield no, bits | rest, at + 2 if rest & ~bits else at + 1


def turn_of(free: Iterable[tuple[bool, bool]]) -> str:
    """Whose turn a decision is, given who of the office is free of the conflict, each as (leader, commissioner)."""
    listed = list(free)
    if any(leader for leader, _commissioner in listed):
        return "leaders"
    return "others" if any(commissioner for _leader, commissioner in listed) else "nobody"
