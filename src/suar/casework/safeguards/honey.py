"""What pages and the worker ask of the files that nobody has a reason to open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from suar.casework.cases.models import Case, Status
from suar.core.ledger.models import Entry
from suar.core.vault import marks
from suar.core.vault.marks import Mark
from suar.registry.accounts.models import User
from suar.registry.accounts.trail import STAFF, Line, lines, names_of

OPENINGS = ("glass.break",)  # beside every read
SHOWN = 50  # openings of one file


@dataclass(frozen=True, slots=True)
class Row:
    """One file on the leaders' page. `planter`: their name; `planted`: by this user; `step`: this user can take the
    next; `ready`: an opening raises an alarm."""

    case: Case
    planter: str
    planted: bool
    ready: bool
    step: bool
    openings: list[Line]


def actor_of(mark: Mark) -> str:
    return f"{STAFF}{mark.setter}"


def cases_of(subjects: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Pairs of file and child."""
    return list(Case.objects.filter(child__in=list(subjects)).values_list("pk", "child"))


def is_opening(entry: Entry, mark: Mark) -> bool:
    """Somebody of the staff but whoever planted it, after it was closed: until then there may be a reason."""
    if not (entry.verb.startswith("read.") or entry.verb in OPENINGS):
        return False
    if not entry.actor.startswith(STAFF) or entry.actor == actor_of(mark):
        return False
    return 0 < closed_at(mark.subject) < entry.pk


def closed_at(subject: UUID) -> int:
    """The entry that closed it, 0 before."""
    closings = Entry.objects.about(subject).filter(verb="case.close").order_by("-pk")
    return closings.values_list("pk", flat=True).first() or 0


def openings(mark: Mark) -> list[Line]:
    """Who opened it, newest first."""
    found = Entry.objects.about(mark.subject).newest_first().filter(pk__gt=closed_at(mark.subject))
    return lines([entry for entry in found[: SHOWN * 4] if is_opening(entry, mark)][:SHOWN])


def rows(user: User) -> list[Row]:
    """Those of the user's offices, newest first."""
    standing = marks.standing()
    found = Case.objects.visible_to(user).select_related("office").filter(child__in=list(standing))
    names = names_of(actor_of(mark) for mark in standing.values())
    return [_row(case, standing[case.child_id], names, user) for case in found.order_by("-opened_on", "-pk")]


def _row(case: Case, mark: Mark, names: Mapping[str, str], user: User) -> Row:
    planted, ready = mark.setter == user.pk, case.status == Status.CLOSED
    step = not ready and (planted != (case.status == Status.CLOSING))
    return Row(case, names[actor_of(mark)], planted, ready, step, openings(mark) if ready else [])
