"""What reading somebody should look at: pure counts of a day of one person, against their own usual days and the dated
numbers of `rules/reading-*.yaml`; and of many days, for what is small on each. It tells where a question is worth
asking, never what the answer is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import yaml

RULES = Path(__file__).parent / "rules"
USUAL_DAYS = 28  # so far back one's own usual days are looked at
ENOUGH = 5  # days of work from which a median says something
NIGHT_FROM, NIGHT_UNTIL = 22, 5  # hours, local
FOLLOWS = timedelta(minutes=15)  # a search that is followed by opening what it found was work

# Whatever page tells about a child is a look into a file: a duty with what was written at its steps, a group's finding
# and an import before it is shown, each of which is one however many it holds, among them.
FILES = frozenset(
    f"read.{what}"
    for what in (
        "alike",
        "caller",
        "case",
        "child",
        "child_alike",
        "child_circumstances",
        "child_compare",
        "complaint",
        "contact",
        "duty",
        "finding",
        "handover",
        "import",
        "imported_row",
        "mail",
        "mail_print",
        "material",
        "material_print",
        "rights",
        "simfoni",
        "round_item",
        "referral",
        "referral_pdf",
        "sharing",
        "sharing_check",
        "sharing_print",
        "session",
        "transfer",
    )
)
NAMES = frozenset(
    {"read.child_compare", "read.child_name", "read.complaint_names", "read.contact_number", "read.imported_names"}
)
SEARCH = "read.search"


@dataclass(frozen=True, slots=True)
class Read:
    """One entry of the ledger. `at` is local; `subject` a child or complaint; `shown` the ids that the entry names."""

    at: datetime
    verb: str
    subject: str = ""
    shown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Limit:
    """From which number a sign is told. `times`: of one's own median; 0 where the number stands alone. `days`: counted
    over so many."""

    at_least: int
    times: int
    note: str
    days: int = 1

    def of(self, usual: float) -> int:
        return max(self.at_least, round(self.times * usual))


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    effective_from: date
    signs: Mapping[str, Limit]

    @property
    def windows(self) -> dict[str, int]:
        """The signs of many days, and of how many."""
        return {code: limit.days for code, limit in self.signs.items() if limit.days > 1}


@dataclass(frozen=True, slots=True)
class Usual:
    """One's own days: the median of files opened in a day, in the busiest hour, of names shown; the districts of these
    files. `days` says how many days of work it rests on."""

    days: int = 0
    day: float = 0
    hour: float = 0
    names: float = 0
    districts: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        return self.days >= ENOUGH


def rule_on(day: date) -> Rule:
    """The rule in force on a day, else the first."""
    known = sorted(_rules(), key=lambda rule: rule.effective_from)
    return next((rule for rule in reversed(known) if rule.effective_from <= day), known[0])


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(_read(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in RULES.glob("reading-*.yaml"))


def _read(table: dict[str, Any]) -> Rule:
    signs = {
        code: Limit(int(row["at_least"]), int(row.get("times", 0)), str(row["note"]), int(row.get("days", 1)))
        for code, row in table["signs"].items()
    }
    return Rule(str(table["id"]), table["effective_from"], signs)


def usual_of(days: Mapping[date, Sequence[Read]], districts: Collection[str]) -> Usual:
    """What is usual for one person, from the reads of each of their days."""
    worked = [reads for reads in days.values() if files_of(reads)]
    if not worked:
        return Usual()
    return Usual(
        days=len(worked),
        day=median(len(files_of(reads)) for reads in worked),
        hour=median(busiest_hour(reads) for reads in worked),
        names=median(names_shown(reads) for reads in worked),
        districts=frozenset(districts),
    )


def signs_of(
    reads: Sequence[Read],
    usual: Usual,
    rule: Rule,
    *,
    district_of: Mapping[str, str],
    on_watch: Callable[[datetime], bool],
    over: Mapping[str, int] | None = None,
) -> dict[str, dict[str, int]]:
    """The signs of a day, by code: how many were counted and from which number it is told. Nothing on most days.

    `district_of` a subject; `on_watch` says whether this person had the watch at that moment; `over` the counts of many
    days (`read_only`)."""
    counted = {
        **(over or {}),
        "hour": busiest_hour(reads),
        "day": len(files_of(reads)),
        "names": names_shown(reads),
        "elsewhere": _elsewhere(reads, usual, district_of),
        "night": len({read.subject for read in _opened(reads) if is_night(read.at) and not on_watch(read.at)}),
        "searches": searches_in_vain(reads),
    }
    own = {"hour": usual.hour, "day": usual.day, "names": usual.names} if usual.is_known else {}
    limits = {code: limit.of(own.get(code, 0)) for code, limit in rule.signs.items()}
    return {
        code: {"n": n, "limit": limits[code]} for code, n in counted.items() if code in limits and n >= limits[code]
    }


def read_only(days: Mapping[date, Collection[str]], today: date, window: int, told_on: date | None) -> int:
    """How many different files were only read in the `window` days that end today. `days`: the files of each day,
    without those that one holds or has written in; `told_on` the last day on which this sign was told: what lies up to
    it was told with it."""
    since = max(today - timedelta(days=window), told_on or date.min)
    return len({subject for day, subjects in days.items() if since < day <= today for subject in subjects})


def files_of(reads: Iterable[Read]) -> set[str]:
    """Whose files were opened, each once however often."""
    return {read.subject for read in _opened(reads)}


def _opened(reads: Iterable[Read]) -> list[Read]:
    return [read for read in reads if read.verb in FILES and read.subject]


def busiest_hour(reads: Sequence[Read]) -> int:
    """The most different files within any sixty minutes."""
    opened = sorted(_opened(reads), key=lambda read: read.at)
    most, first = 0, 0
    for last, read in enumerate(opened):
        while read.at - opened[first].at >= timedelta(hours=1):
            first += 1
        most = max(most, len({one.subject for one in opened[first : last + 1]}))
    return most


def names_shown(reads: Iterable[Read]) -> int:
    return sum(read.verb in NAMES for read in reads)


def is_night(at: datetime) -> bool:
    return at.hour >= NIGHT_FROM or at.hour < NIGHT_UNTIL


def searches_in_vain(reads: Sequence[Read]) -> int:
    """Searches after which nothing of what they found was opened within a quarter of an hour."""
    opened = [(read.at, {read.subject, *read.shown}) for read in _opened(reads)]
    return sum(
        not any(read.at <= at <= read.at + FOLLOWS and ids & read.shown for at, ids in opened)
        for read in reads
        if read.verb == SEARCH
    )


def _elsewhere(reads: Iterable[Read], usual: Usual, district_of: Mapping[str, str]) -> int:
    """Files of districts that this person neither read of lately nor holds a file in; 0 while that is not known."""
    if not usual.is_known:
        return 0
    districts = (district_of.get(subject, "") for subject in files_of(reads))
    return sum(bool(district) and district not in usual.districts for district in districts)
