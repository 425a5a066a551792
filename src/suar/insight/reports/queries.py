"""Each figure names the query behind it; each query says in words what it counts. Printed as Lampiran A."""

from __future__ import annotations

METHOD = "2026-11"
"""Changes whenever a query below counts something else: figures of two methods are not compared."""

_CASES = "Berkas yang dibuka dalam periode (tanggal dibuka), sekali per berkas, tanpa baris impor yang dibatalkan"

QUERIES: dict[str, str] = {
    "berkas.ciri": f"{_CASES}; menurut klaster, jenis (pengaduan atau temuan), kedudukan anak, saluran masuk, status, "
    "alasan penutupan, status dalam register, dan tingkat risiko sebagaimana tercatat saat dibekukan.",
    "berkas.wilayah": f"{_CASES}; menurut kabupaten/kota (lima angka pertama kode Kemendagri). Kosong: tidak tercatat.",
    "berkas.tanggal": f"{_CASES}; menurut tanggal dibuka, dijumlahkan per bulan.",
    "berkas.anak": f"{_CASES}; menurut jenis kelamin anak dan usia saat kejadian atau dilaporkan.",
    "berkas.jumlah-anak": "Anak yang berbeda di antara berkas itu: seorang anak dengan dua berkas dihitung sekali.",
    "anak.faktor": "Anak yang berbeda di antara berkas itu dengan faktor risiko yang tercatat, tidak ditarik, dan "
    "berlaku dalam periode; seorang anak dapat dihitung pada beberapa faktor. Yang tidak tercatat belum tentu tidak "
    "ada.",
    "berkas.periode-lalu": "Hitungan yang sama dengan berkas.ciri untuk periode sebelumnya.",
    "pengaduan.putusan": "Pengaduan yang diterima dalam periode; menurut keputusan, saluran, dan sebab bukan "
    "pengaduan.",
    "temuan.kelompok": "Temuan kelompok bertanggal dalam periode: banyak peristiwa dan jumlah anak yang ditemukan.",
    "penyerahan.lembaga": "Penyerahan ke lembaga dalam periode; dengan atau tanpa nomor tanda terima.",
    "kewajiban.lembaga": "Kewajiban lembaga yang batasnya jatuh dalam periode dan tidak dibatalkan; ditepati bila "
    "selesai tidak lewat batas, terlewat bila selesai sesudahnya atau belum selesai saat dibekukan. Batas yang "
    "dasarnya belum "
    "diperiksa tidak dihitung.",
    "kewajiban.ragu": "Kewajiban lembaga dengan batas yang dasarnya belum diperiksa: tidak masuk nilai lembaga.",
    "kewajiban.komisi": "Kewajiban komisi sendiri yang batasnya jatuh dalam periode, dengan hitungan yang sama.",
    "pantau.hambatan": "Lembar pantau bertanggal dalam periode; menurut hambatan A, B, C (satu lembar dapat memuat "
    "lebih dari satu), anak yang berbeda, dan jawaban atas yang diminta.",
    "pantau.permintaan": "Lembar pantau dalam periode yang meminta sesuatu dari lembaga; menurut lembaga dan jawaban.",
}

# figure → (title of its table, query)
FIGURES: dict[str, tuple[str, str]] = {
    "rows": ("Jumlah kasus", "berkas.ciri"),
    "by_cluster": ("Kasus menurut klaster", "berkas.ciri"),
    "by_kind": ("Kasus menurut jenis", "berkas.ciri"),
    "by_cluster_kind": ("Kasus menurut klaster dan jenis", "berkas.ciri"),
    "abh_by_role": ("Anak berhadapan dengan hukum menurut kedudukan", "berkas.ciri"),
    "by_district": ("Kasus menurut kabupaten/kota", "berkas.wilayah"),
    "by_month": ("Kasus menurut bulan", "berkas.tanggal"),
    "children": ("Jumlah anak", "berkas.jumlah-anak"),
    "by_sex": ("Kasus menurut jenis kelamin anak", "berkas.anak"),
    "by_age": ("Kasus menurut usia anak", "berkas.anak"),
    "causes": ("Anak menurut faktor risiko", "anak.faktor"),
    "causes_children": ("Anak dengan faktor risiko yang tercatat", "anak.faktor"),
    "by_status": ("Kasus menurut status", "berkas.ciri"),
    "by_reason": ("Kasus ditutup menurut alasan", "berkas.ciri"),
    "by_outcome": ("Kasus menurut status dalam register", "berkas.ciri"),
    "by_risk": ("Kasus menurut tingkat risiko", "berkas.ciri"),
    "by_channel": ("Kasus menurut saluran", "berkas.ciri"),
    "complaints": ("Jumlah pengaduan diterima", "pengaduan.putusan"),
    "complaints_by_status": ("Pengaduan menurut keputusan", "pengaduan.putusan"),
    "complaints_by_channel": ("Pengaduan menurut saluran", "pengaduan.putusan"),
    "complaints_noise": ("Masukan yang bukan pengaduan menurut sebab", "pengaduan.putusan"),
    "findings": ("Temuan kelompok", "temuan.kelompok"),
    "handovers": ("Penyerahan menurut lembaga", "penyerahan.lembaga"),
    "handovers_total": ("Jumlah penyerahan", "penyerahan.lembaga"),
    "duties": ("Kewajiban menurut lembaga", "kewajiban.lembaga"),
    "duties_total": ("Jumlah kewajiban lembaga", "kewajiban.lembaga"),
    "duties_in_doubt": ("Kewajiban dengan batas yang belum diperiksa", "kewajiban.ragu"),
    "own_duties": ("Kewajiban komisi", "kewajiban.komisi"),
    "sheets": ("Jumlah lembar pantau", "pantau.hambatan"),
    "sheets_children": ("Jumlah anak yang dipantau", "pantau.hambatan"),
    "obstacles": ("Hambatan A, B, C", "pantau.hambatan"),
    "requests": ("Permintaan kepada lembaga", "pantau.permintaan"),
    "requests_total": ("Jumlah permintaan", "pantau.permintaan"),
    "former": ("Periode sebelumnya", "berkas.periode-lalu"),
}
