"""Finding by tokens: index look-ups only, the rarest word first, no list read to its end.

Of a name every word is asked for by its sound, which every closer spelling has too; what is found is ranked by how
close each word is. Only when nobody has all the words are children looked for who have all but one, or one. Titles and
very common words (Muhammad, Siti) rank and never decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from django.db import connections

from suar.core.vault import sounds
from suar.core.vault.keys import STORE
from suar.core.vault.models import SearchSubject, SearchToken
from suar.core.vault.sounds import Word
from suar.core.vault.tokenizing import SHORTEST_PREFIX, prefix_token, sound_tokens, token, voiced_tokens, whole_token

LIMIT = 50  # subjects returned unless told
CANDIDATES = 200  # ranked at most
LONGEST_WALK = 20_000  # postings of the rarest word that are walked: a bound on the worst search
EXACT, BEGINNING, VOICED, SOUND, WHOLE = 1.0, 0.85, 0.8, 0.5, 0.5
KNOWN = 2.0  # what a number that fits is worth beside a name
WEAK = 0.2  # what a weak word counts of a needed one
DIGITS = 6  # from here on a text of digits is a number and not a name

type Slot = frozenset[int]  # alternatives: a subject with one of them has the slot


class Found(NamedTuple):
    """A subject and how close it is: 1 when every word is as written, up to 1.5 when it is the whole name."""

    subject: UUID
    score: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A name as it was asked for."""

    words: list[Word]

    @classmethod
    def read(cls, text: str) -> Asked:
        return cls([word for word in sounds.words(text[:200]) if word.text not in sounds.PARTICLES][:8])

    @property
    def needed(self) -> list[str]:
        return [word.text for word in self.words if not word.weak] or [word.text for word in self.words]

    @property
    def parts(self) -> set[str]:
        """Every needed word, and every two neighbours written as one."""
        return {word for words in self.segmentations() for word in words}

    def segmentations(self) -> list[list[str]]:
        """The needed words as they are, and with two neighbours written as one."""
        plain = self.needed
        made = [plain]
        for i in range(len(plain) - 1):
            made.append([*plain[:i], plain[i] + plain[i + 1], *plain[i + 2 :]])
        return made


def find(text: str, *, limit: int = LIMIT) -> list[Found]:
    """By name (exact, beginning of the last word, sounds alike) or by number; the closest first."""
    if len(sounds.number(text)) >= DIGITS and not any(c.isalpha() for c in text):
        return [Found(subject, 1.0) for subject in find_number(text)]
    asked = Asked.read(text)
    return _ranked(asked, _alike(asked) | _beginning(asked), limit)


def find_exact(text: str, *, limit: int = LIMIT) -> list[UUID]:
    """Subjects with every needed word as written, or with this number; the closest first."""
    asked = Asked.read(text)
    if not asked.words:
        return find_number(text)
    found = _having([frozenset({token("word", word)}) for word in asked.needed])
    return [one.subject for one in _ranked(asked, found, limit)]


def find_prefix(text: str, *, limit: int = LIMIT) -> list[UUID]:
    """Subjects whose words begin so (from four letters on; a shorter word must be whole); the closest first."""
    asked = Asked.read(text)
    return [one.subject for one in _ranked(asked, _beginning(asked), limit)]


def find_alike(text: str, *, limit: int = LIMIT, numbers: Iterable[str] = ()) -> list[UUID]:
    """Subjects whose names may be this one in another spelling, order or division; the closest first. Before them who
    has one of these numbers and shares a word: among a thousand namesakes it is found by that alone."""
    asked, found = Asked.read(text), set[int]()
    known = frozenset(token("number", digits) for digits in map(sounds.number, numbers) if digits)
    if known and asked.words:
        found = _having([known, frozenset(one for word in asked.parts for one in sound_tokens(word))])
    return [one.subject for one in _ranked(asked, found | _alike(asked), limit, known)]


def find_number(text: str) -> list[UUID]:
    """Subjects with this NIK or telephone number."""
    digits = sounds.number(text)
    numbers = _having([frozenset({token("number", digits)})]) if digits else set()
    return list(SearchSubject.objects.filter(pk__in=numbers).values_list("subject", flat=True))


def _beginning(asked: Asked) -> set[int]:
    if not asked.words:
        return set()
    # The last word may still be being typed: it is needed even where it would be a title.
    needed = list(dict.fromkeys([*asked.needed, asked.words[-1].text]))
    slots = [prefix_token(w) if len(w) >= SHORTEST_PREFIX else token("word", w) for w in needed]
    return _having([frozenset({slot}) for slot in slots])


