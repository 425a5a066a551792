"""How a complaint ends without a case: the right address given, or withdrawn; never where a child is in danger."""

from __future__ import annotations

import pytest
from django.urls import reverse

from suar.casework.complaints import actions
from suar.casework.complaints.models import Complaint, Status
from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from suar.registry.agencies import actions as agencies
from tests.desk.pages import signed_in, text_of
from tests.factories import a_complaint, a_triaged_complaint, a_user, an_agency

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


def test_without_what_was_said_it_is_not_withdrawn(officer: User) -> None:
    complaint = a_complaint(officer)
    with pytest.raises(DomainError):
        actions.close_as(complaint=complaint, status=Status.WITHDRAWN, by=officer, why=" ")
    url = reverse("complaints:complaint-close", args=[complaint.pk])
    answer = signed_in(officer).post(url, {"version": complaint.version, "status": "withdrawn"})
    assert answer.status_code == 422 and "ketika mencabut" in answer.content.decode()
