"""Finding a child among sealed files: keyed tokens name and rank the candidates, opened rows say why they fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import batched
from uuid import UUID

from django.db.models import QuerySet

from suar.casework.children import rules, sameness
from suar.casework.children.models import Child
from suar.casework.children.rules import digits
from suar.casework.children.sameness import Person
from suar.core.vault import tokens
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office, User

SHOWN = 50

type Numbers = Callable[[Iterable[UUID]], Mapping[UUID, Iterable[str]]]
_numbers: list[Numbers] = []


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A file that may be the same child, why, and how much speaks for it (0 to 100). A sibling is another child."""

    child: Child
    reasons: tuple[str, ...]
    score: float
    sibling: bool = False


def search(text: str, *, user: User, among: list[UUID] | None = None) -> list[Child]:
    """Children of the user's offices by name, part of a name (from 4 letters), NIK or telephone number, closest first.

    The children come opened. The caller records the search with the ids it shows. `among`: `subjects(text)`, where the
    page has asked for them already."""
    if not text.strip():
        return []
    order = {subject: place for place, subject in enumerate(subjects(text) if among is None else among)}
    children = opened(Child.objects.visible_to(user), order)
    return sorted(children, key=lambda child: order[child.id])


def subjects(text: str) -> list[UUID]:
    """Ids of all whose name or number fits, closest first; which may be shown is for the caller."""
    coded = rules.coded(text)
    numbered = tokens.find_number(coded) if coded else []
    return list(dict.fromkeys([*numbered, *(found.subject for found in tokens.find(text, limit=2 * SHOWN))]))


def find_by(source: Numbers) -> Numbers:
    """An app above knows further numbers of children, by child. Twice is as good as once."""
    if source not in _numbers:
        _numbers.append(source)
    return source


def further_numbers(children: Iterable[UUID]) -> dict[UUID, list[str]]:
    """What apps above know, as it is looked up."""
    listed, found = list(children), dict[UUID, list[str]]()
    for source in _numbers:
        for child, numbers in source(listed).items():
            found.setdefault(child, []).extend(filter(None, map(rules.coded, numbers)))
    return found


def make_findable(child: Child) -> None:
    """Search tokens of the child, anew. They live in another store: a kill in between is mended by reindexing."""
    person = sameness.person_of(child)
    further = further_numbers([child.id]).get(child.id, [])
    tokens.index(child.id, names=sameness.names_of(person), numbers=[*sameness.numbers_of(person), *further])


def possible_duplicates(
    *,
    office: Office,
    person: Person,
    other_than: UUID | None = None,
    named_alike: list[UUID] | None = None,
    user: User | None = None,
) -> list[Suggestion]:
    """Files of this office that may be the same child, likeliest first, each with its reasons; last, marked, those that
    may be of a brother or sister. A person decides.

    `named_alike`: whoever is called so, where the page has asked already. `user`: for whose eyes they are."""
    found: dict[UUID, None] = {}
    for number in (digits(person.nik), digits(person.phone)):
        if len(number) >= 7:
            found |= dict.fromkeys(tokens.find_number(number))
    found |= dict.fromkeys(called_so(person) if named_alike is None else named_alike)
    if other_than is not None:
        found.pop(other_than, None)
    seen = Child.objects.standing().filter(office=office)
    seen = seen if user is None else seen.not_withheld_from(user, "pk")
    suggestions = []
    for child in opened(seen.with_case_in(person.districts), found):
        districts = person.districts if child.has_case_there else frozenset()
        match = sameness.same_child(person, sameness.person_of(child, districts))
        if match.offered or match.sibling:
            suggestions.append(Suggestion(child, match.reasons, match.score, match.sibling))
    return sorted(suggestions, key=lambda item: (item.sibling, -item.score, str(item.child.id)))[:SHOWN]


def called_so(person: Person) -> list[UUID]:
    """Whoever is called so in some spelling; whoever was born on that day comes first."""
    return tokens.find_alike(person.name, numbers=sameness.day_numbers(person.birth_date)) if person.name else []


def opened(children: QuerySet[Child], ids: Iterable[UUID]) -> list[Child]:
    return unlock(children.filter(pk__in=list(ids)).select_related("office"))


@tokens.register_source
def everything() -> Iterator[tuple[UUID, list[str], list[str]]]:
    """Every child with its names and numbers, for building the search tokens anew. Erased children are left out."""
    ids = Child.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)
    for batch in batched(ids, 500):
        further = further_numbers(batch)
        for child in unlock(Child.objects.filter(pk__in=batch)):
            if not child.is_erased:
                person = sameness.person_of(child)
                numbers = [*sameness.numbers_of(person), *further.get(child.id, ())]
                yield child.id, sameness.names_of(person), numbers
