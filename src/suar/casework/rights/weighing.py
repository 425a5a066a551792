"""What a decision looks at, gathered: who asks as it was looked at, what the file says of the child, and of names."""

from __future__ import annotations

from django.utils import timezone

from suar.casework.cases.models import Case, Safe
from suar.casework.cases.rules import age_at
from suar.casework.children.models import Child
from suar.casework.children.names import compare
from suar.casework.complaints.models import Complaint
from suar.casework.rights.models import Check, SubjectRequest
from suar.casework.rights.rules import Asked, hindrances
from suar.core.vault.fields import unlock


def asked(request: SubjectRequest, check: Check | None) -> Asked:
    """The facts of one request, as they stand now."""
    known = {} if check is None else {
        "identity": check.identity, "custody": check.custody, "implicated": check.implicated, "wish": check.wish
    }  # fmt: skip
    safe = Case.objects.filter(pk=request.case_id, safe_now=Safe.YES).exists()
    return Asked(request.kind, request.relation, safe=safe, age=age_of(request.child), **known)


def stands_in_the_way(request: SubjectRequest, check: Check | None) -> list[str]:
    """Why it may not be granted now."""
    return hindrances(asked(request, check))


def age_of(child: Child) -> int | None:
    return age_at(child.birth_date, timezone.localdate())


def reported_alike(case: Case, name: str) -> list[tuple[str, str]]:
    """(number, verdict) of complaints of this child in which somebody is reported whose name may be this one: `same`
    or `possible`. Names are evidence, no proof: a person decides."""
    found = []
    for complaint in unlock(Complaint.objects.filter(case__child=case.child_id).order_by("received_at", "id")):
        reported = str(((complaint.answers or {}).get("desk") or {}).get("reported_name") or "")
        verdict = compare(reported, name).verdict if reported.strip() and name.strip() else "different"
        if verdict != "different":
            found.append((complaint.number, verdict))
    return found
