"""A throw-away home for a benchmark of the stores, in a process of its own: Django reads its settings once only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

Row = dict[str, Any]
SCALE = "SUAR_BENCH_SCALE"


def scale() -> int:
    """How many entries, children and files: 100,000 unless SUAR_BENCH_SCALE says otherwise (the budgets: 1,000,000)."""
    return int(os.environ.get(SCALE, "100000"))


def apart(module: str) -> list[Row]:
    """The rows that `python -m bench.<module>` prints, over an empty home of its own."""
    with tempfile.TemporaryDirectory(prefix="suar-bench-") as folder:
        environment = os.environ | {
            "SUAR_HOME": folder,
            "SUAR_DEVELOPMENT": "1",
            "DJANGO_SETTINGS_MODULE": "suar.config.settings.desk",
        }
        done = subprocess.run(
            [sys.executable, "-m", f"bench.{module}"], env=environment, stdout=subprocess.PIPE, check=True, text=True
        )
    rows: list[Row] = json.loads(done.stdout)
    return rows


def open_home() -> None:
    """Keys and tables in SUAR_HOME, for the process that measures."""
    import django

    django.setup()
    from suar.config import home
    from suar.core.vault import keyring

    path = Path(os.environ["SUAR_HOME"])
    home.make_directories(path)
    keyring.create(path / "secret")
    home.migrate()


def number(count: int) -> str:
    return f"{count:,}"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
