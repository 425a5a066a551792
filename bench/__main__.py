"""`make bench`: every row of the budget that exists, beside its yardstick, with the machine; also build/bench.json."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

# In the order of docs/performance.md.
MODULES = ("public_form", "desk", "cases", "search", "clocks", "ledger", "merkle", "report", "register")


def machine() -> str:
    model = ""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else ""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {model or platform.machine()}, {memory:.0f} GiB, Python {platform.python_version()}"


def main(wanted: list[str]) -> None:
    rows: list[dict[str, Any]] = []
    for name in MODULES:
        if wanted and name not in wanted:
            continue
        start = time.perf_counter()
        found = import_module(f"bench.{name}").rows()
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
        rows += found
    print(f"\n{machine()}\n")
    print(f"{'what':66} {'figure':>12} {'budget':>16} {'yardstick':>12} {'ratio':>7}")
    for row in rows:
        print(
            f"{row['name'][:66]:66} {_shown(row['figure'])} {row['unit']:<4}{row.get('budget') or '':>13} "
            f"{_shown(row.get('yardstick'))} {_shown(row.get('ratio'))}"
        )
    build = Path("build")
    build.mkdir(exist_ok=True)
    (build / "bench.json").write_text(json.dumps({"machine": machine(), "rows": rows}, indent=1, default=str))
    (build / "bench.md").write_text(markdown(rows), encoding="utf-8")


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
    main(sys.argv[1:])
