"""A thousand junk complaints a minute and half as many messages, sorted as the product sorts them: none refused, none
lost, a genuine one has its receipt within a second, and what was set apart comes to the desk when staff let it
through."""

from __future__ import annotations

import re
import subprocess
import time
from dataclasses import dataclass

from e2e import office as offices
from e2e.phone import Phone

from fire import junk
from fire.callers import Clerk, Told
from fire.checks import Verdict, at_rest, judge
from fire.offices import served
from fire.scale import Progress, Row, nought, row, scaled

PART = "flood"
A_MINUTE = 1000
SECONDS = 180
SOON = 1.0  # seconds from press to receipt of a genuine one
EVERY = 1.0  # seconds between genuine ones
BEGUN = 0.9  # of the genuine ones were begun before the flood: a child does not fill in eight screens in no time
QUARANTINE = "/pengaduan/karantina/"
HIDDEN = '<input type="hidden" name="{}" value="([^"]+)">'
GROUP = re.compile("".join(HIDDEN.format(name) for name in ("hari", "sebab", "jenis")))


@dataclass
class Flooded:
    """`sorted`: counts when all that reached the desk by itself was there; `presses`: by which staff let the rest
    through; `verdict`: after that."""

    junk: junk.Flood
    told: Told
    pressed: list[float]
    sorted: dict[str, int]
    presses: int
    verdict: Verdict

    @property
    def unaccounted(self) -> int:
        """Filings that were neither at the desk nor waiting in quarantine when all was at rest."""
        return self.sorted["filings"] - self.sorted["complaints"] - self.sorted["quarantined"]

    @property
    def missing(self) -> int:
        """Complaints answered with a receipt and messages called sent, junk or not, that are nowhere."""
        answered = self.junk.sent + self.junk.messages - self.junk.refused + len(self.told.receipts)
        return max(0, answered - self.verdict.filings - self.verdict.further)

    @property
    def pace(self) -> float:
        return self.junk.sent / self.junk.seconds * 60


def flood(office: offices.Running, seconds: float) -> Flooded:
    """On an office that sorts by the product's own rate and has nothing yet."""
    stories = [f"Cerita sungguhan nomor {n}" for n in range(int(seconds / EVERY * BEGUN))]
    begun = [(story, Phone(office.public).review(story)) for story in stories]
    process = junk.begin(office.public, A_MINUTE, seconds)
    try:
        told, pressed = genuine(office, process, begun, Progress("flood, seconds", round(seconds)))
        done = junk.ended(process)
    finally:
        process.kill()
    at_the_desk = at_rest(office)
    return Flooded(done, told, pressed, at_the_desk, let_all_through(office), judge(office, told))


def genuine(
    office: offices.Running, beside: subprocess.Popen[str], begun: list[tuple[str, str]], progress: Progress
) -> tuple[Told, list[float]]:
    """One complaint a second as long as the flood lasts, first those that were begun before it. A refusal raises."""
    told, phone, began = Told(), Phone(office.public, patience=0), time.monotonic()
    while beside.poll() is None:
        story = f"Cerita sungguhan sesudahnya {len(told.receipts)}"
        story, review = begun.pop(0) if begun else (story, phone.review(story))
        told.receipts[phone.send(review)] = story
        progress.at(min(progress.whole - 1, round(time.monotonic() - began)))
        time.sleep(EVERY)
    return told, phone.pressed


def let_all_through(office: offices.Running) -> int:
    """As staff do it: of each group one, to see what it is, then all of them, until none waits. Returns the presses."""
    clerk, presses = Clerk(office), 0
    clerk.sign_in()
    _, page = clerk.ask("GET", QUARANTINE)
    for how in ("satu", "semua"):
        while groups := GROUP.findall(page):
            for day, why, what in groups:
                fields = {"hari": day, "sebab": why, "jenis": what, "aksi": how}
                status, text = clerk.press(f"{QUARANTINE}loloskan/", page, **fields)
                assert status == 302, f"not let through: {status} {text[:200]}"
                presses += 1
            _, page = clerk.ask("GET", QUARANTINE)
            if how == "satu":
                break
    return presses


def rows(engine: str) -> list[Row]:
    with served(engine, flood_rate=offices.OWN_RATE) as office:
        done = flood(office, scaled(SECONDS, least=10))
    title = f"{engine}: "
    return [*_sent(done, title), *_sorted(done, title)]


def _sent(done: Flooded, title: str) -> list[Row]:
    """What came, and how those fared who were genuine."""
    longest, in_time = max(done.pressed), done.pace >= 0.97 * A_MINUTE
    pressed, soon = f"{title}a genuine one, press to receipt, longest", f"≤ {SOON * 1000:g} ms"
    return [
        row(PART, f"{title}junk complaints in {done.junk.seconds:.0f} s", done.junk.sent),
        row(PART, f"{title}junk messages beside them, half of them under one receipt", done.junk.messages),
        row(PART, f"{title}pace", round(done.pace), "/min", budget=f"≥ {A_MINUTE:,}/min", met=in_time),
        nought(PART, f"{title}junk refused", done.junk.refused),
        row(PART, f"{title}genuine complaints beside it", len(done.told.receipts)),
        row(PART, pressed, round(longest * 1000), "ms", budget=soon, met=longest <= SOON),
    ]


def _sorted(done: Flooded, title: str) -> list[Row]:
    """What became of all of it."""
    complaints, messages, after = done.sorted["quarantined"], done.sorted["apart"], done.verdict
    apart = f"{title}set apart, sealed; the others reached the desk by themselves"
    return [
        row(PART, apart, complaints, budget="> 0", met=complaints > 0),
        row(PART, f"{title}messages set apart, sealed", messages, budget="> 0", met=messages > 0),
        nought(PART, f"{title}neither set apart nor at the desk", done.unaccounted),
        row(PART, f"{title}presses by which staff let all of it through", done.presses),
        nought(PART, f"{title}left in quarantine or not taken over", after.quarantined + after.apart + after.waiting),
        nought(PART, f"{title}messages that did not reach their complaint", after.unlaid),
        nought(PART, f"{title}answered with a receipt and not there", done.missing + after.lost),
        nought(PART, f"{title}genuine receipts that open nothing", after.receipts_lost),
    ]
