"""How a withheld file is called and where it stands. Conflicts stand below duties, children and complaints and cannot
ask them: the app that knows says so when it is ready."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Protocol
from uuid import UUID

from django.http import Http404

from suar.registry.accounts.models import Office, User


class Named(Protocol):
    """A child's file or a complaint that this user may see."""

    @property
    def office(self) -> Office: ...
    @property
    def reference(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def initials(self) -> str: ...
    @property
    def case_id(self) -> UUID | None: ...


type Finder = Callable[[Collection[UUID], User], Mapping[UUID, Named]]

_finders: list[Finder] = []


def ask(finder: Finder) -> None:
    """Ask this finder. Twice is as good as once."""
    if finder not in _finders:
        _finders.append(finder)


def names_of(subjects: Collection[UUID], user: User) -> dict[UUID, Named]:
    """Only what this user may see."""
    return {subject: named for find in _finders for subject, named in find(subjects, user).items()}


def get_subject(user: User, subject: UUID) -> Named:
    found = names_of([subject], user).get(subject)
    if found is None:
        raise Http404
    return found
