"""Found unfounded by two, as a complaint and as a file: whoever was reported is looked for no more, until it is opened
again; the name stays in the file itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from suar.casework.cases import actions as cases
from suar.casework.cases import rules as case_rules
from suar.casework.cases.models import Case
from suar.casework.complaints import actions
from suar.casework.complaints.models import Complaint, Status
from suar.casework.rights.weighing import reported_alike
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.rights.ground import a_case_that_reports
from tests.desk.pages import signed_in, text_of
from tests.factories import (
    a_complaint,
    a_filed_complaint,
    a_triaged_complaint,
    a_user,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db

REPORTED = "Bapak Yulianus Contohan"
CALM = {question.code: "no" for question in case_rules.instrument().questions}
WHY = "Semua yang disebut sudah ditanya; kejadiannya di tempat lain."


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


@pytest.fixture
def second(officer: User) -> User:
    return a_user(Role.KETUA, officer.office)


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("office", "unfounded_by").get(pk=complaint.pk)


def a_calm_complaint(by: User, **facts: Any) -> Complaint:
    return a_triaged_complaint(by, a_complaint(by, **facts), risk_answers=CALM)


def closed_by_two(case: Case, first: User, second: User, reason: str = "tak_terbukti") -> Case:
    cases.propose_closure(case=case, reason=reason, note=WHY, by=first)
    return cases.countersign_closure(case=case, by=second)


def verdicts(case: Case, by: User) -> list[str]:
    return [verdict for _number, verdict in reported_alike(case, by, REPORTED)]


def test_whoever_was_reported_is_found_then_not_and_found_again_when_the_file_is_opened(
    officer: User, second: User
) -> None:
    case = a_case_that_reports(REPORTED, officer)
    complaint = case.complaints.get()
    assert verdicts(case, officer) == ["same"]
    cases.propose_closure(case=case, reason="tak_terbukti", note=WHY, by=officer)
    assert verdicts(case, officer) == ["same"], "one signature finds nothing"
    cases.countersign_closure(case=case, by=second)
    assert verdicts(case, officer) == []
    browser = signed_in(officer)
    shown = browser.post(reverse("complaints:complaint-reveal", args=[complaint.pk])).content.decode()
    assert REPORTED in shown, "the name stays in the file itself"
    cases.reopen(case=Case.objects.get(pk=case.pk), why="Ada keterangan baru.", by=officer)
    assert verdicts(case, officer) == ["same"]


def test_a_file_closed_for_another_reason_is_still_looked_into(officer: User, second: User) -> None:
    case = a_case_that_reports(REPORTED, officer)
    closed_by_two(case, officer, second, reason="reintegrasi")
    assert verdicts(case, officer) == ["same"]


def test_another_complaint_that_reports_the_same_person_is_still_looked_into(officer: User, second: User) -> None:
    case = a_case_that_reports(REPORTED, officer)
    again = a_triaged_complaint(officer, a_complaint(officer, answers={"desk": {"reported_name": REPORTED}}))
    other = actions.make_case(complaint=again, by=officer, child=case.child)
    closed_by_two(case, officer, second)
    assert [number for number, _verdict in reported_alike(other, officer, REPORTED)] == [again.number]


def test_the_reason_needs_a_child_who_is_safe_and_blames_nobody() -> None:
    reason = case_rules.closing_reasons()["tak_terbukti"]
    assert case_rules.unfounded_reasons() == ["tak_terbukti"]
    assert (reason.safe, reason.offered, reason.label.id) == (True, True, "dugaan tidak terbukti")


def test_a_complaint_is_found_unfounded_by_two_and_opened_again(officer: User, second: User) -> None:
    complaint = a_calm_complaint(officer)
    repeat = a_complaint(officer)
    actions.close_as(complaint=repeat, status=Status.DUPLICATE, same_as=complaint, by=officer)
    actions.propose_unfounded(complaint=complaint, why=WHY, by=officer)
    assert Complaint.objects.still_suspecting().count() == 2
    actions.close_as(complaint=complaint, status=Status.UNFOUNDED, by=second)
    assert Complaint.objects.still_suspecting().count() == 0, "nor what repeats it"
    assert (complaint.status, complaint.triage["why"]) == (Status.UNFOUNDED, WHY)
    assert Entry.objects.filter(verb="complaint.propose_unfounded", subject=complaint.subject).count() == 1
    assert Entry.objects.get(verb="complaint.close", subject=complaint.subject).data.count("unfounded") == 1
    actions.reopen(complaint=complaint, by=officer)
    assert (complaint.status, complaint.unfounded_by) == (Status.READ, None)
    assert Complaint.objects.still_suspecting().count() == 2


def test_one_alone_finds_nothing_unfounded(officer: User, second: User) -> None:
    complaint = a_calm_complaint(officer)
    with pytest.raises(Refused, match="mengusulkan dulu"):
        actions.close_as(complaint=complaint, status=Status.UNFOUNDED, why=WHY, by=second)
    actions.propose_unfounded(complaint=complaint, why=WHY, by=officer)
    with pytest.raises(Refused, match="orang kedua"):
        actions.close_as(complaint=complaint, status=Status.UNFOUNDED, why=WHY, by=officer)
    with pytest.raises(Conflict, match="sudah dicatat"):
        actions.propose_unfounded(complaint=complaint, why=WHY, by=second)
    assert fresh(complaint).status == Status.READ


def test_a_new_review_takes_the_proposal_back(officer: User, second: User) -> None:
    complaint = a_calm_complaint(officer)
    actions.propose_unfounded(complaint=complaint, why=WHY, by=officer)
    a_triaged_complaint(officer, complaint, risk_answers={**CALM, "reached_before": "yes"})
    with pytest.raises(Refused, match="mengusulkan dulu"):
        actions.close_as(complaint=fresh(complaint), status=Status.UNFOUNDED, by=second)


def test_a_proposal_without_its_ground_is_refused(officer: User) -> None:
    with pytest.raises(DomainError, match="apa yang diperiksa"):
        actions.propose_unfounded(complaint=a_calm_complaint(officer), why=" ", by=officer)
    with pytest.raises(Refused, match="Telaah dulu"):
        actions.propose_unfounded(complaint=a_complaint(officer), why=WHY, by=officer)
    with pytest.raises(Conflict, match="belum dibaca"):
        actions.propose_unfounded(complaint=a_filed_complaint(officer.office), why=WHY, by=officer)
    with pytest.raises(Refused, match="Risikonya tinggi"):
        actions.propose_unfounded(complaint=a_triaged_complaint(officer), why=WHY, by=officer)
    for user in (a_user(Role.SEKRETARIAT, officer.office), an_outsider(), an_officer_elsewhere()):
        with pytest.raises(Refused):
            actions.propose_unfounded(complaint=a_calm_complaint(officer), why=WHY, by=user)


def test_the_page_takes_the_first_and_the_second_signature(officer: User, second: User) -> None:
    complaint = a_calm_complaint(officer)
    close, detail = (
        reverse(f"complaints:{name}", args=[complaint.pk]) for name in ("complaint-close", "complaint-detail")
    )
    sent = {"version": complaint.version, "status": "unfounded"}
    answer = signed_in(officer).post(close, sent)
    assert answer.status_code == 422 and "apa yang diperiksa" in answer.content.decode()
    assert signed_in(officer).post(close, sent | {"why": WHY})["Location"] == detail
    text = text_of(signed_in(second), detail)
    assert "Menunggu orang kedua" in text and WHY in text
    stale = signed_in(second).post(close, sent)
    assert stale.status_code == 409, "the second signs what they read"
    sent["version"] = fresh(complaint).version
    assert signed_in(second).post(close, sent).status_code == 302
    assert "Dugaan tidak terbukti." in text_of(signed_in(officer), detail)
