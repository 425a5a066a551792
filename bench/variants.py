"""The same child written down a second time, as another clerk, another paper or another decade would: by the relations
of the list of name variants, and the birth date as papers have it. Rules of their own, so that what compares is not
asked about itself."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date

VOWELS = "aiueo"
_OLD = (("u", "oe"), ("j", "dj"), ("c", "tj"), (r"(?<=[aiueo])y(?=[aiueo])", "j"), ("sy", "sj"), ("kh", "ch"))
_SOUND = (
    ("f", "p"),
    ("v", "f"),
    ("z", "s"),
    ("q", "k"),
    ("kh", "h"),
    (r"ai(?=[^aiueo])", "ae"),
    (r"i\b", "y"),
    ("sy", "s"),
)
_SHORT = {"Muhammad": ("M.", "Moh.", "Muh.", "Mhd."), "Siti": ("St.",), "Abdul": ("Abd.",), "Fransiskus": ("Fr.",)}
TITLES = ("Uray", "Gusti", "Raden", "H.", "Abang")
FATHERS = ("bin Rekaan", "binti Rekaan", "anak Rekaan")


def _lettered(rules: tuple[tuple[str, str], ...], name: str, chance: random.Random) -> str | None:
    """One or two of the rules that find something."""
    fitting = [rule for rule in rules if re.search(rule[0], name.lower())]
    if not fitting:
        return None
    made = name.lower()
    for pattern, by in chance.sample(fitting, min(len(fitting), chance.choice((1, 1, 2)))):
        made = re.sub(pattern, by, made, count=chance.choice((1, 0)))
    return made.title() if made != name.lower() else None


def old_spelling(name: str, chance: random.Random) -> str | None:
    return _lettered(_OLD, name, chance)


def transliteration(name: str, chance: random.Random) -> str | None:
    return _lettered(_SOUND, name, chance)


def abbreviation(name: str, chance: random.Random) -> str | None:
    words = name.split()
    places = [n for n, word in enumerate(words) if word in _SHORT]
    if not places or len(words) < 2:
        return None
    words[places[0]] = chance.choice(_SHORT[words[places[0]]])
    return " ".join(words)


def title(name: str, chance: random.Random) -> str | None:
    return f"{chance.choice(TITLES)} {name}"


def patronymic(name: str, chance: random.Random) -> str | None:
    return f"{name} {chance.choice(FATHERS)}"


def order(name: str, chance: random.Random) -> str | None:
    words = name.split()
    return " ".join([*words[1:], words[0]]) if len(words) > 1 else None


def joined(name: str, chance: random.Random) -> str | None:
    words = name.split()
    if len(words) < 2:
        return None
    place = chance.randrange(len(words) - 1)
    return " ".join([*words[:place], words[place] + words[place + 1].lower(), *words[place + 2 :]])


def slip(name: str, chance: random.Random) -> str | None:
    """Neighbours exchanged, a letter twice, a one for an l, rn for m: in the longest word, behind its first letter."""
    words = name.split()
    longest = max(range(len(words)), key=lambda place: len(words[place]))
    word = words[longest]
    if len(word) < 6:
        return None
    at = chance.randrange(1, len(word) - 1)
    made = [word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at] + word[at:]]
    made += [word.replace("l", "1", 1)] if "l" in word[1:] else []
    made += [word.replace("m", "rn", 1)] if "m" in word[1:] else []
    words[longest] = chance.choice(made)
    return " ".join(words) if words[longest] != word else None


def a_word_missing(name: str, chance: random.Random) -> str | None:
    words = name.split()
    if len(words) < 3:
        return None
    words.pop(chance.randrange(len(words)))
    return " ".join(words)


RELATIONS: dict[str, Callable[[str, random.Random], str | None]] = {
    "old spelling": old_spelling,
    "transliteration": transliteration,
    "abbreviation": abbreviation,
    "title": title,
    "patronymic": patronymic,
    "order of words": order,
    "words joined": joined,
    "typing slip": slip,
    "a word missing": a_word_missing,
}


def born_again(born: str, chance: random.Random) -> str:
    """The birth date of the second paper: mostly the same; day and month exchanged, a figure off, the year, nothing."""
    day = date.fromisoformat(born)
    kind = chance.choices(("same", "exchanged", "off", "year", ""), (70, 5, 5, 10, 10))[0]
    if kind == "exchanged" and day.day <= 12:
        return day.replace(month=day.day, day=day.month).isoformat()
    if kind == "off" and day.day < 28 and day.day % 10 < 9:
        return day.replace(day=day.day + 1).isoformat()
    return {"year": f"{day.year}-01-01", "": ""}.get(kind, born)
