"""Bab VI: recommendations that the figures of this edition bear out, with the thresholds that start them."""

from __future__ import annotations

from collections.abc import Iterator

from suar.insight.reports.document import Block, Bullets, Cell, Heading, Paragraph, Table
from suar.insight.reports.editions import View
from suar.insight.reports.figures import OBSTACLES
from suar.insight.reports.rules import THRESHOLDS, Facts, Pair, advise


def facts(view: View) -> Facts:
    """What this edition shows of what the rules look at; a hidden figure is unknown to them."""
    rows = view.known("rows")
    long = {place["code"]: place["long"] for place in view.content["places"]}
    return Facts(
        late=[
            Pair(name, view.known("duties", name, "late"), view.known("duties", name, "due"))
            for name in view.agencies("duties")
        ],
        waiting=[
            Pair(name, view.known("requests", name, "waiting"), view.known("requests", name, "asked"))
            for name in view.agencies("requests")
        ],
        no_receipt=[
            Pair(name, view.known("handovers", name, "open"), view.known("handovers", name, "given"))
            for name in view.agencies("handovers")
        ],
        obstacles={letter: view.known("obstacles", letter, "children") for letter in OBSTACLES},
        districts=[Pair(long[code], view.known("by_district", code), rows) for code in long],
        unknown=[
            Pair("kabupaten/kota", view.known("by_district", ""), rows),
            Pair("usia anak", view.known("by_age", ""), rows),
            Pair("jenis kelamin anak", view.known("by_sex", ""), rows),
            Pair("tingkat risiko", view.known("by_risk", "unknown"), rows),
            Pair("saluran masuk", view.known("by_channel", ""), rows),
        ],
        own_late=Pair("", view.known("own_duties", "late"), view.known("own_duties", "due")),
    )


def recommendations(view: View) -> Iterator[Block]:
    found = advise(facts(view))
    yield Heading("Kepada siapa, apa, dan mengapa")
    if found:
        yield Paragraph("Setiap rekomendasi bersandar pada angka dalam laporan ini; alasannya disebut di sebelahnya.")
        rows: list[list[Cell]] = [[one.to, one.what, one.because] for one in found]
        yield Table("rekomendasi", "Rekomendasi", ["Kepada", "Rekomendasi", "Alasan"], rows, widths=(3, 5, 4))
    else:
        yield Paragraph("Tidak ada angka dalam edisi ini yang mencapai ambang rekomendasi.")
    yield Heading("Ambang")
    yield Paragraph("Rekomendasi disusun oleh aturan tetap, bukan oleh penilaian bebas. Ambangnya:")
    yield Bullets([f"{text};" for text in THRESHOLDS[:-1]] + [f"{THRESHOLDS[-1]}."])
