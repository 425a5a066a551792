"""What pages and the worker ask of the files that nobody has a reason to open."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import batched
from uuid import UUID

from django.db.models import Q

from suar.casework.cases.models import Case, Status
from suar.casework.children.models import Child, Sex
from suar.core.ledger.models import Entry
from suar.core.vault import marks
from suar.core.vault.fields import unlock
from suar.core.vault.marks import Mark
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.trail import STAFF, Line, lines, names_of

OPENINGS = ("glass.break",)  # beside every read
# What is done in a file; `duty.start` beside it.
WORK = ("case.", "child.", "complaint.", "handover.", "leading.", "material.")
NEWEST, DRAWN = 4_000, 300  # closed files from which names are drawn, and of how many
ASKED = 400  # ids in one statement
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


def names(office: Office, user: User) -> dict[str, list[str]]:
    """By sex, names of children whose files this office has closed, of a part of them drawn anew. Nobody is shown one
    of them, so that no entry tells of it; an entry would tell which child was registered in that minute."""
    marked = marks.standing()
    closed = Case.objects.visible_to(user).filter(office=office, status=Status.CLOSED).order_by("-opened_on")
    ids = [child for child in closed.values_list("child", flat=True)[:NEWEST] if child not in marked]
    drawn = secrets.SystemRandom().sample(ids, min(DRAWN, len(ids)))
    found: dict[str, list[str]] = {Sex.GIRL: [], Sex.BOY: []}
    for child in unlock(Child.objects.filter(pk__in=drawn, sex__in=list(found))):
        if child.is_readable:
            found[child.sex].append(child.name)
    return found


def actor_of(mark: Mark) -> str:
    return f"{STAFF}{mark.setter}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands, and the entry that closed it, 0 before."""

    office: str
    closed: int = 0


def looks(since: int, newest: int) -> Iterator[Entry]:
    """What staff read or opened between two entries, of whichever file."""
    kinds = Q(verb__startswith="read.") | Q(verb__in=OPENINGS)
    fresh = Entry.objects.filter(kinds, pk__gt=since, pk__lte=newest, actor__startswith=STAFF).order_by("pk")
    return fresh.only("at_us", "actor", "verb", "subject", "data").iterator(chunk_size=2_000)


def looked_at(entry: Entry) -> UUID | None:
    """The child whose file was opened, or the file itself where it was exported alone; None for a list."""
    if entry.verb != "read.case_export":
        return entry.subject
    ids = json.loads(entry.data).get("ids", []) if entry.data else []
    return UUID(ids[0]) if len(ids) == 1 else None


def places(ids: Collection[UUID]) -> tuple[dict[UUID, UUID], dict[UUID, Place]]:
    """Of children and files that were looked at: the child of each, and where its first file stands. Asked of all that
    were, marked or not: a statement that named the marked would tell them to the server's log."""
    children: dict[UUID, UUID] = {}
    found: dict[UUID, Place] = {}
    for some in batched(sorted(ids), ASKED):
        files = Case.objects.filter(Q(child__in=some) | Q(pk__in=some)).order_by("opened_on", "pk")
        for case, child, office in files.values_list("pk", "child", "office__code"):
            children[case] = children[child] = child
            found.setdefault(child, Place(office))
    for some in batched(sorted(found), ASKED):
        closings = Entry.objects.filter(subject__in=some, verb="case.close").order_by("pk")
        for subject, closed in closings.values_list("subject", "pk"):
            if subject is not None:
                found[subject] = replace(found[subject], closed=closed)
    return children, found


def is_opening(entry: Entry, mark: Mark, closed: int) -> bool:
    """Somebody of the staff but whoever planted it, after it was closed: until then there may be a reason."""
    if not (entry.verb.startswith("read.") or entry.verb in OPENINGS):
        return False
    if not entry.actor.startswith(STAFF) or entry.actor == actor_of(mark):
        return False
    return 0 < closed < entry.pk


def work_in(mark: Mark) -> Entry | None:
    """The first entry that is not its making: what made it stand for a child. None where nothing came of it."""
    closed, opened = closed_at(mark.subject), False
    for entry in Entry.objects.about(mark.subject).exclude(verb__startswith="read.").order_by("pk"):
        first, opened = entry.verb == "case.open" and not opened, opened or entry.verb == "case.open"
        if not first and _is_work(entry, mark, closed):
            return entry
    return None


def _is_work(entry: Entry, mark: Mark, closed: int) -> bool:
    own = entry.actor == actor_of(mark)
    if entry.verb == "duty.start":
        return entry.actor.startswith(STAFF) and not own
    if entry.verb in {"child.register", "case.close"} or not entry.verb.startswith(WORK):
        return False
    making = own and entry.verb.startswith("case.") and entry.verb != "case.open"
    return not making or 0 < closed < entry.pk


def closed_at(subject: UUID) -> int:
    """The entry that closed it, 0 before."""
    closings = Entry.objects.about(subject).filter(verb="case.close").order_by("-pk")
    return closings.values_list("pk", flat=True).first() or 0


def openings(mark: Mark) -> list[Line]:
    """Who opened it, newest first."""
    closed = closed_at(mark.subject)
    found = Entry.objects.about(mark.subject).newest_first().filter(pk__gt=closed)
    return lines([entry for entry in found[: SHOWN * 4] if is_opening(entry, mark, closed)][:SHOWN])


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
