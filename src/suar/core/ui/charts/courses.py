"""What runs over time: lines through months or years, and spans of days on a timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from suar.core.documents.indonesian import number, plain_date, short_month
from suar.core.ui.charts.bars import Names
from suar.core.ui.charts.drawing import Chart, Table, Value, Words, draw, fit, text_width
from suar.core.ui.charts.marks import Box, Point, Word, boxes, dots, lines, words
from suar.core.ui.charts.themes import LIGHT, Theme

HEIGHT = 180
STEP = 27


def ticks(most: float, wanted: int = 4) -> list[float]:
    """Round values from 0 to at least `most`, steps of 1, 2 or 5 times a power of ten."""
    step = 1.0
    factors = (2.0, 2.5, 2.0)
    turn = 0
    while step * wanted < most:
        step *= factors[turn % 3]
        turn += 1
    count = 1
    while step * count < most:
        count += 1
    return [step * place for place in range(count + 1)]


def _apart(ys: Sequence[float], least: float) -> list[float]:
    """The same heights, moved down where two are closer than `least`."""
    moved = list(ys)
    last = float("-inf")
    for place in sorted(range(len(ys)), key=lambda place: ys[place]):
        last = moved[place] = max(ys[place], last + least)
    return moved


@dataclass(frozen=True, slots=True)
class _Grid:
    left: float
    right: float
    marks: tuple[float, ...]
    steps: int

    def x(self, place: int) -> float:
        return self.left + (self.right - self.left) * (place / max(self.steps - 1, 1))

    def y(self, value: float) -> float:
        return 10 + HEIGHT * (1 - value / self.marks[-1])


def _grid(labels: Sequence[str], series: Mapping[str, Sequence[Value]], write: Words, width: float) -> _Grid:
    known = [value for values in series.values() for value in values if value is not None]
    marks = ticks(max(known, default=1) or 1)
    left = 10 + max(text_width(number(mark, language=write.language), 11) for mark in marks)
    right = width - 14 - max(text_width(name, 11) for name in series)
    return _Grid(round(left), round(right), tuple(marks), len(labels))


def _axes(labels: Sequence[str], grid: _Grid, write: Words, theme: Theme) -> tuple[list[Box], list[Word], list[Word]]:
    rules = [Box(grid.left, grid.y(mark), grid.right, grid.y(mark) + 1, theme.line) for mark in grid.marks]
    figures = [
        Word(grid.left - 8, grid.y(mark), number(mark, language=write.language), theme.muted) for mark in grid.marks
    ]
    room = (grid.right - grid.left) / max(len(labels) - 1, 1)
    every = next(
        n
        for n in range(1, len(labels) + 1)
        if room * n > max(text_width(label, 11) for label in labels) or n == len(labels)
    )
    below = [
        Word(grid.x(place), HEIGHT + 26, label, theme.muted) for place, label in enumerate(labels) if place % every == 0
    ]
    return rules, figures, below


def line(
    title: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[Value]],
    *,
    names: Names,
    write: Words | None = None,
    theme: Theme = LIGHT,
    width: float = 650,
) -> Chart:
    """One line a series through `labels` (months, years), its name at its end; None leaves a gap. Values are ≥ 0.

    Raises ValueError if nothing is given or a series has more or fewer values than there are labels.
    """
    if not labels or not series or any(len(values) != len(labels) for values in series.values()):
        raise ValueError("A line needs labels, and every series one value a label")
    write = write or Words()
    grid = _grid(labels, series, write, width)
    points, ends = _runs(series, grid, theme)
    rules, figures, below = _axes(labels, grid, write, theme)
    heights = _apart([end[1] for end in ends], 14)
    tags = [Word(grid.right + 10, y, name, theme.ink) for y, (name, _, _) in zip(heights, ends, strict=True)]
    layers = [
        boxes(rules),
        words(figures, size=11, align="right"),
        words(below, size=11, align="center"),
        lines(points, width=2),
        dots(points, size=6),
        words(tags, size=11, weight=600),
    ]
    said = "; ".join(f"{name}: " + ", ".join(map(write.write, values)) for name, values in series.items())
    svg = draw(layers, width=width, height=HEIGHT + 38, title=title, description=f"{labels[0]} – {labels[-1]}. {said}")
    rows = tuple((label, *(write.cell(series[name][place]) for name in series)) for place, label in enumerate(labels))
    return Chart(svg, title, Table((names.row, *series), rows))


def _runs(
    series: Mapping[str, Sequence[Value]], grid: _Grid, theme: Theme
) -> tuple[list[Point], list[tuple[str, float, str]]]:
    """The points of every line, a new run after each gap; and where each line ends."""
    points: list[Point] = []
    ends: list[tuple[str, float, str]] = []
    for index, (name, values) in enumerate(series.items()):
        colour, run, last = theme.strokes[index % len(theme.strokes)], 0, grid.y(0)
        for place, value in enumerate(values):
            if value is None:
                run += 1
                continue
            last = grid.y(value)
            points.append(Point(grid.x(place), last, f"{index}.{run}", colour))
        ends.append((name, last, colour))
    return points, ends


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasted from `start` to `end` (both days included; None: still going on).

    `tone` is plain, soon, late or done; `word` says the same in words beside the bar.
    """

    label: str
    start: dt.date
    end: dt.date | None
    word: str
    tone: str = "plain"


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    months, here = [], first.replace(day=1)
    while here <= last:
        months.append(here)
        here = (here + dt.timedelta(days=32)).replace(day=1)
    return months


