"""What every chart has in common: its table, its SVG, and how Altair's description becomes the same bytes each time.

Positions never depend on measured text, so the drawing is the same whatever fonts a machine has.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from suar.core.documents.indonesian import number
from suar.core.documents.xmltext import writable
from suar.core.ui.charts.themes import FONT

if TYPE_CHECKING:
    import altair as alt

type Cell = str | int | float | None
type Value = int | float | None

VEGA_LITE = "6.4"
SVG = "http://www.w3.org/2000/svg"
# All that a finished picture of ours needs; what Vega adds for its own scripts and styles goes.
_TAGS = frozenset({"g", "path", "text", "line", "rect", "circle"})
_ATTRIBUTES = frozenset(
    "d fill fill-opacity stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin opacity transform "
    "text-anchor font-family font-size font-weight x y x1 y1 x2 y2 width height".split()
)
_GEOMETRY = ("d", "transform")
_FRACTION = re.compile(r"\d+\.\d{3,}(?:e-\d+)?")
_UNSEEN = re.compile(r"M[\d.]+,[\d.]+(?:h0v[\d.]+h0|h[\d.]+v0h-[\d.]+)Z")


class DrawingError(Exception):
    """A chart asked for something that a picture of ours may not hold, such as a reference to another file."""


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart: one row of cells per header."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.headers) for row in self.rows):
            raise ValueError("Every row of a table has as many cells as there are headers")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: SVG (UTF-8, no scripts, ids or references), its title, and its table."""

    svg: bytes
    title: str
    table: Table

    @property
    def text(self) -> str:
        """The SVG as text, to be put into a page."""
        return self.svg.decode()


@dataclass(frozen=True, slots=True)
class Words:
    """How a chart writes its values: in which language, and what stands for one that is hidden or unknown (None)."""

    language: str | None = None
    hidden: str = "–"

    def write(self, value: Value) -> str:
        return self.hidden if value is None else number(value, language=self.language)

    def cell(self, value: Value) -> Cell:
        return self.hidden if value is None else value


# Advance widths of Inter SemiBold in twentieths of the size, the heaviest face that charts use.
_ADVANCES = {
    5: " ijl",
    6: "!,.:I",
    7: "'();[]`t|",
    8: "/1\\fr",
    9: "-_{}",
    10: '"^',
    11: "*?Laksxz",
    12: "257EFJbcdehnopquvy",
    13: "#$&+034689<=>BPRSTZg~",
    14: "DKXY",
    15: "ACGHNOQUV",
    17: "w",
    18: "Mm",
    20: "%@W",
}
_ADVANCE = {character: width for width, characters in _ADVANCES.items() for character in characters}


def text_width(text: str, size: float) -> float:
    """How wide `text` is in Inter at `size`, in the unit of `size`; other letters than ASCII count as wide."""
    return sum(_ADVANCE.get(character, 15) for character in text) * size / 20


def fit(text: str, size: float, width: float) -> str:
    """`text` cut with an ellipsis so that it is about `width` wide at most. The table keeps the whole text."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


@cache
def _register_fonts() -> None:
    import vl_convert

    with as_file(files("suar.core.documents") / "fonts") as folder:
        vl_convert.register_font_directory(str(folder))


def _config() -> dict[str, object]:
    return {
        "aria": False,
        "background": None,
        "padding": 0,
        "autosize": {"type": "none", "contains": "padding"},
        "view": {"stroke": None, "fill": None},
        "font": FONT,
        "text": {"font": FONT},
    }


def _short(match: re.Match[str]) -> str:
    return f"{float(match[0]):.2f}".rstrip("0").rstrip(".")


def _is_empty(node: ET.Element, tag: str) -> bool:
    if tag == "g":
        return len(node) == 0
    path = node.get("d", "")
    painted = {node.get("fill", "none"), node.get("stroke", "none")} != {"none"}
    return tag == "path" and (not painted or not path or bool(_UNSEEN.fullmatch(path)))


def _tidy(node: ET.Element) -> None:
    """Keep what is seen, bottom up; attributes in one order."""
    for child in list(node):
        tag = child.tag.removeprefix(f"{{{SVG}}}")
        if tag not in _TAGS:
            raise DrawingError(f"A chart may hold shapes and words only, not <{tag}>")
        _tidy(child)
        child.tag = tag
        kept = {name: value for name, value in sorted(child.attrib.items()) if name in _ATTRIBUTES}
        for name in _GEOMETRY:
            if name in kept:
                kept[name] = _FRACTION.sub(_short, kept[name])
        if kept.get("transform") == "translate(0,0)":
            del kept["transform"]
        child.attrib.clear()
        child.attrib.update(kept)
        if _is_empty(child, tag):
            node.remove(child)


def _finish(svg: str, title: str, description: str, width: float, height: float) -> bytes:
    root = ET.fromstring(svg)  # noqa: S314 - made by the drawing library from our own description
    _tidy(root)
    root.tag = "svg"
    root.attrib.clear()
    size = {"xmlns": SVG, "viewBox": f"0 0 {width:g} {height:g}", "width": f"{width:g}", "height": f"{height:g}"}
    root.attrib.update(size | {"role": "img", "aria-label": f"{title}. {description}"})
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        head = ET.Element(tag)
        head.text = text
        root.insert(place, head)
    return ET.tostring(root, encoding="unicode").encode()


def draw(layers: Sequence[alt.Chart], *, width: float, height: float, title: str, description: str) -> bytes:
    """The layers as one SVG of `width` × `height` CSS pixels. Nothing is fetched: no address is allowed."""
    import altair as alt
    import vl_convert

    _register_fonts()
    spec = alt.layer(*layers).properties(width=width, height=height).to_dict(validate=False)
    svg = vl_convert.vegalite_to_svg(
        spec, vl_version=VEGA_LITE, config=_config(), allowed_base_urls=[], show_warnings=False
    )
    return _finish(svg, writable(title, " "), writable(description, " "), width, height)
