"""Who is left to sign when terms end: by the dates of the appointments and the one table of permissions. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Held:
    """A role of one person in one office. `until` is its last day; none: until it is ended."""

    person: int
    role: str
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Signers:
    """Who may sign on a day, and as a second person; what to do where that is nobody."""

    people: frozenset[int]
    able: frozenset[int]
    next_on: date | None

    @property
    def advice(self) -> str:
        """What to do; empty where a second person is there. The table lends no role: nobody of another office, and
        nobody whose term is over, signs instead."""
        if self.able:
            return ""
        if self.next_on is not None:
            said = _("Tidak ada orang kedua yang dapat menandatangani. Tunggu sampai %(day)s: jabatan baru mulai.")
            return said % {"day": f"{self.next_on:%d-%m-%Y}"}
        return _(
            "Tidak ada orang kedua yang dapat menandatangani. Minta SK pengangkatan; pimpinan memasukkannya di "
            "Pengguna, atau operator bila tidak ada pimpinan lagi. Sampai itu tanda tangan kedua menunggu."
        )


def who_may_sign(held: Iterable[Held], on: date, *, roles: Collection[str], without: Collection[int] = ()) -> Signers:
    """Who of an office holds one of these roles on the day, and of them whoever is not shut out: who made the first
    signature, from whom the file is withheld. `next_on` is when somebody who is not begins."""
    rows = [row for row in held if row.role in roles]
    people = frozenset(row.person for row in rows if row.on(on))
    to_come = [row.since for row in rows if row.since > on and row.person not in without]
    return Signers(people, people - frozenset(without), min(to_come, default=None))
