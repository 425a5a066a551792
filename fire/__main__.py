"""`make fire`: every part, on both engines, with progress; build/fire.json and docs/reliability.md after it.

`python -m fire kills load` runs the named parts. SUAR_FIRE_SCALE=0.02 is a taste of each. A part that breaks takes no
other with it."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime

from bench.__main__ import machine

from fire import document, flood, fuzz, kills, load, outage
from fire.scale import Row, say, scale

BOTH = ("sqlite", "postgres")
# Name → its rows on one engine, and the engines it runs on, in this order.
PARTS: dict[str, tuple[Callable[[str], list[Row]], tuple[str, ...]]] = {
    "load": (load.rows, BOTH),
    "flood": (flood.rows, BOTH),
    "outage": (outage.rows, BOTH),
    "kills": (kills.rows, BOTH),
    "fuzz": (fuzz.rows, ("both",)),
}


def main(wanted: list[str]) -> int:
    """How much is not as it must be: rows not met and parts that broke."""
    if unknown := [name for name in wanted if name not in PARTS]:
        raise SystemExit(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    runs = [(name, engine) for name in PARTS if not wanted or name in wanted for engine in PARTS[name][1]]
    rows, broken, began = list[Row](), list[str](), time.monotonic()
    for place, (name, engine) in enumerate(runs, 1):
        say(f"{place} of {len(runs)}: {name}, {engine} …")
        start = time.monotonic()
        try:
            rows += PARTS[name][0](engine)
        except Exception:  # noqa: BLE001 - whatever broke, the other parts still have something to say
            traceback.print_exc()
            broken.append(f"{name}, {engine}")
        say(f"{name}, {engine}: {time.monotonic() - start:.0f} s")
        facts = facts_of(rows, broken, time.monotonic() - began)
        document.keep(facts)
    if not wanted:
        document.write(facts)
    return show(rows, broken, time.monotonic() - began)


def facts_of(rows: list[Row], broken: list[str], seconds: float) -> dict[str, object]:
    on = datetime.now(UTC).date().isoformat()
    return {
        "on": on,
        "machine": machine(),
        "scale": scale(),
        "seconds": round(seconds),
        "broken": broken,
        "rows": rows,
    }


def show(rows: list[Row], broken: list[str], seconds: float) -> int:
    for one in rows:
        print(document.line(one))
    wrong = [one["name"] for one in rows if one["met"] is False]
    say(f"in all: {seconds / 60:.1f} min; not met: {len(wrong)}; broken: {', '.join(broken) or 'none'}")
    return len(wrong) + len(broken)


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
