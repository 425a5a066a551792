"""Pictures, each with its figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from suar.core.documents import indonesian
from suar.core.ui.charts.drawing import Chart
from suar.core.ui.tags.library import part, register

NOTHING = (None, "", "—")


@register.simple_tag
def progress(value: int, total: int, label: str) -> SafeString:
    """How far along: `{% progress 2 5 "Pertanyaan 2 dari 5" %}`."""
    return format_html(
        '<progress class="progress" value="{}" max="{}" aria-label="{}"></progress>', value, total, label
    )


@register.simple_tag
def bars(rows: Iterable[Mapping[str, Any]], maximum: float = 100) -> SafeString:
    """Short horizontal bars: dicts with `label`, `value`, `text`, and perhaps `tone` and `url`. Always beside its
    table."""
    shown = [
        {
            "tone": "",
            "url": "",
            "text": row["value"],
            **row,
            "width": f"{100 * float(row['value']) / (maximum or 1):.4g}%",
        }
        for row in rows
    ]
    return part("bars", rows=shown)


@register.simple_tag
def chart(drawn: Chart, dark: Chart | None = None, note: str = "") -> SafeString:
    """A drawn `core.ui.charts.Chart` with its table folded below; `dark` is the same drawn for the dark theme."""
    rows = [[written(cell) for cell in row] for row in drawn.table.rows]
    return part(
        "chart",
        title=drawn.title,
        svg=mark_safe(drawn.text),  # noqa: S308 - drawn by our own program
        dark=mark_safe(dark.text) if dark else "",  # noqa: S308 - the same
        head=drawn.table.headers,
        rows=rows,
        note=note,
    )


def written(cell: object) -> object:
    return indonesian.number(cell) if isinstance(cell, int | float | Decimal) else cell


@register.simple_tag
def definitions(items: Iterable[tuple[Any, Any]]) -> SafeString:
    """Names and values in pairs; the names of those without a value follow in one line."""
    pairs = list(items)
    known = [(name, value) for name, value in pairs if value not in NOTHING]
    return part("definitions", items=known, empty=[name for name, value in pairs if value in NOTHING])
