"""When a file that stood for no child (core/vault/marks.py) begins to stand for one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from suar.casework.cases.models import Case
from suar.core.ledger.actors import Actor
from suar.core.vault import marks
from suar.registry.accounts.models import User


@contextmanager
def laid_in(verb: str, case: Case, by: Actor) -> Iterator[None]:
    """A file that stood for no child stands for one as soon as anything is done in it that is not its making.

    After the action has refused what it refuses: a press in vain takes no mark off. Before what is done is committed: a
    kill in between leaves a file counted too much until the worker has looked, never a child not counted."""
    real = _makes_real(verb, case, by)  # asked of the file as it was before
    yield
    if real:
        marks.lift(case.child_id)


def _makes_real(verb: str, case: Case, by: Actor) -> bool:
    mark = marks.standing().get(case.child_id)
    if mark is None or verb == "case.close":
        return False
    another = verb == "case.open" and Case.objects.filter(child=case.child_id).exists()
    return another or not case.is_open or not isinstance(by, User) or by.pk != mark.setter
