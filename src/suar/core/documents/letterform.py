"""Draws `letter.docx`, the official letter an office starts from, and `demand.docx`, the same with a table of what is
owed.

Heading; number, nature, enclosures and subject on the left, place and date on the right; addressee; body; office and
name of the signer; copies. `python -m suar.core.documents.letterform` writes both files.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from suar.core.documents.packages import repack

FONT = "Arial"
SIZE = 11
MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed date without a zone, as the file format wants it
ABOVE = (("Nomor", "nomor"), ("Sifat", "sifat"), ("Lampiran", "lampiran"), ("Hal", "hal"))
FIELDS = frozenset(
    {"instansi", "lembaga", "alamat", "tempat", "tanggal", "kepada", "isi", "jabatan", "nama", "tembusan"}
    | {name for _, name in ABOVE}
)
OWED = (  # heading, field of a line, width in cm
    ("No.", "nomor", 1.0),
    ("Nomor berkas", "berkas", 2.6),
    ("Kewajiban", "uraian", 4.6),
    ("Dasar", "dasar", 3.9),
    ("Jatuh tempo", "tempo", 2.7),
    ("Lewat", "lewat", 1.5),
)
DEMAND_FIELDS = FIELDS | {"kewajiban", "penutup"}


def _paragraph(parent: Any, text: str = "", *, size: float = SIZE, bold: bool = False, align: int | None = None) -> Any:
    from docx.shared import Pt

    paragraph = parent.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    return paragraph


def _style(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.15
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.get_or_add_rPr().append(language)


def _heading(document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    center = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(document, "{{ instansi }}", size=13, align=center)
    _paragraph(document, "{{ lembaga }}", size=15, bold=True, align=center)
    last = _paragraph(document, "{{ alamat }}", size=9.5, align=center)
    last.paragraph_format.space_after = Pt(14)
    borders = OxmlElement("w:pBdr")
    rule = OxmlElement("w:bottom")
    for name, value in (("val", "thinThickSmallGap"), ("sz", "24"), ("space", "6"), ("color", "auto")):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    properties = last._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _above(document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    table = document.add_table(rows=len(ABOVE), cols=4)
    table.autofit = False
    widths = (Cm(2.2), Cm(0.5), Cm(7.4), Cm(6.2))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, (label, field) in zip(table.rows, ABOVE, strict=True):
        texts = (label, ":", f"{{{{ {field} }}}}", "{{ tempat }}, {{ tanggal }}" if label == "Nomor" else "")
        for cell, width, text in zip(row.cells, widths, texts, strict=True):
            cell.width = width
            cell.paragraphs[0].add_run(text)
        row.cells[3].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _paragraphs(document: Any, field: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    _paragraph(document, f"{{%p for alinea in {field} %}}")
    body = _paragraph(document, "{{ alinea }}", align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    body.paragraph_format.first_line_indent, body.paragraph_format.space_after = Cm(1.25), Pt(8)
    _paragraph(document, "{%p endfor %}")


def _owed(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    table = document.add_table(rows=4, cols=len(OWED))
    table.style, table.autofit = "Table Grid", False
    rows = (
        [heading for heading, _field, _width in OWED],
        ["{%tr for k in kewajiban %}", *[""] * (len(OWED) - 1)],
        [f"{{{{ k.{field} }}}}" for _heading, field, _width in OWED],
        ["{%tr endfor %}", *[""] * (len(OWED) - 1)],
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, (_heading, _field, width), text in zip(row.cells, OWED, texts, strict=True):
            cell.width = Cm(width)
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(9.5), row is table.rows[0]
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    _paragraph(document).paragraph_format.space_after = Pt(4)


def _body(document: Any, *, owed: bool) -> None:
    from docx.shared import Cm, Pt

    _paragraph(document).paragraph_format.space_after = Pt(4)
    _paragraph(document, "Yth.")
    for text in ("{%p for baris in kepada %}", "{{ baris }}", "{%p endfor %}"):
        _paragraph(document, text)
    _paragraph(document).paragraph_format.space_after = Pt(4)
    _paragraphs(document, "isi")
    if owed:
        _owed(document)
        _paragraphs(document, "penutup")
    for place, text in enumerate(("{{ jabatan }},", "", "", "", "{{ nama }}")):
        line = _paragraph(document, text, bold=place == 4)
        line.paragraph_format.left_indent = Cm(9)
        line.paragraph_format.keep_with_next = place < 4
        line.paragraph_format.space_before = Pt(10 if place == 0 else 0)


def _copies(document: Any) -> None:
    from docx.shared import Pt

    _paragraph(document, "{%p if tembusan %}")
    _paragraph(document, "Tembusan:", size=10).paragraph_format.space_before = Pt(20)
    for text in ("{%p for baris in tembusan %}", "{{ loop.index }}. {{ baris }}", "{%p endfor %}", "{%p endif %}"):
        _paragraph(document, text, size=10)


def build(*, owed: bool = False) -> bytes:
    """The template as DOCX, with a table of what is `owed` or without; the committed files are exactly this."""
    from docx import Document

    document = Document()
    _style(document)
    _heading(document)
    _above(document)
    _body(document, owed=owed)
    _copies(document)
    properties = document.core_properties
    properties.author, properties.title, properties.comments, properties.language = "", "Surat dinas", "", "id-ID"
    properties.created = properties.modified = MADE
    properties.last_modified_by = ""
    target = io.BytesIO()
    document.save(target)
    return repack(target.getvalue())


if __name__ == "__main__":
    folder = Path(__file__).with_name("templates") / "documents"
    (folder / "letter.docx").write_bytes(build())
    (folder / "demand.docx").write_bytes(build(owed=True))
