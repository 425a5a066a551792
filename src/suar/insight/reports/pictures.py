"""The charts of a report, drawn from a view: a hidden figure is hidden in its picture too."""

from __future__ import annotations

from collections.abc import Sequence

from suar.core.ui.charts import Chart, Names, Theme, Tile, Words, bar_stacked, bars, columns, tile_map
from suar.insight.reports.document import Draw
from suar.insight.reports.editions import Shown, View
from suar.insight.reports.suppression import CONCEALED, SMALL

VERSION = 1
"""Raised when a chart is drawn otherwise: what was drawn before is drawn again."""


def words_for(shown: Sequence[Shown]) -> Words:
    """What a hidden value is called in one chart: `<10` where every hidden one is small, else the neutral mark."""
    hidden = {value for value in shown if isinstance(value, str)}
    return Words("id", hidden=SMALL if hidden <= {SMALL} else CONCEALED)


def value_of(shown: Shown) -> int | None:
    return shown if isinstance(shown, int) else None


def _drawn(title: str, names: Names, rows: Sequence[tuple[str, Shown]], kind: str) -> Draw:
    write = words_for([shown for _, shown in rows])
    values = [(label, value_of(shown)) for label, shown in rows]

    def draw(theme: Theme) -> Chart:
        make = columns if kind == "columns" else bars
        return make(title, values, names=names, write=write, theme=theme)

    return draw


def clusters(view: View, title: str) -> Draw:
    """Stacked by kind where both parts of every klaster are known, else one bar a klaster."""
    names = Names("Klaster", "Jumlah")
    ranked = view.ranked("by_cluster")
    kinds = view.content["frames"]["by_kind"]
    parts = [
        (label if key == label else key, [view.get("by_cluster_kind", f"{key} / {kind}") for kind in kinds])
        for key, label, _ in ranked
    ]
    if any(isinstance(part, str) for _, row in parts for part in row):
        return _drawn(title, names, [(key, shown) for key, _, shown in ranked], "bars")
    series = [view.label("by_kind", kind) for kind in kinds]
    rows = [(label, [value_of(part) for part in row]) for label, row in parts]

    def draw(theme: Theme) -> Chart:
        return bar_stacked(title, rows, series, names=names, write=Words("id"), theme=theme)

    return draw


def districts(view: View, title: str) -> Draw:
    places = view.content["places"]
    tiles = [Tile(one["code"], one["name"], one["column"], one["row"]) for one in places]
    shown = {one["code"]: view.get("by_district", one["code"]) for one in places}
    values = {code: value_of(value) for code, value in shown.items()}
    write = words_for(list(shown.values()))

    def draw(theme: Theme) -> Chart:
        return tile_map(title, values, tiles, names=Names("Kabupaten/kota", "Jumlah"), write=write, theme=theme)

    return draw


def months(view: View, title: str) -> Draw:
    rows = [
        (label[:3] if len(view.keys("by_month")) > 4 else label, shown)
        for _, label, shown in view.rows("by_month", every=True)
    ]
    return _drawn(title, Names("Bulan", "Jumlah"), rows, "columns")


def simple(view: View, table: str, title: str, row: str, *, kind: str = "bars") -> Draw:
    """One bar or column a row of a table, rows that count 0 left out unless that would say something."""
    rows = [(label, shown) for _, label, shown in view.rows(table)]
    return _drawn(title, Names(row, "Jumlah"), rows, kind)


def obstacles(view: View, title: str, labels: dict[str, str]) -> Draw:
    rows = [(labels[letter], view.get("obstacles", letter, "children")) for letter in labels]
    return _drawn(title, Names("Hambatan", "Anak"), rows, "bars")
