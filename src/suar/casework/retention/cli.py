"""`suar vault erase`: the operator's hand in an emergency. The usual way is an act of two persons at the desk."""

from __future__ import annotations

import sys
from uuid import UUID

import click

from suar.casework.retention import actions
from suar.casework.retention.models import Why
from suar.core.ledger.cli import as_json
from suar.core.ledger.copies import ASSUMED
from suar.core.ledger.vault_cli import answer, refused_in_words, vault
from suar.registry.accounts.models import User

__all__ = ["vault"]


@vault.command("erase")
@click.argument("subject", type=click.UUID)
@click.option("--why", required=True, type=click.Choice(Why.values), help="The reason: it stands in the ledger.")
@click.option("--first", required=True, help="User name of who asked for it.")
@click.option("--second", required=True, help="User name of the leader who agreed; somebody else.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
def erase(subject: UUID, why: str, first: str, second: str, yes: bool, in_json: bool) -> None:
    """Destroy the key of SUBJECT (the id of a child, complaint or finding) without waiting. What is held, still worked
    on or in an act is refused; the paper is made, the leaders get an alarm."""
    people = [_user(name) for name in (first, second)]
    if not yes and sys.stdin.isatty():
        click.confirm(f"Destroy the key of {subject} for ever?", abort=True, err=True)
    act = refused_in_words(lambda: actions.erase_at_once(subject=subject, why=why, first=people[0], second=people[1]))
    until = {"no_backup_opens_it_from": str(act.unreadable_from), "provided_that": ASSUMED}
    answer({"subject": str(subject), "paper": act.number} | until, in_json)


def _user(name: str) -> User:
    found = User.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise click.ClickException(f"Nobody is called {name}, or the account is closed.")
    return found
