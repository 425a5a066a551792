"""Bab VII: when the figures were frozen, and how anybody can check that they still are what they were."""

from __future__ import annotations

from collections.abc import Iterator

from suar.core.documents.indonesian import moment
from suar.insight.reports.chapters.opening import provisional_note
from suar.insight.reports.document import Block, Heading, Paragraph
from suar.insight.reports.editions import View


def end(view: View) -> Iterator[Block]:
    office = view.content["office"]
    yield Heading("Angka yang dibekukan")
    yield Paragraph(
        f"Angka laporan ini dibekukan pada {moment(view.at, 'id')}. Laporan disusun oleh {office['name']} di "
        f"{office['city']}. Pembetulan menjadi laporan baru; yang lama tetap tersimpan."
    )
    if view.provisional:
        yield provisional_note()
    yield Heading("Memeriksa laporan ini")
    yield Paragraph(f"Sidik angka (SHA-256): {grouped(view.fingerprint)}")
    yield Paragraph(
        "Kedua edisi memuat sidik yang sama. Siapa pun yang memiliki akun dapat menempelkan sidik ini di halaman "
        "/periksa "
        "untuk mengetahui apakah laporan ini berasal dari sistem ini dan untuk periode mana."
    )


def grouped(fingerprint: str) -> str:
    """In groups of eight, to be read and compared by eye."""
    return " ".join(fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8))
