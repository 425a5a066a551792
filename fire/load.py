"""Whole complaints at 1, 8 and 32 clients, none refused; a form beside 200 that were sent half."""

from __future__ import annotations

from bench import callers
from bench.public_form import HALF_SENT, ROUNDS, half_sent
from e2e import office as offices

from fire.offices import served
from fire.scale import Row, nought, row, say, scaled

PART = "load"
SOON = {1: 150.0, 8: 250.0, 32: 250.0}  # ms from press to receipt, p95
RATE = 60.0  # complaints a second at 8 and 32 clients
SLOWER = 2.0  # times the quiet p95 beside half-sent forms


def rows(engine: str) -> list[Row]:
    found = []
    with served(engine) as office:
        callers.run("form", office.public, 2, 8)  # the rules and templates are read once a process
        for clients, whole in ROUNDS.items():
            complaints = scaled(whole, least=2 * clients)
            say(f"  load, {engine}: {clients} clients, {complaints} complaints")
            found += loaded(office, engine, clients, complaints)
        return [*found, *beside_half_sent(office, engine)]


def loaded(office: offices.Running, engine: str, clients: int, complaints: int) -> list[Row]:
    done = callers.run("form", office.public, clients, complaints)
    who = f"{engine}: {clients} client{'s' if clients > 1 else ''}"
    soon, rate, p95 = SOON[clients], done.rate(complaints), done.p95_ms()
    enough = {"budget": f"≥ {RATE:g}/s", "met": rate >= RATE} if clients > 1 else {}
    return [
        nought(PART, f"{who}, {complaints} complaints: refused", done.refused),
        row(PART, f"{who}: whole complaints", round(rate, 1), "/s", **enough),
        row(PART, f"{who}: press to receipt p95", round(p95, 1), "ms", budget=f"≤ {soon:g} ms", met=p95 <= soon),
    ]


def beside_half_sent(office: offices.Running, engine: str) -> list[Row]:
    """The bench's own row: p95 of another form while so many phones hold half a request open."""
    measured = half_sent(office)
    ratio = measured["ratio"]
    return [
        row(
            PART,
            f"{engine}: press to receipt p95 beside {HALF_SENT} half-sent forms",
            round(measured["figure"], 1),
            "ms",
        ),
        row(
            PART,
            f"{engine}: the same, against its quiet value",
            round(ratio, 2),
            "×",
            budget=f"≤ {SLOWER:g} ×",
            met=ratio <= SLOWER,
        ),
    ]
