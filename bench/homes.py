"""Throw-away homes for benchmarks, each measured in a process of its own: Django reads its settings once only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import databases

Row = dict[str, Any]
SCALE = "SUAR_BENCH_SCALE"
ENGINES = {"sqlite": "", "postgres": ", PostgreSQL"}  # and what a row says of it


def scale() -> int:
    """How many entries, children and files: 100,000 unless SUAR_BENCH_SCALE says otherwise (the budgets: 1,000,000)."""
    return int(os.environ.get(SCALE, "100000"))


def engines() -> list[str]:
    """Both, or the one that SUAR_BENCH_DATABASE names."""
    wanted = os.environ.get("SUAR_BENCH_DATABASE", "")
    return [wanted] if wanted else list(ENGINES)


def apart(module: str, *arguments: str, home: Mapping[str, str] | None = None) -> list[Row]:
    """The rows that `python -m bench.<module> …` prints, over an empty home of its own or over the one named."""
    if home is None:
        with fresh() as empty:
            return apart(module, *arguments, home=empty)
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{module}", *arguments],
        env=os.environ | home,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    rows: list[Row] = json.loads(done.stdout.splitlines()[-1])
    return rows


@contextmanager
def fresh(engine: str = "sqlite") -> Iterator[dict[str, str]]:
    """The environment of an empty home, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="suar-bench-") as folder:
        with stores(engine, Path(folder) / "postgres") as named:
            yield environment(Path(folder) / "home") | named


@contextmanager
def stores(engine: str, folder: Path) -> Iterator[dict[str, str]]:
    """SUAR_DATABASE_… of each store on this engine: nothing for files of SQLite, which lie in the home."""
    if engine == "sqlite":
        yield {}
        return
    with databases.running(folder) as named:
        yield named


def environment(home: Path) -> dict[str, str]:
    return {
        "SUAR_HOME": str(home.resolve()),
        "SUAR_DEVELOPMENT": "1",
        "SUAR_RELAXED_SIGN_IN": "1",
        "SUAR_FLOOD_RATE": "1000000",
        "DJANGO_SETTINGS_MODULE": "suar.config.settings.desk",
    }


def open_home() -> None:
    """Keys and tables in SUAR_HOME, for the process that measures."""
    import django

    django.setup()
    from suar.config import home
    from suar.core.vault import keyring

    path = Path(os.environ["SUAR_HOME"])
    path.mkdir(parents=True, exist_ok=True)
    home.make_directories(path)
    keyring.create(path / "secret")
    home.migrate()


def an_officer() -> Any:
    """A province's reference data and an office with one person, who may do all that staff may."""
    from suar.config.home import load_reference_data
    from suar.core.ledger.actors import OPERATOR
    from suar.registry.accounts import actions as accounts

    load_reference_data()
    office = accounts.found_office(code="kalbar", name="KPPAD Contoh", by=OPERATOR)
    user = accounts.add_user(username="rani", name="Rani Contoh", password="kata-sandi-untuk-ukuran", by=OPERATOR)
    accounts.appoint(user=user, office=office, role="ketua", by=OPERATOR)
    return the_officer()


def the_officer() -> Any:
    from suar.registry.accounts.models import User

    return User.objects.get(username="rani")


def row(
    name: str,
    figure: float,
    unit: str,
    budget: str = "",
    yardstick: float | None = None,
    ratio: float | None = None,
) -> Row:
    """One line of the table. The ratio is the figure against its yardstick, unless it is given."""
    if yardstick and ratio is None:
        ratio = figure / yardstick
    return {"name": name, "figure": figure, "unit": unit, "budget": budget, "yardstick": yardstick, "ratio": ratio}


def number(count: int) -> str:
    return f"{count:,}"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
