"""Both fuzzers at once, one on each engine, then the other way round; then a part over HTTP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from typing import Any

from fire import fuzz_wire
from fire.checks import ledger_is_sound
from fire.offices import served
from fire.scale import Row, nought, row, say, scaled

PART = "fuzz"
PUBLIC, DESK, WIRE = 100_000, 20_000, 4_000
ENGINES = ("sqlite", "postgres")


def rows(_engine: str = "") -> list[Row]:
    found = []
    for what, whole in (("public", PUBLIC), ("desk", DESK)):
        asked = scaled(whole, least=400)
        done = on_both(what, -(-asked // 2))
        found += table(what, whole, done)
    return [*found, *over_http()]


def on_both(what: str, requests: int) -> list[dict[str, Any]]:
    """As many on each engine, at the same time: two processes for two cores."""
    seed = time.time_ns() % 2**31
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", f"fire.fuzz_{what}", str(requests), str(seed + n * 10**6)],
            env=os.environ | {"SUAR_TEST_DATABASE": engine},
            stdout=subprocess.PIPE,
            text=True,
        )
        for n, engine in enumerate(ENGINES)
    ]
    told = [process.communicate()[0] for process in processes]
    if any(process.returncode for process in processes):
        raise RuntimeError(f"the fuzzer of {what} broke")
    return [json.loads(text) for text in told]


def table(what: str, whole: int, done: list[dict[str, Any]]) -> list[Row]:
    requests = sum(one["requests"] for one in done)
    reached = {page for one in done for page in one["reached"]}
    failures = [failure for one in done for failure in one["failures"]]
    statuses = sum((Counter(one["statuses"]) for one in done), Counter[str]())
    for failure in failures:
        say(f"  {what}: {failure}")
    shown = ", ".join(f"{status}: {times:,}" for status, times in sorted(statuses.items()))
    wrong = "5xx, write by GET, door opened against the table, word or entry of another office"
    title, pairs = f"{what}, both engines", "pages" if what == "public" else "pairs of role and page"
    return [
        row(PART, f"{title}: generated requests ({shown})", requests, budget=f"≥ {whole:,}", met=requests >= whole),
        row(PART, f"{title}: {pairs} reached", len(reached)),
        nought(PART, f"{title}: {wrong}", len(failures)),
    ]


def over_http() -> list[Row]:
    requests = scaled(WIRE, least=100)
    with served("sqlite") as office:
        found = fuzz_wire.fuzz(office, requests, first=time.time_ns() % 2**31)
        sound = ledger_is_sound(office)
    for failure in found.failures:
        say(f"  http: {failure}")
    shown = ", ".join(f"{status}: {times:,}" for status, times in sorted(found.statuses.items()))
    return [
        row(PART, f"over HTTP, raw bytes to both surfaces ({shown}; 0 is a closed connection)", found.requests),
        nought(PART, "over HTTP: 5xx, no answer, a process that ended", len(found.failures)),
        row(PART, "over HTTP: ledger verifies afterwards", "yes" if sound else "no", budget="yes", met=sound),
    ]
