"""What the pages need of marks and of the list, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from suar.casework.duties.words import english
from suar.insight.press.rules import Mark
from suar.insight.press.table import Said
from suar.insight.press.untold import untold


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the statement; `number` of the mark that lies on it."""

    text: str
    number: int = 0


def said(text: Said) -> str:
    return text.en if english() else text.id


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """The whole text in order, cut where marks begin and end."""
    found, done = [], 0
    for count, mark in enumerate(marks, start=1):
        found += [Piece(text[done : mark.start]), Piece(mark.text, count)]
        done = mark.end
    return [piece for piece in (*found, Piece(text[done:])) if piece.text]


def rows(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Each mark: its words, what is wrong, why, what to write, on what basis; `key` names it in a press."""
    return [
        {
            "number": count,
            "words_id": f"kata-{count}",
            "text": mark.text,
            "what": said(mark.rule.what),
            "why": said(mark.rule.why),
            "instead": said(mark.rule.instead),
            "better": mark.better,
            "source": mark.rule.source,
            "certainty": mark.rule.certainty.value,
            "key": key_of(mark),
        }
        for count, mark in enumerate(marks, start=1)
    ]


def key_of(mark: Mark) -> str:
    return f"{mark.rule.code} {mark.start} {mark.end}"


def untold_rows() -> list[dict[str, str]]:
    return [
        {"what": said(one.what), "why": said(one.why), "basis": one.basis, "certainty": one.certainty.value}
        for one in untold()
    ]
