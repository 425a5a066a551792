"""The shapes that charts are made of, placed in CSS pixels from the top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from suar.core.documents.xmltext import writable

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle from (x, y) to (x2, y2)."""

    x: float
    y: float
    x2: float
    y2: float
    fill: str


@dataclass(frozen=True, slots=True)
class Word:
    """A text whose middle line is at `y`."""

    x: float
    y: float
    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class Point:
    """A place on a line; points of the same `line` are joined in the order given."""

    x: float
    y: float
    line: str
    colour: str


def _data(rows: Sequence[Box | Word | Point]) -> alt.InlineData:
    import altair as alt

    values = [{"order": order} | asdict(row) for order, row in enumerate(rows)]
    return alt.InlineData(values=values)


def boxes(rows: Sequence[Box], *, radius: float = 0) -> alt.Chart:
    import altair as alt

    chart: alt.Chart = (
        alt.Chart(_data(rows))
        .mark_rect(cornerRadius=radius)
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            x2="x2:Q",
            y=alt.Y("y:Q", scale=None, axis=None),
            y2="y2:Q",
            fill=alt.Fill("fill:N", scale=None),
        )
    )
    return chart


def words(
    rows: Sequence[Word],
    *,
    size: float,
    weight: Literal[400, 600] = 400,
    align: Literal["left", "center", "right"] = "left",
) -> alt.Chart:
    import altair as alt

    clean = [Word(row.x, row.y, writable(row.text, " "), row.colour) for row in rows]
    chart: alt.Chart = (
        alt.Chart(_data(clean))
        .mark_text(fontSize=size, fontWeight=weight, align=align, baseline="middle")
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            y=alt.Y("y:Q", scale=None, axis=None),
            text=alt.Text("text:N"),
            color=alt.Color("colour:N", scale=None),
        )
    )
    return chart


def lines(rows: Sequence[Point], *, width: float) -> alt.Chart:
    import altair as alt

    chart: alt.Chart = (
        alt.Chart(_data(rows))
        .mark_line(strokeWidth=width, strokeJoin="round", strokeCap="round")
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            y=alt.Y("y:Q", scale=None, axis=None),
            detail="line:N",
            order="order:Q",
            stroke=alt.Stroke("colour:N", scale=None),
        )
    )
    return chart


def dots(rows: Sequence[Point], *, size: float) -> alt.Chart:
    """Filled circles of `size` pixels across."""
    import altair as alt

    chart: alt.Chart = (
        alt.Chart(_data(rows))
        .mark_point(filled=True, opacity=1, size=size * size * 0.785)
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            y=alt.Y("y:Q", scale=None, axis=None),
            fill=alt.Fill("colour:N", scale=None),
        )
    )
    return chart
