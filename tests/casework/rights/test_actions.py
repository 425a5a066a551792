"""A request from its first word to its answer, and each refusal on the way."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.conflicts import actions as conflicts
from suar.casework.rights import actions
from suar.casework.rights.models import Check, Decision, SubjectRequest
from suar.casework.rights.recording import decisions_of
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.rights.ground import (
    a_case_that_reports,
    a_granted,
    a_proposal,
    a_request,
    duty_of,
    fresh,
    looked_at,
    made_unsafe,
    verbs,
)
from tests.factories import a_case, a_user, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.SEKRETARIAT)


def test_a_request_runs_from_the_moment_it_reached_the_office(officer: User) -> None:
    received = timezone.now() - timedelta(hours=5)
    request = a_request(officer, received_at=received)
    duty = duty_of(request)
    assert (duty.kind, duty.rule, duty.due_at) == ("rights_access", "pdp.access", received + timedelta(hours=72))
    assert duty.basis.startswith("UU 27/2022")
    assert request.number.startswith("H-001/")


@pytest.mark.parametrize(
    ("kind", "rule"), [("access", "pdp.access"), ("correction", "pdp.correct"), ("withdrawal", "pdp.withdraw")]
)
def test_each_kind_has_the_clock_of_its_own_article(officer: User, kind: str, rule: str) -> None:
    assert duty_of(a_request(officer, kind=kind)).rule == rule


def test_the_same_form_twice_writes_one_request(officer: User) -> None:
    case, pk = a_case(officer), uuid4()
    first = a_request(officer, case, request_id=pk)
    assert a_request(officer, case, request_id=pk).pk == first.pk
    assert SubjectRequest.objects.count() == 1
    with pytest.raises(Conflict):
        a_request(officer, a_case(officer), request_id=pk)


@pytest.mark.parametrize("facts", [{"name": " "}, {"asks": ""}, {"kind": "sale"}, {"relation": "x"}, {"channel": "x"}])
def test_what_is_missing_or_unknown_is_refused(officer: User, facts: dict[str, str]) -> None:
    with pytest.raises(DomainError):
        a_request(officer, **facts)
    assert not SubjectRequest.objects.exists()


def test_nothing_is_received_tomorrow_or_a_hundred_years_ago(officer: User) -> None:
    for off in (timedelta(hours=1), timedelta(days=-36_525)):
        with pytest.raises(DomainError):
            a_request(officer, received_at=timezone.now() + off)
    assert not SubjectRequest.objects.exists()


def test_only_staff_of_the_files_office_write_it_down(officer: User) -> None:
    case = a_case(officer)
    for by in (an_officer_elsewhere(), an_outsider()):
        with pytest.raises(Refused):
            a_request(by, case)


def test_two_people_grant_it_and_the_clock_stops_when_it_is_carried_out(officer: User) -> None:
    request = a_granted(officer)
    assert (request.status, request.outcome) == ("decided", "grant")
    assert duty_of(request).is_open
    actions.carry_out(request=request, how="Paket diserahkan langsung.", by=officer)
    stored = fresh(request)
    assert (stored.status, stored.ending) == ("done", {"how": "Paket diserahkan langsung."})
    assert (duty_of(request).status, duty_of(request).done_at) == ("done", stored.ended_at)
    assert verbs() == ["rights.receive", "rights.check", "rights.propose", "rights.confirm", "rights.carry_out"]


def test_nobody_decides_what_they_proposed_nor_the_secretariat_second(officer: User) -> None:
    ketua = a_user(Role.KETUA)
    request = a_request(ketua)
    looked_at(request, ketua)
    a_proposal(request, ketua)
    for by in (ketua, officer, an_officer_elsewhere(), an_outsider()):
        with pytest.raises(Refused):
            actions.confirm(request=request, by=by)
    assert fresh(request).status == "open"


def test_an_implicated_parent_gets_nothing_whatever_is_pressed(officer: User) -> None:
    request = a_request(officer)
    looked_at(request, officer, implicated="yes", why_not="Disebut dalam pengaduan.")
    with pytest.raises(DomainError, match="diduga terlibat"):
        a_proposal(request, officer)
    refusal = a_proposal(request, officer, outcome="refuse", sections=[], grounds=["endangers"], why="Membahayakan.")
    actions.confirm(request=request, by=a_user(Role.KETUA))
    with pytest.raises(Refused, match="belum dikabulkan"):
        actions.make_package(request=request, passphrase="1111-2222-3333-4444-5555-6666", by=officer)
    assert Decision.objects.get().pk == refusal.pk


def test_a_name_like_the_reported_persons_is_no_stranger_without_words(officer: User) -> None:
    case = a_case_that_reports("Sumarni Contoh", officer)
    request = a_request(officer, case, name="Soemarni Contoh")
    with pytest.raises(DomainError, match="mirip dengan nama terlapor"):
        looked_at(request, officer, why_not="")
    assert not Check.objects.exists()
    looked_at(request, officer, why_not="Terlapor berumur 20 tahun; peminta neneknya, 61.")
    assert Check.objects.get().implicated == "no"


def test_only_the_child_needs_no_paper(officer: User) -> None:
    with pytest.raises(DomainError):
        looked_at(a_request(officer), officer, custody="not_needed")
    looked_at(own := a_request(officer, relation="child"), officer, custody="not_needed")
    assert a_proposal(own, officer).outcome == "grant"


def test_what_was_looked_at_before_stays(officer: User) -> None:
    request = a_request(officer)
    looked_at(request, officer, identity="not_shown")
    with pytest.raises(DomainError, match="Jati diri"):
        a_proposal(request, officer)
    looked_at(request, officer)
    a_proposal(request, officer)
    assert list(Check.objects.order_by("at").values_list("identity", flat=True)) == ["not_shown", "seen"]


@pytest.mark.parametrize(
    "facts",
    [
        {"why": " "}, {"sections": []}, {"sections": ["notes"]}, {"outcome": "perhaps"}, {"grounds": ["nothing"]},
        {"outcome": "refuse", "sections": [], "grounds": []}, {"outcome": "refuse", "grounds": ["others"]},
    ],
)  # fmt: skip
def test_a_proposal_says_what_and_why(officer: User, facts: dict[str, object]) -> None:
    request = a_request(officer)
    looked_at(request, officer)
    with pytest.raises(DomainError):
        a_proposal(request, officer, **facts)
    assert not Decision.objects.exists()


def test_one_proposal_waits_at_a_time(officer: User) -> None:
    request = a_request(officer)
    looked_at(request, officer)
    a_proposal(request, officer)
    with pytest.raises(Conflict, match="menunggu orang kedua"):
        a_proposal(request, officer)


def test_a_child_in_danger_meanwhile_stops_what_was_proposed_and_what_was_decided(officer: User) -> None:
    ketua, request = a_user(Role.KETUA), a_request(officer)
    looked_at(request, officer)
    a_proposal(request, officer)
    made_unsafe(request, officer)
    with pytest.raises(DomainError, match="belum tercatat aman"):
        actions.confirm(request=request, by=ketua)
    granted = a_granted(officer, ketua)
    made_unsafe(granted, officer)
    for act in (
        lambda: actions.make_package(request=granted, passphrase="1111-2222-3333-4444-5555-6666", by=officer),
        lambda: actions.carry_out(request=granted, how="Diberikan.", by=officer),
    ):
        with pytest.raises(DomainError, match="belum tercatat aman"):
            act()
    assert fresh(granted).status == "decided"


def test_a_proposal_is_sent_back_with_its_reason_and_another_made(officer: User) -> None:
    ketua, request = a_user(Role.KETUA), a_request(officer)
    looked_at(request, officer)
    a_proposal(request, officer)
    with pytest.raises(DomainError):
        actions.send_back(request=request, why=" ", by=ketua)
    actions.send_back(request=request, why="Aktanya belum dilihat.", by=ketua)
    a_proposal(request, officer)
    actions.confirm(request=request, by=ketua)
    assert Decision.objects.count() == 2
    assert [row.words["back"] for row in decisions_of(fresh(request)) if row.ended_at] == ["Aktanya belum dilihat."]


def test_one_person_is_enough_to_stop_what_two_decided(officer: User) -> None:
    request = a_granted(officer)
    actions.reconsider(request=request, why="Anak menelepon: ia takut.", by=officer)
    assert (fresh(request).status, fresh(request).outcome) == ("open", "")
    with pytest.raises(Refused):
        actions.make_package(request=request, passphrase="1111-2222-3333-4444-5555-6666", by=officer)


def test_whoever_asked_asks_no_longer(officer: User) -> None:
    request = a_request(officer)
    with pytest.raises(DomainError):
        actions.drop(request=request, why="", by=officer)
    actions.drop(request=request, why="Menelepon: tidak jadi.", by=officer)
    assert (fresh(request).status, duty_of(request).status) == ("dropped", "cancelled")
    with pytest.raises(Conflict):
        looked_at(request, officer)


def test_nothing_happens_twice(officer: User) -> None:
    request, ketua = a_granted(officer), a_user(Role.KETUA)
    with pytest.raises(Conflict):
        actions.confirm(request=request, by=ketua)
    actions.carry_out(request=request, how="Diberikan.", by=officer)
    with pytest.raises(Conflict):
        actions.carry_out(request=request, how="Diberikan lagi.", by=officer)


def test_of_a_withheld_file_nothing_is_written_or_seen(officer: User) -> None:
    request, other = a_request(officer), a_user(Role.DIVISI_PENGADUAN)
    conflicts.withhold(
        subject=request.child_id, office=request.office, user=other, why="Kerabat.", by=a_user(Role.KETUA),
        reference=request.case.number, case_id=request.case_id,
    )  # fmt: skip
    assert not SubjectRequest.objects.visible_to(other).exists()
    with pytest.raises(Refused):
        looked_at(request, other)


def test_every_step_is_in_the_ledger_without_a_word_of_the_asker(officer: User) -> None:
    a_granted(officer)
    told = "".join(Entry.objects.filter(verb__startswith="rights.").values_list("data", flat=True))
    assert "Contoh Peminta" not in told
    assert "grant" in told
