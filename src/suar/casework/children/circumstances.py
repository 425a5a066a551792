"""What surrounds a child, as a catalogue: each statement is of one sort and one code, so that it can be counted, with
its date and where it is known from. Pure.

Sorts and codes: the protection groups of UU 35/2014 art. 59(2) in the order of PP 78/2021 art. 3 (read in a public
summary; the letters are to be checked); the causes that the commission itself named in 2020 (need, a separated home,
wants among friends, telephone and data for school), beside them what practice asks about. Where a code tells of a
child's body or mind it is sealed: such a sort is not counted in clear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SOURCES = {
    "child": _("anak sendiri"),
    "family": _("keluarga"),
    "seen": _("dilihat petugas"),
    "agency": _("lembaga lain"),
    "paper": _("surat atau dokumen"),
    "other": _("orang lain"),
}


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of statement. `several`: more than one at a time; otherwise a new one ends the one before. `primary`:
    one of them leads. `sealed`: what it says is kept under the child's key alone."""

    label: object
    codes: Mapping[str, object]
    help: object = ""
    several: bool = True
    primary: bool = False
    sealed: bool = False


SORTS: dict[str, Sort] = {
    "group": Sort(
        _("Kelompok perlindungan khusus"),
        {
            "emergency": _("anak dalam situasi darurat"),
            "law": _("anak yang berhadapan dengan hukum"),
            "minority": _("anak dari kelompok minoritas dan terisolasi"),
            "exploited": _("anak yang dieksploitasi secara ekonomi dan/atau seksual"),
            "napza": _("anak korban penyalahgunaan narkotika, alkohol, psikotropika, dan zat adiktif"),
            "uu44": _("anak yang menjadi korban pornografi (istilah undang-undang)"),
            "hiv": _("anak dengan HIV/AIDS"),
            "trafficked": _("anak korban penculikan, penjualan, dan/atau perdagangan"),
            "violence": _("anak korban kekerasan fisik dan/atau psikis"),
            "sexual_crime": _("anak korban kejahatan seksual"),
            "terror": _("anak korban jaringan terorisme"),
            "disability": _("anak penyandang disabilitas"),
            "neglect": _("anak korban perlakuan salah dan penelantaran"),
            "behaviour": _("anak dengan perilaku sosial menyimpang (istilah undang-undang)"),
            "stigma": _("anak korban stigmatisasi karena keadaan orang tuanya"),
        },
        _("UU 35/2014 pasal 59 ayat (2); urutannya perlu dicek. Boleh beberapa, satu yang utama."),
        primary=True,
        sealed=True,
    ),
    "risk": Sort(
        _("Faktor risiko"),
        {
            "need": _("kebutuhan ekonomi keluarga"),
            "separated": _("orang tua berpisah"),
            "school_phone": _("butuh telepon atau kuota untuk sekolah"),
            "wants": _("ingin barang seperti teman"),
            "out_of_school": _("putus sekolah"),
            "debt": _("utang keluarga atau anak"),
            "contact_online": _("dihubungi orang asing di internet"),
            "promise_work": _("dijanjikan pekerjaan"),
            "friend_inside": _("diajak teman"),
            "no_care": _("tidak ada pengasuh tetap"),
            "parent_away": _("orang tua bekerja di tempat jauh"),
            "violence_home": _("kekerasan di rumah"),
            "substances_home": _("penyalahgunaan zat di rumah"),
            "kin_implicated": _("anggota keluarga diduga terlibat"),
            "early_marriage": _("perkawinan usia anak"),
            "reached_before": _("pernah dijangkau sebelumnya"),
            "no_papers": _("tidak punya dokumen"),
            "far": _("tinggal jauh dari layanan"),
            "moved": _("berpindah-pindah tempat"),
        },
        _("Yang diketahui, bukan yang diduga; tidak satu pun menyalahkan anak."),
    ),
    "schooling": Sort(
        _("Sekolah"),
        {
            "attends": _("bersekolah"),
            "irregular": _("bersekolah, sering tidak masuk"),
            "stopped": _("berhenti sekolah"),
            "expelled": _("dikeluarkan dari sekolah"),
            "never": _("belum pernah bersekolah"),
            "package": _("Paket A, B, atau C"),
            "too_young": _("belum usia sekolah"),
            "finished": _("sudah tamat"),
        },
        several=False,
    ),
    "living": Sort(
        _("Tinggal dengan"),
        {
            "both": _("kedua orang tua"),
            "mother": pgettext_lazy("tinggal dengan", "ibu"),
            "father": pgettext_lazy("tinggal dengan", "ayah"),
            "kin": _("kerabat"),
            "partner": _("pasangan"),
            "employer": _("pemberi kerja"),
            "boarding": _("kos atau asrama"),
            "shelter": _("rumah aman atau penampungan sementara"),
            "institution": _("lembaga pengasuhan"),
            "foster": _("keluarga pengganti"),
            "detained": _("tempat penahanan atau LPKA"),
            "street": _("tidak tetap"),
        },
        _("Riwayatnya tersimpan: yang baru mengakhiri yang lama."),
        several=False,
    ),
    "document": Sort(
        _("Dokumen yang belum ada"),
        {
            "birth_certificate": _("akta kelahiran"),
            "family_card": _("kartu keluarga"),
            "nik": _("NIK"),
            "child_card": _("Kartu Identitas Anak"),
            "health_card": _("kartu BPJS/KIS"),
            "school_papers": _("rapor atau ijazah"),
        },
        _("Anak tanpa dokumen tetap dilayani; Disdukcapil yang mengurusnya."),
    ),
    "disability": Sort(
        _("Disabilitas"),
        {
            "none": _("tidak ada"),
            "physical": _("fisik"),
            "intellectual": _("intelektual"),
            "mental": _("mental"),
            "sight": _("penglihatan"),
            "hearing": _("pendengaran"),
            "speech": _("wicara"),
            "several": _("ganda"),
        },
        _("Ragam menurut UU 8/2016 (perlu dicek). Tulis di catatan apa yang membantu anak ini."),
        sealed=True,
    ),
    "health": Sort(
        _("Kesehatan"),
        {
            "well": _("sehat"),
            "ill": _("sedang sakit"),
            "treated": _("dalam perawatan"),
            "medicine": _("butuh obat rutin"),
            "pregnant": _("hamil"),
            "parent": _("punya anak"),
            "distress": _("tertekan, perlu pendamping psikologis"),
            "unexamined": _("belum diperiksa"),
        },
        _("Hanya yang perlu diketahui supaya anak dilayani."),
        sealed=True,
    ),
}


class Statement(Protocol):
    """A row as the rules read it."""

    sort: str
    since: date | None
    until: date | None
    withdrawn: bool

    @property
    def value(self) -> str: ...


def label(sort: str, code: str) -> str:
    """A code in words; one that the catalogue no longer has stays readable as it is."""
    return str(SORTS[sort].codes.get(code, code)) if sort in SORTS else code


def stands(row: Statement) -> bool:
    """Whether it is so now, as far as anybody wrote down."""
    return not row.withdrawn and row.until is None


def standing[S: Statement](rows: Iterable[S], sort: str) -> list[S]:
    return [row for row in rows if row.sort == sort and stands(row)]


def unknown_codes(sort: str, codes: Iterable[str]) -> list[str]:
    return [code for code in codes if code not in SORTS[sort].codes]
