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
ANSWER = (
    "Terima kasih sudah bercerita. Ini bukan salahmu. Kami bisa menemanimu bicara di tempat yang aman. Kapan kamu bisa?"
)
CLOSING_NOTE = "Anak aman, kembali bersekolah, dipantau tiga bulan."
UNSAFE = ["Sementara di kantor polisi, menunggu rumah aman.", "Masih serumah dengan terlapor; bibi bersedia menerima."]
CONTACTS = [
    {"may_call": "yes", "who": "Bibi", "hours": "Senin sampai Sabtu, 09.00 sampai 17.00", "message": "never"},
    {"may_call": "yes", "who": "Guru kelas", "hours": "jam sekolah", "message": "neutral", "name_to_use": "Bu Ani"},
    {"may_call": "no", "wish": "Temui di sekolah saja.", "avoid": "Ayah"},
    {"may_call": "yes", "who": "Kakak", "hours": "sesudah pukul 15.00", "message": "never", "avoid": "Tetangga"},
]
NOTES = [
    ("visit", "Anak memakai kursi roda; ruang periksa perlu dapat dimasuki.", "Mau ditemani kakaknya."),
    ("words", "", "Aku mau sekolah lagi, tapi jangan di sekolah yang sama."),
    ("meeting", "Konferensi kasus dengan UPTD dan Dinas Sosial: pengasuhan oleh bibi, ditinjau dua minggu lagi.", ""),
    ("visit", "Anak tuli; juru bahasa isyarat diminta untuk pertemuan berikutnya.", "Memilih bicara dengan tulisan."),
    ("call", "Kakak mengabarkan akta kelahiran sedang diurus di Disdukcapil.", ""),
]
# As it was written first, and as it was mended.
SLIP = (
    "Bibi mengabarkan anak tidak masuk sekolah sejak Selasa.",
    "Bibi mengabarkan anak masuk sekolah lagi sejak Selasa.",
)
# What surrounds a child: sort, codes, from whom, note.
CIRCUMSTANCES = [
    [
        ("schooling", ["stopped"], "family", "Sejak tidak ada kuota untuk sekolah daring."),
        ("living", ["mother"], "seen", ""),
        ("risk", ["need", "separated", "school_phone"], "family", "Ibu berjualan sejak ayah pergi."),
        ("group", ["exploited", "trafficked"], "agency", ""),
    ],
    [
        ("disability", ["physical"], "seen", "Memakai kursi roda; tangga tidak mungkin."),
        ("document", ["birth_certificate", "nik"], "family", "Disdukcapil diminta datang ke rumah."),
        ("living", ["kin"], "child", "Dengan bibi."),
    ],
    [
        ("schooling", ["attends"], "paper", ""),
        ("risk", ["contact_online", "promise_work"], "child", ""),
        ("health", ["unexamined"], "seen", ""),
    ],
    [
        ("disability", ["hearing"], "family", "Juru bahasa isyarat ikut di setiap pertemuan."),
        ("schooling", ["irregular"], "agency", ""),
        ("document", ["family_card"], "family", ""),
        ("group", ["violence"], "agency", ""),
    ],
]
SAME_CHILD = "Kakaknya memanggil begitu; tanggal lahir di akta sama."
TASKS = [
    "Hubungi sekolah tentang ujian susulan",
    "Siapkan bahan konferensi kasus",
    "Antar anak ke Disdukcapil untuk akta kelahiran",
    "Tanyakan jadwal pemeriksaan kepada penyidik",
    "Carikan juru bahasa isyarat",
    "Kirim kronologi kepada LPSK",
]
REGISTER_WORDS = {
    "Anak Berhadapan dengan Hukum": "Keluarga meminta pendampingan pemeriksaan",
    "Trafficking & Eksploitasi": "Anak dijanjikan pekerjaan, dijemput pulang",
    "Keluarga dan Pengasuhan Alternatif": "Anak tinggal dengan nenek, perlu pengasuhan",
    "Hak Sipil dan Partisipasi": "Anak belum memiliki akta kelahiran",
    "Pendidikan": "Anak berhenti sekolah karena tunggakan",
}
