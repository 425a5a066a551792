"""Who may, and how a step of a letter is written down."""

from __future__ import annotations

from django.utils.translation import gettext

from suar.casework.conflicts.withheld import not_yours
from suar.casework.letters.models import Letter
from suar.core import ledger
from suar.core.errors import Refused
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def may(by: Actor, permission: Permission, office: Office) -> None:
    """Staff write the letters of the offices they serve. Raises Refused."""
    if isinstance(by, User):
        if office.pk not in by.office_ids:
            raise Refused(gettext("Surat ini milik kantor lain."))
        require(by, permission, office.pk)


def may_touch(by: Actor, permission: Permission, letter: Letter) -> None:
    """As `may`, and the letter names no file that is withheld. Raises Refused, in words that tell nothing."""
    may(by, permission, letter.office)
    if isinstance(by, User) and not Letter.objects.visible_to(by).filter(pk=letter.pk).exists():
        raise not_yours()


def write(verb: str, letter: Letter, by: Actor) -> Letter:
    """Save the letter as one entry. Raises Conflict when somebody else was first."""
    with ledger.record(f"letter.{verb}", by=by, office=letter.office.code, data={"kind": letter.kind}) as entry:
        entry.change(letter)
    return letter
