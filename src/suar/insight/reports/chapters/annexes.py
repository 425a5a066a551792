"""Lampiran A: the query behind each figure. Lampiran B: what is hidden in the open edition, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from suar.insight.reports.document import Block, Bullets, Cell, Heading, Paragraph, Table
from suar.insight.reports.editions import View, hidden_cells
from suar.insight.reports.suppression import CONCEALED, SMALL


def queries(view: View) -> Iterator[Block]:
    content = view.content
    yield Paragraph(
        f"Metode {content['method']}; zona waktu {content['zone']}; klaster versi {content['clusters_version']}. "
        f"Kantor: "
        f"{content['office']['name']} ({content['office']['code']}). Periode: {content['period']['first']} sampai "
        f"{content['period']['last']}."
    )
    yield Heading("Angka dan kuerinya", numbered=False)
    numbers = {name: place for place, name in enumerate((name for name, _ in content["queries"]), start=1)}
    rows: list[list[Cell]] = [
        [title, f"A.{numbers[content['sources'][key]]} {content['sources'][key]}"] for key, title in content["titles"]
    ]
    yield Table("angka", "Angka dan kuerinya", ["Angka", "Kueri"], rows, numbered=False, widths=(1, 1))
    yield Heading("Kueri", numbered=False)
    about: list[list[Cell]] = [[f"A.{numbers[name]} {name}", text] for name, text in content["queries"]]
    yield Table("kueri", "Kueri", ["Kueri", "Yang dihitung"], about, numbered=False, widths=(3, 7))


def hiding(view: View) -> Iterator[Block]:
    limit = view.content["threshold"]
    yield Paragraph(
        f"Edisi terbuka menyembunyikan setiap sel di bawah {limit} karena angka kecil dapat menunjuk seorang anak "
        "di wilayah atau kelompok yang kecil."
    )
    yield Heading("Caranya", numbered=False)
    yield Bullets(
        [
            f"Sel di bawah {limit} ditulis “{SMALL}”, juga nol, kecuali nol yang sudah pasti dari jumlah lain yang "
            f"tercetak.",
            f"Sel lain yang dengan penjumlahan atau pengurangan akan membuka sel kecil ditulis “{CONCEALED}”, dipilih "
            f"yang "
            "terkecil lebih dulu.",
            "Pemeriksaan memakai semua tabel dan jumlah yang dicetak bersama. Untuk setiap sel kecil ditunjukkan "
            "adanya "
            "susunan angka lain yang cocok dengan semua yang tercetak; bila tidak ada, sel berikutnya disembunyikan.",
            "Baris menurut lembaga hanya dicetak bila jumlahnya mencapai ambang. Gambar, kalimat, urutan baris, dan "
            "rekomendasi disusun dari angka yang tampak saja.",
            "Batas cara ini: di antara laporan dari periode yang tumpang-tindih tidak ada yang disembunyikan, karena "
            "yang sudah terbit tidak dapat ditarik. Satu tahun dikurangi tiga triwulan yang tercetak membuka triwulan "
            "keempat. Halaman edisi terbuka menyebut laporan yang tidak boleh terbit bersamanya.",
        ]
    )
    yield Heading("Yang disembunyikan", numbered=False)
    hidden = hidden_cells(view.content)
    if not hidden:
        yield Paragraph("Tidak ada sel yang disembunyikan.")
        return
    titles = view.titles
    small = Counter(path[0] for path, mark in hidden.items() if mark == SMALL)
    other = Counter(path[0] for path, mark in hidden.items() if mark == CONCEALED)
    rows: list[list[Cell]] = [[titles[key], small[key], other[key]] for key in titles if small[key] or other[key]]
    yield Table(
        "disembunyikan",
        "Sel yang disembunyikan di edisi terbuka",
        ["Tabel", f"Ditulis {SMALL}", f"Ditulis {CONCEALED}"],
        rows,
        numbered=False,
    )
