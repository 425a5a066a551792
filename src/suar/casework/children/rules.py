"""Pure decisions about one child: how a screen names it, its age, what in a NIK does not fit, who may be the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _
from rapidfuzz import fuzz
from stdnum.id import nik as nik_number

from suar.core.documents.indonesian import plain_date

NAMELESS = "—"
ALIKE = 82.0  # of 100: below it two names are not offered as one child
SAME_NUMBER, SAME_BIRTH = 60.0, 25.0
OFFERED = 55.0  # of 100: what a suggestion must reach

# Titles that come and go between the papers of one child.
TITLES = frozenset("abang abg uray gusti utin dayang syarif syarifah raden rd wan daeng h hj haji hajah muh".split())


def initials(name: str) -> str:
    """`R.M.` for a name, at most three letters; says so where there is none."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(f"{word[0].upper()}." for word in words[:3]) or _("tanpa nama")


def birth_day(text: str) -> date | None:
    """The date in an ISO text, or None: a birth date kept as somebody wrote it is no date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def birth_words(text: str) -> str:
    """`6 Juli 2017`; what is no date stays as somebody wrote it."""
    born = birth_day(text)
    return plain_date(born) if born else text


def age_at(birth_date: str, on: date) -> int | None:
    """Whole years on a day; None where the birth date is not known, lies after the day, or gives over 120 years."""
    born = birth_day(birth_date)
    if born is None or born > on:
        return None
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return years if years <= 120 else None


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def nik_warnings(
    nik: str, *, birth_date: str = "", sex: str = "", known_district: Callable[[str], bool] | None = None
) -> list[str]:
    """What does not fit in a NIK, each in one sentence. Never an error: papers are wrong, borrowed or old, and a child
    without a number is a child. `known_district` answers for the four digits of kabupaten/kota, as in `6171`."""
    if not nik:
        return []
    number = nik_number.compact(nik)
    if not number.isdigit() or len(number) != 16:
        return [_("NIK biasanya 16 angka; yang diketik %(n)d.") % {"n": len(digits(nik))}]
    found = []
    try:
        written = nik_number.get_birth_date(number)
    except ValueError:
        found.append(_("Tanggal lahir di dalam NIK tidak ada di kalender."))
    else:
        born = birth_day(birth_date)
        if born and (born.day, born.month, born.year % 100) != (written.day, written.month, written.year % 100):
            found.append(_("Tanggal lahir di dalam NIK berbeda dari yang diisi."))
        girl = int(number[6:8]) > 40
        if sex and girl != (sex == "P"):
            found.append(_("Jenis kelamin di dalam NIK berbeda dari yang diisi."))
    if not nik_number.is_valid(number) or (known_district is not None and not known_district(number[:4])):
        found.append(_("Kode wilayah di awal NIK tidak dikenal."))
    return found


def plain_name(name: str) -> str:
    """A name for comparing: small letters, without titles and points."""
    words = re.sub(r"[^\w\s]", " ", name.casefold()).split()
    return " ".join([word for word in words if word not in TITLES] or words)


def likeness(one: str, other: str) -> float:
    """0 to 100. Order of words and a split or joined word do not count; a first name alone is like the full name."""
    a, b = plain_name(one), plain_name(other)
    if not a or not b:
        return 0.0
    joined = fuzz.ratio(a.replace(" ", ""), b.replace(" ", ""))
    return float(max(fuzz.token_sort_ratio(a, b), joined, 0.92 * fuzz.token_set_ratio(a, b)))


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared: as it stands in a form, or in a file."""

    name: str = ""
    other_names: str = ""
    birth_date: str = ""
    nik: str = ""
    phone: str = ""


class WithPerson(Protocol):
    """A row that holds what is compared."""

    name: Any
    other_names: Any
    birth_date: Any
    nik: Any
    phone: Any


def person_of(row: WithPerson) -> Person:
    """The file of a child as it is compared with others."""
    return Person(row.name, row.other_names, row.birth_date, row.nik, row.phone)


@dataclass(frozen=True, slots=True)
class Match:
    score: float
    reasons: tuple[str, ...]


def same_child(one: Person, other: Person) -> Match:
    """How much speaks for one child, 0 to 100, and what. A person decides; the program never merges."""
    score, reasons = 0.0, []
    if digits(one.nik) and digits(one.nik) == digits(other.nik):
        score += SAME_NUMBER
        reasons.append(_("NIK sama"))
    if same_phone(one.phone, other.phone):
        score += SAME_NUMBER / 2
        reasons.append(_("nomor telepon sama"))
    near = max((likeness(a, b) for a in names_of(one) for b in names_of(other)), default=0.0)
    if near >= ALIKE:
        score += near * 0.65
        reasons.append(_("nama sama") if near > 99 else _("nama mirip"))
    born = birth_day(one.birth_date)
    if born and born == birth_day(other.birth_date):
        score += SAME_BIRTH
        reasons.append(_("tanggal lahir sama"))
    elif born and birth_day(other.birth_date):
        score -= SAME_BIRTH / 2
    return Match(max(0.0, min(score, 100.0)), tuple(reasons))


def same_phone(one: str, other: str) -> bool:
    """The last nine digits decide: `0800…` and `+62 800…` are one number."""
    a, b = digits(one)[-9:], digits(other)[-9:]
    return len(a) >= 7 and a == b


def names_of(person: Person) -> list[str]:
    return [name for name in (person.name, *re.split(r"[,;/\n]", person.other_names)) if name.strip()]


# How to reach the child without putting it in danger: the questions, in the order they are asked.
CONTACT_FIELDS = ("may_call", "who", "number", "name_to_use", "hours", "avoid", "wish", "message")
MAY_CALL = frozenset({"yes", "no", "unknown"})


def safe_contact(answers: Mapping[str, Any] | None) -> dict[str, str]:
    """The note with every field present, as text. Unknown counts as *no*: nobody is called before somebody asked.

    `message` is `neutral` or `never`; the topic is never left with anyone."""
    given = {name: str((answers or {}).get(name) or "").strip() for name in CONTACT_FIELDS}
    if given["may_call"] not in MAY_CALL:
        given["may_call"] = "unknown"
    if given["message"] != "neutral":
        given["message"] = "never"
    return given


def changed(before: Mapping[str, Any], after: Mapping[str, Any], names: Collection[str]) -> list[str]:
    """Which of the fields differ, by name: what the ledger may say about an edit."""
    return sorted(name for name in names if name in after and before.get(name) != after[name])
