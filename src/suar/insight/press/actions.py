"""The one thing of this app that is written down: that somebody had a statement checked."""

from __future__ import annotations

from suar.core import ledger
from suar.core.ledger.actors import Actor
from suar.registry.accounts.permissions import Permission, require


def note_check(*, by: Actor) -> None:
    """That a statement was checked, and by whom. No word of it, no length, no count of its marks."""
    require(by, Permission.PRESS_CHECK)
    with ledger.record("press.check", by=by):
        pass
