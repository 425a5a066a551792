"""The whole server killed at once in the moment of *kirim*: back in two seconds, and the same form pressed again files
once."""

from __future__ import annotations

import contextlib
import http.client
import random
import threading
import time
from dataclasses import dataclass, field

from e2e import office as offices
from e2e.phone import Phone, Unanswered

from fire.callers import Told
from fire.checks import Verdict, judge
from fire.offices import everything, kill_whole, seconds_until_served, served, start
from fire.scale import Progress, Row, nought, row, scaled

ROUNDS = 40
BACK = 2.0  # seconds
MOMENTS = 0.06  # seconds from the press to the kill, at most: a press takes about 20 ms
PART = "outage"


@dataclass
class Outage:
    """`back`: seconds from the start command to the first page; `early`: receipts shown before the kill."""

    told: Told = field(default_factory=Told)
    back: list[float] = field(default_factory=list)
    early: int = 0
    changed: int = 0  # a receipt shown before the kill and another one after it
    verdict: Verdict | None = None


def strike(office: offices.Running, rounds: int, seed: int, progress: Progress | None = None) -> Outage:
    """One form a round: pressed, all killed, started again, pressed again."""
    chance, outage = random.Random(seed), Outage()
    for n in range(rounds):
        story = f"Cerita uji padam nomor {n}"
        phone = Phone(office.public)
        review = phone.review(story)
        shown, pids = list[str](), everything(office)
        pressing = threading.Thread(target=press_once, args=(office.public, review, shown))
        pressing.start()
        time.sleep(chance.uniform(0, MOMENTS))
        kill_whole(office, pids)
        start(office)
        outage.back.append(seconds_until_served(office))
        pressing.join()
        receipt = phone.send(review)
        outage.early += len(shown)
        outage.changed += any(first != receipt for first in shown)
        outage.told.receipts[receipt] = story
        if progress:
            progress.at(n + 1)
    outage.verdict = judge(office, outage.told)
    return outage


def press_once(address: str, review: str, shown: list[str]) -> None:
    """A press without a second try: the receipt, if it was shown."""
    with contextlib.suppress(OSError, http.client.HTTPException, Unanswered):
        shown.append(Phone(address, patience=0).send(review))


def rows(engine: str) -> list[Row]:
    rounds = scaled(ROUNDS, least=3)
    with served(engine) as office:
        outage = strike(
            office, rounds, seed=time.time_ns(), progress=Progress(f"whole server killed, {engine}", rounds)
        )
    verdict = outage.verdict
    assert verdict is not None
    longest = max(outage.back)
    title, struck = f"{engine}: ", "whole server killed in the moment of *kirim*"
    closed = verdict.without_key + verdict.unopened
    return [
        row(PART, f"{title}{struck}, receipt shown before it {outage.early}", rounds),
        row(
            PART,
            f"{title}back after a start, longest",
            round(longest, 2),
            "s",
            budget=f"≤ {BACK:g} s",
            met=longest <= BACK,
        ),
        nought(PART, f"{title}same form pressed again: filed twice", verdict.doubled),
        nought(PART, f"{title}same form pressed again: another receipt", outage.changed),
        nought(PART, f"{title}receipts or complaints lost", verdict.lost + verdict.receipts_lost),
        nought(PART, f"{title}complaints without their key, or that do not open", closed),
        row(PART, f"{title}ledger verifies", "yes" if verdict.sound else "no", budget="yes", met=verdict.sound),
    ]
