"""What the program says after the week, in the words of the script."""

from __future__ import annotations

from typing import Any

from django.test import Client

from suar.casework.complaints.listing import narrowed
from suar.casework.complaints.models import Complaint
from suar.casework.contacts.models import CallType
from suar.casework.contacts.models import Channel as ContactChannel
from suar.casework.duties.models import Duty
from suar.config.demo.clock import at
from suar.core.ledger.models import Entry
from suar.insight.reports import bands
from suar.insight.reports.figures import Scope, count
from suar.insight.reports.periods import parse
from tests.week.arriving import browser
from tests.week.house import House
from tests.week.script import END, MONDAY, Owed

WEEK = "2026-11-02..2026-11-08"
OBSTACLES = {"A": "place", "B": "law", "C": "family"}


def stands(house: House) -> list[Owed]:
    """Every duty there is."""
    names, found = house.names(), []
    for row in Duty.objects.all():
        assert row.due_at is not None, row.kind
        state = row.status if row.status in {"done", "cancelled"} else "late" if row.due_at < END else "running"
        done = row.done_at if state == "done" else None
        who = house.by(row.officer_id, row.agency_id)
        found.append(Owed(names[row.subject], row.kind, who, row.due_at, state, done))
    return sorted(found, key=str)


def figures(house: House) -> dict[str, Any]:
    """What the lists of contacts and of complaints and the report of these seven days say."""
    report = count(Scope(house.office, parse(WEEK), END))
    bodies = {one.name: name for name, one in house.bodies.items()}
    given = {bodies[name]: row for name, row in report["handovers"].items()}
    return {
        "contacts": totals(house, "saluran", ContactChannel.values),
        "call_types": totals(house, "jenis", CallType.values),
        "complaints": listed(house),
        "clusters": report["by_cluster"],
        "districts": report["by_district"],
        "risks": report["by_risk"],
        "sexes": report["by_sex"],
        "handed_over": {name: row["given"] for name, row in given.items()},
        "receipted": {name: row["receipted"] for name, row in given.items() if row["receipted"]},
        "answers": answers(),
        "ours": outcome(report["own_duties"]),
        "theirs": outcome(report["duties_total"]),
        "obstacles": {OBSTACLES[key]: row["sheets"] for key, row in report["obstacles"].items() if row["sheets"]},
        "decided": {key: n for key, n in report["complaints_by_status"].items() if key in DECIDED},
    }


DECIDED = ("noise", "duplicate", "out_of_remit", "withdrawn")


def printed(cluster: str) -> str:
    """The klaster as the report prints it."""
    return bands.cluster(cluster)


def outcome(found: dict[str, int]) -> dict[str, int]:
    return {key: found[key] for key in ("kept", "late", "running") if found[key]}


def totals(house: House, name: str, values: list[str]) -> dict[str, int]:
    """As the page of the contacts counts under this filter."""
    with at(END):
        desk: Client = browser(house.who("sekre"))
        found = {value: desk.get("/kontak/", {name: value}).context["total"] for value in values}
    return {value: n for value, n in found.items() if n}


def listed(house: House) -> dict[str, int]:
    """As the list of complaints has them under each channel, this month."""
    user = house.who("ketua")
    with at(END):
        found = narrowed(user, "semua", {"masa": "2026-11"}).order_by().values_list("channel", flat=True)
        return {one: len(narrowed(user, "semua", {"masa": "2026-11", "saluran": one})) for one in sorted(set(found))}


def answers() -> dict[str, int]:
    """The promise to whoever reported."""
    found = {"kept": 0, "late": 0, "running": 0}
    for row in Duty.objects.filter(kind="answer_reporter", due_at__gte=MONDAY).exclude(status="cancelled"):
        assert row.due_at is not None
        moment = row.done_at or END
        found["late" if moment > row.due_at else "kept" if row.done_at else "running"] += 1
    return found


def telling(house: House) -> list[str]:
    """The whole week as one reads it: each entry of the record, each number, each duty, each figure."""
    staff = {one.actor_id: name for name, one in house.staff.items()}
    recorded = Entry.objects.order_by("pk").values_list("verb", "actor")
    entries = [f"{verb} {staff.get(who, who)}" for verb, who in recorded]
    numbers = [f"{code} {Complaint.objects.get(pk=pk).number}" for code, pk in house.complaints.items()]
    return [*entries, *numbers, *map(str, stands(house)), str(figures(house))]
