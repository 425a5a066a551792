"""From the name of a place to the Kemendagri code of its kabupaten or kota in West Kalimantan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from suar.casework.register.reading import Cell, Reading, cell_text, is_error
from suar.casework.register.tables import Match, Vocabulary, fold, table

_BREAK = re.compile(r"[,;/()|]|\s[-–]\s")


@dataclass(frozen=True, slots=True)
class _Found:
    code: str
    rank: int  # 0 a kabupaten or kota by name, 1 its seat or a kecamatan
    doubt: str | None = None


def read_district(cell: Cell) -> Reading[str]:
    """The Kemendagri code ("61.12"), or "" for no answer, a place elsewhere or an unknown one: then the text stays."""
    text = cell_text(cell)
    if not text:
        return Reading("", "")
    if is_error(text) or fold(text) in _outside():
        return Reading("", text, _("Di luar Kalimantan Barat.") if not is_error(text) else _("Isinya galat rumus."))
    whole = _look_up(fold(text))
    if whole:
        return Reading(whole.code, text, whole.doubt)
    found = [place for piece in _pieces(text) if (place := _look_up(piece))]
    rank = min((place.rank for place in found), default=0)
    best = [place for place in found if place.rank == rank]
    if len({place.code for place in best}) > 1:
        return Reading("", text, _("Menyebut lebih dari satu kabupaten/kota."))
    if best:
        return Reading(best[0].code, text, best[0].doubt)
    near = _districts().find(_spelt_out(_without_first(fold(text))))
    if near is None:
        return Reading("", text, _("“%(text)s” tidak dikenal sebagai kabupaten/kota di Kalbar.") % {"text": text[:40]})
    return Reading(near.key, text, _("“%(text)s” dibaca sebagai “%(term)s”.") % {"text": text[:40], "term": near.term})


def _look_up(folded: str) -> _Found | None:
    """A folded name against the tables, from the surest to the least sure."""
    rules = table("districts")
    first, _space, rest = folded.partition(" ")
    if first in rules["smaller_words"]:
        return None
    name = _spelt_out(folded)
    if first in rules["subdistrict_words"]:
        return _from_subdistrict(_subdistricts().exact(_spelt_out(rest)))
    if old := _old_names().exact(folded):
        return _Found(old.key, 0, _("Kabupaten Pontianak adalah nama lama Kabupaten Mempawah. Periksa."))
    if match := _districts().exact(folded) or _districts().exact(_without_first(name)):
        return _Found(match.key, 0)
    if match := _capitals().exact(_without_first(name)):
        return _Found(match.key, 1)
    if match := _ambiguous().exact(name):
        doubt = _("Dibaca sebagai Kubu Raya; Bengkayang juga punya kecamatan bernama sama. Periksa.")
        return _Found(match.key, 1, doubt)
    return _from_subdistrict(_subdistricts().exact(name))


def _from_subdistrict(match: Match | None) -> _Found | None:
    if match is None:
        return None
    return _Found(match.key, 1, _("Dibaca dari nama kecamatan %(name)s.") % {"name": match.term})


def _pieces(text: str) -> list[str]:
    rules = table("districts")
    openers = {*rules["district_words"], *rules["subdistrict_words"], *rules["smaller_words"]}
    pieces: list[list[str]] = []
    for part in _BREAK.split(text):
        pieces.append([])
        for word in fold(part).split():
            if word in openers:
                pieces.append([])
            pieces[-1].append(word)
    return [" ".join(piece) for piece in pieces if piece]


def _without_first(folded: str) -> str:
    first, _space, rest = folded.partition(" ")
    return rest if rest and first in table("districts")["district_words"] else folded


def _spelt_out(folded: str) -> str:
    words = folded.split()
    return " ".join(table("districts")["abbreviations"].get(word, word) for word in words)


def _vocabulary(name: str) -> Vocabulary:
    rules = table("districts")
    return Vocabulary(rules[name], near=rules["near"], margin=rules["margin"], negations=table("words")["negations"])


@cache
def _districts() -> Vocabulary:
    return _vocabulary("districts")


@cache
def _old_names() -> Vocabulary:
    return _vocabulary("old_names")


@cache
def _capitals() -> Vocabulary:
    return _vocabulary("capitals")


@cache
def _ambiguous() -> Vocabulary:
    return _vocabulary("ambiguous")


@cache
def _subdistricts() -> Vocabulary:
    return _vocabulary("subdistricts")


@cache
def _outside() -> frozenset[str]:
    return frozenset(fold(word) for word in table("districts")["outside"])
