"""The text of the report, chapter by chapter: sentences made of the figures of one view, in Indonesian only."""

from __future__ import annotations

from suar.insight.reports.chapters import advice, annexes, cases, closing, hindrances, opening, work
from suar.insight.reports.document import Chapter, number_blocks
from suar.insight.reports.editions import View


def chapters(view: View) -> list[Chapter]:
    """Bab I to VII and the annexes, numbered."""
    return number_blocks(
        [
            Chapter("I", "Pendahuluan", list(opening.introduction(view))),
            Chapter("II", "Gambaran lembaga", list(opening.office(view))),
            Chapter("III", "Pelaksanaan tugas", list(work.tasks(view))),
            Chapter("IV", "Data kasus dan analisis", list(cases.analysis(view))),
            Chapter("V", "Kendala", list(hindrances.obstacles(view))),
            Chapter("VI", "Rekomendasi", list(advice.recommendations(view))),
            Chapter("VII", "Penutup", list(closing.end(view))),
            Chapter("A", "Angka dan kueri", list(annexes.queries(view)), annex=True),
            Chapter("B", "Penyembunyian angka kecil", list(annexes.hiding(view)), annex=True),
        ]
    )


def title_of(view: View) -> str:
    return "Laporan kepada Gubernur Kalimantan Barat"
