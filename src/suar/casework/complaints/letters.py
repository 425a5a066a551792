"""The record of a hand-over (berita acara serah terima) as an official letter. The child stands in it by number."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone, translation

from suar.casework.complaints import rules
from suar.casework.complaints.models import HandOver
from suar.casework.duties.limits import length_of
from suar.core.clocks.calendars import WIB
from suar.core.documents import indonesian, letters


def fields(handover: HandOver) -> dict[str, object]:
    """What the office's letter asks for. Always Indonesian: an official letter has one language."""
    office, at = handover.office, handover.handed_at
    head = [str(line) for line in office.letterhead] or [office.name]
    return {
        "instansi": head[0] if len(head) > 2 else "",
        "lembaga": head[1] if len(head) > 2 else head[0],
        "alamat": ", ".join(head[2:] if len(head) > 2 else head[1:]),
        "nomor": handover.letter_number,
        "sifat": "RAHASIA",
        "lampiran": "-",
        "hal": "Berita acara serah terima laporan tentang anak",
        "tempat": office.city,
        "tanggal": indonesian.plain_date(at.astimezone(WIB).date(), "id"),
        "kepada": to_whom(handover),
        "isi": body(handover),
        "jabatan": "Yang menyerahkan",
        "nama": handover.by.name,
        "tembusan": [],
    }


def body(handover: HandOver) -> list[str]:
    """The paragraphs, the receiving desk's signature among them."""
    moment = indonesian.moment(handover.handed_at, "id")
    with translation.override("id"):
        within = time_to_confirm(handover)
    return [
        f"Pada {moment} kami menyerahkan laporan tentang anak dengan nomor {handover.reference} kepada "
        f"{handover.agency.name}. Nama anak disampaikan terpisah dan tidak ditulis dalam surat ini.",
        f"Dasar: {HandOver.Basis(handover.basis).label}",
        f"Tujuan: {handover.purpose}",
        *[paragraph for paragraph in handover.packet.split("\n\n") if paragraph.strip()],
        conditions(handover),
        "Komisi tetap memegang berkas anak dan memantau langkah berikutnya. Mohon tanda terima ini diisi dan "
        f"dikembalikan dalam {within} (aturan komisi), agar anak tidak perlu bercerita dua kali.",
        received(handover),
    ]


def time_to_confirm(handover: HandOver) -> str:
    """How long the receiver had for it, as the office counted on the day on which it was handed over."""
    return length_of("house.handover.acknowledge", handover.office.pk, on=timezone.localdate(handover.handed_at))


def conditions(handover: HandOver) -> str:
    """Each condition with its answer; one that was not so with why. In Indonesian, whoever reads the page."""
    why, lines = handover.exceptions or {}, ["Syarat penyerahan (aturan komisi):"]
    with translation.override("id"):
        for number, one in enumerate(rules.CONDITIONS, 1):
            answer = HandOver.Answer(getattr(handover, one.code)).label
            reason = f", karena {why[one.code]}" if why.get(one.code) else ""
            lines.append(f"{number}. {one.sentence}: {answer}{reason}")
    return "\n".join(lines)


def to_whom(handover: HandOver) -> list[str]:
    attention = f"u.p. {handover.recipient}" if handover.recipient else ""
    return [line for line in (handover.agency.name, attention, handover.agency.address) if line]


def received(handover: HandOver) -> str:
    if handover.receipt_at is None:
        return (
            "Yang menerima: ........................................  Nomor tanda terima: ....................\n"
            "Hari, tanggal, jam: ................................  Tanda tangan: ......................................"
        )
    moment = indonesian.moment(handover.receipt_at, "id")
    return f"Diterima oleh {handover.received_by or '-'}, nomor {handover.receipt_number or '-'}, {moment}."


def docx(handover: HandOver) -> bytes:
    """The letter from the template of the house, ready to be signed. The same hand-over gives the same bytes."""
    with translation.override("id"):
        context: Mapping[str, object] = fields(handover)
        return letters.docx(letters.LETTER, context, at=handover.receipt_at or handover.handed_at)


def file_name(handover: HandOver) -> str:
    """No name, no number of a child: a download lies about for long."""
    return f"serah-terima-{timezone.localtime(handover.handed_at):%Y%m%d-%H%M}.docx"
