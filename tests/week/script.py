"""The script as it is written: its lines, its way of saying when, and a counter that knows nothing of the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
WIB = timezone(timedelta(hours=7))
MONDAY = datetime(2026, 11, 2, tzinfo=WIB)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
END = MONDAY + timedelta(days=6, hours=23, minutes=59)  # Sunday, when everything is counted
DARK = (MONDAY + timedelta(days=2, hours=8, minutes=30), MONDAY + timedelta(days=2, hours=14))  # without power


def moment(text: str) -> datetime:
    """`Tue 14:20` of the week, or `2026-12-03 15:00`. 24:00 is the last second of the day, by which days end."""
    day, hour = text.split()
    begin = MONDAY + timedelta(days=DAYS.index(day)) if day in DAYS else datetime.fromisoformat(day).replace(tzinfo=WIB)
    if hour == "24:00":
        return begin + timedelta(days=1, seconds=-1)
    return begin + timedelta(hours=int(hour[:2]), minutes=int(hour[3:]))


def contacts() -> list[dict[str, Any]]:
    return _lines("contacts.yaml")


def acts() -> list[dict[str, Any]]:
    return _lines("acts.yaml")


def figures() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HERE / "figures.yaml").read_text(encoding="utf-8"))
    return found


def _lines(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return rows


def each(text: str) -> list[str]:
    """`K09.1 K09.2` or `R01-R06`."""
    found = []
    for part in text.split():
        first, _, last = part.partition("-")
        if not last:
            found.append(part)
        else:
            found += [f"{first[0]}{n:02d}" for n in range(int(first[1:]), int(last[1:]) + 1)]
    return found


@dataclass(frozen=True, order=True)
class Owed:
    """One line of the table: about what, which duty, who owes it, by when, and how it stands on Sunday night."""

    about: str
    kind: str
    who: str
    due: datetime
    state: str
    done: datetime | None

    @property
    def is_ours(self) -> bool:
        return self.who not in {"uptd", "polres", "dinsos", "rsud"}

    def __str__(self) -> str:
        done = f" {self.done.astimezone(WIB):%a %d %H:%M:%S}" if self.done else ""
        return f"{self.about} {self.kind} {self.who} {self.due.astimezone(WIB):%a %d %b %H:%M:%S} {self.state}{done}"


def owed() -> list[Owed]:
    """Every line of duties.txt; one that names several stands for each of them."""
    found = []
    for line in (HERE / "duties.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            about, kind, who, due, state = (part.strip() for part in line.split("|"))
            word, _, when = state.partition(" ")
            done = moment(when) if when else None
            found += [Owed(one, kind, who, moment(due), word, done) for one in each(about)]
    return sorted(found, key=str)


# the counter


def children() -> Iterator[tuple[str, dict[str, Any], list[Any]]]:
    """Each child of whom somebody told: its code, the contact, what was said of it. News is of one told of before."""
    for row in contacts():
        for n, child in enumerate(kids := row.get("kids", []), 1):
            code = f"R{n:02d}" if row["via"] == "finding" else row["k"] if len(kids) == 1 else f"{row['k']}.{n}"
            yield code, row, child


def became_files() -> Iterator[tuple[str, dict[str, Any], list[Any]]]:
    opened = {code for act in acts() if act["do"] == "case" for code in each(act["of"])}
    return ((code, row, child) for code, row, child in children() if code in opened)


def tally(found: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(found).items()))


def triaged(name: str) -> dict[str, str]:
    """What the review said of each: `risk`, `cluster`."""
    return {code: act[name] for act in acts() if act["do"] == "triage" and name in act for code in each(act["of"])}


def counted() -> dict[str, Any]:
    """The figures of the week, from the lines of the script alone."""
    told, files = list(children()), list(became_files())
    noted = [row for row in contacts() if row["via"] not in {"form", "paper", "referral", "finding"}]
    risk, cluster = triaged("risk"), triaged("cluster")
    given = [(code, act["to"]) for act in acts() if act["do"] == "hand_over" for code in each(act["of"])]
    given += [(code, child[3]) for code, _row, child in told if len(child) > 3]
    signed = {code for act in acts() if act["do"] == "receipt" for code in each(act["of"])}
    return {
        "contacts": tally(row["via"] for row in noted),
        "call_types": tally(row["type"] for row in noted),
        "complaints": tally(channel(row) for _code, row, _child in told),
        "clusters": tally(cluster[code] for code, _row, _child in files),
        "districts": tally(row["region"] for _code, row, _child in files),
        "risks": tally("high" if risk[code] == "dying" else risk[code] for code, _row, _child in files),
        "sexes": tally(child[2] for _code, _row, child in files),
        "handed_over": tally(body for _code, body in given),
        "receipted": tally(body for code, body in given if code in signed),
        "obstacles": tally(act["obstacle"] for act in acts() if "obstacle" in act),
        "decided": tally(act["do"] for act in acts() if act["do"] in DECIDED),
        **_kept(),
    }


def channel(row: dict[str, Any]) -> str:
    """Under which the list of complaints has it: what stood on paper as what it was, a commissioner's own telephone as
    any other."""
    return str(CHANNEL.get(row["via"]) or row.get("as") or row["via"])


DECIDED = ("noise", "duplicate", "out_of_remit", "withdrawn")
CHANNEL = {"own_whatsapp": "whatsapp"}


def _kept() -> dict[str, Any]:
    week = [row for row in owed() if MONDAY <= row.due < MONDAY + timedelta(days=7) and row.state != "cancelled"]
    answers = [row for row in owed() if row.kind == "answer_reporter" and row.state != "cancelled"]
    return {
        "answers": tally(how(row) for row in answers),
        "ours": tally(how(row) for row in week if row.is_ours),
        "theirs": tally(how(row) for row in week if not row.is_ours),
    }


def how(row: Owed) -> str:
    """Kept in time, late, or still running."""
    if row.done is not None:
        return "kept" if row.done <= row.due else "late"
    return "late" if row.due < END else "running"
