"""`suar paper`: numbered sheets to write on, before the power goes."""

from __future__ import annotations

from pathlib import Path

import click

from suar.casework.paper import actions, rendering, rules
from suar.casework.paper.models import Kind
from suar.core.errors import DomainError
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Office


@click.group("paper")
def paper() -> None:
    """Numbered sheets to write on where there is no power or no signal."""


@paper.command("print")
@click.option("--kind", type=click.Choice(Kind.values), default=Kind.INTAKE.value, show_default=True)
@click.option("--count", type=click.IntRange(1, rules.MOST), default=20, show_default=True, help="Sheets in the pad.")
@click.option("--office", "code", default="", help="Code of the office; needed where there are several.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where the PDF goes.")
def print_pad(kind: str, count: int, code: str, out: Path) -> None:
    """A new pad as PDF. Its codes are in this file alone: print it, then delete it. It cannot be made again."""
    if out.exists():
        raise click.ClickException(f"{out} is there already. Choose another name.")
    offices = list(Office.objects.filter(code=code) if code else Office.objects.all()[:2])
    if len(offices) != 1:
        raise click.ClickException("Name the office by its code: --office.")
    try:
        printed = actions.print_pad(office=offices[0], by=OPERATOR, kind=kind, count=count)
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from None
    out.touch(mode=0o600)
    out.write_bytes(rendering.pdf(printed))
    sequence_all()
    click.echo(f"{printed.pad.number}: {count} sheets ({kind}) in {out}. Print it, then delete the file.")
