"""How Indonesian names are written, and when two spellings may be one name. Pure.

Names in West Kalimantan come in the spelling of 1901, of 1947, of 1972, of a passport and of a hurried clerk: oe/u,
dj/j, tj/c, j/y, sj/sy, ch/kh, f/p/v, z/j/s, q/k, doubled letters, an h that comes and goes. Where a letter can be read
in two ways a word gets several sound keys; two words sound alike when they share one.

    letters("Sa'diyah")     'sadiyah'                     what is compared exactly
    skeletons("Zainuddin")  {'sndn', 'jndn', …}           consonants only: loose, finds almost every spelling
    voiced("Zainuddin")     {'saindin', …}                consonants and three classes of vowels: closer
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from suar.core.vault.lookalikes import fold

MOST_KEYS = 8  # of one word: a bound on the tokens of an odd spelling, not a limit that names reach

# Written short, meant long. A short form sounds like its long one, whichever of the two is on file.
SHORT_FORMS: dict[str, str] = {
    "m": "muhammad", "md": "muhammad", "mhd": "muhammad", "moh": "muhammad", "mohd": "muhammad",
    "much": "muhammad", "muh": "muhammad", "muhd": "muhammad", "abd": "abdul", "ab": "abdul", "a": "ahmad",
    "ach": "ahmad", "ahd": "ahmad", "akh": "ahmad", "amat": "ahmad", "dulla": "abdullah", "dullah": "abdullah",
    "khotijah": "khadijah", "st": "siti", "sitti": "siti", "ant": "antonius", "anton": "antonius",
    "agus": "agustinus", "agust": "agustinus", "alex": "alexander", "fr": "fransiskus", "frans": "fransiskus",
    "fx": "fransiskus", "siska": "fransiska", "margaret": "margareta", "ptr": "petrus", "stef": "stefanus",
    "stefan": "stefanus", "tere": "theresia", "th": "theresia", "vinsen": "vinsensius", "vincent": "vinsensius",
    "yoh": "yohanes", "yos": "yosef", "ign": "ignasius", "paul": "paulus", "kris": "kristina",
}  # fmt: skip

# Come and go between documents: never needed for a match, though a name may consist of one.
TITLES: dict[str, str] = {
    "abang": "abang", "abg": "abang", "daeng": "daeng", "dg": "daeng", "dayang": "dayang", "dyg": "dayang",
    "gusti": "gusti", "gt": "gusti", "h": "haji", "hj": "hajjah", "haji": "haji", "hajjah": "hajjah", "mas": "mas",
    "ra": "raden", "rm": "raden", "rr": "raden", "r": "raden", "raden": "raden", "syarif": "syarif", "sy": "syarif",
    "syarifah": "syarifah", "syf": "syarifah", "tengku": "tengku", "tgk": "tengku", "uray": "uray", "urai": "uray",
    "oeray": "uray", "utin": "utin", "wan": "wan", "ajeng": "ajeng", "dr": "dr", "drs": "drs", "ir": "ir",
}  # fmt: skip

PARTICLES = frozenset(
    "bin binti bte bt binte anak ak al ad an ar as at az ash asy als alias dan si van der de da".split()
)
# So common that a search must not stand or fall with them.
COMMON = frozenset({"muhammad", "mohammad", "mohamad", "mohammed", "siti", "ahmad", "abdul", "nur"})

_DIGITS = {"0": "o", "1": "li", "3": "e", "4": "a", "5": "s", "7": "it", "8": "b", "9": "g"}  # what each may stand for
_APOSTROPHES = re.compile("['’‘`´ʼʻ]")
_BREAKS = re.compile(r"[^a-z0-9]+")

# Read in order. A rule with several readings multiplies the spellings; capitals are sounds that are settled. Each has
# the letters that it cannot do without beside it: looking for them is ten times cheaper than trying the rule.
_RULES: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (needs, re.compile(pattern), readings)
    for needs, pattern, readings in (
        ("j", r"thj|tjh|tj", ("C",)),
        ("dj", r"dj", ("J",)),
        ("s", r"sj|sy|sh|ts", ("s",)),
        ("nj", r"nj", ("n",)),
        ("o", r"oe|oo|ou", ("u",)),
        ("ph", r"ph", ("f",)),
        ("h", r"([tdgb])h", (r"\1",)),
        ("kh", r"kh", ("k", "h")),
        ("ch", r"ch", ("C", "k", "h")),
        ("dz", r"dz", ("d", "z")),
        ("x", r"x", ("ks", "s")),
        ("ti", r"t(?=iu|ie|io)", ("t", "s")),
        ("c", r"c(?=[eiy])", ("s", "C")),
        ("c", r"c", ("k", "C")),
        ("z", r"z", ("s", "J")),
        ("j", r"j", ("J", "y")),
        ("v", r"v", ("p", "w")),
        ("f", r"f", ("p",)),
        ("q", r"q", ("k",)),
        ("lr", r"lr", ("r",)),
    )
)
_DOUBLED = re.compile(r"([A-Za-z])\1+")
_VOWELS = ((re.compile(r"a[iey]|e[iy]|[eiy]+"), "i"), (re.compile(r"au|o|u"), "u"), (re.compile(r"([aiu])\1+"), r"\1"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name. A weak one (title, particle, common first word) helps a match and is never needed for it."""

    text: str
    weak: bool


