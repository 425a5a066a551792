"""A map of tiles: one square a region, placed as the regions lie, stronger where the value is higher. No boundaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from suar.core.ui.charts.bars import Names
from suar.core.ui.charts.drawing import Chart, Table, Value, Words, draw, fit, text_width
from suar.core.ui.charts.marks import Box, Word, boxes, words
from suar.core.ui.charts.themes import LIGHT, Theme, mix, readable_on

SIDE = 60
GAP = 3
INSET = 6
NAME_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
VALUE_SIZES = (20.0, 17.0, 14.0, 11.0)


@dataclass(frozen=True, slots=True)
class Tile:
    """A region and its place: column and row, counted from 0 at the top left."""

    code: str
    name: str
    column: int
    row: int


def shade(value: Value, most: float, theme: Theme) -> str:
    """The fill of a tile. By square root: one city must not make all other regions look the same."""
    if not value:
        return theme.sunk
    return mix(*theme.ramp, sqrt(value / most))


def _size(texts: Sequence[str], sizes: Sequence[float]) -> float:
    """The largest size at which every text fits into its tile: names of different sizes would rank the regions."""
    longest = max((text_width(text, 1) for text in texts), default=0)
    return next((size for size in sizes if longest * size <= SIDE - INSET - 2), sizes[-1])


def tile_map(
    title: str,
    values: Mapping[str, Value],
    tiles: Sequence[Tile],
    *,
    names: Names,
    write: Words | None = None,
    theme: Theme = LIGHT,
) -> Chart:
    """The values by region code. A region without a value counts 0, one with None is hidden; values are ≥ 0.

    Raises KeyError for a value whose code has no tile: a figure may not vanish from the picture.
    """
    if unknown := sorted(values.keys() - {tile.code for tile in tiles}):
        raise KeyError(f"No tile for {', '.join(unknown)}")
    write = write or Words()
    most = max((value for value in values.values() if value is not None), default=0) or 1
    figures = [write.write(values.get(tile.code, 0)) for tile in tiles]
    name_size = _size([tile.name for tile in tiles], NAME_SIZES)
    layers = _squares(tiles, values, figures, most, name_size, theme)
    width = (max((tile.column for tile in tiles), default=0) + 1) * (SIDE + GAP) - GAP
    height = (max((tile.row for tile in tiles), default=0) + 1) * (SIDE + GAP) - GAP
    ordered = [(tile.name, values.get(tile.code, 0)) for tile in sorted(tiles, key=lambda tile: tile.code)]
    said = "; ".join(f"{name} {write.write(value)}" for name, value in ordered)
    svg = draw(layers, width=width, height=height, title=title, description=said)
    table = Table((names.row, names.value), tuple((name, write.cell(value)) for name, value in ordered))
    return Chart(svg, title, table)


def _squares(
    tiles: Sequence[Tile],
    values: Mapping[str, Value],
    figures: Sequence[str],
    most: int | float,
    name_size: float,
    theme: Theme,
) -> list[Any]:
    """A square a region, its name above its figure, both readable on the square's shade."""
    squares: list[Box] = []
    above: list[Word] = []
    below: list[Word] = []
    for tile, figure in zip(tiles, figures, strict=True):
        value = values.get(tile.code, 0)
        x, y = float(tile.column * (SIDE + GAP)), float(tile.row * (SIDE + GAP))
        fill = shade(value, most, theme)
        colour = readable_on(fill, theme.ink, theme.surface) if value else readable_on(fill, theme.muted)
        squares.append(Box(x, y, x + SIDE, y + SIDE, fill))
        above.append(Word(x + INSET, y + 13, fit(tile.name, name_size, SIDE - INSET - 2), colour))
        below.append(Word(x + INSET, y + 38, figure, colour))
    return [
        boxes(squares, radius=4),
        words(above, size=name_size),
        words(below, size=_size(figures, VALUE_SIZES), weight=600),
    ]
