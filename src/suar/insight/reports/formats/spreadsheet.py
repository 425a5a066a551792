"""XLSX: one sheet a table, and one that says what the workbook is."""

from __future__ import annotations

from suar.core.documents.indonesian import moment
from suar.core.documents.spreadsheets import Cell, Column, Kind, Sheet, xlsx
from suar.insight.reports.chapters import title_of
from suar.insight.reports.document import Chapter, Table, tables_in
from suar.insight.reports.editions import MARK, View


def make(view: View, chapters: list[Chapter]) -> bytes:
    """The workbook; the same snapshot gives the same bytes."""
    sheets = [_about(view)]
    for chapter in chapters:
        sheets += [_sheet(table, chapter) for table in tables_in(chapter.blocks)]
    return xlsx(sheets, at=view.at, title=title_of(view))


def _about(view: View) -> Sheet:
    content = view.content
    rows: list[list[Cell]] = [
        ["Laporan", title_of(view)],
        ["Kantor", content["office"]["name"]],
        ["Periode", content["period"]["label"]],
        ["Keadaan", "sementara: periode belum berakhir" if view.provisional else "periode sudah berakhir"],
        ["Edisi", MARK[view.edition]],
        ["Dibekukan", moment(view.at, "id")],
        ["Zona waktu", content["zone"]],
        ["Metode", content["method"]],
        ["Sidik", view.fingerprint],
    ]
    return Sheet("laporan", [Column("Keterangan"), Column("Isi", width=80)], rows)


def _sheet(table: Table, chapter: Chapter) -> Sheet:
    """Figures as numbers; a hidden one is text, so that nobody adds it by mistake."""
    whole = [all(isinstance(row[place], int | None) for row in table.rows) for place in range(len(table.headers))]
    columns = [
        Column(title, Kind.WHOLE if is_whole and place else Kind.TEXT, 40 if place == 0 else None)
        for place, (title, is_whole) in enumerate(zip(table.headers, whole, strict=True))
    ]
    name = f"{chapter.code} {table.name}".replace("_", " ")
    return Sheet(name[:31], columns, table.rows)
