"""What a kill left unfinished. A staging is cleaned away (or waits to be read anew where its file is still here), a
showing and an undoing are carried to their end."""

from __future__ import annotations

from suar.casework.register import uploads
from suar.casework.register.actions.recording import recorded
from suar.casework.register.actions.removal import clear, close_discarded, finish_undoing
from suar.casework.register.actions.visibility import finish_showing
from suar.casework.register.models import ImportRun, State
from suar.casework.register.turns import turn
from suar.core.errors import Conflict
from suar.core.ledger.actors import WORKER
from suar.registry.accounts.models import Office


def finish_unfinished() -> int:
    """For the worker's minute: finish what nobody is at work on, in every office. Returns how many runs."""
    done = 0
    for office in Office.objects.filter(pk__in=ImportRun.objects.unfinished().values("office")):
        try:
            with turn(office):
                done += recover(office)
        except Conflict:
            continue  # somebody is at work there
    return done


def recover(office: Office) -> int:
    """Finish every unfinished run of the office. Hold its turn: then none of them is anybody's."""
    left = list(ImportRun.objects.unfinished().filter(office=office).select_related("office", "batch").order_by("at"))
    for run in left:
        if run.state == State.SHOWING:
            finish_showing(run, WORKER)
        elif run.state == State.UNDOING:
            finish_undoing(run, WORKER)
        else:
            _drop_staging(run)
    return len(left)


def _drop_staging(run: ImportRun) -> None:
    clear(run, WORKER)
    if uploads.kept(run.id):
        run.move_to(State.UPLOADED)
        with recorded("wait_again", run, WORKER) as entry:
            entry.change(run)
    else:
        close_discarded(run, WORKER)
