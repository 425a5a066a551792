"""Words of names: which are so common alone that they point to nobody, which words tell a tie, and what people are
called for short. Pure."""

from __future__ import annotations

RARE = 5  # letters of a word that may point to somebody alone

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

# Words of the commission itself. Beside one of them even a common name points to somebody of the house; beside *ketua*,
# *petugas* or *dinas* it does not: every village has them.
HOUSE = frozenset("kppad kpad kpai komisi komisioner komisionernya".split())

# Agencies' words that are anybody's: beside a common name they say nothing.
ANYBODYS = frozenset(
    "anak badan balai bidang cabang daerah dinas kabupaten kantor kecamatan kelurahan komunitas kota lembaga pelayanan "
    "perempuan perlindungan provinsi pusat rumah sakit sekolah seksi sosial unit wilayah yayasan".split()
)

# Words that an address has anywhere: two people in some *kota* do not live in one place.
ANYWHERE = frozenset(
    "desa dusun gang jalan kabupaten kampung kecamatan kelurahan komplek kota perumahan provinsi".split()
)

# How one speaks to or of somebody; in the field of whoever is reported no part of the name.
ADDRESS = frozenset(
    "abah abang acik acong adek adik almarhum ama amoi ayah bang bapa bapak bg bibi bib bro bu buk bunda cece cik ci "
    "datuk de dek emak engku guru haji hajjah ibu ko koko kak kaka kakak kakek kek ketua lik lur mak makcik mamak mas "
    "mama mbah mbak neng nenek ngah nek nona nyai om oom paman pak pakcik pakde papa pastor paklek pdt pendeta "
    "saudara saudari sdr sdri si tante teh tuan tulang uda ustad ustadz ustaz ustazah wak yai".split()
)

# Words that everybody bears in front: nobody is called by them alone.
NEVER_ALONE = frozenset("abdul mohamad mohammad mohammed muhamad muhammad nur".split())

# What somebody is or does, in the field of whoever is reported: *budi tetangga* is Budi.
DESCRIBES = frozenset(
    "atasan bos buruh camat dosen kades karyawan kenalan kepala kos lurah mahasiswa majikan mantan nelayan ojek pacar "
    "pedagang pegawai pelajar pelatih pemilik pengasuh pengurus penjaga petani petugas polisi rekan rt rw satpam "
    "sepupu siswa sopir staf supir tentara tetangga tukang warga warung".split()
)
DEGREES = frozenset("amd dr dra drs ir mh mm mpd mpsi msi psi sag se sh sip skm skom sos sp spd spsi st".split())

# What people are called for short where it is neither the end nor the beginning of the name (`calling.py` reads those).
# Everyday usage in Indonesia; not from a list, and not complete.
CALLED: dict[str, tuple[str, ...]] = {
    "abdullah": ("dul",), "abdurrahman": ("maman", "dul"), "ahmad": ("mamat", "mamad", "mad", "amat"),
    "aminah": ("mimi", "inah"), "bambang": ("bembeng",), "faisal": ("ical", "isal"), "fatimah": ("ipah", "imah"),
    "fransiskus": ("frans", "siskus"), "hasan": ("acan",), "hasanuddin": ("acan", "udin"), "husin": ("ucin",),
    "ibrahim": ("boim", "baim", "iim"), "irawan": ("wawan", "iwan"), "iskandar": ("is",), "ismail": ("mail",),
    "khadijah": ("ijah",), "kurniawan": ("wawan", "iwan"), "kusnadi": ("kus",), "maimunah": ("mumun", "imun"),
    "maryam": ("iyam",), "muhammad": ("mamat", "mamad", "memet", "mat"), "mulyadi": ("mul",), "nuraini": ("eni",),
    "rahman": ("maman",), "rahmat": ("mamat",), "rizal": ("ijal", "ical"), "rizali": ("ijal", "jali"),
    "rizki": ("kiki", "iki"), "rosmini": ("mimin",), "saiful": ("ipul",), "samsuddin": ("acun", "sam"),
    "setiawan": ("wawan", "iwan"), "sulaiman": ("eman", "leman", "man"), "suparman": ("man", "maman"),
    "syaiful": ("ipul",), "syamsuddin": ("acun", "sam"), "yohanes": ("yo", "anes"), "yusuf": ("ucup", "usup", "ucok"),
    "zulkarnain": ("zul",), "zulkifli": ("zul", "ijul", "kipli"),
}  # fmt: skip


def is_rare(word: str) -> bool:
    """Whether a word of a name may point to one person alone, as far as one word can."""
    return len(word) >= RARE and word not in COMMON_ALONE and word not in ORDINARY
