"""Invented people. Names are drawn at random from naming traditions; telephone numbers from the 0800 block of the
samples; a NIK ends in 0000, which is never issued."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
DISTRICTS = {  # weights follow the order of the published table of 2021, not any real year after it
    "61.71": 40,
    "61.12": 22,
    "61.01": 9,
    "61.07": 5,
    "61.72": 5,
    "61.02": 4,
    "61.03": 3,
    "61.05": 3,
    "61.04": 3,
    "61.08": 2,
    "61.06": 1,
    "61.11": 1,
    "61.09": 1,
    "61.10": 1,
}


@dataclass(frozen=True, slots=True)
class Person:
    """An invented child."""

    name: str
    sex: str
    birth_date: date
    nik: str
    district: str

    def age(self, on: date) -> int:
        return on.year - self.birth_date.year - ((on.month, on.day) < (self.birth_date.month, self.birth_date.day))


@cache
def names() -> dict[tuple[str, str], list[str]]:
    """(group, L/P) → given names."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    with (DATA / "names.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "given":
                for sex in row["gender"] or "LP":
                    found[row["group"], sex].append(row["name"])
    return dict(found)


def child(chance: random.Random, on: date) -> Person:
    """A child of 5 to 17 on the day, more often 13 to 17."""
    sex = chance.choices("PL", (7, 3))[0]
    group = chance.choice(sorted({g for g, s in names() if s == sex}))
    name = " ".join(dict.fromkeys(chance.choices(names()[group, sex], k=2)))
    age = chance.choices(range(5, 18), [1, 1, 1, 1, 2, 2, 3, 4, 6, 8, 9, 9, 7])[0]
    born = date(on.year - age, chance.randint(1, 12), chance.randint(1, 28))
    if born > date(on.year - age, on.month, min(on.day, 28)):
        born = born.replace(year=born.year - 1)
    district = chance.choices(list(DISTRICTS), list(DISTRICTS.values()))[0]
    day = born.day + (40 if sex == "P" else 0)
    nik = f"{district.replace('.', '')}01{day:02d}{born:%m%y}0000"
    return Person(name, sex, born, nik, district)


def phone(chance: random.Random) -> str:
    return f"0800-{chance.randint(100, 999)}-{chance.randint(1000, 9999)}"
