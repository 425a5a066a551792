"""The three processes of an office on one machine, each with the environment it needs and no more.

Whoever only watches over processes never loads Django: it would cost a second at each start and 70 MB for good."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from suar.config.standing import Unfit, check_files, check_stores, refuse_a_demo
from suar.config.supervisor import Child, Supervisor
from suar.core.alone import InUse, alone

CONFINED = (sys.executable, "-m", "suar.config.confinement")
PUBLIC_WORKERS = 2
DESK_WORKERS = 2  # a process has one request thread: while it draws a slow page the other answers
# All that the public process is told: where its own keys and its own store are, and how to speak to the outside.
KNOWN_OUTSIDE = (
    "PATH",
    "LANG",
    "TZ",
    "VIRTUAL_ENV",
    "SUAR_DEVELOPMENT",
    "SUAR_ALLOWED_HOSTS",
    "SUAR_TRUSTED_PROXIES",
    "SUAR_EXIT_URL",
    "SUAR_FLOOD_RATE",
    "SUAR_DATABASE_INTAKE",
)


def children(public: str, desk: str, environment: Mapping[str, str]) -> list[Child]:
    """The public form and the desk at HOST:PORT, and the worker."""
    inner = dict(environment) | {"DJANGO_SETTINGS_MODULE": "suar.config.settings.desk"}
    form = [*CONFINED, *_answering(public, "suar.config.asgi.public:application", PUBLIC_WORKERS)]
    return [
        Child("public", form, outside(environment), awaited=split(public)),
        Child("desk", _answering(desk, "suar.config.asgi.desk:application", DESK_WORKERS), inner),
        Child("worker", [sys.executable, "-m", "suar.config.worker"], inner),
    ]


def outside(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of the public process: it names neither the home nor the master key nor another store."""
    home = Path(environment["SUAR_HOME"])
    told = {name: environment[name] for name in KNOWN_OUTSIDE if name in environment}
    told.setdefault("SUAR_DATABASE_INTAKE", f"sqlite://{home / 'intake' / 'intake.sqlite3'}")
    return told | {
        "SUAR_HOME": str(home / "public"),
        "SUAR_PUBLIC_DIR": str(home / "public"),
        "DJANGO_SETTINGS_MODULE": "suar.config.settings.public",
    }


def _answering(address: str, application: str, workers: int) -> list[str]:
    return [sys.executable, "-m", "suar.config.answering", application, *split(address), str(workers)]


def split(address: str) -> tuple[str, str]:
    """`localhost:8000` → ("127.0.0.1", "8000"). Raises ValueError for anything that is not HOST:PORT."""
    host, separator, port = address.rpartition(":")
    if not separator or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError(f"{address!r} is not HOST:PORT.")
    return ("127.0.0.1" if host in {"localhost", ""} else host.strip("[]")), port


def process_environment() -> dict[str, str]:
    return dict(os.environ)


@click.command()
@click.option("--public", default="localhost:8000", show_default=True, metavar="HOST:PORT")
@click.option("--desk", default="localhost:8001", show_default=True, metavar="HOST:PORT")
def serve(public: str, desk: str) -> None:
    """Serve until Ctrl-C: the public form, the desk and one worker, each a process of its own."""
    refuse_a_demo(Path(process_environment()["SUAR_HOME"]))
    run_supervisor(public, desk)


def run_supervisor(public: str, desk: str) -> None:
    environment = process_environment()
    home = Path(environment["SUAR_HOME"])
    try:
        started = children(public, desk, environment)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    try:
        check_files(home)
        with alone(home, "serve"):
            # The stores are asked while the public form loads: a server's library alone takes a quarter of a second.
            ended = Supervisor(started, say=lambda text: click.echo(text, err=True)).run(meanwhile=check_stores)
    except (InUse, Unfit) as error:
        raise click.ClickException(str(error)) from None
    raise SystemExit(ended)
