"""An import taken back: the flag first, so that all of it is gone at once, then its rows chunk by chunk.

After each chunk the keys of its children go. Which children those are stands in the ledger, so a kill between the two
leaves no key behind: whoever resumes reads it there."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.children.models import Child
from suar.casework.conflicts.models import Withholding
from suar.casework.duties.models import Duty, DutyNote
from suar.casework.register import uploads
from suar.casework.register.actions.recording import CHUNK, Progress, recorded, tell
from suar.casework.register.alarm_kinds import UNDONE
from suar.casework.register.models import ImportedRow, ImportRun, State
from suar.casework.register.perms import require_import, require_undo
from suar.casework.register.turns import turn
from suar.casework.register.work import work_on
from suar.core import alarms
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger import holds
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import Covered
from suar.core.vault import keys
from suar.registry.accounts.models import User

ROWS_VERB = "remove"
NAMED = 5  # files that a refusal names


def undo(
    *, run: ImportRun, by: Actor, why: str, leader: User | None = None, progress: Progress | None = None
) -> ImportRun:
    """Take back a visible import as one. `why` is kept with the run, sealed. `leader`: whom an operator names where
    only a leader may.

    Refused, naming the files, where somebody has worked on one of them or one is held. Raises DomainError, Refused and
    Conflict."""
    require_undo(by, run, leader)
    if not why.strip():
        raise DomainError(_("Tulis mengapa impor ini dibatalkan."))
    with turn(run.office):
        _refuse_worked(run)
        run.move_to(State.UNDOING)
        batch = run.batch
        assert batch is not None  # noqa: S101 - a visible run has one
        batch.visible, run.why_undone = False, why.strip()
        named = {"leader": leader.actor_id} if leader else {}
        # With the flag or not at all: whoever kills the process silences nobody.
        with transaction.atomic(), recorded("undo", run, by, rows=run.accepted, **named) as entry:
            entry.change(batch, run)
            codes = [by.actor_id, f"rows:{run.accepted}", *named.values()]
            alarms.raise_alarm(UNDONE, subject=run.id.hex, detail_codes=codes, office=run.office.code, by=by)
        _back_if_worked(run, by)
        return finish_undoing(run, by, progress)


def discard(*, run: ImportRun, by: Actor, progress: Progress | None = None) -> ImportRun:
    """Throw away what was staged, and the file. Nobody but the preview has seen it."""
    require_import(by, run.office)
    with turn(run.office):
        if run.state == State.STAGING:
            raise Conflict(_("Berkasnya sedang dibaca. Tunggu sampai selesai, lalu buang."))
        # A kill from here on leaves a staging without its file: recovery throws the rest away.
        run.move_to(State.STAGING)
        with recorded("drop", run, by) as entry:
            entry.change(run)
        uploads.forget(run.id)
        clear(run, by, progress)
        return close_discarded(run, by)


def finish_undoing(run: ImportRun, by: Actor, progress: Progress | None = None) -> ImportRun:
    """Remove what is left; again after a kill. Hold the office's turn."""
    clear(run, by, progress)
    run.move_to(State.UNDONE)
    return _close(run, by, "undone")


def clear(run: ImportRun, by: Actor, progress: Progress | None = None) -> None:
    """Remove all rows of a run that is not visible, with their keys and search tokens, and its batch."""
    keys.withdraw(_children_removed(run))
    total, done = run.rows.count(), 0
    while rows := list(run.rows.order_by("pk")[:CHUNK]):
        tell(progress, "remove", done, total)
        keys.withdraw(remove_chunk(run, rows, by))
        done += len(rows)
    tell(progress, "remove", total, total)
    if run.batch is not None:
        batch, run.batch = run.batch, None
        with recorded("remove_batch", run, by) as entry:
            entry.change(run)
            entry.remove(batch)


def remove_chunk(run: ImportRun, rows: Sequence[ImportedRow], by: Actor) -> list[UUID]:
    """One transaction and one entry. Returns the children that are gone: those without another file."""
    ids = [row.case_id for row in rows]
    cases = list(Case.objects.filter(pk__in=ids))
    subjects = {case.child_id for case in cases}
    staying = set(Case.objects.filter(child__in=subjects).exclude(pk__in=ids).values_list("child_id", flat=True))
    children = list(Child.objects.filter(pk__in=subjects - staying))
    duties = list(Duty.objects.filter(subject__in=subjects, case_id__in=ids))
    notes = list(DutyNote.objects.filter(duty__in=duties))
    gone = [child.pk for child in children]
    withheld = list(Withholding.objects.filter(subject__in=gone))
    with recorded(ROWS_VERB, run, by, rows=len(rows)) as entry:
        entry.remove(*notes, *withheld, *duties, *rows, *cases, *children)
    return gone


def close_discarded(run: ImportRun, by: Actor) -> ImportRun:
    """The end of a staging whose rows are gone."""
    run.move_to(State.DISCARDED)
    return _close(run, by, "discard")


def _close(run: ImportRun, by: Actor, verb: str) -> ImportRun:
    """What is kept of a run without rows: when, by whom, how many. No cell of the file."""
    run.rejected, run.found, run.counts, run.mapping = None, None, {}, {}
    with recorded(verb, run, by) as entry:
        entry.change(run)
    return run


def _children_removed(run: ImportRun) -> list[UUID]:
    """Children whose removal is in the ledger and whose keys a kill may have left."""
    removed = Covered.objects.filter(
        entry__subject=run.id,
        entry__verb=f"register.{ROWS_VERB}",
        table=Child._meta.label_lower,
        change=Covered.Change.REMOVED,
    )
    return [UUID(row) for row in removed.values_list("row", flat=True)]


def _refuse_worked(run: ImportRun) -> None:
    """What somebody worked on, and what is held: taking an import back destroys keys. Nothing that is named here is
    withheld from whoever asks: `require_undo` comes first."""
    holds.refuse_held(run.rows.values_list("child_id", flat=True))
    worked = work_on(run)
    if not worked:
        return
    named = "; ".join(f"{number} ({', '.join(what)})" for number, what in list(worked.items())[:NAMED])
    if (more := len(worked) - NAMED) > 0:
        named = _("%(named)s, dan %(more)d berkas anak lain") % {"named": named, "more": more}
    raise Refused(
        _(
            "Impor ini tidak dapat dibatalkan: sudah ada yang mengerjakan %(named)s. Berkas anak yang salah ditutup "
            "satu per satu dengan alasan “data ganda”."
        )
        % {"named": named}
    )


def _back_if_worked(run: ImportRun, by: Actor) -> None:
    """Something that was being written while the flag fell is work too: the import is shown again."""
    try:
        _refuse_worked(run)
    except Refused:
        batch = run.batch
        assert batch is not None  # noqa: S101 - it was just changed
        run.move_to(State.VISIBLE)
        batch.visible = True
        with recorded("undo_stopped", run, by) as entry:
            entry.change(batch, run)
        alarms.close(UNDONE, subject=run.id.hex, office=run.office.code, by=by)
        raise
