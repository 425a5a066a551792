"""Pure decisions about one child: how a screen names it, its age, what in a NIK does not fit, how it may be reached."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from stdnum.id import nik as nik_number

from suar.core.documents.indonesian import plain_date

NAMELESS = "—"


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


def birth_typed(text: str) -> tuple[date, bool]:
    """The day that a typed birth date stands for, and whether it is estimated: where no more is known than `2011-05` or
    `2011`, its first day. Raises ValueError for what is no date."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text.strip(), re.ASCII)
    if found is None:
        raise ValueError(text)
    year, month, day = found.groups()
    return date(int(year), int(month or 1), int(day or 1)), day is None


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


def signs(number: str) -> str:
    """A number as it is compared, letters and digits alone: `LP/B/12/XI/2026` and `lp-b-12-xi-2026` are one."""
    return "".join(c for c in unicodedata.normalize("NFKC", number).upper() if c.isalnum() and c.isascii())


def coded(number: str) -> str:
    """The number of a paper or a system, letters among it, as digits that are neither a NIK nor a telephone; empty for
    what can be none: without a digit, very short or very long."""
    given = signs(number)
    if not 3 <= len(given) <= 80 or not any(c.isdigit() for c in given):
        return ""
    return f"00000{int(f'1{given}', 36)}"


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
