"""Recommendations that follow from the figures alone. Each rule has its threshold here and in the report; a figure that
an edition hides starts nothing in it. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

LATE_LEAST, LATE_PERCENT = 3, 25
WAITING_LEAST = 3
RECEIPTS_LEAST = 3
OBSTACLE_LEAST = 3
DISTRICT_PERCENT, DISTRICT_CASES = 40, 20
UNKNOWN_PERCENT = 10
OWN_LATE_PERCENT = 10

THRESHOLDS: tuple[str, ...] = (
    f"lembaga dengan sedikitnya {LATE_LEAST} kewajiban terlewat dan sedikitnya {LATE_PERCENT} % dari kewajibannya",
    f"lembaga dengan sedikitnya {WAITING_LEAST} permintaan yang belum dijawab",
    f"lembaga dengan sedikitnya {RECEIPTS_LEAST} penyerahan tanpa nomor tanda terima",
    f"hambatan yang dialami sedikitnya {OBSTACLE_LEAST} anak",
    f"kabupaten/kota dengan sedikitnya {DISTRICT_PERCENT} % dari sedikitnya {DISTRICT_CASES} kasus",
    f"keterangan yang kosong pada sedikitnya {UNKNOWN_PERCENT} % kasus",
    f"kewajiban komisi sendiri yang terlewat sedikitnya {OWN_LATE_PERCENT} %",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A part of a whole under a name; None where the edition hides it."""

    name: str
    part: int | None
    whole: int | None

    def is_share(self, percent: int) -> bool:
        return bool(self.part is not None and self.whole and 100 * self.part >= percent * self.whole)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at. `obstacles`: letter → children; `unknown`: what is empty, of all cases."""

    late: list[Pair] = field(default_factory=list)
    waiting: list[Pair] = field(default_factory=list)
    no_receipt: list[Pair] = field(default_factory=list)
    obstacles: dict[str, int | None] = field(default_factory=dict)
    districts: list[Pair] = field(default_factory=list)
    unknown: list[Pair] = field(default_factory=list)
    own_late: Pair | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """To whom, what, and the figure it rests on."""

    to: str
    what: str
    because: str


_OBSTACLES = {
    "A": (
        "Pemerintah Provinsi Kalimantan Barat",
        "Menyediakan tempat pemulihan yang aman bagi anak, atau menyepakati tempat pengganti.",
        "{n} anak dipantau dengan hambatan A (belum ada tempat pemulihan).",
    ),
    "B": (
        "Kepolisian dan Kejaksaan",
        "Memberi kabar tertulis kepada komisi tentang tahap setiap perkara anak yang dipantau.",
        "{n} anak dipantau dengan hambatan B (proses hukum lambat).",
    ),
    "C": (
        "UPTD PPA dan Dinas Sosial",
        "Mendampingi orang tua/wali yang belum dapat bekerja sama, bersama komisi.",
        "{n} anak dipantau dengan hambatan C (keluarga belum dapat bekerja sama).",
    ),
}


def advise(facts: Facts) -> list[Advice]:
    """Every recommendation whose threshold the figures reach, agencies first, the commission itself last."""
    return [*_agencies(facts), *_government(facts), *_commission(facts)]


def _agencies(facts: Facts) -> Iterator[Advice]:
    for one in facts.late:
        if one.part is not None and one.part >= LATE_LEAST and one.is_share(LATE_PERCENT):
            yield Advice(
                one.name,
                "Menunjuk penanggung jawab dan tanggal penyelesaian untuk kewajiban yang masih terbuka.",
                f"{one.part} dari {one.whole} kewajiban terlewat.",
            )
    for one in facts.waiting:
        if one.part is not None and one.part >= WAITING_LEAST:
            yield Advice(
                one.name,
                "Menjawab permintaan komisi secara tertulis, juga bila jawabannya tidak.",
                f"{one.part} permintaan dari lembar pantau belum dijawab.",
            )
    for one in facts.no_receipt:
        if one.part is not None and one.part >= RECEIPTS_LEAST:
            yield Advice(
                one.name,
                "Memberi nomor tanda terima untuk setiap penyerahan.",
                f"{one.part} dari {one.whole} penyerahan belum bertanda terima.",
            )


def _government(facts: Facts) -> Iterator[Advice]:
    for letter, (to, what, because) in _OBSTACLES.items():
        children = facts.obstacles.get(letter)
        if children is not None and children >= OBSTACLE_LEAST:
            yield Advice(to, what, because.format(n=children))
    for one in facts.districts:
        if (one.whole or 0) >= DISTRICT_CASES and one.is_share(DISTRICT_PERCENT):
            yield Advice(
                f"Pemerintah {one.name}",
                "Menempatkan pencegahan dan layanan perlindungan anak lebih dulu di wilayah ini.",
                f"{one.part} dari {one.whole} kasus tercatat di sini.",
            )


def _commission(facts: Facts) -> Iterator[Advice]:
    if facts.own_late is not None and facts.own_late.part and facts.own_late.is_share(OWN_LATE_PERCENT):
        yield Advice(
            "Komisi sendiri",
            "Membagi ulang pekerjaan agar batas sendiri ditepati.",
            f"{facts.own_late.part} dari {facts.own_late.whole} kewajiban komisi terlewat.",
        )
    for one in facts.unknown:
        if one.part and one.is_share(UNKNOWN_PERCENT):
            yield Advice(
                "Komisi sendiri",
                f"Melengkapi {one.name} pada berkas.",
                f"{one.name.capitalize()} kosong pada {one.part} dari {one.whole} kasus.",
            )
