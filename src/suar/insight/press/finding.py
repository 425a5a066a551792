"""What no expression can say of a sentence: which places it names and how large they are, and which numbers are small.
Pure: the names are the decree's (`regions/reference.py`), never those of the office's files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from suar.insight.press.spelling import PARTS, small_words
from suar.insight.press.table import table
from suar.insight.reports.suppression import THRESHOLD
from suar.registry.regions import reference

_WORD = re.compile(r"[\w’'-]+")
_BEFORE = re.compile(r"(?:di|dari|asal|warga|ke|in|from|at|of)\s+$", re.IGNORECASE)
_PREFIX = re.compile(
    r"(?:desa|dusun|kelurahan|kampung|kecamatan|kec\.?|kel\.|ds\.|dsn\.?|village\s+of)\s+$", re.IGNORECASE
)
_ENGLISH = frozenset("children child girls girl boys boy minors minor victims victim cases case students".split())
_COUNTED = (
    r"(?:orang\s+)?(?:anak|korban|remaja|siswi|siswa|pelajar|bocah|gadis|balita|bayi|kasus|perkara|laporan|pengaduan|"
    rf"(?:child\s+)?(?:{'|'.join(sorted(_ENGLISH))}))(?!\w)"
)
_PARTS = "|".join(sorted(PARTS))
_NUMBER = re.compile(rf"(?<![\w.,/-])(?P<m>seorang|\d[\d.]*|(?:{_PARTS})(?:\s+(?:{_PARTS}))*)(?!\w)", re.IGNORECASE)
_AFTER_NUMBER = re.compile(rf"\s+{_COUNTED}", re.IGNORECASE)
# `Sambas 1`, `Landak: 2`, `Melawi (3)`; no hour, day, share or several times of anything.
_LISTED = re.compile(
    r"\s*(?:sebanyak|hanya|ada|with|had)?\s*[:(]?\s*(?P<m>[1-9])(?![\d/:]|[.,]\d|\s*(?:%|persen|kali|hari|bulan|tahun|jam|"
    r"kecamatan|desa|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember))",
    re.IGNORECASE,
)
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a sentence names: where it stands, and whether it is smaller than a kabupaten or kota."""

    start: int
    end: int
    small: bool


@cache
def names() -> tuple[frozenset[str], frozenset[str]]:
    """The names of kabupaten and kota; those of kecamatan, kelurahan and desa. In small letters."""
    large, small = set(), set()
    for place in reference.places().values():
        if len(place.code) == 5:
            large |= {plain(place.short_name), plain(place.name)}
        elif len(place.code) > 5:
            small.add(plain(place.name))
    return frozenset(large), frozenset(small)


def plain(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


def places(sentence: str) -> list[Named]:
    """Every place below the province, in the order of the sentence. A village that bears a kabupaten's name is one only
    where it is called a village; a name of one word only behind *di*, *dari*, *warga* or such."""
    found: list[Named] = []
    words = [one for one in _WORD.finditer(sentence) if one[0][0].isupper() or one[0][0].isdigit()]
    done = -1
    for place, word in enumerate(words):
        if word.start() < done or not word[0][0].isupper():
            continue
        named = _named(sentence, _run(sentence, words[place:]))
        if named is not None:
            found.append(named)
            done = named.end
    return found


def _run(sentence: str, words: list[re.Match[str]]) -> list[re.Match[str]]:
    """The capitals that follow each other with nothing but a space between."""
    run = words[:1]
    for word in words[1:MOST_WORDS]:
        if sentence[run[-1].end() : word.start()].strip(" \t\n"):
            break
        run.append(word)
    return run


def _named(sentence: str, run: list[re.Match[str]]) -> Named | None:
    large, small = names()
    start, before = run[0].start(), sentence[max(0, run[0].start() - 20) : run[0].start()]
    called = _PREFIX.search(before)
    if called:
        start -= len(called[0])
    for length in range(len(run), 0, -1):
        end, name = run[length - 1].end(), plain(sentence[run[0].start() : run[length - 1].end()])
        if called and (name in small or length == 1):
            return Named(start, run[-1].end() if name not in small else end, small=True)
        if name in large or name.removeprefix("kabupaten ").removeprefix("kota ") in large:
            return Named(start, end, small=False)
        alone = length == 1 and (name in table().ambiguous or not _BEFORE.search(before))
        if name in small and not alone:
            return Named(start, end, small=True)
    if called and run[0][0].lower() not in {"kb", "layak", "ramah"}:
        return Named(start, run[-1].end(), small=True)
    return None


def small_places(sentence: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what to put there) of each; nothing is put in by itself."""
    for one in places(sentence):
        if one.small:
            yield one.start, one.end, ""


def small_numbers(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Numbers of children or cases below the threshold of publishing. `seorang` is one; nothing is put in for it."""
    words = small_words(THRESHOLD)
    for found in _NUMBER.finditer(sentence):
        counted = _AFTER_NUMBER.match(sentence, found.end())
        if counted is None:
            continue
        text = " ".join(found["m"].casefold().split())
        value = 1 if text == "seorang" else words.get(text, THRESHOLD)
        if text.isdigit() and len(text) < 6:  # a longer one is not small, and thousands of figures are no number
            value = int(text)
        if 0 < value < THRESHOLD:
            english = counted[0].split()[-1].lower() in _ENGLISH
            fewer = f"fewer than {THRESHOLD}" if english else f"kurang dari {THRESHOLD}"
            yield found.start("m"), found.end("m"), "" if text == "seorang" else fewer


def small_listed(sentence: str) -> Iterator[tuple[int, int, str]]:
    """A figure below the threshold right behind the name of a place."""
    for one in places(sentence):
        figure = _LISTED.match(sentence, one.end)
        if figure is not None and int(figure["m"]) < THRESHOLD:
            yield figure.start("m"), figure.end("m"), f"kurang dari {THRESHOLD}"


FINDERS = {"small_place": small_places, "small_number": small_numbers, "small_listed": small_listed}
