"""Bab IV: the cases by klaster, kind, place, month, child, risk, state, and against the period before."""

from __future__ import annotations

from collections.abc import Iterator

from suar.core.documents.indonesian import moment, number
from suar.insight.reports import pictures
from suar.insight.reports.chapters.opening import in_sentence
from suar.insight.reports.document import Block, Cell, Heading, Paragraph, Picture, Table
from suar.insight.reports.editions import Shown, View, share, words

FEW = "Angkanya terlalu kecil untuk dirinci di edisi terbuka."


def analysis(view: View) -> Iterator[Block]:
    yield from _kinds(view)
    yield from _months(view)
    yield from _children(view)
    yield from _causes(view)
    yield from _ways(view)
    yield from _states(view)
    yield from _comparison(view)


def _kinds(view: View) -> Iterator[Block]:
    yield Heading("Pengaduan dan temuan")
    yield Paragraph(" ".join(_summary(view)))
    yield Picture(
        "klaster",
        "Kasus menurut klaster",
        pictures.clusters(view, "Kasus menurut klaster"),
        note="Data pada {klaster_jenis}.",
    )
    unknown = view.get("by_district", "")
    where = "" if unknown == 0 else f" {words(unknown).capitalize()} kasus tanpa wilayah."
    yield Picture(
        "wilayah",
        "Menurut kabupaten/kota",
        pictures.districts(view, "Kasus menurut kabupaten/kota"),
        note=f"Susunan petak mengikuti letak wilayah, bukan luas.{where}",
        beside=_cross(view),
    )
    yield _district_table(view)


def _summary(view: View) -> Iterator[str]:
    label, rows = in_sentence(view.content["period"]["label"]), view.get("rows")
    complaint, finding = view.get("by_kind", "pengaduan"), view.get("by_kind", "non")
    span = label.removeprefix("tahun ") if label.startswith("tahun ") else label
    if rows == 0:
        yield f"Sepanjang {span} tidak ada kasus yang dibuka."
        return
    yield (
        f"Sepanjang {span} komisi menangani **{words(rows)}** kasus: {words(complaint)} dari pengaduan dan "
        f"{words(finding)} dari temuan."
    )
    known = [row for row in view.ranked("by_cluster") if isinstance(row[2], int) and row[2]]
    if known:
        second = f", disusul {_named(known[1])} ({words(known[1][2])})" if len(known) > 1 else ""
        yield f"{_capital(_named(known[0]))} adalah kelompok terbesar ({words(known[0][2])}){second}."
    yield from _where(view, rows)


def _named(row: tuple[str, str, Shown]) -> str:
    """A klaster within a sentence: its whole name in small letters, without the abbreviation."""
    return row[1].split(" (")[0].lower()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _where(view: View, rows: Shown) -> Iterator[str]:
    """The place with most cases, as a share that is said in words where it is a plain one."""
    long = {place["code"]: place["long"] for place in view.content["places"]}
    first = next((row for row in view.ranked("by_district") if row[0] and isinstance(row[2], int) and row[2]), None)
    if first is None or not isinstance(rows, int) or not isinstance(first[2], int):
        return
    part = "Setengah" if 2 * first[2] == rows else share(first[2], rows)
    yield f"{part} dari seluruh kasus terjadi di {long[first[0]]} ({words(first[2])})."


def _cross(view: View) -> Table:
    kinds = view.content["frames"]["by_kind"]
    rows: list[list[Cell]] = [
        [key, *(view.get("by_cluster_kind", f"{key} / {kind}") for kind in kinds), shown]
        for key, _, shown in view.ranked("by_cluster")
    ]
    total: list[Cell] = ["Jumlah", *(view.get("by_kind", kind) for kind in kinds), view.get("rows")]
    return Table(
        "klaster_jenis",
        "Klaster dan jenis",
        ["Klaster", "Aduan", "Temuan", "Jumlah"],
        [*rows, total],
        note=f"Rumus dan kueri: Lampiran A. Beku {moment(view.at, 'id').split(', ', 1)[1]}.",
        total=True,
        strong=True,
        figure="klaster",
    )


def _district_table(view: View) -> Table:
    rows: list[list[Cell]] = [[label, shown] for _, label, shown in view.ranked("by_district")]
    return Table(
        "wilayah",
        "Kasus menurut kabupaten/kota",
        ["Kabupaten/kota", "Jumlah"],
        [*rows, ["Jumlah", view.get("rows")]],
        total=True,
        figure="wilayah",
    )


def _months(view: View) -> Iterator[Block]:
    months = view.rows("by_month", every=True)
    if len(months) < 2:
        return
    yield Heading("Menurut bulan")
    known = [(label, shown) for _, label, shown in months if isinstance(shown, int)]
    if known:
        most = max(known, key=lambda row: row[1])
        least = min(known, key=lambda row: row[1])
        extra = "" if len(known) == len(months) else " di antara bulan yang ditampilkan"
        yield Paragraph(
            f"Bulan dengan kasus terbanyak{extra} adalah {most[0]} ({number(most[1], language='id')}), tersedikit "
            f"{least[0]} ({number(least[1], language='id')})."
        )
    yield Picture("bulan", "Kasus menurut bulan", pictures.months(view, "Kasus menurut bulan"))
    yield from _counted(view, "by_month", "bulan", "Bulan", every=True, figure="bulan")


