"""A tie that ended yesterday is compared today: nobody ends one to see a file. After a year it is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions, panels, roster
from suar.casework.conflicts.models import Tie, Withholding
from suar.casework.conflicts.rules import Heard
from suar.config.demo.clock import at
from suar.core.documents import indonesian
from suar.core.ledger.actors import OPERATOR
from suar.core.vault.fields import unlock
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.factories import a_case, a_filed_complaint, a_tie, a_user, an_agency, an_office, an_officer

pytestmark = pytest.mark.django_db

NAME = "Herkulanus Bujangga"
STORY = f"Yang menyuruh saya {NAME}."


def an_ended_tie(user: User) -> Tie:
    return actions.end_tie(tie=a_tie(user, name=NAME), by=user)


def filed_in(days: int) -> Complaint:
    with at(timezone.now() + timedelta(days=days)):
        return a_filed_complaint(story=STORY)


@pytest.mark.parametrize(("days", "withheld"), [(0, True), (1, True), (365, True), (366, False)])
def test_what_arrives_is_compared_with_a_tie_for_a_year_after_its_end(days: int, withheld: bool) -> None:
    officer = an_officer()
    an_ended_tie(officer)
    complaint = filed_in(days)
    assert Withholding.objects.about(complaint.subject).against(officer).exists() is withheld


def test_how_long_is_a_setting(settings: Any) -> None:
    settings.SUAR_ENDED_TIE_DAYS = 2
    officer = an_officer()
    tie = an_ended_tie(officer)
    filed_in(3)
    assert not Withholding.objects.exists()
    assert tie.ended_on is not None and tie.counts_until == tie.ended_on + timedelta(days=2)


def test_a_name_that_was_corrected_away_is_still_compared() -> None:
    officer = an_officer()
    actions.correct_tie(tie=a_tie(officer, name=NAME), by=officer, kind="sibling", name="Sabirin Misal")
    complaint = a_filed_complaint(story=STORY)
    assert Withholding.objects.about(complaint.subject).against(officer).exists()


def test_whoever_comes_back_is_compared_with_what_ended_too() -> None:
    an_office()
    ketua, officer = a_user(Role.KETUA), a_user(Role.DIVISI_PENGADUAN)
    an_ended_tie(officer)
    accounts.deactivate(user=officer, by=OPERATOR)
    case = a_case(ketua, summary=f"Tinggal di rumah {NAME}.")
    assert not Withholding.objects.exists()
    accounts.reactivate(user=officer, by=OPERATOR)
    assert Withholding.objects.about(case.child_id).against(officer).exists()


def test_evidence_and_declaration_say_until_when(client: Client) -> None:
    officer, ketua = an_officer(), a_user(Role.KETUA)
    tie = an_ended_tie(officer)
    a_filed_complaint(story=STORY)
    (row,) = unlock(Withholding.objects.all())
    (sign,) = panels.signs_of(row, panels.ties_in(row))
    assert tie.ended_on is not None and f"sampai dengan {indonesian.long_date(tie.ended_on)}" in sign.who
    assert tie.counts_until is not None
    for user, page in (
        (officer, reverse("conflicts:declaration")),
        (ketua, reverse("conflicts:declaration-read", args=[officer.pk])),
    ):
        client.force_login(user)
        shown = client.get(page).content.decode()
        assert "dibandingkan sampai dengan" in shown and indonesian.long_date(tie.counts_until) in shown


def a_head_who_left(agency: Agency, days: int) -> User:
    """Spoke for the agency as its head until so many days ago."""
    today = timezone.localdate()
    head = accounts.add_user(username=f"kepala{days}", name=NAME, password="x" * 20, by=OPERATOR)
    since, until = today - timedelta(days=500), today - timedelta(days=days)
    accounts.appoint(
        user=head, office=an_office(), role=Role.MITRA, agency=agency, since=since, until=until, by=OPERATOR
    )
    with at(timezone.now() - timedelta(days=400)):
        actions.declare(user=head, by=User.objects.get(pk=head.pk), heads_agency=True)
    return head


@pytest.mark.parametrize(("days", "withheld"), [(1, True), (365, True), (366, False)])
def test_what_names_the_head_who_left_is_withheld_from_the_agency_for_a_year(days: int, withheld: bool) -> None:
    agency = an_agency()
    head, colleague = a_head_who_left(agency, days), a_user(Role.MITRA, agency=agency)
    complaint = a_filed_complaint(story=STORY)
    assert Withholding.objects.about(complaint.subject).against(colleague).exists() is withheld
    assert head.pk not in roster.members(complaint.office), "whoever left decides nothing"


def test_a_partner_who_left_and_headed_nothing_is_not_asked_about() -> None:
    agency, today = an_agency(), timezone.localdate()
    user = accounts.add_user(username="mantan", name=NAME, password="x" * 20, by=OPERATOR)
    since, until = today - timedelta(days=30), today - timedelta(days=1)
    accounts.appoint(
        user=user, office=an_office(), role=Role.MITRA, agency=agency, since=since, until=until, by=OPERATOR
    )
    a_filed_complaint(story=STORY)
    assert not Withholding.objects.exists()


def test_a_new_message_about_the_head_who_left_is_not_asked_again() -> None:
    agency = an_agency()
    a_head_who_left(agency, 1)
    complaint = a_filed_complaint(story=STORY)
    asked = Withholding.objects.count()
    again = actions.compare(subject=complaint.subject, office=complaint.office, heard=Heard({}, {"message": STORY}))
    assert (asked, again) == (2, [])
