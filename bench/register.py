"""A register of 10,000 rows imported, staged and shown, as `suar import register` does it: children with their keys and
search tokens, files, the rows as written, review duties, and the ledger over all of it.

Yardstick: the same file read by the same reader and nothing stored. The bare cells, as the spreadsheet library gives
them, stand beside it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.homes import Row, apart, number, open_home, say
from bench.register_file import seconds_to_read_alone, write_register

ROWS = 10_000
BUDGET_SECONDS, BUDGET_RATIO = 20.0, 5.0


def rows() -> list[Row]:
    return apart("register")


def measure() -> list[Row]:
    open_home()
    with tempfile.TemporaryDirectory(prefix="suar-bench-") as folder:
        path = Path(folder) / "register.xlsx"
        say(f"register: writing {number(ROWS)} rows")
        write_register(path, ROWS)
        return measured(path)


def measured(path: Path) -> list[Row]:
    from suar.casework.register import actions
    from suar.casework.register.reader import read_register
    from suar.core.ledger.actions import sequence_all
    from suar.core.ledger.actors import OPERATOR
    from suar.core.ledger.verify import verify
    from suar.registry.accounts.actions import found_office

    office = found_office(code="kalbar", name="KPPAD Kalimantan Barat", by=OPERATOR)
    cells = min(seconds_to_read_alone(path) for _ in range(2))
    reading = min(timed(lambda: read_register(path))[0] for _ in range(2))
    staging, run = timed(lambda: actions.stage(path=path, file_name=path.name, office=office, by=OPERATOR))
    showing, run = timed(lambda: actions.make_visible(run=run, by=OPERATOR))
    again, second = timed(lambda: actions.stage(path=path, file_name=path.name, office=office, by=OPERATOR))
    undoing, _ = timed(lambda: actions.undo(run=run, by=OPERATOR, why="bench"))
    sequence_all()
    if (run.accepted, second.duplicates) != (ROWS, ROWS) or not verify().sound:
        raise SystemExit("the benchmark's import is not whole")
    whole = staging + showing
    name = f"import a register of {number(ROWS)} rows"
    return [
        row(name, whole, f"≤ {BUDGET_SECONDS:g} s, ≤ {BUDGET_RATIO:g} ×", reading),
        row(f"{name}: against its bare cells", whole, None, cells),
        row(f"{name}: reading it, against its bare cells", reading, None, cells),
        row(f"{name}: showing it, with its review duties", showing),
        row(f"{name}: the same file again", again),
        row(f"{name}: undoing it", undoing),
    ]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def row(name: str, figure: float, budget: str | None = None, yardstick: float | None = None) -> Row:
    return {
        "name": name,
        "figure": round(figure, 2),
        "unit": "s",
        "budget": budget,
        "yardstick": yardstick and round(yardstick, 2),
        "ratio": yardstick and round(figure / yardstick, 2),
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
