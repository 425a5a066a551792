"""`suar safeguards`: for whoever keeps the machine, in the name of a leader who is beside them."""

from __future__ import annotations

import click

from suar.casework.safeguards import actions
from suar.core.errors import DomainError
from suar.registry.accounts.models import User


@click.group("safeguards")
def safeguards() -> None:
    """Files that nobody has a reason to open."""


@safeguards.command("plant")
@click.option("--by", "name", required=True, help="User name of the leader who plants it; their office keeps it.")
def plant(name: str) -> None:
    """Make an invented child's file. It raises an alarm once its leaders have closed it, on their page."""
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise click.ClickException(f"Nobody is called {name}, or the account is closed.")
    try:
        case = actions.plant(office=user.office, by=user)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(case.number)
