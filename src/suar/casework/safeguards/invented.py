"""What a file says that stands for no child: dull events, nothing that anybody would look for, and a name put together
from two of the office's own closed files. The lists below are printed with the program: a name from them can be looked
for, so that it stands only where the office has closed too few; what a file tells beside it is seen by nobody who has
not opened it.

Every choice is drawn by `secrets`: a file made twice from the same list is not twice the same."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from suar.casework.children.names.tables import SHORT, TITLES

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


LEAST = 12  # names of one sex from which a new one is put together
TRIES = 40


def pick[T](among: Sequence[T]) -> T:
    return secrets.choice(among)


def child(names: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """What the first form asks of a child. `names`: by sex, of children whose files the office has closed."""
    put = {sex: name for sex, among in (names or {}).items() if (name := put_together(among))}
    sex = pick(tuple(put or GIVEN))
    born = date(2009, 1, 1) + timedelta(days=secrets.randbelow(365 * 5))
    return {"name": put.get(sex) or f"{pick(GIVEN[sex])} {pick(FAMILY)}", "sex": sex, "birth_date": born.isoformat()}


def put_together(names: Sequence[str]) -> str:
    """The given name of one and the family name of another; none of them whole. "" where there are too few."""
    split = [words for words in (name.split() for name in names) if len(words) > 1 and _is_name(words[0], words[-1])]
    if len({" ".join(words).casefold() for words in split}) < LEAST:
        return ""
    known = {" ".join((words[0], words[-1])).casefold() for words in split}
    made = (f"{pick(split)[0]} {pick(split)[-1]}" for _ in range(TRIES))
    return next((name for name in made if name.casefold() not in known), "")


def _is_name(*words: str) -> bool:
    """Neither an initial nor a title, and nothing that is written short."""
    aside = TITLES.keys() | SHORT.keys()
    return all(len(word) > 2 and word.isalpha() and word.casefold() not in aside for word in words)


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
