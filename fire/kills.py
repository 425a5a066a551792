"""kill -9 at random moments, while children file and a clerk writes down: no shown receipt is lost, no complaint is
there twice, none without its key, and the ledger verifies.

A killed supervisor is started again at once, as systemd does it (`Restart=always`)."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from e2e import office as offices
from e2e.processes import serving

from fire.callers import Told, calling
from fire.checks import Verdict, judge
from fire.offices import SUPERVISOR, answers, kill, served, start, victim
from fire.scale import Progress, Row, nought, row, say, scaled

CLIENTS = 6
WHOLE = {"sqlite": 1000, "postgres": 200}
LONGEST = 600.0  # seconds that receipts are waited for
PAUSE = 0.9  # seconds between two kills on average
# A supervisor takes everything with it, so it is shot at less often.
TARGETS = {"public worker": 0.35, "worker": 0.3, "desk": 0.25, SUPERVISOR: 0.1}
PART = "kills"


@dataclass
class Shot:
    """How it went: kills by target, what people were told, what the stores say."""

    kills: Counter[str]
    told: Told
    verdict: Verdict
    seconds: float
    away: list[float] = field(default_factory=list)  # seconds without a public form after a supervisor's death
    left: int = 0  # processes of the office that run on after its end

    @property
    def well(self) -> bool:
        return self.verdict.well and not self.left and not self.told.differed and not self.told.failed


def shoot(
    office: offices.Running, kills: int, seed: int, *, least: int = 0, note: Callable[[int], None] = lambda done: None
) -> Shot:
    """So many kills under load, and more until `least` receipts were shown (or ten minutes are over), then the
    verdict."""
    chance, killed, away = random.Random(seed), Counter[str](), list[float]()
    began = time.monotonic()
    with calling(office, CLIENTS, chance) as told:
        while killed.total() < kills or (len(told.receipts) < least and time.monotonic() - began < LONGEST):
            time.sleep(chance.expovariate(1 / PAUSE))
            (name,) = chance.choices(list(TARGETS), list(TARGETS.values()))
            pid = victim(office, name, chance)
            if pid is None or not kill(pid):
                continue
            killed[name] += 1
            note(killed.total())
            if name == SUPERVISOR:
                restart(office, away)
        seconds = time.monotonic() - began
    return Shot(killed, told, judge(office, told), seconds, away)


def restart(office: offices.Running, away: list[float]) -> None:
    """Start it again and note, beside the next kills, how long nobody could file."""
    assert office.process is not None
    office.process.wait()
    start(office)
    threading.Thread(target=_note_return, args=(office, away, time.monotonic()), daemon=True).start()


def _note_return(office: offices.Running, away: list[float], since: float) -> None:
    while not answers(office.public + "/"):
        if time.monotonic() - since > 60:
            break
        time.sleep(0.05)
    away.append(time.monotonic() - since)


def rows(engine: str) -> list[Row]:
    whole = scaled(WHOLE[engine], least=8)
    progress = Progress(f"kills, {engine}", whole)
    with served(engine) as office:
        shot = shoot(office, whole, seed=time.time_ns(), note=progress.at)
    shot.left = len(serving(office.home))
    for failure in [*shot.told.failed, *shot.told.differed][:10]:
        say(f"  failed: {failure}")
    return table(engine, whole, shot)


def table(engine: str, whole: int, shot: Shot) -> list[Row]:
    verdict, told = shot.verdict, shot.told
    by_target = ", ".join(f"{name} {shot.kills[name]}" for name in TARGETS)
    asked = WHOLE[engine]
    longest, title = round(max(shot.away, default=0.0), 2), f"{engine}: "
    closed = verdict.without_key + verdict.unopened
    return [
        row(PART, f"{title}kill -9 ({by_target})", whole, budget=f"{asked:,}", met=whole >= asked),
        row(PART, f"{title}minutes under fire", round(shot.seconds / 60, 1), "min"),
        row(PART, f"{title}receipts shown, of them pressed again afterwards {len(told.again)}", len(told.receipts)),
        row(PART, f"{title}complaints that the desk answered for", len(told.desk)),
        nought(PART, f"{title}shown receipts that open nothing", verdict.receipts_lost),
        nought(PART, f"{title}stories answered for that are not there", verdict.lost),
        nought(PART, f"{title}stories there twice", verdict.doubled),
        nought(PART, f"{title}second press with another receipt", len(told.differed)),
        nought(PART, f"{title}complaints without their key, or that do not open", closed),
        nought(PART, f"{title}filings left in the intake", verdict.waiting),
        nought(PART, f"{title}callers that met something that is no answer", len(told.failed)),
        nought(PART, f"{title}processes that outlive the office", shot.left),
        row(PART, f"{title}ledger verifies", "yes" if verdict.sound else "no", budget="yes", met=verdict.sound),
        row(PART, f"{title}public form away after a killed supervisor, longest", longest, "s"),
    ]
