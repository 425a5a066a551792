"""One flag shows all rows of an import. Then each open row gets its one duty, to be looked through; no clock starts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from suar.casework.cases.models import Case, Status
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.register import uploads
from suar.casework.register.actions.recording import CHUNK, Progress, recorded, tell
from suar.casework.register.models import ImportRun, State
from suar.casework.register.perms import require_import
from suar.casework.register.turns import turn
from suar.core.ledger.actors import Actor
from suar.core.vault import keys

LOOK_THROUGH, ROLE = "review_imported", "review_child_role"


class Due(NamedTuple):
    """A file that is owed a duty of this kind."""

    kind: str
    case: UUID
    child: UUID
    number: str


def make_visible(*, run: ImportRun, by: Actor, progress: Progress | None = None) -> ImportRun:
    """Show the rows of a staged run, all at once. A run without rows, or one that is visible, stays as it is.

    Raises Refused, Conflict."""
    require_import(by, run.office)
    if run.state in (State.EMPTY, State.VISIBLE):
        return run
    with turn(run.office):
        run.move_to(State.SHOWING)
        batch = run.batch
        assert batch is not None  # noqa: S101 - a staged run has one
        batch.visible = True
        with recorded("show", run, by, rows=run.accepted) as entry:
            entry.change(batch, run)
        uploads.forget(run.id)
        return finish_showing(run, by, progress)


def finish_showing(run: ImportRun, by: Actor, progress: Progress | None = None) -> ImportRun:
    """Start the duties that are still missing; again after a kill. Hold the office's turn."""
    owed = _owed(run)
    for done, chunk in enumerate(batched(owed, CHUNK)):
        tell(progress, "show", done * CHUNK, len(owed))
        start_chunk(run, chunk, by)
    run.move_to(State.VISIBLE)
    with recorded("shown", run, by, duties=len(owed)) as entry:
        entry.change(run)
    tell(progress, "show", len(owed), len(owed))
    return run


def start_chunk(run: ImportRun, owed: Sequence[Due], by: Actor) -> None:
    """One entry for a chunk of duties. A child that was erased meanwhile is owed nothing more."""
    children = {due.child for due in owed}
    started = set(
        Duty.objects.filter(subject__in=children, kind__in=(LOOK_THROUGH, ROLE)).values_list("kind", "case_id")
    )
    erased = keys.erased_among(children)
    missing = [due for due in owed if due.child not in erased and (due.kind, due.case) not in started]
    new = [duty for kind in (LOOK_THROUGH, ROLE) for duty in _prepared(run, kind, missing)]
    if new:
        with recorded("review", run, by, duties=len(new)) as entry:
            entry.add(*new)


def _owed(run: ImportRun) -> list[Due]:
    """Every open file, to be looked through; every file whose child the register calls a suspect, open or not."""
    wanted = Q(review_role=True) | ~Q(status=Status.CLOSED)
    found = Case.objects.filter(wanted, batch=run.batch_id).order_by("number")
    owed: list[Due] = []
    for case, child, number, status, review in found.values_list("pk", "child_id", "number", "status", "review_role"):
        if status != Status.CLOSED:
            owed.append(Due(LOOK_THROUGH, case, child, number))
        if review:
            owed.append(Due(ROLE, case, child, number))
    return owed


def _prepared(run: ImportRun, kind: str, missing: Sequence[Due]) -> list[Duty]:
    wanted = [(due.child, due.case, due.number) for due in missing if due.kind == kind]
    if not wanted:
        return []
    return duties.prepare_alike(
        wanted,
        kind=kind,
        about=Duty.About.CHILD,
        subject=wanted[0][0],
        office=run.office,
        event_at=timezone.now(),
    )
