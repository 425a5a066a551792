"""The `suar` command. Every subcommand takes `--home DIR` (or SUAR_HOME), `--help`, gives an exit status, and answers
in JSON where it answers a question.

The home must be known before Django's settings are read, and Django before an app's commands are imported; so `--home`
is taken from the line first, and subcommands are imported only when they are named."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

NO_HOME = "/nonexistent/suar-home"

# name → (module, attribute, needs an existing home, one line of help)
COMMANDS: dict[str, tuple[str, str, bool, str]] = {
    "init": ("suar.config.operating", "init", False, "Make a new home: secrets, stores, reference data."),
    "demo": ("suar.config.demo.command", "demo", False, "Build and serve a fictional year."),
    "password": ("suar.config.operating", "password", True, "A one-time password, where no leader can give one."),
    "leader": ("suar.config.operating", "leader", True, "A leader for an office that nobody leads any more."),
    "serve": ("suar.config.serving", "serve", True, "Serve the public form, the desk and the worker."),
    "import": ("suar.casework.register.cli", "import_group", True, "Import a register."),
    "paper": ("suar.casework.paper.cli", "paper", True, "Numbered sheets to write on, as PDF."),
    "report": ("suar.insight.reports.cli", "report", True, "Reports as PDF, DOCX, XLSX and JSON."),
    "sharing": ("suar.casework.sharing.cli", "sharing", True, "Sharing agreements; whether something may go."),
    "press": ("suar.insight.press.cli", "press", False, "What a statement to the press should not say."),
    "ledger": ("suar.core.ledger.cli", "ledger", True, "Verify and read the ledger."),
    "vault": ("suar.casework.retention.cli", "vault", True, "Keys: status, rotation, erasure, search tokens."),
    "clocks": ("suar.config.operating", "clocks", False, "Due moments and the rules they come from."),
    "rights": ("suar.casework.rights.cli", "rights", True, "Whether a child's data may be given to who asks."),
    "names": ("suar.casework.children.cli", "names", False, "Whether two names may be one person's."),
    "hooks": ("suar.core.hooks_cli", "hooks", False, "Where an app plugs in, and who listens."),
    "tick": ("suar.config.operating", "tick", True, "Do once what the worker does each minute."),
    "doctor": ("suar.desk.cli", "doctor", True, "Is the house in order: disk, clock, queues, copies, heads."),
    "upgrade": ("suar.config.operating", "upgrade", True, "Back up, migrate, verify."),
    "backup": ("suar.core.ledger.vault_cli", "backup", True, "An encrypted backup while serving."),
    "drill": ("suar.config.drilling", "drill", True, "Restore last night's copy into an empty home, as a rehearsal."),
    "restore": ("suar.core.ledger.vault_cli", "restore", False, "Restore a backup into an empty home."),
}


WITHOUT_HOME = {"witness", "check-inclusion"}  # below a command that needs one: they run on somebody else's machine
WITHOUT_DJANGO = {"demo", "serve"}  # what only watches over processes starts at once; demo loads it to build


class Suar(click.Group):
    """Finds a subcommand by name and imports it then."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, needs_home, _ = COMMANDS[cmd_name]
        if cmd_name not in WITHOUT_DJANGO:
            start_django()
        command: click.Command = getattr(importlib.import_module(module), attribute)
        take_home(command, required=needs_home)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """What stops a command is told in one line with exit status 1; only a fault of the program is a traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            text = in_words(error)
            if text is None:
                raise
            raise click.ClickException(text) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, _, _, help_) in COMMANDS.items()])


def in_words(error: Exception) -> str | None:
    """What an operator can do something about, in a sentence; None for a fault of the program."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from suar.config.standing import Unfit
    from suar.core.alone import InUse
    from suar.core.errors import DomainError
    from suar.core.vault.master import VaultLocked

    if isinstance(error, DatabaseError):
        return f"A store does not answer: {error}".strip()
    if isinstance(error, (DomainError, ImproperlyConfigured, InUse, OSError, Unfit, VaultLocked)):
        return str(error)
    return None


def take_home(command: click.Command, *, required: bool) -> None:
    """Add `--home` to a command and to all below it. The value was read before; here it is checked and documented."""
    if any(parameter.name == "home" for parameter in command.params):
        return

    def check(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
        if required and not ctx.resilient_parsing and os.environ["SUAR_HOME"] == NO_HOME:
            raise click.UsageError("Which home? Give --home DIR or set SUAR_HOME.", ctx)
        if required and not ctx.resilient_parsing and not (Path(os.environ["SUAR_HOME"]) / "secret").exists():
            raise click.UsageError(f"{os.environ['SUAR_HOME']} is not a home yet: run `suar init --home DIR`.", ctx)
        if required and not ctx.resilient_parsing and isinstance(ctx.find_root().command, Suar):
            look_at_home(upgrading=ctx.command.name == "upgrade")

    if isinstance(command, click.Group):
        for child in command.commands.values():
            take_home(child, required=required and child.name not in WITHOUT_HOME)
    command.params.append(home_option(None if isinstance(command, click.Group) else check))


def look_at_home(*, upgrading: bool) -> None:
    """Refuse a home that cannot be worked in, in one line."""
    from suar.config.standing import Unfit, check

    try:
        check(Path(os.environ["SUAR_HOME"]), upgrading=upgrading)
    except Unfit as error:
        raise click.ClickException(str(error)) from None


def home_option(check: Callable[..., None] | None = None) -> click.Option:
    """`--home DIR`, wherever it stands on the line; only the command that runs checks it."""
    return click.Option(
        ["--home"],
        metavar="DIR",
        expose_value=False,
        callback=check,
        help="The office's home directory (or SUAR_HOME).",
    )


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suar.config.settings.desk")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def home_in(arguments: Sequence[str]) -> str | None:
    """The value of `--home` wherever it stands on the line."""
    for i, argument in enumerate(arguments):
        if argument == "--home" and i + 1 < len(arguments):
            return arguments[i + 1]
        if argument.startswith("--home="):
            return argument.removeprefix("--home=")
    return None


@click.group(cls=Suar, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="suar")
def suar() -> None:
    """Suar, the working system of a child protection commission."""


suar.params.append(home_option())


def main() -> None:
    home = home_in(sys.argv[1:]) or os.environ.get("SUAR_HOME") or NO_HOME
    os.environ["SUAR_HOME"] = str(Path(home).resolve())
    suar.main(prog_name="suar")
