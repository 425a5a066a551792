"""Bab III: what was done, task by task."""

from __future__ import annotations

from collections.abc import Iterator

from suar.insight.reports.document import Block, Bullets, Cell, Heading, Paragraph, Table
from suar.insight.reports.editions import View, share, words
from suar.insight.reports.figures import OUTCOMES

UNRECORDED = (
    "Sosialisasi",
    "Mediasi sengketa hak anak",
    "Pengawasan lembaga layanan",
    "Kerja sama",
    "Masukan kebijakan",
)


def tasks(view: View) -> Iterator[Block]:
    yield from _complaints(view)
    yield from _findings(view)
    yield from _handed_over(view)
    yield from _watching(view)
    yield from _own(view)
    yield from _agencies(view)
    yield Heading("Tugas yang belum dicatat dalam sistem")
    yield Bullets(list(UNRECORDED))
    yield Paragraph("Tugas ini dijalankan komisi tetapi belum dicatat dalam sistem; laporan ini tidak memuat angkanya.")


def _complaints(view: View) -> Iterator[Block]:
    yield Heading("Penerimaan pengaduan")
    total = view.get("complaints")
    if total == 0:
        yield Paragraph("Tidak ada pengaduan yang diterima dalam periode ini.")
        return
    became = view.get("complaints_by_status", "case")
    yield Paragraph(f"Komisi menerima **{words(total)}** pengaduan dan laporan; {words(became)} menjadi berkas kasus.")
    if view.is_small("complaints"):
        return
    rows: list[list[Cell]] = [[label, shown] for _, label, shown in view.rows("complaints_by_status")]
    yield Table(
        "pengaduan_putusan",
        "Pengaduan menurut keputusan",
        ["Keputusan", "Jumlah"],
        [*rows, ["Jumlah", total]],
        total=True,
    )
    ways: list[list[Cell]] = [[label, shown] for _, label, shown in view.rows("complaints_by_channel")]
    yield Table(
        "pengaduan_saluran", "Pengaduan menurut saluran", ["Saluran", "Jumlah"], [*ways, ["Jumlah", total]], total=True
    )
    yield Paragraph(
        "Yang tidak menjadi berkas diserahkan, digabung dengan yang sudah ada, di luar kewenangan, bukan pengaduan, "
        "atau "
        "masih ditelaah."
    )
    noise: list[list[Cell]] = [[label, shown] for _, label, shown in view.rows("complaints_noise")]
    if noise and view.get("complaints_by_status", "noise") != 0 and not view.is_small("complaints_by_status", "noise"):
        yield Table("pengaduan_bukan", "Masukan yang bukan pengaduan menurut sebab", ["Sebab", "Jumlah"], noise)


def _findings(view: View) -> Iterator[Block]:
    events, children = view.get("findings", "events"), view.get("findings", "children")
    yield Heading("Temuan kelompok")
    if events == 0:
        yield Paragraph("Tidak ada temuan kelompok dalam periode ini.")
        return
    yield Paragraph(
        f"Tercatat {words(events)} temuan kelompok dengan {words(children)} anak. Peristiwa, laporan, dan anak "
        f"dihitung "
        "terpisah; anak tanpa nama ikut dihitung."
    )


def _handed_over(view: View) -> Iterator[Block]:
    yield Heading("Penyerahan kepada lembaga")
    given, receipted = view.get("handovers_total", "given"), view.get("handovers_total", "receipted")
    if given == 0:
        yield Paragraph("Tidak ada penyerahan yang dicatat dalam periode ini.")
        return
    yield Paragraph(f"Komisi mencatat {words(given)} penyerahan; {words(receipted)} dengan nomor tanda terima.")
    agencies = view.agencies("handovers")
    if agencies:
        columns = ("receipted", "open", "given")
        yield _by_agency(view, "handovers", agencies, columns, ["Bertanda terima", "Belum", "Jumlah"], "penyerahan")


def _watching(view: View) -> Iterator[Block]:
    yield Heading("Pemantauan")
    if view.get("sheets") == 0:
        yield Paragraph("Tidak ada lembar pantau dalam periode ini.")
        return
    yield Paragraph(
        f"Komisi menulis {words(view.get('sheets'))} lembar pantau tentang {words(view.get('sheets_children'))} anak. "
        "Hambatan yang dicatat di dalamnya diuraikan pada Bab V."
    )


def _own(view: View) -> Iterator[Block]:
    yield Heading("Kewajiban komisi sendiri")
    due, late = view.get("own_duties", "due"), view.get("own_duties", "late")
    if due == 0:
        yield Paragraph("Tidak ada kewajiban komisi yang batasnya jatuh dalam periode ini.")
        return
    part, kept = share(late, due), view.get("own_duties", "kept")
    yield Paragraph(
        f"Dari {words(due)} kewajiban komisi yang batasnya jatuh dalam periode ini, {words(kept)} ditepati dan "
        f"{words(late)} terlewat{f' ({part})' if part else ''}."
    )


def _agencies(view: View) -> Iterator[Block]:
    yield Heading("Kewajiban lembaga")
    due, doubt = view.get("duties_total", "due"), view.get("duties_in_doubt")
    agencies = view.agencies("duties")
    if due == 0 and doubt == 0:
        yield Paragraph("Tidak ada kewajiban lembaga yang batasnya jatuh dalam periode ini.")
        return
    if agencies:
        yield Paragraph(
            f"Dari {words(due)} kewajiban lembaga, {words(view.get('duties_total', 'kept'))} ditepati dan "
            f"{words(view.get('duties_total', 'late'))} terlewat ({{kewajiban}})."
        )
        heads = ["Ditepati", "Terlewat", "Berjalan", "Jumlah"]
        yield _by_agency(view, "duties", agencies, (*OUTCOMES, "due"), heads, "kewajiban")
    else:
        yield Paragraph(f"Kewajiban lembaga dalam periode ini: {words(due)}.")
    yield Paragraph(
        f"Kewajiban dengan batas yang dasar hukumnya belum diperiksa tidak masuk hitungan ini: {words(doubt)}. Batas "
        "seperti itu ditampilkan dengan keraguannya dan tidak pernah menilai lembaga."
    )


def _by_agency(
    view: View, table: str, agencies: list[str], columns: tuple[str, ...], heads: list[str], name: str
) -> Table:
    rows: list[list[Cell]] = [[agency, *(view.get(table, agency, column) for column in columns)] for agency in agencies]
    totals: list[Cell] = ["Jumlah", *(view.get(f"{table}_total", column) for column in columns)]
    title = view.titles[table]
    return Table(name, title, ["Lembaga", *heads], [*rows, totals], total=True, strong=True)
