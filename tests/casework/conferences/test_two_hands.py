"""A panel is no one hand; no paper goes to whom the file was withheld from; the limits are those of the office."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.conferences import actions, owed, panelling, perms
from suar.casework.conferences.models import Determination
from suar.casework.duties import actions as duties
from suar.casework.duties.books import books, earliest_day
from suar.config.demo.clock import at
from suar.core.errors import DomainError, Refused
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.casework.conferences.ground import a_barred_agency, a_conference, keep_from, speak, weighed
from tests.desk.pages import signed_in
from tests.factories import a_case, a_user, an_agency, an_office, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair() -> User:
    return a_user(Role.WAKIL)


@pytest.fixture
def case(chair: User) -> Case:
    return a_case(an_officer(chair.office))


def asked_alone(case: Case, chair: User) -> Determination:
    """The chair seats two from outside, writes down what they say, and agrees."""
    sheet = actions.ask(case=case, by=chair, trigger="separation", question="Pisahkan?", chair=chair)
    weighed(sheet, chair)
    for name in ("Ibu Rekaan", "Bapak Rekaan"):
        speak(sheet, actions.seat(determination=sheet, by=chair, name=name, post="ahli"), chair)
    speak(sheet, sheet.members.get(user=chair), chair)
    return sheet


def test_what_one_person_wrote_down_for_everybody_decides_nothing(case: Case, chair: User) -> None:
    sheet = asked_alone(case, chair)
    assert panelling.one_hand() in panelling.stops(sheet)
    with pytest.raises(DomainError, match="dengan akunnya sendiri"):
        actions.settle(determination=sheet, by=chair)
    second = case.officer
    assert second is not None
    speak(sheet, actions.seat(determination=sheet, by=chair, user=second), second)
    actions.settle(determination=perms.get_determination(chair, sheet.pk), by=chair)
    assert Determination.objects.get(pk=sheet.pk).stands


def test_a_second_account_that_the_chair_had_in_hand_is_no_second_person(case: Case, chair: User) -> None:
    sheet, second = asked_alone(case, chair), case.officer
    assert second is not None
    accounts.reset_second_factor(user=second, by=chair)
    speak(sheet, actions.seat(determination=sheet, by=chair, user=second), second)
    with pytest.raises(Refused, match="30 hari"):
        actions.settle(determination=sheet, by=chair)
    assert Determination.objects.get(pk=sheet.pk).is_open


def test_no_invitation_is_printed_or_numbered_for_whom_the_file_was_withheld_from_since() -> None:
    ketua = a_user(Role.KETUA)
    case = a_case(ketua)
    near, body = a_user(Role.SEKRETARIAT), an_agency()
    meeting = a_conference(ketua, case)
    invited = actions.invite(conference=meeting, by=ketua, user=near)
    free = actions.invite(conference=meeting, by=ketua, agency=body, name="dr. Sari Contoh")
    browser = signed_in(ketua)
    assert browser.get(reverse("conferences:invitation-print", args=[invited.pk])).status_code == 200
    keep_from(case, ketua, near)
    assert browser.get(reverse("conferences:invitation-print", args=[invited.pk])).status_code == 400
    assert browser.get(reverse("conferences:invitation-print", args=[free.pk])).status_code == 200
    meeting = perms.get_conference(ketua, meeting.pk)
    with pytest.raises(DomainError, match="tidak dapat memegangnya"):
        actions.number(conference=meeting, by=ketua)
    row = perms.get_invitation(meeting, invited.pk)
    actions.answer(invitation=row, by=ketua, reply="excused", sees="number")
    assert actions.number(conference=perms.get_conference(ketua, meeting.pk), by=ketua).number


def test_no_invitation_is_printed_for_a_body_that_may_not_hear_of_the_child_any_more() -> None:
    ketua = a_user(Role.KETUA)
    case, meeting_case = a_case(ketua), a_case(ketua)
    body = a_barred_agency(case, ketua)
    meeting = a_conference(ketua, meeting_case)
    invited = actions.invite(conference=meeting, by=ketua, agency=body, name="dr. Sari Contoh")
    from suar.casework.children import actions as children

    children.edit(child=meeting_case.child, by=ketua, guardian="Herkulanus Bujangga")
    assert signed_in(ketua).get(reverse("conferences:invitation-print", args=[invited.pk])).status_code == 400


def test_a_review_lies_within_the_limit_that_this_office_set_itself(chair: User) -> None:
    office, ketua, now = an_office(), a_user(Role.KETUA), timezone.now()
    facts = {"rule": "house.best_interests.review", "amount": 30, "unit": "calendar_days", "reason": "Anak berubah."}
    row = duties.propose_limit(office=office, effective_from=earliest_day(), by=ketua, **facts)  # type: ignore[arg-type]  # of several types
    duties.agree_limit(limit=row, by=chair)
    with at(now + timedelta(days=5)):
        books.forget()
        assert owed.latest_review(timezone.now(), office.pk) == timezone.localdate() + timedelta(days=30)
    books.forget()


def test_the_page_names_the_last_day_of_a_review(case: Case, chair: User) -> None:
    from suar.core.documents.indonesian import long_date

    sheet = actions.ask(case=case, by=chair, trigger="separation", question="Pisahkan?", chair=chair)
    weighed(sheet, chair)
    page = signed_in(chair).get(reverse("conferences:determination-propose", args=[sheet.pk])).content.decode()
    assert long_date(owed.latest_review(timezone.now(), case.office_id)) in page and "90 hari" not in page
