"""Who may walk, ask and hand out lists, and how a step of it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from suar.casework.conflicts.withheld import not_yours
from suar.casework.duties.recording import may_work
from suar.casework.rounds.models import Round, WeeklyList
from suar.core.errors import Conflict
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import StaleRow
from suar.registry.accounts.models import User


def may_walk(by: Actor, walk: Round) -> None:
    """A round goes on by whoever began it. Raises Refused, Conflict."""
    if not isinstance(by, User) or walk.by_id != by.pk:
        raise not_yours()
    may_work(by, walk.office)
    if not walk.is_running:
        raise Conflict(_("Putaran ini sudah selesai. Mulai putaran baru."))


def may_list(by: Actor, weekly: WeeklyList) -> None:
    """Staff of the office, of a list that names nothing withheld from them. Raises Refused."""
    may_work(by, weekly.office)
    if isinstance(by, User) and not WeeklyList.objects.visible_to(by).filter(pk=weekly.pk).exists():
        raise not_yours()


@contextmanager
def first_come() -> Iterator[None]:
    """A row of the round or the list that somebody else changed first becomes a Conflict that says so. Set round the
    change of that row: what stands stale in another room says so itself."""
    try:
        yield
    except StaleRow:
        raise Conflict(_("Halaman ini sudah dikerjakan di jendela lain. Muat ulang, lalu lanjutkan.")) from None
