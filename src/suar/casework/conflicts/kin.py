"""Files that are read as one child's: what is withheld of one is withheld of all. Conflicts stand below children and
cases and cannot ask them: the app that knows says so when it is ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

type Place = tuple[str, UUID | None]  # the number of the file and its id, where it has one
type Finder = Callable[[UUID], Mapping[UUID, Place]]

_finders: list[Finder] = []


def ask(finder: Finder) -> None:
    """Ask this finder. Twice is as good as once."""
    if finder not in _finders:
        _finders.append(finder)


def others(subject: UUID) -> dict[UUID, Place]:
    """The subjects that are read as one with this one, without it, and where each stands."""
    found = {one: place for find in _finders for one, place in find(subject).items()}
    found.pop(subject, None)
    return found
