"""`make bench`: every row of the budget that exists, beside its yardstick, with the machine; also build/bench.json
and build/bench.md. A bench that breaks takes no other with it."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.homes import say, scale

# In the order of docs/performance.md.
MODULES = "public_form steps desk cases search duplicates opening clocks ledger merkle report register".split()
ONLY_WHEN_NAMED = ["hour"]  # it takes one


def machine() -> str:
    model = ""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else ""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {model or platform.machine()}, {memory:.0f} GiB, Python {platform.python_version()}"


def main(wanted: list[str]) -> int:
    """Every module, or those named. A module that breaks loses its own rows alone, and is named at the end."""
    rows: list[dict[str, Any]] = []
    broken: list[str] = []
    chosen = [name for name in MODULES + ONLY_WHEN_NAMED if name in wanted] if wanted else MODULES
    began = time.perf_counter()
    for place, name in enumerate(chosen, 1):
        say(f"{place} of {len(chosen)}: {name} …")
        start = time.perf_counter()
        try:
            rows += import_module(f"bench.{name}").rows()
        except Exception:  # noqa: BLE001 - whatever broke, the other benches still have something to say
            traceback.print_exc()
            broken.append(name)
        say(f"{name}: {time.perf_counter() - start:.0f} s")
        keep(rows, broken, time.perf_counter() - began)  # after each: an hour's work survives what comes next
    show(rows)
    say(f"in all: {(time.perf_counter() - began) / 60:.1f} min" + (f"; broken: {', '.join(broken)}" if broken else ""))
    return len(broken)


def keep(rows: list[dict[str, Any]], broken: list[str], seconds: float) -> None:
    """build/bench.json and build/bench.md, as far as it got."""
    build = Path("build")
    build.mkdir(exist_ok=True)
    facts = {"machine": machine(), "scale": scale(), "seconds": round(seconds), "broken": broken, "rows": rows}
    (build / "bench.json").write_text(json.dumps(facts, indent=1, default=str), encoding="utf-8")
    (build / "bench.md").write_text(markdown(rows), encoding="utf-8")


def show(rows: list[dict[str, Any]]) -> None:
    print(f"\n{machine()}\n")
    print(f"{'what':66} {'figure':>12} {'budget':>16} {'yardstick':>12} {'ratio':>7}")
    for row in rows:
        print(
            f"{row['name'][:66]:66} {_shown(row['figure'])} {row['unit']:<4}{row.get('budget') or '':>13} "
            f"{_shown(row.get('yardstick'))} {_shown(row.get('ratio'))}"
        )


def markdown(rows: list[dict[str, Any]]) -> str:
    """The table of docs/performance.md."""
    lines = ["| what | figure | budget | yardstick | ratio |", "|---|---:|---:|---:|---:|"]
    for row in rows:
        cells = [_shown(row.get(name)).strip() for name in ("figure", "yardstick", "ratio")]
        figure = f"{cells[0]} {row['unit']}".strip()
        lines.append(f"| {row['name']} | {figure} | {row.get('budget') or ''} | {cells[1]} | {cells[2]} |")
    return "\n".join([machine(), "", *lines, ""])


def _shown(value: Any) -> str:
    if value is None:
        return f"{'–':>9}"
    if isinstance(value, float):
        return f"{value:>9.3g}" if abs(value) < 1000 else f"{value:>9.0f}"
    return f"{value!s:>9}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
