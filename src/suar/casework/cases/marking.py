"""When a file that stood for no child (core/vault/marks.py) begins to stand for one."""

from __future__ import annotations

from suar.casework.cases.models import Case
from suar.core.ledger.actors import Actor
from suar.core.vault import marks
from suar.registry.accounts.models import User


def laid_in(verb: str, case: Case, by: Actor) -> None:
    """A file that stood for no child stands for one as soon as anything is done in it that is not its making. Before
    what is done is committed: a kill in between leaves a file counted too much, never a child not counted."""
    mark = marks.standing().get(case.child_id)
    if mark is None or verb == "case.close":
        return
    another = verb == "case.open" and Case.objects.filter(child=case.child_id).exists()
    if another or not case.is_open or not isinstance(by, User) or by.pk != mark.setter:
        marks.lift(case.child_id)
