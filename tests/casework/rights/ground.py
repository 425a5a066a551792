"""Requests, made through the actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.duties.models import Duty
from suar.casework.rights import actions
from suar.casework.rights.models import Check, Decision, SubjectRequest
from suar.casework.rights.perms import get_request
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.factories import a_case, a_complaint, a_triaged_complaint, a_user

ALL_CLEAR = {"identity": "seen", "custody": "shown", "implicated": "no", "wish": "agrees"}
LOOKED = "Tidak disebut dalam pengaduan mana pun."


def a_request(by: User | None = None, case: Case | None = None, **facts: Any) -> SubjectRequest:
    """A parent asks to see what is held."""
    by = by or a_user(Role.SEKRETARIAT)
    said = {
        "kind": "access", "relation": "parent", "channel": "visit", "name": "Ibu Contoh Peminta",
        "asks": "Ingin membaca berkas anaknya.", "contact": "Datang lagi lusa",
    }  # fmt: skip
    return actions.receive(case=case or a_case(by, safe_now="yes"), by=by, **(said | facts))


def a_case_that_reports(name: str, by: User) -> Case:
    """A child who is safe now; in its complaint somebody of this name is reported."""
    chief = a_user(Role.DIVISI_PENGADUAN, by.office)
    told = a_complaint(chief, answers={"desk": {"reported_name": name}})
    case = complaints.make_case(complaint=a_triaged_complaint(chief, told), by=chief)
    return cases.set_safety(case=case, safe_now="yes", note="", by=chief)


def looked_at(request: SubjectRequest, by: User, **facts: Any) -> Check:
    return actions.check(request=request, by=by, **(ALL_CLEAR | {"shown": "Akta kelahiran", "why_not": LOOKED} | facts))


def a_proposal(request: SubjectRequest, by: User, **facts: Any) -> Decision:
    grant = {"outcome": "grant", "sections": ["identity", "course"], "why": "Semua syarat terpenuhi."}
    if request.kind != "access":
        grant["sections"] = []
    return actions.propose(request=request, by=by, **(grant | facts))


def a_granted(
    by: User | None = None, second: User | None = None, sections: Sequence[str] = (), **facts: Any
) -> SubjectRequest:
    """Decided by two, not carried out yet. `sections`: others than who the child is and how its file went."""
    request = a_request(by, **facts)
    own = {"custody": "not_needed"} if request.relation == "child" else {}
    looked_at(request, request.by, **own)
    a_proposal(request, request.by, **({"sections": list(sections), "read_through": True} if sections else {}))
    return actions.confirm(request=request, by=second or a_user(Role.KETUA))


def made_unsafe(request: SubjectRequest, by: User) -> None:
    cases.set_safety(case=Case.objects.select_related("office").get(pk=request.case_id), safe_now="no", note="", by=by)


def fresh(request: SubjectRequest) -> SubjectRequest:
    return get_request(request.by, request.pk)


def duty_of(request: SubjectRequest) -> Duty:
    return Duty.objects.get(pk=request.duty)


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="rights.").order_by("pk").values_list("verb", flat=True))
