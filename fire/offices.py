"""An office under fire: served as a service manager serves it, which starts again what has ended, on either engine."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import homes
from e2e import office as offices
from e2e.processes import alive, below

# What a surface's or the worker's processes have in their command line; the supervisor is the one that was started.
PARTS = {"public worker": "asgi.public", "desk": "asgi.desk", "worker": "suar.config.worker"}
SUPERVISOR = "supervisor"


@contextmanager
def served(engine: str, *, flood_rate: str = offices.NO_FLOOD) -> Iterator[offices.Running]:
    """A new office of one person a role, gone afterwards whatever was killed meanwhile."""
    with tempfile.TemporaryDirectory(prefix="suar-fire-") as folder:
        with homes.stores(engine, Path(folder) / "postgres") as stores:
            office = offices.make(Path(folder) / "home", stores, flood_rate=flood_rate)
            office.start()
            try:
                yield office
            finally:
                end(office)


def end(office: offices.Running) -> None:
    """A clean stop; what will not stop is killed."""
    assert office.process is not None
    office.process.send_signal(signal.SIGINT)
    try:
        office.process.wait(15)
    finally:
        kill_whole(office)


def everything(office: offices.Running) -> list[int]:
    """The supervisor first, so that it starts none of the others again."""
    assert office.process is not None
    return [office.process.pid, *(pid for pid, _ in below(office.process.pid))]


def kill(pid: int) -> bool:
    """kill -9. Whether there was somebody to kill."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def kill_whole(office: offices.Running, pids: list[int] | None = None) -> None:
    """Supervisor and all below it at once, as a power cut or a service manager does. None is left when it returns.

    `pids`: who that is, looked up before: looking takes longer than a press."""
    assert office.process is not None
    pids = pids or everything(office)
    for pid in pids:
        kill(pid)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if pid != office.process.pid:  # each child leads a group: one that it has just started goes with it
                os.killpg(pid, signal.SIGKILL)
    office.process.wait()
    deadline = time.monotonic() + 10
    while any(map(alive, pids)):
        assert time.monotonic() < deadline, "somebody outlived kill -9"
        time.sleep(0.005)


def victim(office: offices.Running, name: str, chance: random.Random) -> int | None:
    """One process of that part; None while there is none."""
    assert office.process is not None
    if name == SUPERVISOR:
        return office.process.pid if office.process.poll() is None else None
    found = [pid for pid, command in below(office.process.pid) if PARTS[name] in command]
    return chance.choice(found) if found else None


def start(office: offices.Running) -> None:
    """Without waiting for an answer."""
    office.process = offices.launch(office)


def answers(url: str, *, patience: float = 1.0) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=patience) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def seconds_until_served(office: offices.Running, *, at_most: float = 60.0) -> float:
    """From now until the public form answers. Raises AssertionError after `at_most`."""
    began = time.monotonic()
    while not answers(office.public + "/"):
        assert time.monotonic() - began < at_most, f"the public form did not come back in {at_most:.0f} s"
        time.sleep(0.02)
    return time.monotonic() - began
