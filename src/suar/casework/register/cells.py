"""The cells of a register's row as a page shows them: who is reported stands by initials until somebody presses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from suar.casework.children.rules import initials
from suar.casework.register.tables import fold

REPORTED = frozenset({"pelaku", "terlapor", "tersangka", "terduga", "terdakwa"})
BESIDE = frozenset("umur usia jenis kelamin alamat hubungan status pekerjaan jumlah agama anak korban".split())


def names_reported(heading: str) -> bool:
    """Whether a column holds the name of whoever is reported: *Nama Pelaku*, *Terlapor*; not how old they are, and not
    which part the child has."""
    words = set(fold(heading).replace("/", " ").split())
    return not words.isdisjoint(REPORTED) and ("nama" in words or words.isdisjoint(BESIDE))


def shown(cells: Mapping[str, str], *, names: bool) -> list[tuple[str, str]]:
    """In the order of the register. `names`: whether they are whole."""
    return [
        (heading, text if names or not text or not names_reported(heading) else initials(str(text)))
        for heading, text in cells.items()
    ]


def has_names(headings: Iterable[str]) -> bool:
    return any(map(names_reported, headings))
