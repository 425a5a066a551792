"""The search box: children by name, NIK or telephone through keyed tokens; files and complaints by number; bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from suar.casework.cases.listing import numbers
from suar.casework.cases.models import Case
from suar.casework.children import search as children
from suar.casework.children.models import Child
from suar.casework.complaints import search as complaints
from suar.casework.complaints.listing import by_number
from suar.casework.complaints.models import Complaint
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.agencies.models import Agency

MOST = 20  # of each kind


@dataclass(slots=True)
class Found:
    """What a search shows, by kind. `children` are those without a file that this user may see."""

    cases: list[Case] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)

    def ids(self) -> list[str]:
        """Of everything shown that belongs to a child: files with their child, and complaints."""
        shown = [*self.cases, *(case.child for case in self.cases), *self.children, *self.complaints]
        return list(dict.fromkeys(str(row.pk) for row in shown))

    def __bool__(self) -> bool:
        return bool(self.cases or self.children or self.complaints or self.agencies)


def find(text: str, user: Any, today: date) -> Found:
    """All kinds at once: what has this number first, then whoever is called so, the closest first."""
    subjects = children.subjects(text)
    known = children.search(text, user=user, among=subjects)[:MOST]
    cases = files_of(known, numbers(text, today), user)
    with_file = {case.child_id for case in cases}
    numbered = by_number(text)
    found = [] if numbered is None else list(Complaint.objects.visible_to(user).filter(numbered)[:MOST])
    named = [one for one in complaints.search(text, user=user, among=subjects) if one not in found]
    return Found(
        cases=cases[:MOST],
        children=[child for child in known if child.pk not in with_file],
        complaints=[*found, *named][:MOST],
        agencies=list(Agency.objects.active().matching(text)[:MOST]),
    )


def files_of(known: list[Child], wanted: list[str], user: Any) -> list[Case]:
    """Files of these numbers and of these children, in this order; the newest of a child first."""
    place = {child.pk: n for n, child in enumerate(known)}
    seen = Case.objects.visible_to(user).select_related("child", "officer").order_by("-opened_on", "-id")
    numbered = list(seen.filter(number__in=wanted)) if wanted else []
    theirs = list(seen.filter(child__in=place)) if place else []
    cases = unlock(dict.fromkeys([*numbered, *theirs]))
    for case in cases:
        share_cipher(case, case.child)
    return sorted(cases, key=lambda case: -1 if case.number in wanted else place[case.child_id])


def children_on(context: Any) -> list[str]:
    """Every child or complaint id that a composed page shows, for the read record."""
    return sorted(set(_ids(context)))


def _ids(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("subject"):
            yield str(part["subject"])
        for value in part.values():
            yield from _ids(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _ids(value)
    elif hasattr(part, "subject"):
        yield str(part.subject)
