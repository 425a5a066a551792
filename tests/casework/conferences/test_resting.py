"""Purpose and agenda of a meeting that went to somebody of another body on a yes: when that yes is no more."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children.models import Merge
from suar.casework.conferences import actions, perms
from suar.casework.conferences.models import Invitation
from suar.casework.duties.models import Duty
from suar.casework.sharing import actions as sharing
from suar.casework.sharing import perms as of_sharing
from suar.casework.sharing.models import Consent
from suar.core.errors import Conflict, Refused
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.casework.children.builders import a_merge
from tests.casework.conferences.ground import a_conference, verbs
from tests.casework.sharing.ground import a_consent, a_referral, a_signed_agreement
from tests.casework.sharing.test_withheld import given_back, kept_from
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user, an_agency, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


@pytest.fixture
def browser(ketua: User) -> Client:
    return signed_in(ketua)


@pytest.fixture
def school(ketua: User) -> Agency:
    agency = an_agency("education")
    a_signed_agreement(ketua, agency)
    return agency


def invited(case: Case, ketua: User, agency: Agency, sees: str = "agenda", *, numbered: bool = True) -> Invitation:
    conference = a_conference(ketua, case)
    row = actions.invite(conference=conference, by=ketua, agency=agency, name="Pak Guru Contoh", sees=sees)
    if numbered:
        actions.number(conference=conference, by=ketua)
    return perms.find_invitation(ketua, row.pk)


def taken_back(consent: Consent, by: User) -> None:
    row = of_sharing.get_consent(by, consent.pk)
    sharing.withdraw(consent=row, by=by, on=timezone.localdate(), who="Anak", why="Tidak mau lagi.")


def telling(case: Case) -> list[str]:
    return list(Duty.objects.filter(kind="withdrawal_tell", case_id=case.pk).values_list("status", flat=True))


def tab(case: Case) -> str:
    return reverse("sharing:case-sharing", args=[case.pk])


def tell_url(invitation: Invitation) -> str:
    return reverse("conferences:invitation-tell", args=[invitation.pk])


def test_whoever_knew_the_agenda_is_told_of_the_withdrawal(ketua: User, browser: Client, school: Agency) -> None:
    case = a_case(ketua)
    consent = a_consent(case, ketua, school)
    invitation = invited(case, ketua, school)
    assert "penerima perlu diberi tahu" not in text_of(browser, tab(case))
    taken_back(consent, ketua)
    assert telling(case) == ["open"]
    text = text_of(browser, tab(case))
    assert "penerima perlu diberi tahu" in text and school.short_name in text and tell_url(invitation) in text
    assert browser.post(tell_url(invitation))["Location"] == tab(case)
    assert telling(case) == ["done"]
    assert "penerima perlu diberi tahu" not in text_of(browser, tab(case))
    with pytest.raises(Conflict):
        actions.tell(invitation=perms.find_invitation(ketua, invitation.pk), by=ketua)
    assert verbs("conference.tell") == ["conference.tell"]


def test_the_duty_ends_with_the_last_who_heard_referral_or_invitation(ketua: User, school: Agency) -> None:
    case = a_case(ketua)
    consent = a_consent(case, ketua, school)
    invitation = invited(case, ketua, school)
    referral = sharing.send(referral=a_referral(case, ketua, school), by=ketua, how="courier")
    taken_back(consent, ketua)
    sharing.tell(referral=of_sharing.get_referral(ketua, referral.pk), by=ketua)
    assert telling(case) == ["open"]
    actions.tell(invitation=invitation, by=ketua)
    assert telling(case) == ["done"]


@pytest.mark.parametrize("facts", [{"sees": "number"}, {"numbered": False}])
def test_whoever_knew_the_number_alone_or_was_not_asked_yet_need_not_be_told(
    ketua: User, school: Agency, facts: dict[str, Any]
) -> None:
    case = a_case(ketua)
    consent = a_consent(case, ketua, school)
    invitation = invited(case, ketua, school, **facts)
    taken_back(consent, ketua)
    assert telling(case) == []
    with pytest.raises(Conflict):
        actions.tell(invitation=invitation, by=ketua)


def test_what_they_may_know_since_changes_nothing_in_what_they_know(ketua: User, school: Agency) -> None:
    case = a_case(ketua)
    consent = a_consent(case, ketua, school)
    actions.answer(invitation=invited(case, ketua, school), by=ketua, reply="comes", sees="number")
    taken_back(consent, ketua)
    assert telling(case) == ["open"]


def test_a_consent_about_another_body_that_is_taken_back_is_nothing_to_them(ketua: User, school: Agency) -> None:
    case = a_case(ketua)
    a_consent(case, ketua, school)
    other = a_consent(case, ketua, an_agency())
    invited(case, ketua, school)
    taken_back(other, ketua)
    assert telling(case) == []


@pytest.mark.parametrize("own", [False, True])
def test_whoever_knew_it_on_the_other_childs_yes_is_told_when_two_files_are_taken_apart(
    ketua: User, browser: Client, school: Agency, *, own: bool
) -> None:
    asked, twin = a_case(ketua), a_case(ketua)
    merge = a_merge(asked.child, twin.child, ketua)
    a_consent(asked, ketua, school)
    if own:
        a_consent(twin, ketua, school)
    invitation = invited(twin, ketua, school)
    children.separate(merge=Merge.objects.get(pk=merge.pk), why="Ternyata sepupunya.", by=ketua)
    assert telling(asked) == []
    assert telling(twin) == ([] if own else ["open"])
    assert (Invitation.objects.get(pk=invitation.pk).consent_lost_at is None) is own
    if not own:
        assert "persetujuannya ternyata dari anak lain" in text_of(browser, tab(twin))
        assert browser.post(tell_url(invitation)).status_code == 302
        assert telling(twin) == ["done"]
        assert verbs("conference.lose", "conference.tell") == ["conference.lose_consent", "conference.tell"]


def test_an_invitation_of_a_withheld_file_is_not_named_on_the_tab_of_its_twin(
    ketua: User, browser: Client, school: Agency
) -> None:
    case, twin, near = a_case(ketua), a_case(ketua), a_user(Role.SEKRETARIAT)
    a_merge(case.child, twin.child, ketua)
    consent = a_consent(case, ketua, school)
    invitation = invited(twin, ketua, school)
    taken_back(consent, ketua)
    kept_from(near, twin, ketua)
    given_back(case)
    assert tell_url(invitation) in text_of(browser, tab(case))
    assert tell_url(invitation) not in text_of(signed_in(near), tab(case))


def test_nobody_else_notes_that_they_heard(ketua: User, school: Agency) -> None:
    case = a_case(ketua)
    consent = a_consent(case, ketua, school)
    invitation = invited(case, ketua, school)
    taken_back(consent, ketua)
    elsewhere = an_officer_elsewhere()
    assert signed_in(elsewhere).post(tell_url(invitation)).status_code == 404
    with pytest.raises(Refused):
        actions.tell(invitation=invitation, by=elsewhere)
    assert telling(case) == ["open"]
