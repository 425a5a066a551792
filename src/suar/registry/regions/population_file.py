"""Reads a population file that an office brings: CSV with a header row. Pure: no database."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.utils.translation import gettext as _

from suar.registry.regions.boundary_file import FileError

LARGEST = 2 * 1024 * 1024  # bytes
NEEDED = ("code", "male", "female", "reference_date")
SHOWN = 5  # errors shown at once: enough to see a pattern


@dataclass(frozen=True, slots=True)
class Population:
    """People of one region on a date, by its own source."""

    code: str
    male: int
    female: int
    children_0_17: int | None
    reference_date: date
    source: str


class _Cell(ValueError):
    """One cell that cannot be read: column and reason."""


def read(file: IO[bytes], known: Set[str]) -> list[Population]:
    """All rows, or FileError with row number, column and reason. `known` are the codes that may appear."""
    reader = csv.DictReader(io.StringIO(_text(file), newline=""))
    columns = [name.strip() for name in reader.fieldnames or ()]
    if missing := [name for name in NEEDED if name not in columns]:
        raise FileError(_("Kolom yang belum ada: %(names)s.") % {"names": ", ".join(missing)})
    reader.fieldnames = columns
    found: dict[str, Population] = {}
    wrong: list[str] = []
    for number, row in enumerate(reader, start=2):
        try:
            population = _population({name: (row.get(name) or "").strip() for name in columns}, known, found.keys())
        except _Cell as error:
            wrong.append(_("Baris %(number)d: %(reason)s") % {"number": number, "reason": error})
        else:
            found[population.code] = population
    if wrong:
        more = len(wrong) - SHOWN
        tail = [_("dan %(more)d baris lain.") % {"more": more}] if more > 0 else []
        raise FileError(" ".join([*wrong[:SHOWN], *tail]))
    if not found:
        raise FileError(_("Berkas ini tidak berisi baris data."))
    return list(found.values())


def _text(file: IO[bytes]) -> str:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FileError(_("Berkas penduduk lebih dari 2 MB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(_("Berkas ini bukan CSV dengan penyandian UTF-8.")) from None
    if "\x00" in text:
        raise FileError(_("Berkas ini bukan CSV dengan penyandian UTF-8."))
    return text


def _population(row: Mapping[str, str], known: Set[str], taken: Set[str]) -> Population:
    code = row["code"]
    if code not in known:
        raise _Cell(_("kolom code: %(code)s bukan provinsi atau kabupaten/kota di sini.") % {"code": code or "—"})
    if code in taken:
        raise _Cell(_("kolom code: %(code)s muncul dua kali.") % {"code": code})
    male, female = _count(row, "male"), _count(row, "female")
    if row.get("total") and _count(row, "total") != male + female:
        raise _Cell(_("kolom total: tidak sama dengan male + female."))
    children = _count(row, "children_0_17") if row.get("children_0_17") else None
    if children is not None and children > male + female:
        raise _Cell(_("kolom children_0_17: lebih besar daripada jumlah penduduk."))
    try:
        on = date.fromisoformat(row["reference_date"])
    except ValueError:
        raise _Cell(_("kolom reference_date: tulis seperti 2024-12-31.")) from None
    return Population(code, male, female, children, on, row.get("source", "")[:240])


def _count(row: Mapping[str, str], name: str) -> int:
    value = row[name]
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise _Cell(
            _("kolom %(name)s: “%(value)s” bukan bilangan bulat tanpa titik.") % {"name": name, "value": value[:20]}
        )
    return int(value)
