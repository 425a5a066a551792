"""Files that are read as one child's: what is withheld of one is withheld of all. Conflicts stand below children and
cannot ask them: the app that knows says so when it is ready."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

type Finder = Callable[[UUID], Collection[UUID]]

_finders: list[Finder] = []


def ask(finder: Finder) -> None:
    """Ask this finder. Twice is as good as once."""
    if finder not in _finders:
        _finders.append(finder)


def others(subject: UUID) -> set[UUID]:
    """The subjects that are read as one with this one, without it."""
    return {one for find in _finders for one in find(subject)} - {subject}
