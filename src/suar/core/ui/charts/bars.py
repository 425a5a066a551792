"""Horizontal bars and upright columns, each value written beside its bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from suar.core.ui.charts.drawing import Chart, Table, Value, Words, draw, fit, text_width
from suar.core.ui.charts.marks import Box, Word, boxes, words
from suar.core.ui.charts.themes import LIGHT, Theme

STEP = 27
THICKNESS = 15
SIZE = 12
COLUMN_HEIGHT = 150


@dataclass(frozen=True, slots=True)
class Names:
    """The words around the values: what a row is, what a value is."""

    row: str
    value: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where labels end, bars begin and values have room, in CSS pixels."""

    width: float
    left: float
    right: float
    most: float

    def x(self, value: float) -> float:
        return self.left + (self.right - self.left) * value / self.most


def _frame(labels: Sequence[str], totals: Sequence[Value], write: Words, width: float) -> _Frame:
    longest = max((text_width(label, SIZE) for label in labels), default=0.0)
    room = max((text_width(write.write(total), SIZE) for total in totals), default=0.0)
    most = max((total for total in totals if total is not None), default=0) or 1
    return _Frame(width, round(min(longest + 14, width * 0.4)), width - round(room) - 12, most)


def _total(parts: Sequence[Value]) -> Value:
    known = [part for part in parts if part is not None]
    # With a part hidden the sum must stay hidden too, or it gives the part away.
    return None if len(known) < len(parts) else sum(known)


def _legend(series: Sequence[str], theme: Theme, y: float) -> tuple[list[Box], list[Word]]:
    keys, labels, x = [], [], 0.0
    for place, name in enumerate(series):
        colour = theme.series[place % len(theme.series)]
        keys.append(Box(x, y - 5, x + 10, y + 5, colour))
        labels.append(Word(x + 15, y, name, theme.muted))
        x += 15 + round(text_width(name, 11)) + 14
    return keys, labels


def _segments(rows: Sequence[tuple[str, Sequence[Value]]], frame: _Frame, theme: Theme) -> list[Box]:
    segments = []
    for place, (_, parts) in enumerate(rows):
        start, top = 0.0, place * STEP + (STEP - THICKNESS) / 2
        for index, part in enumerate(parts):
            if part:
                fill = theme.series[index % len(theme.series)]
                # A value of 1 beside one of 1,000 must still be seen.
                end = max(frame.x(start + part), frame.x(start) + 1.5)
                segments.append(Box(frame.x(start), top, end, top + THICKNESS, fill))
                start += part
    return segments


def _horizontal(
    title: str,
    rows: Sequence[tuple[str, Sequence[Value]]],
    series: Sequence[str],
    write: Words,
    theme: Theme,
    width: float,
) -> bytes:
    totals = [_total(parts) for _, parts in rows]
    frame = _frame([label for label, _ in rows], totals, write, width)
    middle = [place * STEP + STEP / 2 for place in range(len(rows))]
    labels = [Word(0, y, fit(row[0], SIZE, frame.left - 8), theme.ink) for y, row in zip(middle, rows, strict=True)]
    values = []
    for y, total, (_, parts) in zip(middle, totals, rows, strict=True):
        drawn = sum(part for part in parts if part is not None)
        values.append(Word(max(frame.x(drawn), frame.left) + 6, y, write.write(total), theme.ink))
    height = float(len(rows) * STEP)
    layers = [boxes(_segments(rows, frame, theme)), words(labels, size=SIZE), words(values, size=SIZE, weight=600)]
    if len(series) > 1:
        keys, names = _legend(series, theme, height + 18)
        layers += [boxes(keys), words(names, size=11)]
        height += 28
    said = "; ".join(f"{row[0]} {write.write(total)}" for row, total in zip(rows, totals, strict=True))
    return draw(layers, width=width, height=height, title=title, description=said)


def bars(
    title: str,
    rows: Sequence[tuple[str, Value]],
    *,
    names: Names,
    write: Words | None = None,
    theme: Theme = LIGHT,
    width: float = 650,
) -> Chart:
    """One horizontal bar a row, in the order given; None is a hidden or unknown value. Values are ≥ 0."""
    write = write or Words()
    svg = _horizontal(title, [(label, (value,)) for label, value in rows], (names.value,), write, theme, width)
    table = Table((names.row, names.value), tuple((label, write.cell(value)) for label, value in rows))
    return Chart(svg, title, table)


def bar_stacked(
    title: str,
    rows: Sequence[tuple[str, Sequence[Value]]],
    series: Sequence[str],
    *,
    names: Names,
    write: Words | None = None,
    theme: Theme = LIGHT,
    width: float = 650,
) -> Chart:
    """One horizontal bar a row, its parts in the order of `series`, the sum at its end. `names.value` heads the sums.

    If a part is hidden (None), the sum of its row is hidden as well. Values are ≥ 0.
    """
    write = write or Words()
    svg = _horizontal(title, rows, series, write, theme, width)
    body = tuple((label, *map(write.cell, parts), write.cell(_total(parts))) for label, parts in rows)
    return Chart(svg, title, Table((names.row, *series, names.value), body))


def columns(
    title: str,
    rows: Sequence[tuple[str, Value]],
    *,
    names: Names,
    write: Words | None = None,
    theme: Theme = LIGHT,
    width: float = 650,
) -> Chart:
    """One upright column a row, such as a month, its value above it; None is hidden or unknown. Values are ≥ 0."""
    write = write or Words()
    most = max((value for _, value in rows if value is not None), default=0) or 1
    step = width / max(len(rows), 1)
    thick = min(step * 0.62, 40.0)
    floor = float(COLUMN_HEIGHT + 20)
    columns_, values, labels = [], [], []
    for place, (label, value) in enumerate(rows):
        middle = step * (place + 0.5)
        top = floor - (COLUMN_HEIGHT * value / most if value else 0)
        if value:
            columns_.append(Box(middle - thick / 2, min(top, floor - 1.5), middle + thick / 2, floor, theme.series[0]))
        values.append(Word(middle, top - 9, write.write(value), theme.ink if value else theme.muted))
        labels.append(Word(middle, floor + 13, fit(label, 11, step), theme.muted))
    ground = [Box(0, floor, width, floor + 1, theme.line)]
    layers = [
        boxes(columns_),
        boxes(ground),
        words(values, size=SIZE, weight=600, align="center"),
        words(labels, size=11, align="center"),
    ]
    said = "; ".join(f"{label} {write.write(value)}" for label, value in rows)
    svg = draw(layers, width=width, height=floor + 24, title=title, description=said)
    return Chart(svg, title, Table((names.row, names.value), tuple((label, write.cell(v)) for label, v in rows)))
