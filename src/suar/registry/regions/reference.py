"""The regions as the decree lists them, read once from the files that ship with the program. No database: forms and
letters name a region without a query."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
PROVINCE = "61"


@dataclass(frozen=True, slots=True)
class Place:
    """One region. `code` is Kemendagri's; `bps_code` only for kabupaten and kota, never to be joined on."""

    code: str
    name: str
    short_name: str
    level: str
    parent: str
    bps_code: str = ""
    tile_column: int | None = None
    tile_row: int | None = None


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """All 2,334 by code, parents before children."""
    with (FOLDER / "kalbar_kabkota.csv").open(encoding="utf-8", newline="") as file:
        districts_by_code = {row["code"]: row for row in csv.DictReader(file)}
    with (FOLDER / "regions_kalbar.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (len(row["code"]), row["code"]))
    found = {}
    for row in rows:
        district = districts_by_code.get(row["code"])
        found[row["code"]] = Place(
            code=row["code"],
            name=row["name"],
            short_name=district["short_name"] if district else row["name"],
            level=row["level"],
            parent=row["parent"],
            bps_code=district["bps_code"] if district else "",
            tile_column=int(district["tile_column"]) if district else None,
            tile_row=int(district["tile_row"]) if district else None,
        )
    return found


@lru_cache(maxsize=1)
def districts() -> tuple[tuple[str, str], ...]:
    """The 14 kabupaten and kota as choices of a form: (code, name), in the order of their codes."""
    return tuple((place.code, place.name) for place in places().values() if len(place.code) == 5)


def is_known(code: str) -> bool:
    return code in places()


def name_of(code: str) -> str:
    """`Kubu Raya`; a code that is not in the decree is shown as it is."""
    place = places().get(code)
    return place.short_name if place else code
