"""Whether two words are two spellings of one name. Pure.

A word is read as sounds, each with the readings that its letters can have: `tj` is c, `z` is s or j, `ch` is c, k or h.
Two words are laid side by side sound by sound; what differs costs the less the more often papers differ so. What keeps
names apart (Rina and Rini, Dwi and Dewi) has no cost at all: it cannot be bridged. The rules are those of Indonesian
orthography (1901, 1947, 1972), of Arabic and Latin names as Malays, Madurese, Bugis, Javanese and Dayak write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

NEVER = 9.0  # no bridge
READ, VARIED = 0.03, 0.35  # a letter of another reading; from here on a cost is more than spelling
MOST_MORE = 3  # sounds that one spelling has more than the other
LOOSE = 0.5  # beyond what is allowed: perhaps, not surely

VOWELS = frozenset("aiueoEO@")
EMPHATIC = frozenset({"r", "kh", "ch", "q", "gh", "th", "dh", "sh", "h"})
OLD = frozenset({"oe", "dj", "tj", "tjh", "thj", "sj"})

_BEFORE = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"^abdul?([rsndtz])\1?", r"abdu\1"),  # Abdul Rahman, Abdurrahman
        (r"^a([szrndt])(?=\1\w{3})", ""),  # Az-Zahra, As-Segaf
        (r"ck", "k"),
        (r"sc(?=[ei])", "s"),
        (r"ayy", "aiy"),
        (r"([^aeiou])y$", r"\1i"),
        (r"ij$", "i"),
        (r"awu|aoe", "au"),
        (r"x", "ks"),
        (r"ndj", "nj"),
        (r"(?<=[aiue])'(?=[aiue])", ""),
        (r"(?<=[^aiueo'])'", ""),
        (r"'$", ""),
        (r"iy(?=[aeou])", "y"),
        (r"oew(?=[aei])", "oe"),
        (r"uw(?=[aei])", "w"),
        (r"([^oe])\1+", r"\1"),
        (r"([oe])\1+", r"\1\1"),
    )
)
# Letters, what must follow, the readings; the first reading is the usual one. The longest come first.
_GRAPHEMES: tuple[tuple[str, str, str, str], ...] = (
    ("tjh", "", "", "c"), ("thj", "", "", "c"),
    ("tj", "", "", "c"), ("dj", "", "", "j"), ("sj", "(?=[aeiou])", "", "s"),
    ("sy", "(?=[aeiouh])", "", "s"), ("sy", "", "[aeiou]", "s"), ("g", "(?=[ei])", "", "gj"),
    ("sh", "", "", "s"), ("ts", "", "", "s"), ("kh", "", "", "kh"), ("ch", "", "", "ckh"), ("gh", "", "", "g"),
    ("th", "", "", "t"), ("dh", "", "", "ds"), ("dz", "", "", "sdj"), ("ph", "", "", "p"), ("bh", "", "", "b"),
    ("ng", "", "", "N"), ("oe", "", "", "u"), ("oo", "", "", "uo"), ("ou", "", "", "uO"), ("ee", "", "", "ie"),
    ("ie", "(?![aou])", "", "i"), ("aiy", "(?=[aou])", "", "E"), ("ai", "", "", "E"), ("ae", "", "", "E"),
    ("ei", "", "", "E"), ("ey", "$", "", "Ei"), ("ay", "(?![aeiou])", "", "E"), ("ey", "(?![aeiou])", "", "E"),
    ("oi", "", "", "@"), ("oy", "(?![aeiou])", "", "@"),
    ("au", "", "", "O"), ("ao", "(?!e)", "", "O"), ("aw", "(?![aeiouy])", "", "O"),
    ("c", "(?=[eiy])", "", "sc"), ("c", "", "", "kc"), ("j", "", "", "jy"), ("q", "", "", "k"), ("f", "", "", "p"),
    ("v", "", "", "p"), ("z", "", "", "sj"), ("t", "(?=i[aeou])", "", "ts"), ("i", "(?=[aou])", "", "iy"),
    ("u", "(?=[aei])", "", "uw"), ("y", "(?=[aeiou])", "[^aeiou]", "iy"), ("y", "", "[^aeiou]", "i"),
    ("w", "", "[^aeiou]", "wu"),
)  # fmt: skip
_SOUNDS = re.compile(
    "|".join(
        f"(?P<g{n}>{f'(?<={before})' if before else ''}{letters}{after})"
        for n, (letters, after, before, _) in sorted(
            enumerate(_GRAPHEMES), key=lambda item: -len(item[1][0]) - (bool(item[1][1]) / 2)
        )
    )
    + "|(?P<one>.)"
)


@dataclass(frozen=True, slots=True)
class Sound:
    """Letters as they are written, and how they can be read."""

    written: str
    readings: str

    @property
    def usual(self) -> str:
        return self.readings[0]

    @property
    def is_vowel(self) -> bool:
        return self.usual in VOWELS


@dataclass(frozen=True, slots=True)
class Spelled:
    """How far two words are from one spelling, and by what kind of difference."""

    cost: float
    allowed: float
    old: bool = False
    varied: bool = False

    @property
    def alike(self) -> bool:
        return self.cost <= self.allowed

    @property
    def perhaps(self) -> bool:
        return self.cost <= self.allowed + LOOSE


@lru_cache(maxsize=65_536)
def sounds(word: str) -> tuple[Sound, ...]:
    """The sounds of a word in small plain letters; an apostrophe is one (ain)."""
    for pattern, by in _BEFORE:
        word = pattern.sub(by, word)
    found = []
    for match in _SOUNDS.finditer(word):
        name = match.lastgroup or "one"
        readings = match.group() if name == "one" else _GRAPHEMES[int(name[1:])][3]
        found.append(Sound(match.group(), readings))
    return tuple(found)


@lru_cache(maxsize=65_536)
def plain_sound(word: str) -> str:
    """The usual reading, written in one way: what endings and lists of names are compared by. A last h is mute."""
    text = "".join(sound.usual for sound in sounds(word))
    return re.sub(r"'|(?<=.)h$", "", text)


@lru_cache(maxsize=65_536)
def spelled(one: str, other: str) -> Spelled:
    """The cheapest way to lay the two words side by side."""
    a, b = sounds(one), sounds(other)
    short = min(_weight(a), _weight(b))
    allowed = 0.2 if short <= 3 else 0.3 if short == 4 else 0.4 if short == 5 else 0.62
    if abs(len(a) - len(b)) > MOST_MORE:
        return Spelled(NEVER, allowed)
    rows: list[list[float]] = [[0.0]]
    for j in range(len(b)):
        rows[0].append(rows[0][j] + _left_out(b, j, short))
    for i in range(len(a)):
        above, lost = rows[i], _left_out(a, i, short)
        row = [above[0] + lost]
        for j in range(len(b)):
            row.append(min(above[j] + _differ(a, i, b, j, short), above[j + 1] + lost, row[j] + _left_out(b, j, short)))
        if min(row) > allowed + LOOSE:
            return Spelled(NEVER, allowed)
        rows.append(row)
    if rows[-1][-1] > allowed + LOOSE:
        return Spelled(NEVER, allowed)
    return Spelled(rows[-1][-1], allowed, *_kinds(a, b, rows, short))


def _kinds(a: tuple[Sound, ...], b: tuple[Sound, ...], rows: list[list[float]], short: int) -> tuple[bool, bool]:
    """Whether the cheapest way bridges the spelling of another time, and whether it bridges more than spelling."""
    i, j, old, varied = len(a), len(b), False, False
    while i or j:
        here = rows[i][j]
        if i and j and here == rows[i - 1][j - 1] + (cost := _differ(a, i - 1, b, j - 1, short)):
            i, j = i - 1, j - 1
            written = {a[i].written, b[j].written}
            old |= cost > 0 and (bool(written & OLD) or written in ({"j", "y"}, {"ch", "kh"}))
        elif i and here == rows[i - 1][j] + (cost := _left_out(a, i - 1, short)):
            i -= 1
        else:
            j, cost = j - 1, _left_out(b, j - 1, short)
        varied |= cost >= VARIED
    return old, varied


def _weight(word: tuple[Sound, ...]) -> int:
    """Sounds that carry a name: without ain and a mute h at the end."""
    return len([sound for sound in word if sound.usual != "'"]) - (bool(word) and word[-1].usual == "h")


def _differ(a: tuple[Sound, ...], i: int, b: tuple[Sound, ...], j: int, short: int) -> float:
    """The cost of one sound where the other stands."""
    one, other = a[i], b[j]
    if one.written == other.written:
        return 0.0
    if set(one.readings) & set(other.readings):
        return READ
    if one.is_vowel and other.is_vowel:
        return _vowels(a, i, b, j, short)
    last = i == len(a) - 1 and j == len(b) - 1
    pair = {one.usual, other.usual}
    if last and short >= 5 and (pair in ({"d", "t"}, {"b", "p"}, {"g", "k"})):
        return 0.3
    if i == j == 0 and {one.written, other.written} == {"d", "z"}:
        return _if(short >= 6, 0.3)  # Dulkifli
    if pair == {"'", "k"}:
        return READ  # ain: Mu'min, Mukmin
    if pair == {"N", "n"} and last and short >= 5:
        return 0.6
    return NEVER


def _vowels(a: tuple[Sound, ...], i: int, b: tuple[Sound, ...], j: int, short: int) -> float:
    pair = {a[i].usual, b[j].usual}
    last = _is_last(a, i) and _is_last(b, j)
    if pair in ({"E", "e"}, {"O", "o"}):
        return 0.1
    if pair in ({"E", "@"}, {"O", "u"}):
        khoir = bool(_written(a, i - 1) & {"kh", "ch", "h"})
        return 0.25 if "O" in pair else _if(short >= (3 if khoir else 5), 0.15)
    if pair == {"E", "i"}:
        return 0.15 if last or _next_is_vowel(a, i) else _if(short >= 6, VARIED)
    if pair == {"o", "u"} and _is_ros(a, i):
        return VARIED
    if pair == {"o", "u"}:
        return _if(short >= 5 or (short == 4 and i == j == 0), 0.5 if last else 0.25)
    if pair == {"e", "i"}:
        closing = short >= 5 and i == len(a) - 2 and j == len(b) - 2  # Musleh, Hosen: a closed syllable at the end
        return _if(closing or (not last and short >= 6), 0.3)
    return _emphatic(a, i, b, j, short) if pair == {"a", "o"} else NEVER


def _emphatic(a: tuple[Sound, ...], i: int, b: tuple[Sound, ...], j: int, short: int) -> float:
    """Arabic a beside a heavy consonant is heard as o: Rohman, Furqon, Mustofa, Zahro. Never in Dani and Doni."""
    before, after = _written(a, i - 1) | _written(b, j - 1), _written(a, i + 1) | _written(b, j + 1)
    if _is_last(a, i) and _is_last(b, j):
        both = _written(a, i + 1) & _written(b, j + 1)
        heavy = "h" in before | both or "h" in _written(a, i - 2)
        return _if(heavy and short >= 4, 0.15)
    if _is_ros(a, i):
        return NEVER
    if before & EMPHATIC or after & {"h", "q", "kh", "ch"}:
        return _if(short >= 5 or (short == 4 and ("h" in after or bool(before & {"sh", "th", "dh"}))), 0.15)
    return _if(short >= 6 and bool(before & {"s", "t", "d", "z", "l", "k"}), VARIED)


def _is_ros(word: tuple[Sound, ...], at: int) -> bool:
    """Rosmini, Rusmini and Rasmini are three."""
    return at == 1 and len(word) > 3 and word[0].written == "r" and word[2].usual == "s" and not word[3].is_vowel


def _left_out(word: tuple[Sound, ...], at: int, short: int) -> float:
    """The cost of a sound that the other word does not have."""
    sound, before, after = word[at], _usual(word, at - 1), _usual(word, at + 1)
    between = before and after and before not in VOWELS and after not in VOWELS
    if sound.usual == "'":
        return READ
    if sound.written == "h":
        if not after or (before and before not in VOWELS):
            return READ
        return _if(short >= (5 if before else 6) and after not in VOWELS, VARIED)
    if sound.usual == "e":
        return _if(bool(between) and short >= 5, 0.15)
    if sound.usual == "a":
        return _if(before == "h" and _usual(word, at - 2) == "a" and short >= 4, 0.2)
    if sound.written in ("j", "y") and before == "i" and after in VOWELS:
        return 0.1  # Safijah, Safiah
    if sound.written == "t":
        return _if(before == "s" and not after and short >= 4, 0.15)
    if sound.written in ("kh", "h", "l") and _written(word, at - 1) & {"t", "d"}:
        return _if(short >= 4, VARIED if sound.written == "l" else 0.15)  # Fatkhur, Ramadlan
    if sound.written == "k":
        closes = before == "a" and (after in set("mrdnsbl") or (not after and short >= 6))
        return _if((closes or after == "s") and short >= 5, 0.3)
    return _if((before, sound.written, after) in {("n", "d", "r"), ("m", "b", "r")}, 0.15)


def _if(holds: bool, cost: float) -> float:
    return cost if holds else NEVER


def _is_last(word: tuple[Sound, ...], at: int) -> bool:
    """The last sound; an h behind it is mute."""
    return at == len(word) - 1 or (at == len(word) - 2 and word[-1].written == "h")


def _next_is_vowel(word: tuple[Sound, ...], at: int) -> bool:
    return at + 1 < len(word) and word[at + 1].is_vowel


def _usual(word: tuple[Sound, ...], at: int) -> str:
    return word[at].usual if 0 <= at < len(word) else ""


def _written(word: tuple[Sound, ...], at: int) -> set[str]:
    return {word[at].written} if 0 <= at < len(word) else set()
