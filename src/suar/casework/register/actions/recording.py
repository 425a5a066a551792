"""How a step of a run is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from suar.casework.register.models import ImportRun
from suar.core import ledger
from suar.core.errors import Conflict
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording

CHUNK = 2000  # rows of the register in one transaction and one entry: a second of the write lock

type Progress = Callable[[str, int, int | None], None]
"""Called with a phase (read, write, show, remove), the rows done and the rows in all (None when unknown)."""


@contextmanager
def recorded(verb: str, run: ImportRun, by: Actor, **data: object) -> Iterator[Recording]:
    """One entry about this run. A run that another process moved on meanwhile becomes a Conflict that says so."""
    try:
        with ledger.record(f"register.{verb}", by=by, subject=run.id, office=run.office.code, data=data) as entry:
            yield entry
    except StaleRow as stale:
        raise Conflict(_("Impor ini baru saja berubah. Muat ulang halaman untuk melihat keadaannya.")) from stale


def tell(progress: Progress | None, phase: str, done: int, total: int | None) -> None:
    if progress is not None:
        progress(phase, done, total)
