"""What a decision looks at, gathered: who asks as it was looked at, what the file says of the child, and of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from suar.casework.cases.models import Case, Safe, Status
from suar.casework.cases.rules import age_at
from suar.casework.children.merges import one_child
from suar.casework.children.models import Child
from suar.casework.children.names import compare
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import rules as hearing
from suar.casework.rights.models import Check, SubjectRequest
from suar.casework.rights.rules import Asked, hindrances
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User


def asked(request: SubjectRequest, check: Check | None) -> Asked:
    """The facts of one request, as they stand now."""
    known = {} if check is None else {
        "identity": check.identity, "custody": check.custody, "implicated": check.implicated, "wish": check.wish
    }  # fmt: skip
    return Asked(request.kind, request.relation, safe=is_safe(request), age=age_of(request.child), **known)


def is_safe(request: SubjectRequest) -> bool:
    """Whether the child is known to be safe: by this file, and by every open one of what is read as one child's."""
    files = Case.objects.filter(Q(pk=request.case_id) | ~Q(status=Status.CLOSED), child__in=one_child(request.child_id))
    return not files.exclude(safe_now=Safe.YES).exists()


def stands_in_the_way(request: SubjectRequest, check: Check | None) -> list[str]:
    """Why it may not be granted now."""
    return hindrances(asked(request, check))


def age_of(child: Child) -> int | None:
    return age_at(child.birth_date, timezone.localdate())


def reported_alike(case: Case, name: str, by: User) -> list[tuple[str, str]]:
    """(number, verdict) of complaints of this child, in whichever of its files, in which somebody is reported whose
    name may be this one: `same` or `possible`, or where the name stands in what was told: `named`. The number of what
    this user may not see is left out; what was found unfounded is not looked into. Names are evidence, no proof: a
    person decides."""
    if not name.strip():
        return []
    told = Complaint.objects.filter(case__child__in=one_child(case.child_id))
    about = told.still_suspecting().order_by("received_at", "id")
    seen = set(Complaint.objects.visible_to(by).filter(pk__in=about.values("pk")).values_list("pk", flat=True))
    judged = [(row, _verdict(row, name)) for row in unlock(about)]
    return [(row.number if row.pk in seen else "", verdict) for row, verdict in judged if verdict]


def _verdict(complaint: Complaint, name: str) -> str:
    """Empty where nothing speaks for it."""
    answers = complaint.answers or {}
    reported = str((answers.get("desk") or {}).get("reported_name") or "")
    verdict = compare(reported, name).verdict if reported.strip() else "different"
    if verdict != "different":
        return str(verdict)
    told = hearing.Heard(texts={"story": complaint.story or "", **_texts(answers)})
    return "named" if hearing.compare(hearing.People([hearing.Person("asker", name)]), told) else ""


def _texts(answers: Mapping[str, Any]) -> dict[str, str]:
    """Everything that was typed into a form, however deep."""
    found: dict[str, str] = {}
    for key, value in answers.items():
        if isinstance(value, Mapping):
            found |= {f"{key}_{inner}": text for inner, text in _texts(value).items()}
        else:
            found[key] = str(value or "")
    return found
