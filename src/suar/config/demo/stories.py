"""Invented, neutral sentences. No act is described anywhere; what matters is that there is something to follow up."""

from __future__ import annotations

STORIES: dict[str, list[str]] = {
    "trafficking": [
        "Temanku dijanjikan pekerjaan lewat aplikasi, sekarang dia tidak boleh pulang.",
        "Anak sering dijemput orang dewasa yang tidak dikenal keluarga dan pulang larut malam.",
        "Anak ditemukan di penginapan bersama orang dewasa yang mengendalikannya.",
    ],
    "pornografi": [
        "Ada yang mengancam akan menyebarkan gambarku kalau aku tidak menurut.",
        "Akun anak diambil alih dan dipakai untuk meminta sesuatu dari teman-temannya.",
    ],
    "abh": [
        "Keluarga meminta pendampingan saat anak diperiksa sebagai saksi.",
        "Anak menjadi korban, laporan polisi sudah dibuat, belum ada kabar.",
        "Anak berkonflik dengan hukum dan orang tua belum tahu hak anaknya.",
    ],
    "keluarga": [
        "Anak tidak boleh bertemu ibunya sejak orang tua berpisah.",
        "Anak tinggal dengan nenek yang sakit dan perlu pengasuhan.",
    ],
    "sipil": ["Anak belum punya akta kelahiran dan ditolak mendaftar sekolah."],
    "pendidikan": ["Anak berhenti sekolah karena tunggakan."],
    "kesehatan": ["Anak perlu pemulihan setelah diberi zat oleh orang dewasa."],
    "sosial": ["Rumah terendam, anak terpisah dari orang tuanya."],
}
CLUSTERS = {
    "trafficking": 26,
    "abh": 30,
    "keluarga": 16,
    "sipil": 10,
    "pornografi": 8,
    "pendidikan": 4,
    "kesehatan": 3,
    "sosial": 3,
}
STATES = [
    "Anak sehat, mau bicara sebentar, ingin kembali ke sekolah.",
    "Anak masih takut pada malam hari, bibi menemani.",
    "Anak mulai sekolah lagi, guru kelas membantu.",
    "Anak tenang, minta kabar tentang perkaranya.",
]
OBSTACLES = {
    "place": "Rumah aman penuh; anak sementara tinggal dengan kerabat.",
    "law": "Belum ada pemberitahuan perkembangan dari penyidik.",
    "family": "Orang tua belum siap menerima kunjungan; dicoba lagi minggu depan.",
}
