"""What rooms above a file show in its journey and beside it, gathered by one statement: plain columns of their tables
in one UNION, whatever the number of rooms. Words that are sealed stand on the rooms' own pages.

A room registers itself when it is ready: what it finds, and how it draws what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from suar.casework.cases.models import Case
from suar.casework.cases.panels import Panel
from suar.casework.cases.timeline import Moment
from suar.registry.accounts.models import User


@dataclass(frozen=True, slots=True)
class Plain:
    """Rows of one table, and which of its columns are told. `at` is a column of a moment, or a pair of which the first
    that is there counts; the others hold text, a code or a day; an empty name tells nothing."""

    kind: str
    rows: QuerySet[Any, Any]
    at: str | tuple[str, str]
    code: str = ""
    state: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One row as it was found."""

    kind: str
    pk: UUID
    at: datetime
    code: str
    state: str
    name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a room adds to the file."""

    moments: Sequence[Moment] = field(default_factory=tuple)
    panels: Sequence[Panel] = field(default_factory=tuple)


type Finder = Callable[[Case, User], Iterable[Plain]]
type Drawer = Callable[[Case, User, list[Found]], Shown]

_rooms: list[tuple[Finder, Drawer]] = []


def show(find: Finder, draw: Drawer) -> None:
    """Twice is as good as once. `draw` is asked even where nothing was found; its rows come newest first."""
    if (find, draw) not in _rooms:
        _rooms.append((find, draw))


def shown(case: Case, user: User) -> Shown:
    """What every room adds: one statement."""
    found = _found(case, user)
    drawn = [draw(case, user, found[place]) for place, (_find, draw) in enumerate(_rooms)]
    return Shown([m for one in drawn for m in one.moments], [p for one in drawn for p in one.panels])


def _found(case: Case, user: User) -> dict[int, list[Found]]:
    asked = [_asked(place, one) for place, (find, _draw) in enumerate(_rooms) for one in find(case, user)]
    by_room: dict[int, list[Found]] = defaultdict(list)
    for place, kind, pk, at, code, state, name in asked[0].union(*asked[1:], all=True) if asked else ():
        by_room[int(place)].append(Found(kind, UUID(str(pk)), _moment(at), code or "", state or "", name or ""))
    for rows in by_room.values():
        rows.sort(key=lambda one: one.at, reverse=True)
    return by_room


def _asked(place: int, one: Plain) -> QuerySet[Any, Any]:
    at = one.at if isinstance(one.at, str) else Coalesce(*one.at)
    told = [Cast(column, CharField()) if column else Value("") for column in (one.code, one.state, one.name)]
    return one.rows.order_by().values_list(Value(str(place)), Value(one.kind), "pk", at, *told)


def _moment(at: datetime | str) -> datetime:
    return at if isinstance(at, datetime) else datetime.fromisoformat(at)
