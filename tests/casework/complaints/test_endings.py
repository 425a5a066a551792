"""How a complaint ends without a case: the right address given, or withdrawn; never where a child is in danger."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from suar.casework.cases.rules import instrument
from suar.casework.complaints import actions
from suar.casework.complaints.models import Complaint, Status
from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from suar.registry.agencies import actions as agencies
from tests.desk.pages import signed_in, text_of
from tests.factories import a_complaint, a_filed_complaint, a_triaged_complaint, a_user, an_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_related("office").get(pk=complaint.pk)


def test_out_of_remit_keeps_the_address_that_was_given(officer: User) -> None:
    complaint, agency = a_complaint(officer), an_agency()
    agencies.add_contact(agency=agency, label="Loket", phone="0800-555-0170", by=OPERATOR)
    url = reverse("complaints:complaint-close", args=[complaint.pk])
    sent = {
        "version": complaint.version, "status": "out_of_remit", "why": "Urusan akta, sudah diberi tahu.",
        "directed": agency.pk,
    }  # fmt: skip
    assert signed_in(officer).post(url, sent).status_code == 302
    for name in ("complaint-detail", "complaint-print"):
        text = text_of(signed_in(officer), reverse(f"complaints:{name}", args=[complaint.pk]))
        assert "0800-555-0170" in text and agency.name in text


def test_the_sheet_of_the_review_has_room_for_initials(officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    text = text_of(signed_in(officer), reverse("complaints:complaint-print", args=[complaint.pk]))
    assert "Paraf Komisioner" in text and "Dalam kewenangan" in text


def test_withdrawn_it_is_closed_with_what_was_said_and_can_be_opened_again(officer: User) -> None:
    complaint = a_complaint(officer)
    actions.close_as(complaint=complaint, status=Status.WITHDRAWN, by=officer, why="Ibunya bilang sudah damai.")
    assert fresh(complaint).status == Status.WITHDRAWN
    assert Entry.objects.filter(verb="complaint.close", subject=complaint.subject).exists()
    text = text_of(signed_in(officer), reverse("complaints:complaint-detail", args=[complaint.pk]))
    assert "Dicabut pelapor" in text and "sudah damai" in text
    actions.reopen(complaint=fresh(complaint), by=officer)
    assert fresh(complaint).status == Status.READ


def test_a_withdrawal_ends_nothing_for_a_child_in_danger(officer: User) -> None:
    complaint = a_complaint(officer, urgent=True)
    with pytest.raises(Refused, match="tidak mengakhiri tugas komisi"):
        actions.close_as(complaint=complaint, status=Status.WITHDRAWN, by=officer, why="Dicabut.")
    assert fresh(complaint).status == Status.READ


WORDS = {"noise": {"noise": "joke"}, "out_of_remit": {"why": "Bukan urusan komisi.", "nowhere": True}}
CALM = {question.code: "no" for question in instrument().questions}


@pytest.mark.parametrize("status", WORDS)
def test_what_is_said_to_happen_now_is_not_closed_before_two_looked_at_it(officer: User, status: str) -> None:
    complaint, second = a_complaint(officer, urgent=True), a_user(Role.KETUA, officer.office)
    given: dict[str, Any] = {"complaint": complaint, "status": status, **WORDS[status]}
    with pytest.raises(Refused, match="Telaah dulu"):
        actions.close_as(by=second, **given)
    a_triaged_complaint(officer, complaint, risk_answers=CALM)
    with pytest.raises(Refused, match="orang kedua"):
        actions.close_as(by=officer, **given)
    assert actions.close_as(by=second, **given).status == status


def test_said_to_happen_now_and_unread_it_is_no_noise(officer: User) -> None:
    complaint = a_filed_complaint(officer.office, urgent=True)
    url = reverse("complaints:complaint-close", args=[complaint.pk])
    sent = {"version": complaint.version, "status": "noise", "noise": "joke"}
    answer = signed_in(officer).post(url, sent)
    assert answer.status_code in {403, 409, 422} and "Telaah dulu" in answer.content.decode()
    assert (fresh(complaint).status, fresh(complaint).opened_at) == (Status.NEW, None)


@pytest.mark.parametrize("status", WORDS)
def test_a_high_risk_is_not_closed_away(officer: User, status: str) -> None:
    complaint = a_triaged_complaint(officer)
    with pytest.raises(Refused, match="Risikonya tinggi"):
        actions.close_as(complaint=complaint, status=status, by=a_user(Role.KETUA), **WORDS[status])


def test_out_of_remit_gives_an_address_or_says_that_there_is_none(officer: User) -> None:
    complaint, bare = a_complaint(officer), an_agency()
    given: dict[str, Any] = {"complaint": complaint, "status": "out_of_remit", "why": "Urusan akta.", "by": officer}
    with pytest.raises(DomainError, match="tidak ada yang tepat"):
        actions.close_as(**given)
    with pytest.raises(DomainError, match="tidak keduanya"):
        actions.close_as(**given, directed=bare, nowhere=True)
    with pytest.raises(DomainError, match="belum punya alamat"):
        actions.close_as(**given, directed=bare)
    url = reverse("complaints:complaint-close", args=[complaint.pk])
    sent = {"version": complaint.version, "status": "out_of_remit", "why": "Urusan akta."}
    answer = signed_in(officer).post(url, sent)
    assert answer.status_code == 422 and "Pilih lembaganya" in answer.content.decode()
    assert signed_in(officer).post(url, sent | {"nowhere": "on"}).status_code == 302
    text = text_of(signed_in(officer), reverse("complaints:complaint-detail", args=[complaint.pk]))
    assert "Tidak ada lembaga yang tepat." in text


def test_without_what_was_said_it_is_not_withdrawn(officer: User) -> None:
    complaint = a_complaint(officer)
    with pytest.raises(DomainError):
        actions.close_as(complaint=complaint, status=Status.WITHDRAWN, by=officer, why=" ")
    url = reverse("complaints:complaint-close", args=[complaint.pk])
    answer = signed_in(officer).post(url, {"version": complaint.version, "status": "withdrawn"})
    assert answer.status_code == 422 and "ketika mencabut" in answer.content.decode()
