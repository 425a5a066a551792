"""One word of a name beside another: one name, perhaps one, or two; and by what. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import islice, product

from rapidfuzz import fuzz

from suar.casework.children.names import clans, tables
from suar.casework.children.names.known import is_known
from suar.casework.children.names.spelling import READ, plain_sound, spelled

SHORTEST_STEM, LONGEST_ENDING = 3, 4  # letters before and of an ending that tells the sex
_ENDINGS = frozenset(pair for a, b in tables.SEX_ENDINGS for pair in ((a, b), (b, a)))
FORMS = 8  # readings of a word with digits in it that are tried
SHORTEST_SLIP, SHORTEST_LOSS = 5, 6  # letters of a word in which a slip can be told from another name
# What no name is spelled like: three consonants that cannot be said, or two at the end. There a letter was lost.
_ONE_SOUND = re.compile(r"(kh|ch|sy|sh|th|dh|gh|ng|ny|ph|tj|dj|sj|dz)")
_BROKEN = re.compile(
    r"[^aeiouy']{2}[^aeiouyrl'][^']|[^aeiouy']{3}[^aeiouy']|[^aeiouy']{2}[^aeiouyrl']$"
    r"|[^aeiouyhnrlsk'][^aeiouyshtdk']$|^[^aeiouyh'][^aeiouyrlhwjK']"
)
_DIGITS = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g"}


class Verdict(IntEnum):
    """Ordered: the least of its words decides for a name."""

    DIFFERENT = 0
    POSSIBLE = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """Two words: the verdict, 0 to 1, and the code of what speaks for it or against it ("" for nothing)."""

    verdict: Verdict
    score: float
    evidence: str = ""


EXACT = Fit(Verdict.SAME, 1.0, "exact")
NOTHING = Fit(Verdict.DIFFERENT, 0.0)


def same(score: float, evidence: str) -> Fit:
    return Fit(Verdict.SAME, score, evidence)


def perhaps(score: float, evidence: str) -> Fit:
    return Fit(Verdict.POSSIBLE, score, evidence)


def apart(score: float, evidence: str) -> Fit:
    return Fit(Verdict.DIFFERENT, score, evidence)


@lru_cache(maxsize=65_536)
def fit(one: str, other: str) -> Fit:
    """Two words in small plain letters. What is certain is asked first, what is near last."""
    if one > other:
        one, other = other, one
    if one.replace("'", "") == other.replace("'", ""):
        return EXACT
    if not one or not other:
        return NOTHING
    for rule in (_initial, _clan, _abbreviation, _one_name, _digits, _apart, _spelling, _sex, _nickname, _slip):
        found = rule(one, other)
        if found is not None:
            return found
    return apart(round(min(fuzz.ratio(one, other) / 200, 0.45), 3), "")


def _initial(one: str, other: str) -> Fit | None:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) > 1 or short.isdigit():
        return None
    if short == "m" and tables.one_name(long) == "muhammad":
        return same(0.92, "abbreviation")
    return perhaps(0.65, "abbreviation") if long[0] == short else NOTHING


def _clan(one: str, other: str) -> Fit | None:
    if not clans.are_clans(one, other):
        return None
    if clans.same_clan(one, other):
        return same(0.95, "clan_spelling")
    return perhaps(0.7, "clan_dialect") if clans.other_dialect(one, other) else apart(0.4, "near")


def _abbreviation(one: str, other: str) -> Fit | None:
    a, b = _written_out(one), _written_out(other)
    if (a, b) == (one, other):
        return None
    if a == b or tables.one_name(a) == tables.one_name(b) or spelled(a, b).alike:
        return same(0.93, "abbreviation")
    return None


def _written_out(word: str) -> str:
    return tables.SHORT.get(word, word)


def _one_name(one: str, other: str) -> Fit | None:
    if tables.share(tables.ONE_NAME, one, other):
        return same(0.96, "old_spelling" if spelled(one, other).old else "transliteration")
    return None


def _digits(one: str, other: str) -> Fit | None:
    """A figure where a letter was meant: 1lham, Wid0d0."""
    if one.isalpha() == other.isalpha() or not any(c.isdigit() for c in one + other):
        return None
    damaged, whole = (one, other) if any(c.isdigit() for c in one) else (other, one)
    readings = ("".join(form) for form in product(*(_DIGITS.get(c, c) for c in damaged)))
    lettered = (form for form in islice(readings, FORMS) if form.isalpha())  # a figure that is no letter stays one
    found = any(fit(form, whole).verdict == Verdict.SAME for form in lettered)
    return same(0.9, "slip") if found else None


def _apart(one: str, other: str) -> Fit | None:
    a, b = plain_sound(one), plain_sound(other)
    if tables.share(tables.APART, one, other) or (a != b and tables.share(tables.APART, a, b)):
        return apart(0.5, "another_sex" if ends_otherwise(one, other) else "near")
    return None


def _spelling(one: str, other: str) -> Fit | None:
    a, b = tables.one_name(one), tables.one_name(other)
    if (a, b) != (one, other) and a[0] == b[0] and spelled(a, b).alike and not ends_otherwise(a, b):
        return same(0.93, "transliteration")
    found = spelled(one, other)
    if not found.perhaps:
        return None
    clan = one in clans.DIALECTS or other in clans.DIALECTS
    if not found.alike or (clan and found.cost > 2 * READ) or (found.varied and is_known(one) and is_known(other)):
        return perhaps(0.62, "near")
    return same(round(max(0.88, 0.98 - found.cost / 8), 3), "old_spelling" if found.old else "transliteration")


def ends_otherwise(one: str, other: str) -> bool:
    """One stem with the ending of a boy's name and that of a girl's."""
    a, b = plain_sound(one), plain_sound(other)
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    stems = range(max(SHORTEST_STEM, shared - LONGEST_ENDING), shared + 1)
    return any((a[stem:], b[stem:]) in _ENDINGS for stem in stems)


def _sex(one: str, other: str) -> Fit | None:
    called = other in tables.CALLED.get(one, ()) or one in tables.CALLED.get(other, ())
    return apart(0.5, "another_sex") if not called and ends_otherwise(one, other) else None


def _nickname(one: str, other: str) -> Fit | None:
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if any(_sounds_like(short, call) for call in tables.CALLED.get(tables.one_name(long), ())) or any(
        _sounds_like(short, call) for call in tables.CALLED.get(long, ())
    ):
        return perhaps(0.7, "nickname")
    article = re.sub(r"^al", "", long)
    if article != long and spelled(article, short).alike:
        family = short in clans.SAYYID or article in clans.SAYYID
        return same(0.92, "transliteration") if family else perhaps(0.7, "near")
    a, b = plain_sound(short), plain_sound(long)
    if len(a) >= 3 and len(b) >= len(a) + 2 and (b.startswith(a) or b.endswith(a)):
        return perhaps(0.65, "nickname")
    if b.startswith("a") and len(a) >= 4 and a == b[1:]:  # Akiong for Khiong
        return perhaps(0.65, "nickname")
    return None


def _sounds_like(one: str, other: str) -> bool:
    return one == other or plain_sound(one) == plain_sound(other)


def _slip(one: str, other: str) -> Fit | None:
    """A slip of the pen: neighbours exchanged, a letter lost or put in, rn for m. Between two names that exist it is no
    slip but another name."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    both = is_known(one) and is_known(other)
    if len(short) >= SHORTEST_SLIP and (one.replace("rn", "m") == other.replace("rn", "m") or _exchanged(one, other)):
        return apart(0.5, "near") if both else same(0.9, "slip")
    lost = _lost(short, long)
    if lost is None or len(long) < SHORTEST_LOSS:
        return _mistyped(one, other)
    if both:
        return apart(0.5, "near")
    if _is_broken(short) != _is_broken(long):
        return same(0.88, "slip")
    return _near(one, other)


