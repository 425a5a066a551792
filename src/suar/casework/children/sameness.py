"""Whether two files may be of one child: what speaks for it, what against, in words. Pure. A person decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suar.casework.children.names import Likeness, compare
from suar.casework.children.rules import birth_day, digits

OFFERED = 55.0  # of 100: what a suggestion must reach
# What each sign is worth. A name that is the same is offered alone; one that is only possible needs a second sign.
NAME, NO_DATE = 65.0, 10.0  # times the likeness; where no birth date can tell them apart
NIK, NEAR_NIK, OTHER_NIK = 60.0, 25.0, -10.0
PHONE, GUARDIAN, DISTRICT = 30.0, 12.0, 4.0
BORN: dict[str, float] = {"same": 25.0, "near": 15.0, "year": 8.0, "other": -12.5, "": 0.0}
OTHER_SEX = -15.0

EVIDENCE = {
    "another_sex": gettext_lazy("akhiran nama untuk jenis kelamin lain"),
    "another_father": gettext_lazy("nama ayah lain"),
    "near": gettext_lazy("hampir sama hurufnya, mungkin nama lain"),
    "another_title": gettext_lazy("gelar lain"),
    "clan_dialect": gettext_lazy("marga yang sama dalam dialek lain"),
    "clan_indonesian": gettext_lazy("nama Indonesia dari marga itu"),
    "nickname": gettext_lazy("nama panggilan"),
    "missing": gettext_lazy("satu kata tidak disebut"),
    "slip": gettext_lazy("mungkin salah ketik"),
    "abbreviation": gettext_lazy("singkatan"),
    "old_spelling": gettext_lazy("ejaan lama"),
    "transliteration": gettext_lazy("ejaan lain"),
    "clan_spelling": gettext_lazy("ejaan marga"),
    "split": gettext_lazy("ditulis sambung atau terpisah"),
    "order": gettext_lazy("urutan kata lain"),
    "patronymic": gettext_lazy("nama ayah tidak disebut"),
    "title": gettext_lazy("gelar tidak disebut"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared: as it stands in a form, or in a file."""

    name: str = ""
    other_names: str = ""
    birth_date: str = ""
    nik: str = ""
    phone: str = ""
    sex: str = ""
    guardian: str = ""
    address: str = ""
    districts: frozenset[str] = frozenset()


class WithPerson(Protocol):
    """A row that holds what is compared."""

    name: Any
    other_names: Any
    birth_date: Any
    nik: Any
    phone: Any
    sex: Any
    guardian: Any
    address: Any


def person_of(row: WithPerson, districts: frozenset[str] = frozenset()) -> Person:
    """The file of a child as it is compared with others. `districts`: of its cases, which another table holds."""
    names = ("name", "other_names", "birth_date", "nik", "phone", "sex", "guardian", "address")
    return Person(**{name: getattr(row, name) for name in names}, districts=districts)


@dataclass(frozen=True, slots=True)
class Match:
    """How much speaks for one child, 0 to 100, and what. A brother or sister is never offered as the same child."""

    score: float
    reasons: tuple[str, ...]
    sibling: bool = False

    @property
    def offered(self) -> bool:
        return self.score >= OFFERED and not self.sibling


def same_child(one: Person, other: Person) -> Match:
    """Names, NIK, birth date, telephone, guardian, district, sex: each is weighed and each is said."""
    named = likest(one, other)
    born, number = births(one.birth_date, other.birth_date), _niks(one.nik, other.nik)
    phone, guardian = same_phone(one.phone, other.phone), _same_name(one.guardian, other.guardian)
    if named and named.verdict == "different" and number != "same" and (phone or guardian or _same_place(one, other)):
        return _sibling(born, phone=phone, guardian=guardian, place=_same_place(one, other))
    signs = [
        *([(NIK, _("NIK sama"))] if number == "same" else []),
        *([(NEAR_NIK, _("NIK beda satu angka"))] if number == "near" else []),
        *([(OTHER_NIK, _("NIK lain"))] if number == "other" else []),
        *([(PHONE, _("nomor telepon sama"))] if phone else []),
        *([(_worth(named, born), name_words(named))] if named and named.verdict != "different" else []),
        *([(0.0, _("nama berbeda"))] if named and named.verdict == "different" else []),
        *([(BORN[born], _born_words()[born])] if born else []),
        *([(GUARDIAN, _("orang tua/wali sama"))] if guardian else []),
        *([(DISTRICT, _("kabupaten/kota sama"))] if one.districts & other.districts else []),
        *([(OTHER_SEX, _("jenis kelamin lain"))] if one.sex and other.sex and one.sex != other.sex else []),
    ]
    score = sum(worth for worth, _words in signs)
    return Match(max(0.0, min(score, 100.0)), tuple(words for _worth, words in signs))


