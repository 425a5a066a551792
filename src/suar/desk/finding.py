"""The search box: children by name, NIK or telephone through keyed tokens; files and complaints by number; bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from suar.casework.cases.models import Case
from suar.casework.children import search as children
from suar.casework.children.models import Child
from suar.casework.complaints import search as complaints
from suar.casework.complaints.models import Complaint
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.agencies.models import Agency

MOST = 20
NUMBERED = re.compile(r"^[A-Z]?-?\d[\d/-]*$", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """What a search shows, by kind."""

    children: list[Child] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)

    def ids(self) -> list[str]:
        rows = [*self.children, *self.cases, *self.complaints]
        return [str(row.pk) for row in rows]

    def __bool__(self) -> bool:
        return bool(self.children or self.cases or self.complaints or self.agencies)


def find(text: str, user: Any) -> Found:
    """All kinds at once; a number is looked for among numbers first."""
    found = Found()
    if NUMBERED.match(text):
        found.cases = with_initials(Case.objects.visible_to(user).filter(number__startswith=text)[:MOST])
        found.complaints = list(Complaint.objects.visible_to(user).filter(number__istartswith=text)[:MOST])
    found.children = children.search(text, user=user)[:MOST]
    if found.children:
        files = (
            Case.objects.visible_to(user).filter(child__in=found.children).exclude(pk__in=[c.pk for c in found.cases])
        )
        found.cases += with_initials(files.order_by("-opened_on", "-id")[:MOST])
    known = {complaint.pk for complaint in found.complaints}
    found.complaints += [one for one in complaints.search(text, user=user) if one.pk not in known][:MOST]
    found.agencies = list(Agency.objects.active().filter(name__icontains=text)[:MOST])
    return found


def with_initials(cases: Any) -> list[Case]:
    """Cases with their child loaded and opened in one query of keys."""
    listed = unlock(cases.select_related("child", "officer"))
    for case in listed:
        share_cipher(case, case.child)
    return listed


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
