"""DOCX: the same text and tables, to be completed by the office in its word processor."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from suar.core.documents.indonesian import moment, number
from suar.core.documents.packages import repack
from suar.core.documents.xmltext import writable
from suar.insight.reports.chapters import title_of
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
    runs,
)
from suar.insight.reports.editions import MARK, View

FONT = "Arial"


def make(view: View, chapters: list[Chapter]) -> bytes:
    """The report as DOCX; the same snapshot gives the same bytes."""
    from docx import Document

    document = Document()
    _style(document)
    _front(document, view)
    for chapter in chapters:
        head = f"{chapter.label}. {chapter.title}"
        document.add_heading(writable(head), level=1).paragraph_format.page_break_before = True
        for block in chapter.blocks:
            _add(document, block)
    _foot(document, view)
    properties = document.core_properties
    properties.title, properties.author = title_of(view), view.content["office"]["name"]
    properties.comments = ""
    properties.created = properties.modified = view.at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    target = io.BytesIO()
    document.save(target)
    return repack(target.getvalue())


def _style(document: Any) -> None:
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.paragraph_format.space_after = Pt(7)
    for name, size in (("Title", 24), ("Heading 1", 18), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0x13, 0x21, 0x1F)
        style.element.rPr.rFonts.attrib.clear()
        style.font.name = FONT


def _front(document: Any, view: View) -> None:
    document.add_heading(title_of(view), level=0)
    period = view.content["period"]["label"] + (" (sementara)" if view.provisional else "")
    for line in (period, view.content["office"]["name"], MARK[view.edition], f"Beku {moment(view.at, 'id')}"):
        document.add_paragraph(writable(line))


def _foot(document: Any, view: View) -> None:
    foot = document.sections[0].footer.paragraphs[0]
    foot.text = f"{view.content['office']['name']} · Sidik: {view.fingerprint} · {MARK[view.edition]}"


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading():
            text = f"{block.number} {block.text}" if block.number else block.text
            document.add_heading(writable(text), level=2)
        case Paragraph():
            _text(document.add_paragraph(), block.text)
        case Bullets():
            for item in block.items:
                _text(document.add_paragraph(style="List Bullet"), item)
        case Callout():
            _text(document.add_paragraph(), f"**{block.title}.** {block.text}")
        case Table():
            _table(document, block)
        case Picture():
            # A picture has its table; only a table that stands beside it comes with it.
            if block.beside is not None:
                _table(document, block.beside)


def _text(paragraph: Any, text: str) -> None:
    for piece, strong in runs(text):
        paragraph.add_run(writable(piece)).bold = strong


def _table(document: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    caption = document.add_paragraph()
    label = f"Tabel {table.number} " if table.number else ""
    caption.add_run(writable(f"{label}{table.caption}")).bold = True
    caption.paragraph_format.keep_with_next = True
    made = document.add_table(rows=1 + len(table.rows), cols=len(table.headers), style="Table Grid")
    lines: list[list[Cell]] = [list(table.headers), *table.rows]
    for place, (row, cells) in enumerate(zip(made.rows, lines, strict=True)):
        for cell, value in zip(row.cells, cells, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = 0
            run = paragraph.add_run(writable(written(value)))
            run.bold = place == 0 or (table.total and place == len(table.rows))
            if isinstance(value, int):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(writable(table.note))


def written(value: Cell) -> str:
    return number(value, language="id") if isinstance(value, int) else (value or "")
