from __future__ import annotations

import pytest

from suar.casework.register.reading import Reading
from suar.casework.register.suspects import listed_as_suspect
from suar.casework.register.tables import fold, table
from suar.casework.register.values import read_cluster, role_in

NONE: Reading[str] = Reading(None, "")


def _listed(cluster: str, *, status: str = "", remark: str = "", summary: str = "", role: Reading[str] = NONE) -> bool:
    reading = read_cluster(cluster)
    return listed_as_suspect(
        cluster=reading, role=role if role.text else role_in(cluster), status=status, remark=remark, summary=summary
    )


@pytest.mark.parametrize(
    ("cluster", "remark", "summary"),
    [
        ("ABH (pelaku)", "", "Anak dieksploitasi lewat aplikasi percakapan"),
        ("ABH Pelaku", "", "Kasus trafiking di penginapan"),
        ("Trafficking & Eksploitasi", "pelaku", ""),
        ("Trafficking & Eksploitasi (pelaku)", "", ""),
        ("Trafficking dan Eksploitasi", "", "Anak ditetapkan sebagai tersangka"),
        ("ABH", "anak berkonflik dengan hukum", "TPPO"),
        ("ABH", "", "Anak sebagai pelaku, kasus prostitusi daring menurut berkas polisi"),
    ],
)
def test_a_child_listed_as_suspect_in_an_exploitation_case_is_flagged(cluster: str, remark: str, summary: str) -> None:
    assert _listed(cluster, remark=remark, summary=summary)


def test_a_column_for_the_role_is_enough() -> None:
    assert _listed("Trafficking dan Eksploitasi", role=Reading("suspect", "Tersangka"))


@pytest.mark.parametrize(
    ("cluster", "remark", "summary"),
    [
        ("ABH (pelaku)", "", "Anak berkonflik dengan hukum, orang tua belum tahu proses diversi"),
        ("ABH", "", "Anak berkonflik dengan hukum"),
        ("Trafficking dan Eksploitasi", "", "Terlapor sudah ditahan, pelaku orang dewasa"),
        ("Trafficking dan Eksploitasi", "pelaku sudah ditahan", ""),
        ("Trafficking dan Eksploitasi (korban)", "", "Anak ditemukan di penginapan"),
        ("Hak Sipil dan Partisipasi", "", "eskalasi, akhir tahun"),
    ],
)
def test_other_children_are_not_flagged(cluster: str, remark: str, summary: str) -> None:
    assert not _listed(cluster, remark=remark, summary=summary)


def test_every_word_that_flags_holds_one_of_the_hints() -> None:
    rules = table("suspects")
    words = [*rules["suspect"], *rules["phrases"], *table("words")["role"]["suspect"]]
    assert all(any(hint in fold(word) for hint in rules["hints"]) for word in words)
