"""`make fire`: every part, with progress; build/fire.json and docs/reliability.md after each.

`python -m fire kills load` runs the named parts, `python -m fire rest` those that have no result of this commit yet:
each keeps its rows, so that parts may be run one after another. SUAR_FIRE_SCALE=0.02 is a taste of each; it is shown
and written nowhere. A part that breaks takes no other with it."""

from __future__ import annotations

import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial

from bench.__main__ import machine

from fire import document, flood, fuzz, kills, load, outage
from fire.document import Result
from fire.scale import Row, say, scale

BOTH = ("sqlite", "postgres")
REST = "rest"
# Name → its rows on one engine, and the engines it runs on: in this order, or those in one tuple at the same time,
# where nothing that is timed against a budget is falsified by that.
PARTS: dict[str, tuple[Callable[[str], list[Row]], tuple[tuple[str, ...], ...]]] = {
    "load": (load.rows, (("sqlite",), ("postgres",))),
    "flood": (flood.rows, (("sqlite",), ("postgres",))),
    "outage": (outage.rows, (("sqlite",), ("postgres",))),
    "kills": (kills.rows, (BOTH,)),
    "fuzz": (fuzz.rows, (("both",),)),
}


def main(wanted: list[str]) -> int:
    """How much is not as it must be: rows not met and parts that broke."""
    if unknown := [name for name in wanted if name not in {*PARTS, REST}]:
        raise SystemExit(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}, and {REST}")
    chosen, began, wrong = runs(wanted), time.monotonic(), 0
    for place, (name, engines) in enumerate(chosen, 1):
        say(f"{place} of {len(chosen)}: {name}, {' and '.join(engines)} …")
        start = time.monotonic()
        with ThreadPoolExecutor(len(engines)) as pool:
            done = list(pool.map(partial(one, name), engines))
        say(f"{name}, {' and '.join(engines)}: {time.monotonic() - start:.0f} s")
        wrong += sum(show(result) for result in done)
        if scale() == 1:
            document.keep({f"{name} {result['engine']}": result for result in done})
            document.write()
    say(f"in all: {(time.monotonic() - began) / 60:.1f} min; not met or broken: {wrong}")
    return wrong


def runs(wanted: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Part and engines of each run, in their order."""
    every = [(name, engines) for name in PARTS for engines in PARTS[name][1]]
    if REST not in wanted:
        return [(name, engines) for name, engines in every if not wanted or name in wanted]
    kept, here = document.kept(), commit()
    done = {what for what, result in kept.items() if result["commit"] == here and not result["broken"]}
    return [(name, engines) for name, engines in every if any(f"{name} {engine}" not in done for engine in engines)]


def one(name: str, engine: str) -> Result:
    """One part on one engine, with where and when it ran."""
    began, rows, broken = time.monotonic(), list[Row](), False
    try:
        rows = PARTS[name][0](engine)
    except Exception:  # noqa: BLE001 - whatever broke, the other parts still have something to say
        traceback.print_exc()
        broken = True
    return {
        "engine": engine,
        "on": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "commit": commit(),
        "seconds": round(time.monotonic() - began),
        "broken": broken,
        "rows": rows,
    }


def commit() -> str:
    """What is under fire; with a plus when something else than the tables was changed since, and nothing where there
    is no repository."""
    head = _git("rev-parse", "--short=10", "HEAD")
    return head + "+" * bool(head and _git("status", "--porcelain", "--", ".", f":!{document.DOCUMENT}"))


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], capture_output=True, text=True).stdout.strip()


def show(result: Result) -> int:
    """Its lines. How many are not met, and one more for a part that broke."""
    for row in result["rows"]:
        print(document.line(row))
    return sum(row["met"] is False for row in result["rows"]) + result["broken"]


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
