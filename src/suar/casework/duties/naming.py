"""Whom a duty is about, as a page may show it. Duties stand below children, cases and complaints and cannot ask them:
an app that knows registers a finder when it is ready.

    naming.register(find)  # find(subjects, user) -> {subject: Subject}, only what this user may see
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.http import Http404

from suar.core.vault.fields import VaultModel
from suar.registry.accounts.models import Office, User


@dataclass(frozen=True, slots=True)
class Subject:
    """A child (initials, its file's number and page) or a complaint (no initials), and where its duties belong."""

    about: str
    office: Office
    reference: str
    url: str
    initials: str = ""
    case_id: UUID | None = None
    cases: Mapping[UUID, str] = field(default_factory=dict)
    """All files of the child with their numbers; `case_id` and `reference` are those of the newest."""
    opened: VaultModel | None = field(default=None, compare=False, repr=False)
    """A row of the subject whose key is at hand, so that a page does not ask for the same key twice."""

    def of_case(self, case: str) -> Subject:
        """The same, for one of its files; a file that is none of them changes nothing."""
        for case_id, number in self.cases.items():
            if str(case_id) == case:
                return replace(self, case_id=case_id, reference=number)
        return self


type Finder = Callable[[Collection[UUID], User], Mapping[UUID, Subject]]

_finders: list[Finder] = []
_of_offices: list[Finder] = []


def register(finder: Finder, *, of_offices: bool = False) -> Finder:
    """Ask this finder too. Twice is as good as once. `of_offices`: what it names has no initials, so that a list of
    many duties need not ask it."""
    known = _of_offices if of_offices else _finders
    if finder not in known:
        known.append(finder)
    return finder


def forget(finder: Finder) -> None:
    """Ask it no longer."""
    if finder in _finders:
        _finders.remove(finder)


def names_of(subjects: Collection[UUID], user: User) -> dict[UUID, Subject]:
    """What is known of these subjects; one that nobody knows, or that the user may not see, is not among them."""
    return _asked([*_finders, *_of_offices], subjects, user)


def people_of(subjects: Collection[UUID], user: User) -> dict[UUID, Subject]:
    """As `names_of`, of children and complaints alone."""
    return _asked(_finders, subjects, user)


def _asked(finders: Iterable[Finder], subjects: Collection[UUID], user: User) -> dict[UUID, Subject]:
    found: dict[UUID, Subject] = {}
    for finder in finders:
        if wanted := set(subjects) - set(found):
            found.update(finder(wanted, user))
    return found


def get_subject(subject: UUID, user: User) -> Subject:
    """Raises Http404 for what the user may not know."""
    try:
        return names_of([subject], user)[subject]
    except KeyError:
        raise Http404 from None
