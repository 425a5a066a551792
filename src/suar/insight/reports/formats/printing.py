"""PDF: blocks to plain data, charts to files, and the Typst template that sets them."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from typing import Any

from suar.core.documents.indonesian import moment, number
from suar.core.documents.typeset import pdf
from suar.core.ui.charts import PRINT, Chart
from suar.insight.reports.chapters import title_of
from suar.insight.reports.document import (
    Block,
    Bullets,
    Callout,
    Chapter,
    Heading,
    Paragraph,
    Picture,
    Table,
    plain,
    runs,
)
from suar.insight.reports.drawings import Drawings
from suar.insight.reports.editions import Edition, View

TEMPLATE = files("suar.insight.reports") / "templates" / "reports" / "report.typ"
CHECK = "dapat diperiksa di /periksa"


def make(view: View, chapters: list[Chapter], drawings: Drawings) -> bytes:
    """The report as PDF/A with the moment of freezing as its own: the same snapshot gives the same bytes."""
    pictures: dict[str, bytes] = {}
    blocks: list[dict[str, Any]] = []
    for chapter in chapters:
        title = f"{chapter.label}. {chapter.title}" if chapter.annex else chapter.title
        blocks.append({"kind": "heading", "level": 1, "numbered": not chapter.annex, "text": title})
        blocks += _paired([_block(block, drawings, pictures) for block in chapter.blocks])
    return pdf(TEMPLATE, _front(view) | {"blocks": blocks}, at=view.at, images=pictures)


def _front(view: View) -> dict[str, Any]:
    content, secret = view.content, view.edition is Edition.SECRET
    period = content["period"]["label"]
    states = [title_of(view), _short(content["period"])]
    states += [] if secret else ["edisi terbuka"]
    states += ["sementara"] if view.provisional else []
    edition = "Edisi RAHASIA: semua angka." if secret else "Edisi terbuka: angka di bawah 10 disembunyikan."
    lines = [period, edition, f"Angka dibekukan {moment(view.at, 'id')}"]
    lines += ["Sementara: periode belum berakhir."] if view.provisional else []
    return {
        "title": title_of(view),
        "running": " · ".join(states),
        "office": content["office"]["name"],
        "kicker": content["office"]["name"],
        "lines": lines,
        "mark": "RAHASIA" if secret else None,
        "fingerprint": view.fingerprint,
        "check": CHECK,
        "note": f"Sidik: {view.fingerprint}",
    }


def _short(period: dict[str, Any]) -> str:
    """The period for the head of a page, where dates in words would take two lines."""
    if ".." not in period["code"]:
        return str(period["label"])
    first, last = (dt.date.fromisoformat(period[end]) for end in ("first", "last"))
    return f"{first.day}/{first.month}/{first.year}–{last.day}/{last.month}/{last.year}"


def _block(block: Block, drawings: Drawings, pictures: dict[str, bytes]) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "numbered": block.numbered, "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(block.text)}
        case Bullets():
            return {"kind": "bullets", "items": [_runs(item) for item in block.items]}
        case Callout():
            return {"kind": "callout", "title": block.title, "text": plain(block.text), "tone": block.tone}
        case Table():
            return _table(block)
        case Picture():
            return _picture(block, drawings, pictures)


def _runs(text: str) -> list[dict[str, Any]]:
    return [{"text": piece, "strong": strong} for piece, strong in runs(text)]


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": table.caption,
        "headers": list(table.headers),
        "rows": table.rows,
        "note": table.note or None,
        "total": table.total,
        "strong": table.strong,
        "numbered": table.numbered,
        "widths": list(table.widths),
        "list": table.is_list,
        "together": len(table.rows) <= 20,
    }


def _paired(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two short lists that follow each other stand side by side."""
    found: list[dict[str, Any]] = []
    for block in blocks:
        before = found[-1] if found else {}
        if before.get("list") and block.get("list"):
            found[-1] = {"kind": "pair", "left": before, "right": block}
        else:
            found.append(block)
    return found


def _picture(block: Picture, drawings: Drawings, pictures: dict[str, bytes]) -> dict[str, Any]:
    chart = drawings.chart(block, PRINT)
    name = f"{block.name}.svg"
    pictures[name] = chart.svg
    return {
        "kind": "picture",
        "file": name,
        "caption": block.caption,
        "alt": spoken(block.caption, chart),
        "note": block.note or None,
        "beside": _table(block.beside) if block.beside else None,
    }


def spoken(caption: str, chart: Chart) -> str:
    """What a screen reader says of a picture: its caption and every value."""

    def said(cell: object) -> str:
        return number(cell, language="id") if isinstance(cell, int | float) else str(cell)

    return f"{caption}: " + "; ".join(" ".join(said(cell) for cell in row) for row in chart.table.rows)