def timeline(
    title: str,
    spans: Sequence[Span],
    *,
    today: dt.date,
    headers: tuple[str, str, str, str],
    write: Words | None = None,
    theme: Theme = LIGHT,
    width: float = 650,
) -> Chart:
    """One row a span over a scale of months, today as a line. `headers` name label, start, end and word in the table.

    Raises ValueError without spans or for a span that ends before it starts.
    """
    if not spans or any(span.end and span.end < span.start for span in spans):
        raise ValueError("A timeline needs spans, and none may end before it starts")
    write = write or Words()
    first, last = min(span.start for span in spans), max(today, *(span.end or today for span in spans))
    left = round(min(max(text_width(span.label, 12) for span in spans) + 14, width * 0.4))
    right = width - 12 - round(max(text_width(span.word, 11) for span in spans))
    days = max((last - first).days + 1, 1)

    def x(day: dt.date) -> float:
        return left + (right - left) * (day - first).days / days

    foot = float(len(spans) * STEP)
    bars, labels, said = _span_marks(spans, x, last, left, theme)
    shown = _marked_months(first, last, right - left)
    layers = [
        boxes([Box(x(month), 0, x(month) + 1, foot + 4, theme.line) for month in shown]),
        boxes(bars, radius=2),
        boxes([Box(x(today), 0, x(today) + 1.5, foot + 4, theme.tones["soon"])]),
        words(labels, size=12),
        words(said, size=11),
        words([Word(x(m), foot + 15, short_month(m.month, write.language), theme.muted) for m in shown], size=11),
    ]
    rows = tuple(_span_row(span, write) for span in spans)
    told = "; ".join(" ".join(str(cell) for cell in row) for row in rows)
    svg = draw(layers, width=width, height=foot + 24, title=title, description=told)
    return Chart(svg, title, Table(headers, rows))


def _marked_months(first: dt.date, last: dt.date, room: float) -> list[dt.date]:
    """The months whose first day stands on the scale, as many as have 40 px each."""
    months = [month for month in _months(first, last) if month >= first] or [first]
    return months[:: max(1, -(-len(months) * 40 // max(int(room), 1)))]


def _span_marks(
    spans: Sequence[Span], x: Callable[[dt.date], float], last: dt.date, left: float, theme: Theme
) -> tuple[list[Box], list[Word], list[Word]]:
    """A bar a span, its label before the scale, its word behind the bar."""
    bars, labels, said = [], [], []
    for place, span in enumerate(spans):
        middle, end = place * STEP + STEP / 2, x((span.end or last) + dt.timedelta(days=1))
        bars.append(Box(x(span.start), middle - 5, max(end, x(span.start) + 3), middle + 5, theme.tones[span.tone]))
        labels.append(Word(0, middle, fit(span.label, 12, left - 8), theme.ink))
        said.append(Word(max(end, x(span.start) + 3) + 6, middle, span.word, theme.muted))
    return bars, labels, said


def _span_row(span: Span, write: Words) -> tuple[str, str, str, str]:
    end = plain_date(span.end, write.language) if span.end else write.hidden
    return span.label, plain_date(span.start, write.language), end, span.word