def plain(text: str) -> str:
    """Lower case, without accents and apostrophes, in the letters that it looks like."""
    return _APOSTROPHES.sub("", fold(text).casefold())


def letters(word: str) -> str:
    """One word as it is compared exactly: plain letters and digits."""
    return _BREAKS.sub("", plain(word))


def words(name: str) -> list[Word]:
    """The words of a name in their order, short titles written out. The weak ones are marked."""
    found: list[Word] = []
    for text in _BREAKS.split(_initials(plain(name))):
        if not text or (len(text) == 1 and text not in "mah"):
            continue
        if text in TITLES:
            found.append(Word(TITLES[text], weak=True))
        else:
            long = SHORT_FORMS.get(text, text) if len(text) <= 3 else text
            found.append(Word(long, weak=text in PARTICLES or long in COMMON))
    if all(word.weak for word in found):
        found = [Word(word.text, weak=word.text in PARTICLES and len(found) > 1) for word in found]
    return found


def joined(listed: Iterable[Word]) -> list[str]:
    """Neighbours written as one word: Nur Aini is also Nuraini."""
    texts = [word.text for word in listed]
    return [first + second for first, second in zip(texts, texts[1:], strict=False)]


@lru_cache(maxsize=65_536)
def skeletons(word: str) -> frozenset[str]:
    """Loose sound keys: the consonants, with a mark `a` for a word that begins with a vowel (or a silent h or w)."""
    return frozenset(_skeleton(reading) for spelling in _spellings(word) for reading in _readings(spelling))


@lru_cache(maxsize=65_536)
def voiced(word: str) -> frozenset[str]:
    """Close sound keys: the consonants with the vowels a, i (e, y, ai, ei) and u (o, au)."""
    return frozenset(_voiced(reading) for reading in _readings(letters(word)))


def number(text: str) -> str:
    """The digits of a NIK or a telephone number, +62 and 62 before a mobile number as 0."""
    digits = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal() and c.isascii())
    return f"0{digits[2:]}" if digits.startswith("62") and len(digits) < 16 else digits


def _initials(text: str) -> str:
    """F.X. and R.A. are one short form, M.T. two initials: dots between single letters are taken away where known."""
    return re.sub(r"\b(f|r)\.\s?(x|a|m|r)\b", r"\1\2", text)


def _spellings(word: str) -> set[str]:
    """The word, what it is short for, and the word without the article it may have grown together with."""
    text = letters(word)
    made = {text}
    if text in SHORT_FORMS:
        made.add(SHORT_FORMS[text])
    for article in (r"^al(?=[^aeiou]\w{4})", r"^a([szrndt])(?=\1\w{3})"):
        made.add(re.sub(article, "", text))
    # Where the apostrophe (ain) stood, many write a k; rn is what a bad copy makes of m.
    made.add(re.sub(r"(?<=[aeu])k(?=[mrn])", "", text))
    made.add(text.replace("rn", "m"))
    return made


def _readings(text: str) -> set[str]:
    made = _lettered(text[:1].replace("1", "i") + text[1:])
    for needs, pattern, readings in _RULES:
        if not any(needs in one for one in made):
            continue
        made = {pattern.sub(reading, one) for one in made for reading in readings}
        if len(made) > MOST_KEYS:
            made = set(sorted(made)[:MOST_KEYS])
    return made


def _lettered(text: str) -> set[str]:
    """With letters for the digits that stand among them."""
    if text.isalpha():
        return {text}
    spelled = product(*(_DIGITS.get(c, c) for c in text))
    return {"".join(one) for one in islice(spelled, MOST_KEYS)}


def _skeleton(reading: str) -> str:
    text = _DOUBLED.sub(r"\1", reading)
    first = "a" if text[:1] in set("aeiouhw") else text[:1]
    return (first + re.sub(r"[aeiouhwy]", "", text[1:])).lower()


def _voiced(reading: str) -> str:
    text = _DOUBLED.sub(r"\1", reading).replace("h", "")
    first, rest = (text[:1], text[1:]) if text[:1] == "y" else ("", text)  # a y is a consonant at the beginning only
    rest = re.sub(r"(?<=[aeiou])[wy](?=[^aeiou]|$)|w", "", rest).replace("y", "i")
    for pattern, vowel in _VOWELS:
        rest = pattern.sub(vowel, rest)
    return (first + _DOUBLED.sub(r"\1", rest)).lower()