def _alike(asked: Asked) -> set[int]:
    """Numbers of the subjects worth ranking."""
    if not asked.words:
        return set()
    exact = [frozenset({token("word", word)}) for word in asked.needed]
    found = _having([frozenset({whole_token(asked.words)})], CANDIDATES // 3)
    for words in asked.segmentations():
        found |= _having([frozenset(sound_tokens(word)) for word in words])
    if len(found) >= CANDIDATES:  # a very common name: make sure that the closest are among the ranked
        every = [frozenset({token("word", word.text)}) for word in asked.words]
        found |= _having(every, CANDIDATES // 3) | _having(exact, CANDIDATES // 3)
        return found | _having([frozenset(voiced_tokens(word)) for word in asked.needed], CANDIDATES // 3)
    if not _having(exact, 1):
        found |= _with_fewer_words(asked)
    return found


def _with_fewer_words(asked: Asked) -> set[int]:
    """Subjects whose whole name is a part of what was asked, who have all words but one, or one of two."""
    needed = asked.needed[:5]
    parts = [part for size in range(1, len(needed)) for part in combinations(needed, size)]
    if not parts:
        return set()
    wholes = frozenset(whole_token([Word(word, weak=False) for word in part]) for part in parts)
    found = _having([wholes], LIMIT)
    for part in combinations(needed, len(needed) - 1):
        found |= _having([frozenset(sound_tokens(word)) for word in part], LIMIT)
    return found


def _having(slots: Sequence[Slot], limit: int = CANDIDATES) -> set[int]:
    """Numbers of subjects that have one token of every slot: walk the shortest list, look up the others."""
    if len(slots) > 1:
        sizes = _sizes(slots)
        if not all(sizes):
            return set()
        slots = [slots[place] for place in sorted(range(len(slots)), key=lambda place: sizes[place])]
    first, *rest = (sorted(slot) for slot in slots)
    table = SearchToken._meta.db_table
    walk = limit if not rest else LONGEST_WALK
    sql = f"SELECT a.no FROM (SELECT no FROM {table} WHERE token IN ({_places(first)}) LIMIT {walk}) a"  # noqa: S608
    values = list(first)
    for word, slot in enumerate(rest):
        sql += " AND" if word else " WHERE"
        sql += f" EXISTS (SELECT 1 FROM {table} b WHERE b.no = a.no AND b.token IN ({_places(slot)}))"  # noqa: S608
        values += slot
    with connections[STORE].cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {limit}", values)
        return {no for (no,) in cursor.fetchall()}


def _sizes(slots: Sequence[Slot]) -> list[int]:
    """How many postings each slot has, counted no further than a walk would go; one statement for all."""
    table = SearchToken._meta.db_table
    each = [
        f"(SELECT COUNT(*) FROM (SELECT 1 FROM {table} WHERE token IN ({_places(slot)}) LIMIT {LONGEST_WALK}) a)"  # noqa: S608
        for slot in slots
    ]
    with connections[STORE].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(each)}", [one for slot in slots for one in sorted(slot)])
        return [int(size) for size in cursor.fetchone()]


def _places(slot: Sequence[int] | Slot) -> str:
    return ",".join(["%s"] * len(slot))


def _ranked(asked: Asked, numbers: set[int], limit: int, known: Slot = frozenset()) -> list[Found]:
    """The closest first; of equals the newest. `known`: tokens of which one brings a subject before all others."""
    if not numbers:
        return []
    weights = [_weights(asked, place) for place in range(len(asked.words))]
    total = sum(weight for weight, _ in weights)
    whole = whole_token(asked.words)
    found = []
    for row in SearchSubject.objects.filter(pk__in=numbers):
        tokens = set(row.unpacked())
        score = sum(
            weight * max((worth for one, worth in worths.items() if one in tokens), default=0.0)
            for weight, worths in weights
        )
        bonus = (WHOLE if whole in tokens else 0.0) + (KNOWN if known & tokens else 0.0)
        found.append((score / total + bonus, row.no, row.subject))
    found.sort(reverse=True)
    return [Found(subject, round(score, 3)) for score, _, subject in found[:limit]]


def _weights(asked: Asked, place: int) -> tuple[float, dict[int, float]]:
    """How much the word counts, and what each of its tokens is worth."""
    word = asked.words[place]
    neighbours = [w.text for w in asked.words[max(place - 1, 0) : place + 2]]
    worths = {
        one: SOUND for both in zip(neighbours, neighbours[1:], strict=False) for one in sound_tokens("".join(both))
    }
    worths |= dict.fromkeys(sound_tokens(word.text), SOUND)
    worths |= dict.fromkeys(voiced_tokens(word.text), VOICED)
    if len(word.text) >= SHORTEST_PREFIX:
        worths[prefix_token(word.text)] = BEGINNING
    worths[token("word", word.text)] = EXACT
    return (WEAK if word.weak and len(asked.needed) < len(asked.words) else 1.0), worths
