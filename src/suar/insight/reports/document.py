"""The report as blocks: written once, printed as PDF, DOCX, page and spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from suar.core.ui.charts import Chart, Theme

type Cell = str | int | None
type Draw = Callable[[Theme], Chart]

_STRONG = re.compile(r"\*\*(.+?)\*\*")
_REFERENCE = re.compile(r"\{(\w+)\}")


@dataclass(slots=True)
class Heading:
    """Level 1 is a chapter. `numbered` is False in the annexes."""

    text: str
    level: int = 2
    numbered: bool = True
    number: str = ""


@dataclass(slots=True)
class Paragraph:
    """`**strong**` is the only markup; `{name}` names a table by its number."""

    text: str


@dataclass(slots=True)
class Bullets:
    items: list[str]


@dataclass(slots=True)
class Callout:
    """A remark that must not be missed. `tone` is note, doubt, danger or good."""

    title: str
    text: str
    tone: str = "note"


@dataclass(slots=True)
class Table:
    """`name` is unique and becomes the sheet of the spreadsheet; `figure` names the picture that shows the same.
    `widths` are shares of the line, for columns of text."""

    name: str
    caption: str
    headers: Sequence[str]
    rows: list[list[Cell]]
    note: str = ""
    total: bool = False
    strong: bool = False
    figure: str = ""
    numbered: bool = True
    widths: Sequence[int] = ()
    number: str = ""

    @property
    def is_list(self) -> bool:
        """A short column of names with a figure each: stands beside another one, or in part of the width."""
        return len(self.headers) == 2 and not self.widths and len(self.rows) <= 16


@dataclass(slots=True)
class Picture:
    """A chart, drawn when it is printed. `beside` stands to its right where there is room."""

    name: str
    caption: str
    draw: Draw
    note: str = ""
    beside: Table | None = None
    number: str = ""


type Block = Heading | Paragraph | Bullets | Callout | Table | Picture


@dataclass(slots=True)
class Chapter:
    """A heading of level 1 and what stands under it. `code` is I to VII, A or B."""

    code: str
    title: str
    blocks: list[Block] = field(default_factory=list)
    annex: bool = False

    @property
    def label(self) -> str:
        return f"Lampiran {self.code}" if self.annex else f"Bab {self.code}"


def runs(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is strong."""
    pieces: list[tuple[str, bool]] = []
    for place, piece in enumerate(_STRONG.split(text)):
        if piece:
            pieces.append((piece, place % 2 == 1))
    return pieces


def plain(text: str) -> str:
    return _STRONG.sub(r"\1", text)


def tables_in(blocks: Iterable[Block]) -> list[Table]:
    found: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Picture) and block.beside is not None:
            found.append(block.beside)
    return found


def number_blocks(chapters: list[Chapter]) -> list[Chapter]:
    """Give headings, tables and pictures their numbers, chapter by chapter, and fill in the references to tables."""
    known: dict[str, str] = {}
    for place, chapter in enumerate((one for one in chapters if not one.annex), start=1):
        sections = tables = pictures = 0
        for block in chapter.blocks:
            if isinstance(block, Heading) and block.level == 2:
                sections += 1
                block.number = f"{place}.{sections}"
            if isinstance(block, Picture):
                pictures += 1
                block.number = f"{place}.{pictures}"
        for table in tables_in(chapter.blocks):
            if table.numbered:
                tables += 1
                table.number = known[table.name] = f"{place}.{tables}"
    for chapter in chapters:
        for block in chapter.blocks:
            _refer(block, known)
    return chapters


def _refer(block: Block, known: dict[str, str]) -> None:
    def fill(text: str) -> str:
        return _REFERENCE.sub(lambda found: f"Tabel {known[found[1]]}", text)

    match block:
        case Paragraph() | Callout():
            block.text = fill(block.text)
        case Picture():
            block.note = fill(block.note)
            if block.beside is not None:
                block.beside.note = fill(block.beside.note)
        case Table():
            block.note = fill(block.note)
        case _:
            pass
