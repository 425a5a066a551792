"""`suar demo`: build a fictional year once, then serve it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import click

from suar.config.demo.cast import NEIGHBOUR, PASSWORD, PEOPLE
from suar.config.serving import run_supervisor
from suar.config.standing import DEMO

# Of an office's settings the demo hears those alone that lead to nobody's stores, keys, form, mail or provider.
HARMLESS = {
    "SUAR_HOME",
    "SUAR_ALLOWED_HOSTS",
    "SUAR_DEVELOPMENT",
    "SUAR_EXIT_URL",
    "SUAR_FLOOD_RATE",
    "SUAR_RELAXED_SIGN_IN",
    "SUAR_TRUSTED_PROXIES",
}


@click.command()
@click.option("--public", default="localhost:8000", show_default=True, metavar="HOST:PORT")
@click.option("--desk", default="localhost:8001", show_default=True, metavar="HOST:PORT")
@click.option("--build-only", is_flag=True, help="Build, do not serve.")
def demo(public: str, desk: str, build_only: bool) -> None:
    """A fictional year of West Kalimantan, built through the same actions as real work, then served.

    Everybody in it is invented. Signing in needs no second factor here."""
    forget_the_office()
    home = Path(os.environ["SUAR_HOME"])
    if str(home).startswith("/nonexistent"):
        raise click.UsageError("Where to? Give --home DIR or set SUAR_HOME.")
    if not (home / DEMO).exists():
        if (home / "secret").exists() and not (home / DEMO).parent.joinpath("demo.building").exists():
            raise click.ClickException(f"{home} holds an office that is not a demo. Choose another directory.")
        _build(home)
    click.echo(_welcome(public, desk, home))
    if build_only:
        return
    os.environ["SUAR_RELAXED_SIGN_IN"] = "1"
    os.environ["SUAR_DEVELOPMENT"] = "1"
    os.environ["SUAR_EMAIL"] = f"file:{quote(str(mail_of(home)))}"  # printed, it would push the accounts off the screen
    run_supervisor(public, desk)


def forget_the_office() -> None:
    """Whoever tries the demo in the shell of an office has that office's settings in it."""
    for name in [name for name in os.environ if name.startswith("SUAR_") and name not in HARMLESS]:
        del os.environ[name]


def _build(home: Path) -> None:
    """The whole program is loaded only for this: a second start has nothing to build and must be quick."""
    from suar.config.cli import start_django

    start_django()
    from suar.config.demo.building import build

    build(home)


def mail_of(home: Path) -> Path:
    """Where what would be mailed can be read."""
    return home.resolve() / "mail"


def _welcome(public: str, desk: str, home: Path) -> str:
    lines = [
        "",
        f"  public form   http://{public}",
        f"  desk          http://{desk}",
        f"  e-mail        {home / 'mail'}",
        "",
        f"  password of everyone: {PASSWORD}",
    ]
    lines += [f"  {role.replace('_', '-'):18} {name}" for role, name in (PEOPLE | NEIGHBOUR).items()]
    return "\n".join([*lines, "", "  Ctrl-C stops all processes.", ""])
