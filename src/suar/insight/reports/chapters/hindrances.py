"""Bab V: the three obstacles as the monitoring sheets tell them, and what was asked of whom."""

from __future__ import annotations

from collections.abc import Iterator

from suar.insight.reports import pictures
from suar.insight.reports.document import Block, Bullets, Cell, Heading, Paragraph, Picture, Table
from suar.insight.reports.editions import View, words
from suar.insight.reports.figures import ANSWERS, OBSTACLES

NAMES = {
    "A": "A. Belum ada tempat pemulihan",
    "B": "B. Proses hukum lambat",
    "C": "C. Keluarga belum dapat bekerja sama",
}
ANSWERED = {"waiting": "Menunggu", "partly": "Sebagian", "done": "Dipenuhi", "refused": "Ditolak"}


def obstacles(view: View) -> Iterator[Block]:
    yield Heading("Tiga hambatan")
    if view.get("sheets") == 0:
        yield Paragraph("Tidak ada lembar pantau dalam periode ini, jadi hambatan tidak dapat dihitung.")
        return
    if view.is_small("sheets"):
        yield Paragraph("Lembar pantau dalam periode ini kurang dari 10: hambatan tidak dirinci di edisi terbuka.")
        return
    yield Paragraph(
        f"Lembar pantau menanyakan tiga hal yang menghambat pemulihan anak. Dari {words(view.get('sheets'))} lembar "
        f"tentang "
        f"{words(view.get('sheets_children'))} anak, satu lembar dapat memuat lebih dari satu hambatan."
    )
    title = "Anak menurut hambatan"
    yield Picture("hambatan", title, pictures.obstacles(view, title, NAMES), note="Data pada {hambatan}.")
    rows: list[list[Cell]] = [
        [name, *(view.get("obstacles", letter, key) for key in ("sheets", "children", "asked", "waiting"))]
        for letter, name in NAMES.items()
    ]
    yield Table(
        "hambatan",
        "Lembar, anak, dan permintaan menurut hambatan",
        ["Hambatan", "Lembar", "Anak", "Diminta", "Menunggu"],
        rows,
        note="Diminta: lembar dengan hambatan itu yang meminta sesuatu dari lembaga. Menunggu: belum dijawab.",
        figure="hambatan",
    )
    yield Bullets([_sentence(view, letter) for letter in OBSTACLES])
    yield from _requests(view)


def _sentence(view: View, letter: str) -> str:
    children, asked = view.get("obstacles", letter, "children"), view.get("obstacles", letter, "asked")
    if children == 0:
        return f"{NAMES[letter]}: tidak dicatat pada lembar pantau periode ini."
    answers = ", ".join(
        f"{words(view.get('obstacles', letter, answer))} {word.lower()}" for answer, word in ANSWERED.items()
    )
    tail = f" Dari {words(asked)} permintaan: {answers}." if asked != 0 else " Tidak ada permintaan kepada lembaga."
    return f"{NAMES[letter]}: **{words(children)}** anak.{tail}"


def _requests(view: View) -> Iterator[Block]:
    yield Heading("Apa yang diminta dari siapa")
    asked, agencies = view.get("requests_total", "asked"), view.agencies("requests")
    if asked == 0:
        yield Paragraph("Tidak ada permintaan kepada lembaga dalam lembar pantau periode ini.")
        return
    yield Paragraph(
        f"Lembar pantau memuat {words(asked)} permintaan; {words(view.get('requests_total', 'waiting'))} belum "
        f"dijawab saat "
        "angka dibekukan. Penolakan juga jawaban."
    )
    if agencies:
        columns = (*ANSWERS, "asked")
        rows: list[list[Cell]] = [
            [agency, *(view.get("requests", agency, column) for column in columns)] for agency in agencies
        ]
        total: list[Cell] = ["Jumlah", *(view.get("requests_total", column) for column in columns)]
        yield Table(
            "permintaan",
            "Permintaan menurut lembaga dan jawaban",
            ["Lembaga", *ANSWERED.values(), "Jumlah"],
            [*rows, total],
            total=True,
            strong=True,
        )
