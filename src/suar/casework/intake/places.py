"""The kabupaten and kota of the province, for the one question of where.

Names come from the regions' own data file: the public process has no table of them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from suar.registry import regions

DISTRICTS = Path(regions.__file__).parent / "data" / "kalbar_kabkota.csv"
OUTSIDE = "luar"
CITIES_FROM = 71  # Kemendagri: the second part of a kota's code starts at 71


@cache
def districts() -> dict[str, str]:
    """Kemendagri code to `Kab. Sambas` or `Kota Pontianak`, by name."""
    with DISTRICTS.open(encoding="utf-8", newline="") as file:
        rows = [(row["code"], row["short_name"]) for row in csv.DictReader(file)]
    named = [(code, name, "Kota" if int(code[3:]) >= CITIES_FROM else "Kab.") for code, name in rows]
    return {code: f"{kind} {name}" for code, name, kind in sorted(named, key=lambda row: row[1])}