def likest(one: Person, other: Person) -> Likeness | None:
    """The closest of all names of the two; None where one has none."""
    found = [compare(a, b) for a in names_of(one) for b in names_of(other)]
    return max(found, key=lambda likeness: likeness.score, default=None)


def name_words(likeness: Likeness) -> str:
    """*nama sama*, or *nama mirip: nama panggilan, ejaan lama*."""
    why = ", ".join(str(EVIDENCE[code]) for code in likeness.evidence if code in EVIDENCE)
    verdict = _("nama sama") if likeness.verdict == "same" else _("nama mirip")
    return f"{verdict}: {why}" if why else verdict


def names_of(person: Person) -> list[str]:
    return [name for name in (person.name, *re.split(r"[,;/\n]", person.other_names)) if name.strip()]


def numbers_of(person: Person) -> list[str]:
    """What a child is found by beside its names: NIK, telephone, the birth date as a number that is neither."""
    return [number for number in (person.nik, person.phone, *day_numbers(person.birth_date)[:1]) if number]


def day_numbers(birth_date: str) -> list[str]:
    """A birth date as it is looked up; after it the same with day and month exchanged, where that is a date."""
    born = birth_day(birth_date)
    if born is None:
        return []
    exchanged = [born.replace(month=born.day, day=born.month)] if born.day <= 12 and born.day != born.month else []
    return [f"0000{day:%Y%m%d}" for day in (born, *exchanged)]


def same_phone(one: str, other: str) -> bool:
    """The last nine digits decide: `0800…` and `+62 800…` are one number."""
    a, b = digits(one)[-9:], digits(other)[-9:]
    return len(a) >= 7 and a == b


def births(one: str, other: str) -> str:
    """same, near (a figure off, day and month exchanged), year (no more is known of one), other, or "" (no telling).

    The first of January is what a register writes where only the year is known."""
    a, b = birth_day(one), birth_day(other)
    if a and b:
        if a == b:
            return "same"
        if _near_days(a, b):
            return "near"
        return "year" if a.year == b.year and (a.month, a.day) != (b.month, b.day) and _is_new_year(a, b) else "other"
    years = [re.findall(r"(?:19|20)\d\d", text) for text in (one, other)]
    if not all(len(found) == 1 for found in years):
        return ""
    return "year" if years[0] == years[1] else "other" if abs(int(years[0][0]) - int(years[1][0])) > 1 else ""


def _is_new_year(*days: date) -> bool:
    return any((day.month, day.day) == (1, 1) for day in days)


def _near_days(a: date, b: date) -> bool:
    if a.year == b.year and (a.day, a.month) == (b.month, b.day):
        return True
    return _one_off(f"{a:%Y%m%d}", f"{b:%Y%m%d}") and not (a.year == b.year and _is_new_year(a, b))


def _one_off(a: str, b: str) -> bool:
    """One figure differs, or two neighbours are exchanged."""
    off = [place for place, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    exchanged = len(off) == 2 and off[1] == off[0] + 1 and a[off[0]] == b[off[1]] and a[off[1]] == b[off[0]]
    return len(off) == 1 or exchanged


def _niks(one: str, other: str) -> str:
    a, b = digits(one), digits(other)
    if not a or not b:
        return ""
    if a == b:
        return "same"
    if len(a) != 16 or len(b) != 16:
        return ""
    return "near" if _one_off(a, b) else "other"


def _same_name(one: str, other: str) -> bool:
    return bool(one.strip() and other.strip()) and compare(one, other).verdict == "same"


def _same_place(one: Person, other: Person) -> bool:
    a, b = (re.sub(r"[\W_]+", " ", person.address.casefold()).strip() for person in (one, other))
    return len(a) >= 8 and a == b


def _worth(named: Likeness, born: str) -> float:
    """Where no birth date can tell two apart, a possible name is shown: whoever writes has nothing else."""
    return NAME * named.score + (NO_DATE if named.verdict == "possible" and not born else 0.0)


def _born_words() -> dict[str, str]:
    return {
        "same": _("tanggal lahir sama"),
        "near": _("tanggal lahir hampir sama"),
        "year": _("tahun lahir sama"),
        "other": _("tanggal lahir lain"),
    }


def _sibling(born: str, *, phone: bool, guardian: bool, place: bool) -> Match:
    """Another first name at one address, number or parent: perhaps a brother, a sister or a twin."""
    signs = [
        (PHONE, _("nomor telepon sama"), phone),
        (GUARDIAN, _("orang tua/wali sama"), guardian),
        (GUARDIAN, _("alamat sama"), place),
        (BORN["same"], _("tanggal lahir sama"), born == "same"),
    ]
    reasons = (_("nama berbeda"), *(words for _worth, words, holds in signs if holds))
    return Match(min(sum(worth for worth, _words, holds in signs if holds), OFFERED - 1), reasons, sibling=True)
