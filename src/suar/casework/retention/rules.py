"""The schedule of retention (`rules/retention.yaml`) and what follows from it: no database, no clock of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from suar.casework.duties.words import english

SCHEDULE = Path(__file__).parent / "rules" / "retention.yaml"
MOST_IN_ACT = 100  # files of one act: a list that two people can still read
LIFTER_WAITS_DAYS = 90  # whoever let a held file go is for so long not the one who decides on its end


class Certainty(StrEnum):
    SOURCED = "sourced"
    UNVERIFIED = "unverified"
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Group:
    """One class of the schedule in one version: kept `years` from what `counts_from` names."""

    code: str
    since: date
    kind: str
    counts_from: str
    years: int
    certainty: Certainty
    name: str
    name_en: str
    basis: str

    @property
    def shown(self) -> str:
        """Its name in the language of the page."""
        return self.name_en if english() else self.name


@dataclass(frozen=True, slots=True)
class Basis:
    """A law that the paper names, with how sure we are of it."""

    code: str
    certainty: Certainty
    text: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """`waiting_days` lie between approval and execution."""

    waiting_days: int
    grown_at: int
    groups: tuple[Group, ...]
    bases: tuple[Basis, ...]

    def group(self, code: str, on: date) -> Group:
        """The version of a class that holds on that day. Raises KeyError where none does."""
        known = [group for group in self.groups if group.code == code and group.since <= on]
        if not known:
            raise KeyError(code)
        return max(known, key=lambda group: group.since)

    def in_force(self, on: date) -> list[Group]:
        """Every class as it holds on that day, in the order of the file."""
        codes = dict.fromkeys(group.code for group in self.groups if group.since <= on)
        return [self.group(code, on) for code in codes]


@cache
def schedule() -> Schedule:
    """Read once a process. Raises KeyError, TypeError or ValueError for a file that does not say all of it."""
    content: dict[str, Any] = yaml.safe_load(SCHEDULE.read_text(encoding="utf-8"))
    return Schedule(
        waiting_days=int(content["waiting_days"]),
        grown_at=int(content["grown_at"]),
        groups=tuple(Group(**{**row, "certainty": Certainty(row["certainty"])}) for row in content["classes"]),
        bases=tuple(Basis(**{**row, "certainty": Certainty(row["certainty"])}) for row in content["bases"]),
    )


def years_after(day: date, years: int) -> date:
    """The same day so many years on; 1 March where 29 February is missing."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def grown_by(opened_on: date, age: int | None, grown_at: int) -> date:
    """The latest day on which the child came of age, whatever the sealed date of birth says: at the event it was `age`
    whole years old, and the event was no later than the opening. Without an age, as if born on that day."""
    return years_after(opened_on, grown_at - (age or 0))


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What of one file of a child stands in clear and counts here. `closed_on` is empty while it is open."""

    number: str
    opened_on: date
    closed_on: date | None
    age: int | None
    imported: bool


def child_may_go(files: Iterable[FileFacts], on: date) -> tuple[Group, date] | None:
    """The class of a child's files and the day from which they may go; None while a file is open, or without any."""
    listed, book = list(files), schedule()
    closings = [one.closed_on for one in listed if one.closed_on is not None]
    if not listed or len(closings) < len(listed):
        return None
    group = book.group("case.imported" if all(one.imported for one in listed) else "case.closed", on)
    grown = max(grown_by(one.opened_on, one.age, book.grown_at) for one in listed)
    return group, years_after(max(*closings, grown), group.years)


def shortest(kind: str, on: date) -> int:
    """The years before which nothing of this kind can be due."""
    return min(group.years for group in schedule().in_force(on) if group.kind == kind)
