"""Blocks as the page shows them: what a template needs, nothing to decide there."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from suar.core.documents.indonesian import number
from suar.core.ui.charts import DARK, LIGHT
from suar.insight.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Chapter,
    Heading,
    Paragraph,
    Picture,
    Table,
    plain,
    runs,
)
from suar.insight.reports.drawings import Drawings

TONES = {"note": "teal", "doubt": "amber", "danger": "red", "good": "green"}


def screen(chapter: Chapter, drawings: Drawings) -> list[dict[str, Any]]:
    """A picture stands beside the list of its figures, a short list beside the one that follows it."""
    lists = {block.figure: block for block in chapter.blocks if isinstance(block, Table) and block.is_list}
    pictures = {block.name for block in chapter.blocks if isinstance(block, Picture)}
    found: list[dict[str, Any]] = []
    for block in chapter.blocks:
        if isinstance(block, Table) and block.figure in pictures and block.is_list:
            continue
        shown = _block(block, drawings)
        if isinstance(block, Picture) and block.beside is None and block.name in lists:
            shown["beside"] = _table(lists[block.name])
        before = found[-1] if found else {}
        if isinstance(block, Table) and block.is_list and before.get("alone"):
            found[-1] = {"kind": "pair", "left": before["table"], "right": shown["table"]}
        else:
            found.append(shown)
    return found


def _block(block: Block, drawings: Drawings) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": f"{block.number} {block.text}".strip()}
        case Paragraph():
            return {"kind": "paragraph", "html": marked(block.text)}
        case Bullets():
            return {"kind": "bullets", "items": [marked(item) for item in block.items]}
        case Callout():
            return {"kind": "callout", "title": block.title, "text": plain(block.text), "tone": TONES[block.tone]}
        case Table():
            return {"kind": "table", "table": _table(block), "alone": block.is_list}
        case Picture():
            return {
                "kind": "picture",
                "light": drawings.chart(block, LIGHT),
                "dark": drawings.chart(block, DARK),
                "note": block.note,
                "beside": _table(block.beside) if block.beside else None,
            }


def marked(text: str) -> SafeString:
    pieces = (
        (format_html("<strong>{}</strong>", piece) if strong else format_html("{}", piece),)
        for piece, strong in runs(text)
    )
    return format_html_join("", "{}", pieces)


def _table(table: Table) -> dict[str, Any]:
    figures = [place > 0 and all(_is_figure(row[place]) for row in table.rows) for place in range(len(table.headers))]
    rows = [
        {
            "cells": [{"text": _written(cell), "figure": figure} for cell, figure in zip(row, figures, strict=True)],
            "total": table.total and place == len(table.rows) - 1,
        }
        for place, row in enumerate(table.rows)
    ]
    label = f"Tabel {table.number} " if table.number else ""
    heads = [{"text": head, "figure": figure} for head, figure in zip(table.headers, figures, strict=True)]
    return {"caption": f"{label}{table.caption}", "heads": heads, "rows": rows, "note": table.note}


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell, int) or cell in {"<10", "…", None}


def _written(cell: Cell) -> str:
    return number(cell, language="id") if isinstance(cell, int) else (cell or "")
