"""What an arrival makes the commission owe: counted, reminded of, late, told to the Ketua, and never a partner's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.duties.actions import escalate, note_lateness, remind
from suar.casework.duties.models import Duty
from suar.casework.letters import actions as letters
from suar.casework.letters.models import Letter
from suar.casework.material import actions
from suar.config.demo.clock import at
from suar.core.errors import DomainError
from suar.registry.accounts.models import Role, User
from tests.casework.material.ground import a_police_line, an_arrival, duty
from tests.desk.pages import signed_in, text_of
from tests.factories import a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


def test_the_call_stands_first_on_the_first_page_until_it_is_made(officer: User) -> None:
    arrival, browser = an_arrival(officer), signed_in(officer)
    title, today = "Telepon unit PPA atau siber: ada materi masuk", reverse("desk:today")
    assert title in text_of(browser, today)
    actions.call(arrival=arrival, by=officer)
    shown = text_of(browser, today)
    assert title not in shown and "Minta tanda terima polisi: materi masuk" in shown


def test_what_is_not_done_in_time_is_late_and_after_three_days_the_ketuas(officer: User) -> None:
    arrival, now = an_arrival(officer), timezone.now()
    tomorrow, later = now + timedelta(days=1), now + timedelta(days=5)
    assert note_lateness(now=now) == 0
    assert note_lateness(now=tomorrow) == 1 and escalate(now=tomorrow) == 0
    assert escalate(now=later) == 1
    owed = duty(arrival, "material_call")
    assert owed.late_on == tomorrow and owed.escalated_at == later


def test_the_receipt_is_reminded_of_a_day_before(officer: User) -> None:
    arrival = an_arrival(officer)
    actions.call(arrival=arrival, by=officer)
    due = duty(arrival, "material_receipt").due_at
    assert due is not None
    assert remind(now=due - timedelta(hours=25)) == 0 and remind(now=due - timedelta(hours=23)) == 1


def test_done_after_its_day_it_is_done_late(officer: User) -> None:
    arrival = an_arrival(officer)
    with at(timezone.now() + timedelta(days=2)):
        actions.call(arrival=arrival, by=officer)
    assert duty(arrival, "material_call").is_late(timezone.now())


def test_it_is_ours_and_no_letter_asks_the_police_for_it(officer: User) -> None:
    line, arrival = a_police_line(), an_arrival(officer)
    actions.call(arrival=arrival, by=officer, contact=line)
    partner = a_user(Role.MITRA, agency=line.agency)
    assert not Duty.objects.visible_to(partner).exists() and not Duty.objects.theirs().exists()
    with at(timezone.now() + timedelta(days=9)), pytest.raises(DomainError):
        letters.propose(office=officer.office, agency=line.agency, kind="reminder", by=officer)
    assert not Letter.objects.exists()


def test_no_press_of_the_list_ends_it(officer: User) -> None:
    arrival = an_arrival(officer)
    browser, owed = signed_in(officer), duty(arrival, "material_call")
    answer = browser.post(reverse("duties:duty-finish", args=[owed.pk]), {"version": owed.version})
    assert answer.status_code == 403 and duty(arrival, "material_call").is_open
    assert "Diselesaikan di sini" in text_of(browser, reverse("duties:duty-detail", args=[owed.pk]))


def test_both_rules_stand_with_the_others_where_the_house_may_change_them(officer: User) -> None:
    for rule_id in ("house.material.call", "house.material.receipt"):
        text = text_of(signed_in(officer), reverse("duties:rule-detail", args=[rule_id]))
        assert "aturan" in text.lower() and "Usul penyusun" in text
