"""Who may, and how a step of a letter is written down."""

from __future__ import annotations

from suar.casework.conflicts.withheld import not_yours
from suar.casework.letters.models import Letter
from suar.core import ledger
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def may_touch(by: Actor, permission: Permission, letter: Letter) -> None:
    """The permission in its office, and the letter names no file that is withheld. Raises Refused, in words that tell
    nothing."""
    require(by, permission, letter.office_id)
    if isinstance(by, User) and not Letter.objects.visible_to(by).filter(pk=letter.pk).exists():
        raise not_yours()


def write(verb: str, letter: Letter, by: Actor) -> Letter:
    """Save the letter as one entry. Raises Conflict when somebody else was first."""
    with ledger.record(f"letter.{verb}", by=by, office=letter.office.code, data={"kind": letter.kind}) as entry:
        entry.change(letter)
    return letter
