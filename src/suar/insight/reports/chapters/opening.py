"""Bab I and II: why, on what basis, how to read it, and who made it."""

from __future__ import annotations

from collections.abc import Iterator

from suar.insight.reports.document import Block, Bullets, Callout, Cell, Heading, Paragraph, Table
from suar.insight.reports.editions import View, words

SEEN, REPORTED, UNSEEN = "naskah atau kutipannya dilihat", "menurut pemberitaan", "perlu diperiksa terhadap naskah"
# What the report rests on, each with how far it was checked.
BASIS: tuple[tuple[str, str], ...] = (
    ("UU 35/2014 pasal 74 ayat (2): daerah dapat membentuk komisi perlindungan anak.", SEEN),
    ("Perda Provinsi Kalimantan Barat 4/2015 tentang Perlindungan Anak.", REPORTED),
    (
        "UU 35/2014 pasal 76: tugas pengawasan, masukan kebijakan, data, pengaduan, mediasi, kerja sama, dan laporan.",
        UNSEEN,
    ),
    ("UU 11/2012 pasal 19: identitas anak dirahasiakan.", UNSEEN),
    ("UU 20/2025 (KUHAP) pasal 144 huruf j: identitas korban dirahasiakan.", SEEN),
)


def introduction(view: View) -> Iterator[Block]:
    period, office = view.content["period"], view.content["office"]
    yield Heading("Latar belakang")
    yield Paragraph(
        f"{office['name']} menerima pengaduan, menyerahkan kasus kepada lembaga yang berwenang, memantau, mendesak, "
        f"dan "
        f"melaporkan. Laporan ini memuat hasil pekerjaan itu untuk **{in_sentence(period['label'])}**: "
        f"**{words(view.get('rows'))}** kasus, {words(view.get('complaints'))} pengaduan yang diterima, dan "
        f"{words(view.get('sheets'))} lembar pantau."
    )
    if view.provisional:
        yield provisional_note()
    yield Heading("Dasar hukum")
    yield Bullets([f"{text} ({mark})" for text, mark in BASIS])
    yield Paragraph(
        "Tanda di belakang setiap dasar menyatakan sejauh mana naskahnya sudah dilihat. Daftar ini bukan nasihat hukum."
    )
    yield Heading("Maksud dan tujuan")
    yield Paragraph(
        "Laporan ini memberi Gubernur angka yang dapat diperiksa ulang, menyebut apa yang menghambat pemulihan anak, "
        "dan "
        "mengusulkan langkah kepada perangkat daerah. Setiap angka menyebut kueri di belakangnya (Lampiran A)."
    )
    yield Heading("Cara membaca")
    yield Bullets(_reading(view))


def _reading(view: View) -> list[str]:
    found = [
        "Laporan, kasus, dan anak dihitung terpisah: satu pengaduan dapat memuat beberapa anak, satu anak dapat "
        "memiliki "
        "beberapa berkas, dan satu temuan kelompok adalah satu peristiwa dengan banyak anak.",
        "Kasus dihitung pada periode berkasnya dibuka. Status, risiko, dan alasan penutupan adalah keadaan saat angka "
        "dibekukan.",
        "Pengaduan adalah kasus yang dilaporkan seseorang; temuan (non-pengaduan) adalah kasus yang ditemukan komisi "
        "sendiri lewat pemantauan.",
    ]
    if view.is_open:
        found.append(
            f"Ini edisi terbuka. Angka di bawah {view.content['threshold']} ditulis <10; angka lain yang "
            f"dapat "
            "dipakai untuk menghitungnya ditulis “…” (Lampiran B)."
        )
    else:
        found.append("Ini edisi RAHASIA: semua angka ditampilkan, juga yang kecil. Jangan disebarluaskan.")
    return found


def provisional_note() -> Callout:
    return Callout("Sementara", "Periode belum berakhir saat angka dibekukan. Angka masih dapat berubah.", tone="doubt")


def office(view: View) -> Iterator[Block]:
    lembaga = view.content["office"]
    yield Heading("Lembaga")
    yield Paragraph(f"{lembaga['name']} berkedudukan di {lembaga['city']} dan bertugas di {lembaga['region']}.")
    if lembaga["letterhead"]:
        yield Bullets(list(lembaga["letterhead"]))
    yield Heading("Sumber daya manusia")
    staff = lembaga["staff"]
    if staff:
        rows: list[list[Cell]] = [[role, number] for role, number in staff]
        yield Table(
            "petugas",
            "Penugasan menurut peran",
            ["Peran", "Jumlah"],
            rows,
            note="Penugasan yang berlaku pada hari terakhir periode. Seseorang dapat memegang lebih dari satu peran.",
        )
    else:
        yield Paragraph("Penugasan pada hari terakhir periode tidak tercatat dalam sistem ini.")
    yield Heading("Yang tidak dicatat di sini")
    yield Paragraph(
        "Visi, misi, struktur organisasi, dan anggaran tidak disimpan dalam sistem ini. Kantor melengkapinya pada "
        "edisi "
        "DOCX bila diperlukan; tidak satu pun angka di sini diisi dengan perkiraan."
    )


def in_sentence(label: str) -> str:
    """`Tahun 2021` → `tahun 2021`; `Juni 2021` and dates stay as they are."""
    first = label.split(" ", 1)[0]
    return label.replace(first, first.lower(), 1) if first in {"Tahun", "Triwulan"} else label
