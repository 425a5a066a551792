"""The receiver of a referral confirms it: told on the weekly list, or by the body itself on its own page."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.duties import actions as duties
from suar.casework.duties import fulfilling
from suar.casework.duties.kinds import KINDS
from suar.casework.duties.models import Duty
from suar.casework.rounds import actions as rounds
from suar.casework.sharing.models import Referral, Status
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.casework.sharing.ground import a_sent_referral, duty, verbs
from tests.desk.pages import signed_in
from tests.factories import a_user, an_agency, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def agency() -> Agency:
    return an_agency()


def answers_of(referral: Referral) -> dict[str, str]:
    stored = Referral.objects.get(pk=referral.pk)
    assert stored.status == Status.RECEIVED and stored.received_at is not None
    return dict(unlock([stored])[0].answers or {})


def test_every_duty_of_a_body_that_ends_by_a_step_has_that_step() -> None:
    alone = {code for code, kind in KINDS.items() if kind.owed_by == "agency" and kind.own_end}
    assert alone == {"referral_receipt"} <= set(fulfilling._steps)


def test_told_on_the_weekly_list_it_is_received_and_the_duty_done(officer: User, agency: Agency) -> None:
    sent = a_sent_referral(officer, agency)
    weekly = rounds.make(office=officer.office, agency=agency, by=officer, recipient="Ibu Sari", list_id=uuid4())
    line = weekly.lines.get()
    today = timezone.localdate().isoformat()
    told = {"version": line.version, "on": today, "note": "No. 12/TT", "answer": "phone:done"}
    address = reverse("rounds:weekly-answer", args=[weekly.pk, line.pk])
    assert signed_in(officer).post(address, told).status_code == 302
    assert "No. 12/TT" in answers_of(sent)["by"]
    line.refresh_from_db()
    assert line.answer == "done" and duty(sent, "referral_receipt").status == "done"
    assert verbs("referral.receipt", "round.list_answer") == ["referral.receipt", "round.list_answer"]


def test_the_body_confirms_it_on_its_own_page(officer: User, agency: Agency) -> None:
    sent = a_sent_referral(officer, agency)
    owed, member = duty(sent, "referral_receipt"), a_user(Role.MITRA, officer.office, agency=agency)
    address, browser = reverse("duties:partner-answer", args=[owed.pk]), signed_in(member)
    assert browser.post(address, {"version": owed.version, "note": "", "langkah": "jawab"}).status_code == 302
    assert answers_of(sent)["by"] == member.name
    assert Duty.objects.get(pk=owed.pk).status == "done"
    again = {"version": Duty.objects.get(pk=owed.pk).version, "note": "", "langkah": "jawab"}
    assert browser.post(address, again).status_code == 409


def test_another_body_does_not_nor_whoever_dates_it_before_it_left(officer: User, agency: Agency) -> None:
    sent = a_sent_referral(officer, agency)
    owed = duty(sent, "referral_receipt")
    other = a_user(Role.MITRA, officer.office, agency=an_agency())
    with pytest.raises(Refused):
        duties.fulfil(duty=owed, by=other)
    assert Client().post(reverse("duties:partner-answer", args=[owed.pk]), {}).status_code == 302  # to sign in
    with pytest.raises(DomainError, match="sesudah pengiriman"):
        duties.fulfil(duty=owed, by=officer, at=timezone.now() - timedelta(days=2))
    duties.fulfil(duty=owed, by=officer, note="Diterima.")
    with pytest.raises(Conflict):
        duties.fulfil(duty=duty(sent, "referral_receipt"), by=officer)
    assert Referral.objects.get().status == Status.RECEIVED
