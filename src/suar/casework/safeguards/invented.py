"""What a file says that stands for no child: plainly invented names, dull events, nothing that anybody would look for.

Every choice is drawn by `secrets`: a file made twice from the same list is not twice the same."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

GIVEN = {
    "P": ("Rinai", "Kenanga", "Jelita", "Puspa", "Embun", "Seruni", "Andam", "Kirana", "Mayang", "Larasati"),
    "L": ("Bayu", "Langit", "Guntur", "Samudra", "Fajar", "Rimba", "Tirta", "Gilang", "Arung", "Surya"),
}
FAMILY = ("Kapuas", "Tengkawang", "Belian", "Bakau", "Enggang", "Khatulistiwa", "Sentarum", "Landak", "Meranti", "Ulin")
EVENTS = (
    ("pendidikan", "Anak belum terdaftar di sekolah baru sesudah keluarganya pindah."),
    ("pendidikan", "Rapor anak tertahan karena iuran belum lunas."),
    ("sipil", "Anak belum memiliki akta kelahiran; orang tua belum tahu syaratnya."),
    ("sipil", "Nama anak di kartu keluarga berbeda dengan di akta kelahiran."),
    ("kesehatan", "Kartu jaminan kesehatan anak tidak aktif."),
    ("kesehatan", "Jadwal imunisasi anak terlewat karena jarak ke puskesmas."),
)
NOTES = (
    "Ibu anak datang dan membawa surat yang diperlukan.",
    "Wali menelepon: urusannya sedang dikerjakan dinas.",
    "Sekolah menjawab bahwa berkasnya sudah diterima.",
)
STATES = (
    "Anak sehat dan tinggal bersama orang tua.",
    "Anak bersekolah seperti biasa.",
    "Keluarga mengurus surat sendiri.",
)
ENDS = (
    "Diteruskan kepada dinas yang berwenang; keluarga sudah diberi tahu.",
    "Dinas menerima dan menyelesaikan; tidak ada lagi yang perlu dikerjakan komisi.",
)
REGIONS = ("61.71", "61.72", "61.01", "61.12", "61.04")
CHANNELS = ("visit", "phone", "letter")


def pick[T](among: Sequence[T]) -> T:
    return secrets.choice(among)


def child() -> dict[str, Any]:
    """What the first form asks of a child."""
    sex = pick("PL")
    born = date(2009, 1, 1) + timedelta(days=secrets.randbelow(365 * 5))
    return {"name": f"{pick(GIVEN[sex])} {pick(FAMILY)}", "sex": sex, "birth_date": born.isoformat()}


def case(year: int) -> dict[str, Any]:
    """What the first form asks of a file of that year."""
    cluster, summary = pick(EVENTS)
    return {
        "kind": "pengaduan",
        "cluster": cluster,
        "summary": summary,
        "channel": pick(CHANNELS),
        "region_code": pick(REGIONS),
        "opened_on": date(year, 1, 5) + timedelta(days=secrets.randbelow(350)),
        "risk": "low",
        "safe_now": "yes",
        "child_role": "other",
    }