def _is_broken(word: str) -> bool:
    return bool(_BROKEN.search(_ONE_SOUND.sub("K", word)))


def _near(one: str, other: str) -> Fit:
    """Close in letters: perhaps one where it is long and one of them no name, else another."""
    long = min(len(one), len(other)) >= SHORTEST_LOSS
    return perhaps(0.6, "near") if long and is_known(one) != is_known(other) else apart(0.5, "near")


def _mistyped(one: str, other: str) -> Fit | None:
    """One letter for another."""
    if len(one) != len(other) or len([1 for a, b in zip(one, other, strict=True) if a != b]) != 1:
        return None
    last_vowels = one[-1] != other[-1] and {one[-1], other[-1]} <= set("aeiou")
    return apart(0.5, "near") if last_vowels else _near(one, other)


def _exchanged(one: str, other: str) -> bool:
    """Two neighbours have changed places."""
    if len(one) != len(other):
        return False
    off = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(off) == 2 and off[1] == off[0] + 1 and one[off[0]] == other[off[1]] and one[off[1]] == other[off[0]]


def _lost(short: str, long: str) -> int | None:
    """The place of the one letter that the longer word has more; None where it is not one. Never the first."""
    if len(long) != len(short) + 1:
        return None
    place = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return place if place and short[place:] == long[place + 1 :] else None
