"""A file is read, and its new rows are stored where nobody sees them yet.

Each chunk of rows is one transaction with one entry in the ledger. A kill leaves a run in the state STAGING whose rows
belong to no visible batch; `recovery` takes them away before the next import of the office, and within a minute."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from itertools import batched
from pathlib import Path
from typing import IO, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Batch
from suar.casework.children import sameness
from suar.casework.children.models import Child
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.rules import Heard
from suar.casework.register import overview, uploads
from suar.casework.register.actions.headings import mapping_of
from suar.casework.register.actions.recording import CHUNK, Progress, recorded, tell
from suar.casework.register.actions.recovery import recover
from suar.casework.register.actions.removal import clear
from suar.casework.register.assembling import Assembled, Assembler
from suar.casework.register.comparing import heard_in
from suar.casework.register.fingerprints import keyed
from suar.casework.register.models import ImportedRow, ImportRun, State
from suar.casework.register.perms import require_import
from suar.casework.register.reader import read_register
from suar.casework.register.records import Register, RegisterRow, counts
from suar.casework.register.turns import turn
from suar.casework.register.workbook import UnreadableRegister, open_workbook
from suar.core.documents.models import next_number
from suar.core.errors import Conflict
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording
from suar.core.vault import keys, tokens
from suar.core.vault.fields import lend, share_cipher
from suar.registry.accounts.models import Office, User

NAME_LENGTH = 200
READ_AT_ONCE = 500  # rows that are read while the person waits; more go to the worker

type Marked = tuple[RegisterRow, bytes]


class Sorted(NamedTuple):
    """The rows of a file: those not imported yet, with their fingerprints, and how many already are."""

    fresh: list[Marked]
    duplicates: int


def stage(
    *,
    path: str | Path | IO[bytes],
    file_name: str,
    office: Office,
    by: Actor,
    mapping: Mapping[str, str | None] | None = None,
    progress: Progress | None = None,
) -> ImportRun:
    """Read a register and store what is new in it, invisible. `mapping` goes before the corrections the office saved.

    A file without a new row makes a run in the state EMPTY and changes nothing else. Raises UnreadableRegister,
    Refused, Conflict while another import of the office runs."""
    require_import(by, office)
    with turn(office):
        recover(office)
        register = _read(path, office, mapping, progress)
        return _store(_new_run(office, file_name, by), register, by, progress)


def receive(*, file: IO[bytes], file_name: str, office: Office, by: Actor) -> ImportRun:
    """Take a file from the desk, sealed. A short one is read at once, a long one by the worker.

    Raises UnreadableRegister for what cannot be read; then nothing is kept."""
    require_import(by, office)
    opened = open_workbook(file)
    ends = [facts.last_row for facts in opened.facts.values()]
    opened.book.close()
    file.seek(0)
    run = _new_run(office, file_name, by)
    run.state = State.UPLOADED
    keys.create(run.id)
    uploads.keep(run.id, file)
    return _hand_over(run, by, "receive", short=None not in ends and sum(end or 0 for end in ends) <= READ_AT_ONCE)


def restage(*, run: ImportRun, by: Actor) -> ImportRun:
    """Read the file of a staged run again, after a correction of its headings. Raises Conflict when it is gone."""
    require_import(by, run.office)
    if not uploads.kept(run.id):
        raise Conflict(_("Berkasnya sudah tidak disimpan. Buang impor ini, lalu unggah lagi."))
    run.move_to(State.UPLOADED)
    return _hand_over(run, by, "restage", short=run.accepted + run.duplicates <= READ_AT_ONCE)


def stage_upload(*, run: ImportRun, by: Actor, progress: Progress | None = None) -> ImportRun:
    """Read the file of a run that was received, after any other import of the office. What cannot be read ends as
    FAILED, with the advice in `found`. Returns the run as it stands now."""
    require_import(by, run.office)
    with turn(run.office, wait=True):
        recover(run.office)
        run = ImportRun.objects.select_related("office", "batch").get(pk=run.pk)
        run.move_to(State.STAGING)
        with recorded("begin", run, by) as entry:
            entry.change(run)
        clear(run, by)  # what an earlier reading of the file stored
        try:
            register = _read(uploads.read(run.id), run.office, None, progress)
        except UnreadableRegister as error:
            return _fail(run, by, error.message)
        return _store(run, register, by, progress)


def _hand_over(run: ImportRun, by: Actor, verb: str, *, short: bool) -> ImportRun:
    """Record that the file waits, and see to its reading."""
    from suar.casework.register.tasks import read_upload  # a task calls an action and is queued by one

    with recorded(verb, run, by) as entry:
        if run.version:
            entry.change(run)
        else:
            entry.add(run)
        if not short:
            read_upload.enqueue(str(run.id))
    return stage_upload(run=run, by=by) if short else run


def sort(office: Office, rows: Sequence[RegisterRow]) -> Sorted:
    """Which rows are new in this office."""
    marked = list(zip(rows, keyed(office, rows), strict=True))
    standing: set[bytes] = set()
    for page in batched((mark for _row, mark in marked), CHUNK):
        found = ImportedRow.objects.standing(office).filter(fingerprint__in=page)
        standing.update(bytes(mark) for mark in found.values_list("fingerprint", flat=True))
    fresh = [pair for pair in marked if pair[1] not in standing]
    return Sorted(fresh, len(marked) - len(fresh))


def _new_run(office: Office, file_name: str, by: Actor) -> ImportRun:
    return ImportRun(
        id=uuid.uuid4(),
        office=office,
        file_name=file_name[-NAME_LENGTH:],
        file_digest=bytes(32),
        by=by if isinstance(by, User) else None,
        at=timezone.now(),
        state=State.STAGING,
    )


def _read(
    source: str | Path | IO[bytes], office: Office, mapping: Mapping[str, str | None] | None, progress: Progress | None
) -> Register:
    told = None if progress is None else lambda done, total: progress("read", done, total)
    return read_register(source, mapping_of(office) | dict(mapping or {}), told)


def _store(run: ImportRun, register: Register, by: Actor, progress: Progress | None) -> ImportRun:
    """Store the new rows under a batch that is not visible. The last step says that all are there."""
    fresh, duplicates = sort(run.office, register.rows)
    accepted = [row for row, _mark in fresh]
    run.file_digest, run.mapping = bytes.fromhex(register.digest), register.mapping
    run.accepted, run.duplicates = len(fresh), duplicates
    run.counts = counts(accepted, bad_rows=len(register.rejected))
    run.rejected, run.found = overview.rejections(register) or None, overview.found(register, accepted)
    keys.create(run.id)
    batch = Batch(id=uuid.uuid4()) if fresh else None
    with recorded("stage", run, by, accepted=run.accepted, duplicates=duplicates) as entry:
        if batch is not None:
            entry.add(batch)
            run.batch = batch
        else:
            run.move_to(State.EMPTY)
        if run.version:
            entry.change(run)
        else:
            entry.add(run)
    if batch is None:
        return run
    assembler = Assembler(run, batch)
    for done, chunk in enumerate(batched(fresh, CHUNK)):
        tell(progress, "write", done * CHUNK, len(fresh))
        add_chunk(run, assembler, chunk, by)
    run.move_to(State.STAGED)
    with recorded("staged", run, by, rows=len(fresh)) as entry:
        entry.change(run)
    tell(progress, "write", len(fresh), len(fresh))
    return run


def add_chunk(run: ImportRun, assembler: Assembler, chunk: Sequence[Marked], by: Actor) -> None:
    """One chunk: keys and search tokens first, then its rows with their numbers in one transaction."""
    made = assembler.assemble(chunk)
    lend(keys.create_many(child.id for child in made.children), *made.children)
    for owner, case, row in zip(made.owners, made.cases, made.rows, strict=True):
        share_cipher(owner, case, row)
    tokens.index_many(
        (child.id, sameness.names_of(person), sameness.numbers_of(person))
        for child, person in ((child, sameness.person_of(child)) for child in made.children)
    )
    with recorded("rows", run, by, rows=len(made.rows)) as entry:
        _number(run.office, made, entry)
        entry.add(*made.children, *made.cases, *made.rows)
        _compare(run.office, made)


def _compare(office: Office, made: Assembled) -> None:
    """With the people of the house, in the transaction that stores the rows."""
    conflicts.compare_many(
        office=office,
        arrivals=[
            conflicts.Arrival(owner.id, _heard(owner, row), case.number, case.id)
            for owner, case, row in zip(made.owners, made.cases, made.rows, strict=True)
        ],
    )


def _heard(child: Child, row: ImportedRow) -> Heard:
    return Heard({"child": child.name}, heard_in(row).texts)


def _number(office: Office, made: Assembled, entry: Recording) -> None:
    """`R2021-0001`: a series of its own for registers, by office and year."""
    by_year: dict[int, list[int]] = {}
    for place, case in enumerate(made.cases):
        by_year.setdefault(case.opened_on.year, []).append(place)
    for year, places in by_year.items():
        first = next_number("register", entry=entry, office=office.code, period=f"{year}", count=len(places))
        for number, place in enumerate(places, first):
            made.cases[place].number = f"R{year}-{number:04d}"


def _fail(run: ImportRun, by: Actor, advice: str) -> ImportRun:
    run.move_to(State.FAILED)
    run.found = {"failure": advice}
    with recorded("fail", run, by) as entry:
        entry.change(run)
    uploads.forget(run.id)
    return run