def _children(view: View) -> Iterator[Block]:
    yield Heading("Anak")
    children = view.get("children")
    girls = view.get("by_sex", "P")
    part = share(girls, view.get("rows"))
    about = (
        f"Kasus itu menyangkut **{words(children)}** anak."
        if isinstance(children, int)
        else "Jumlah anak tidak dicetak di edisi ini: selisihnya dengan jumlah kasus kecil (Lampiran B)."
    )
    yield Paragraph(
        f"{about} Pada {words(girls)} kasus anaknya perempuan{f' ({part})' if part else ''}, pada "
        f"{words(view.get('by_sex', 'L'))} laki-laki."
    )
    yield Picture("usia", "Kasus menurut usia anak", pictures.simple(view, "by_age", "Kasus menurut usia anak", "Usia"))
    yield from _counted(view, "by_age", "usia", "Usia saat kejadian atau dilaporkan", figure="usia")
    yield from _counted(view, "by_sex", "kelamin", "Jenis kelamin")
    if view.get("by_cluster", "ABH") != 0 and not view.is_small("by_cluster", "ABH"):
        yield Paragraph(
            "Kedudukan anak berhadapan dengan hukum dicatat sebagaimana ditulis saat anak ditemukan; seorang anak "
            "dapat "
            "sekaligus korban. Catatan yang meragukan ditinjau, tidak diubah diam-diam."
        )
        yield from _counted(view, "abh_by_role", "kedudukan", "Kedudukan", total=("by_cluster", "ABH"))


def _causes(view: View) -> Iterator[Block]:
    """What preceded, as it was written down of the children: no parts of a sum, and no cause that anybody proved."""
    if "causes" not in view.content["frames"]:  # an older snapshot did not count them
        return
    yield Heading("Faktor risiko")
    known, children = view.get("causes_children"), view.get("children")
    if known == 0:
        yield Paragraph("Dalam berkas periode ini belum ada faktor risiko anak yang dicatat.")
        return
    if view.is_small("causes_children"):
        yield Paragraph("Anak dengan faktor risiko yang tercatat kurang dari 10: tidak dirinci di edisi terbuka.")
        return
    among = f" dari {words(children)}" if isinstance(children, int) else ""
    yield Paragraph(
        f"Pada {words(known)}{among} anak dicatat apa yang diketahui mendahului, dengan tanggal dan sumbernya. Seorang "
        "anak dapat dihitung pada beberapa baris. Yang tidak tercatat belum tentu tidak ada."
    )
    rows: list[list[Cell]] = [[label, shown] for _, label, shown in view.ranked("causes") if shown != 0]
    if any(isinstance(row[1], int) for row in rows):
        title = view.titles["causes"]
        yield Picture("faktor", title, pictures.simple(view, "causes", title, "Faktor"))
        yield Table("faktor", title, ["Faktor risiko", "Anak"], rows, figure="faktor")


def _ways(view: View) -> Iterator[Block]:
    yield Heading("Saluran dan risiko")
    tables = [
        *_counted(view, "by_channel", "saluran", "Saluran"),
        *_counted(view, "by_risk", "risiko", "Tingkat risiko"),
    ]
    if not tables:
        yield Paragraph("Tidak ada kasus yang dapat dirinci." if view.get("rows") == 0 else FEW)
    yield from tables


def _states(view: View) -> Iterator[Block]:
    yield Heading("Status dan penutupan")
    closed, part = view.get("by_status", "closed"), share(view.get("by_status", "closed"), view.get("rows"))
    if closed == 0:
        yield Paragraph("Saat angka dibekukan belum ada kasus yang ditutup.")
        return
    yield Paragraph(
        f"Saat angka dibekukan {words(closed)} dari {words(view.get('rows'))} kasus sudah ditutup"
        f"{f' ({part})' if part else ''}. Setiap penutupan menyebut alasannya dan ditandatangani dua orang, kecuali "
        f"berkas "
        "yang ditutup sebelum sistem ini dan masuk lewat impor register."
    )
    yield from _counted(view, "by_status", "status", "Status")
    if closed != 0 and not view.is_small("by_status", "closed"):
        yield from _counted(view, "by_reason", "alasan", "Alasan penutupan", total=("by_status", "closed"))
    if not view.is_open and view.get("by_outcome", "") != view.get("rows"):
        yield from _counted(view, "by_outcome", "register", "Status dalam register")


def _comparison(view: View) -> Iterator[Block]:
    former = view.content["period"]["former"]
    yield Heading("Perbandingan")
    if not view.former:
        yield Paragraph(f"Tidak ada kasus tercatat untuk periode sebelumnya ({former['label']}): tidak dibandingkan.")
        return
    now, before = view.get("rows"), view.get("former", "rows")
    yield Paragraph(
        f"Pada {in_sentence(former['label'])} tercatat {words(before)} kasus; pada periode ini {words(now)}. Hitungan "
        "keduanya sama. Naik atau turunnya jumlah dapat berarti lebih banyak kejadian, atau lebih banyak yang melapor."
    )
    heads = ["Klaster", former["label"], view.content["period"]["label"]]
    rows: list[list[Cell]] = [
        [key, view.get("former", "by_cluster", key), shown] for key, _, shown in view.ranked("by_cluster")
    ]
    total: list[Cell] = ["Jumlah", before, now]
    yield Table("perbandingan", "Kasus menurut klaster, dua periode", heads, [*rows, total], total=True)


def _counted(
    view: View,
    table: str,
    name: str,
    head: str,
    *,
    every: bool = False,
    total: tuple[str, ...] = ("rows",),
    figure: str = "",
) -> Iterator[Table]:
    """The table, unless this edition hides every row of it: its marks would say nothing."""
    rows: list[list[Cell]] = [[label, shown] for _, label, shown in view.rows(table, every=every)]
    if not any(isinstance(row[1], int) for row in rows):
        return
    title = view.titles[table]
    yield Table(name, title, [head, "Jumlah"], [*rows, ["Jumlah", view.get(*total)]], total=True, figure=figure)
