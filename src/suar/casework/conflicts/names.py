"""Words of names: which are so common alone that they point to nobody, and which words tell a tie. Pure."""

from __future__ import annotations

# First names that half a district bears: alone they are no sign. With a second word they are.
COMMON_ALONE = frozenset(
    "adi agus agustinus ahmad aisyah alexander ali ana anak andi andreas anita anton antonius arif asep ayu bambang "
    "budi dani daniel dara dedi desi dewi dian didi dina edi eka eko elisabet endang fatimah firman fitri fransiska "
    "fransiskus hadi hamid hari hasan hendra heri herman hidayat hidayah husin ibrahim ida iman indah indra intan irma "
    "ismail ita iwan jaya joko joni juli kristina kurnia lestari lina lisa lusia margareta maria markus martinus mawar "
    "maya mega mira mohammad muhammad mulyadi nina novi nur nurhayati nurul paulus petrus puspita putra putri rahman "
    "rahmat ratna rendi riki rina rini rizki robert rosa rudi rudi santi santoso sari setiawan simon siska siti slamet "
    "sofia sri stefanus sulastri susanti sutrisno suparman supardi susi tina tono tri udin usman utami veronika wahyu "
    "wati wawan widodo wulandari yanti yanto yohana yohanes yosef yudi yuli yuliana yulianti yusuf zainal".split()
)

# Words that a story has beside a name when it speaks of this tie.
TIE_WORDS: dict[str, frozenset[str]] = {
    "spouse": frozenset("suami istri isteri suaminya istrinya laki bini".split()),
    "parent": frozenset("ayah ibu bapak bapa mamak emak papa mama mertua ayahnya ibunya bapaknya mamaknya".split()),
    "child": frozenset("anak anaknya putra putri menantu menantunya".split()),
    "sibling": frozenset("abang kakak adik adek ipar saudara abangnya kakaknya adiknya iparnya saudaranya".split()),
    "kin": frozenset(
        "paman bibi om tante pakcik makcik kakek nenek datuk sepupu keponakan pamannya bibinya omnya tantenya "
        "kakeknya neneknya sepupunya keluarga".split()
    ),
    "friend": frozenset("teman sahabat kawan temannya sahabatnya kawannya".split()),
    "work": frozenset("bos majikan atasan rekan majikannya bosnya usaha".split()),
    "other": frozenset(),
    "": frozenset("komisioner komisi kppad kpad petugas pegawai ketua wakil sekretaris anggota dinas kantor".split()),
}

# Ordinary words that sound like names; read as names only where they are written with a capital letter inside a
# sentence, which nobody can tell of a story in small letters.
ORDINARY = frozenset(
    "ada adalah agar akan aku anak antara apa atau bagi bahwa baru bisa buat bulan cuma dalam dan dapat dari dekat "
    "dengan di dia dulu hari harus ibu ini itu jadi jalan jam jangan juga kalau kami kamu karena kata ke kemarin kerja "
    "kita lagi lalu lama lebih lewat lihat mau mereka minta mulai nanti nama oleh orang pada pagi pak paling pergi "
    "pernah pulang punya rumah saat saja saja sama sampai sangat satu saya sebuah sedang sekolah selalu semua sendiri "
    "seorang siang sini situ sore sudah supaya tahu tahun takut tanpa tapi teman tempat tetap tiap tidak untuk uang "
    "waktu yang".split()
)
