"""A thousand junk complaints a minute: none refused, none lost, and a genuine one has its receipt within a second."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass

from e2e import office as offices
from e2e.phone import Phone

from fire import junk
from fire.callers import Told
from fire.checks import Verdict, judge
from fire.offices import served
from fire.scale import Progress, Row, nought, row, scaled

PART = "flood"
A_MINUTE = 1000
SECONDS = 180
SOON = 1.0  # seconds from press to receipt of a genuine one
EVERY = 1.0  # seconds between genuine ones


@dataclass
class Flooded:
    junk: junk.Flood
    told: Told
    pressed: list[float]
    verdict: Verdict

    @property
    def missing(self) -> int:
        """Complaints answered with a receipt, junk or not, that are nowhere."""
        answered = self.junk.sent - self.junk.refused + len(self.told.receipts)
        return max(0, answered - self.verdict.filings)

    @property
    def pace(self) -> float:
        return self.junk.sent / self.junk.seconds * 60


def flood(office: offices.Running, seconds: float) -> Flooded:
    Phone(office.public).get("/lapor/")
    process = junk.begin(office.public, A_MINUTE, seconds)
    try:
        told, pressed = genuine(office, process, Progress("flood, seconds", round(seconds)))
        done = junk.ended(process)
    finally:
        process.kill()
    return Flooded(done, told, pressed, judge(office, told))


def genuine(office: offices.Running, beside: subprocess.Popen[str], progress: Progress) -> tuple[Told, list[float]]:
    """One complaint a second as long as the flood lasts. A refusal raises."""
    told, phone, began = Told(), Phone(office.public, patience=0), time.monotonic()
    while beside.poll() is None:
        story = f"Cerita sungguhan nomor {len(told.receipts)}"
        told.receipts[phone.complain(story)] = story
        progress.at(min(progress.whole - 1, round(time.monotonic() - began)))
        time.sleep(EVERY)
    return told, phone.pressed


def rows(engine: str) -> list[Row]:
    with served(engine) as office:
        done = flood(office, scaled(SECONDS, least=10))
    longest, title = max(done.pressed), f"{engine}: "
    return [
        row(PART, f"{title}junk complaints in {done.junk.seconds:.0f} s", done.junk.sent),
        row(
            PART,
            f"{title}pace",
            round(done.pace),
            "/min",
            budget=f"≥ {A_MINUTE:,}/min",
            met=done.pace >= 0.97 * A_MINUTE,
        ),
        nought(PART, f"{title}junk refused", done.junk.refused),
        row(PART, f"{title}genuine complaints beside it", len(done.told.receipts)),
        row(
            PART,
            f"{title}a genuine one, press to receipt, longest",
            round(longest * 1000),
            "ms",
            budget=f"≤ {SOON * 1000:g} ms",
            met=longest <= SOON,
        ),
        nought(PART, f"{title}answered with a receipt and not there", done.missing + done.verdict.lost),
        nought(PART, f"{title}genuine receipts that open nothing", done.verdict.receipts_lost),
    ]
