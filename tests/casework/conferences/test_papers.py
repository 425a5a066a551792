"""The papers of this room, going along, the journey of the file, the list of the office."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.conferences import actions, perms
from suar.casework.conferences.models import Accompaniment, Invitation
from suar.casework.sharing import actions as sharing
from suar.casework.sharing import leaving
from suar.casework.sharing.models import Consent
from suar.core.errors import DomainError
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.conferences.ground import (
    a_conference,
    a_held_conference,
    a_settled_determination,
    a_signed_conference,
    an_accompaniment,
    asked,
    keep_from,
)
from tests.casework.sharing.ground import a_consent, a_signed_agreement
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user, an_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


@pytest.fixture
def case(ketua: User) -> Case:
    return a_case(ketua)


@pytest.fixture
def browser(ketua: User) -> Client:
    return signed_in(ketua)


def at(name: str, *parts: object) -> str:
    return reverse(f"conferences:{name}", args=parts)


def typed(moment: object) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")  # type: ignore[arg-type]  # a moment of a row


# papers


def test_an_invitation_tells_what_its_reader_may_know_and_that_it_has_no_number_yet(
    ketua: User, case: Case, browser: Client
) -> None:
    conference = asked(a_conference(ketua, case), ketua)
    chair, guest = perms.invitations(conference)[0], perms.invitations(conference)[-1]
    text = text_of(browser, at("invitation-print", guest.pk))
    assert "KONSEP" in text and "dr. Sari Contoh" in text and "psikolog" in text and case.child.initials in text
    assert "RAHASIA" in text and conference.purpose not in text
    assert conference.purpose in text_of(browser, at("invitation-print", chair.pk))
    actions.number(conference=conference, by=ketua)
    text = text_of(browser, at("invitation-print", guest.pk))
    assert conference.number in text and "KONSEP" not in text


def test_purpose_and_agenda_go_to_another_body_only_where_the_gate_of_sharing_lets_them(
    ketua: User, case: Case, browser: Client
) -> None:
    school, conference = an_agency("education"), a_conference(ketua, case)
    guest = {"conference": conference, "by": ketua, "agency": school, "name": "Pak Guru Contoh", "sees": "agenda"}
    with pytest.raises(DomainError, match="tidak dapat diberitahukan.*kesepakatan"):
        actions.invite(**guest)
    assert not leaving.of(case)
    a_signed_agreement(ketua, school)
    consent = a_consent(case, ketua, school)
    told = actions.invite(**guest)
    assert not leaving.of(case)
    actions.number(conference=conference, by=ketua)
    (out,) = leaving.of(case)
    assert (out.to, out.who, out.fields) == (school.short_name, "Pak Guru Contoh", "tujuan dan acara rapat")
    assert conference.number in out.what
    url = at("invitation-print", told.pk)
    assert conference.purpose in text_of(browser, url) and conference.agenda in text_of(browser, url)
    sharing.withdraw(consent=consent, by=ketua, on=timezone.localdate(), who="anak", why="Tidak mau lagi.")
    text = text_of(browser, url)
    assert "Tujuan dan acara tidak ikut tercetak" in text and "dicabut" in text and case.number in text
    assert conference.purpose not in text and conference.agenda not in text
    assert leaving.of(case) == [out]


def test_what_was_taken_back_meanwhile_is_asked_before_the_number_and_hinders_no_answer(
    ketua: User, case: Case
) -> None:
    school, conference = an_agency("education"), a_conference(ketua, case)
    a_signed_agreement(ketua, school)
    consent = a_consent(case, ketua, school)
    guest = {"conference": conference, "by": ketua, "agency": school, "name": "Pak Guru Contoh", "sees": "agenda"}
    told = actions.invite(**guest)
    sharing.withdraw(consent=consent, by=ketua, on=timezone.localdate(), who="anak", why="Tidak mau lagi.")
    with pytest.raises(DomainError, match="Pak Guru Contoh"):
        actions.number(conference=conference, by=ketua)
    actions.answer(invitation=told, by=ketua, reply="comes", sees="agenda")
    actions.answer(invitation=told, by=ketua, reply="comes", sees="number")
    assert actions.number(conference=conference, by=ketua).number
    assert not leaving.of(case)
    with pytest.raises(DomainError, match="dicabut"):
        actions.answer(invitation=told, by=ketua, reply="comes", sees="agenda")


@pytest.mark.parametrize("by_letter", [True, False])
def test_what_left_stays_in_the_list_whatever_they_may_know_since(ketua: User, case: Case, *, by_letter: bool) -> None:
    school, conference = an_agency("education"), a_conference(ketua, case)
    a_signed_agreement(ketua, school)
    a_consent(case, ketua, school)
    guest = {"conference": conference, "by": ketua, "agency": school, "name": "Pak Guru Contoh", "sees": "agenda"}
    told = actions.invite(**guest)
    asked = {} if by_letter else {"how": "phone", "invited_on": timezone.localdate()}
    actions.number(conference=conference, by=ketua) if by_letter else None
    told = perms.find_invitation(ketua, told.pk)
    actions.answer(invitation=told, by=ketua, reply="waiting", sees="agenda", **asked)
    (out,) = leaving.of(case)
    first = told.sent_at
    actions.answer(invitation=told, by=ketua, reply="comes", sees="number", **asked)
    assert leaving.of(case) == [out]
    actions.answer(invitation=told, by=ketua, reply="comes", sees="agenda", **asked)
    assert told.sent_at == first is not None, "it left once"


def test_what_an_excused_person_was_to_know_did_not_leave_with_the_number(
    ketua: User, case: Case, browser: Client
) -> None:
    school, conference = an_agency("education"), a_conference(ketua, case)
    a_signed_agreement(ketua, school)
    a_consent(case, ketua, school)
    guest = {"conference": conference, "by": ketua, "agency": school, "name": "Pak Guru Contoh", "sees": "agenda"}
    told = actions.invite(**guest)
    actions.answer(invitation=told, by=ketua, reply="excused", sees="agenda")
    actions.number(conference=conference, by=ketua)
    assert not leaving.of(case)
    assert conference.agenda not in text_of(browser, at("invitation-print", told.pk))
    told = perms.find_invitation(ketua, told.pk)
    actions.answer(invitation=told, by=ketua, reply="comes", sees="agenda")
    assert len(leaving.of(case)) == 1
    assert conference.agenda in text_of(browser, at("invitation-print", told.pk))


def an_excused_guest(ketua: User, case: Case) -> Invitation:
    """Somebody who was to know the agenda and cannot come, and an invitation with its number."""
    school, conference = an_agency("education"), a_conference(ketua, case)
    a_signed_agreement(ketua, school)
    a_consent(case, ketua, school)
    guest = actions.invite(conference=conference, by=ketua, agency=school, name="Pak Guru Contoh", sees="agenda")
    actions.answer(invitation=guest, by=ketua, reply="excused", sees="agenda")
    actions.number(conference=conference, by=ketua)
    return perms.find_invitation(ketua, guest.pk)


def moved(guest: Invitation, by: User) -> Invitation:
    """The meeting takes place a day later."""
    kept = {name: getattr(guest.conference, name) for name in ("place", "purpose", "mode", "agenda")}
    later = guest.conference.starts_at + timedelta(days=1)
    actions.move(conference=guest.conference, by=by, starts_at=later, **kept)
    return perms.find_invitation(by, guest.pk)


def test_whoever_was_excused_and_is_asked_for_another_day_is_told_the_agenda_with_the_number(
    ketua: User, case: Case, browser: Client
) -> None:
    guest = an_excused_guest(ketua, case)
    shown = text_of(browser, at("invitation-print", guest.pk))
    assert "Simpan dulu jawabannya" in shown and guest.conference.agenda not in shown
    guest = moved(guest, ketua)
    assert guest.reply == "waiting" and guest.sent_at is not None and len(leaving.of(case)) == 1
    shown = text_of(browser, at("invitation-print", guest.pk))
    assert guest.conference.agenda in shown and "tidak ikut tercetak" not in shown


def test_another_day_tells_nobody_once_the_yes_was_taken_back_and_the_paper_says_so(
    ketua: User, case: Case, browser: Client
) -> None:
    guest = an_excused_guest(ketua, case)
    sharing.withdraw(
        consent=Consent.objects.get(), by=ketua, on=timezone.localdate(), who="anak", why="Tidak mau lagi."
    )
    guest = moved(guest, ketua)
    assert guest.reply == "waiting" and guest.sent_at is None and not leaving.of(case)
    shown = text_of(browser, at("invitation-print", guest.pk))
    assert "tidak ikut tercetak" in shown and "dicabut" in shown


def test_nothing_is_noted_as_asked_with_the_agenda_once_the_yes_was_taken_back(ketua: User, case: Case) -> None:
    school, conference = an_agency("education"), a_conference(ketua, case)
    a_signed_agreement(ketua, school)
    consent = a_consent(case, ketua, school)
    guest = {"conference": conference, "by": ketua, "agency": school, "name": "Pak Guru Contoh", "sees": "agenda"}
    told = actions.invite(**guest)
    sharing.withdraw(consent=consent, by=ketua, on=timezone.localdate(), who="anak", why="Tidak mau lagi.")
    phoned = {"how": "phone", "invited_on": timezone.localdate()}
    with pytest.raises(DomainError, match="dicabut"):
        actions.answer(invitation=told, by=ketua, reply="comes", sees="agenda", **phoned)
    assert not leaving.of(case)


def test_a_refusal_to_tell_keeps_what_was_typed_on_the_form(ketua: User, case: Case, browser: Client) -> None:
    conference = a_conference(ketua, case)
    sent = {
        "version": conference.version,
        "agency": an_agency("education").pk,
        "name": "Pak Guru Contoh",
        "post": "wali",
    }
    answer = browser.post(at("conference-invite", conference.pk), sent | {"sees": "agenda", "user": "", "how": ""})
    assert answer.status_code == 400
    assert "tidak dapat diberitahukan" in answer.content.decode() and "Pak Guru Contoh" in answer.content.decode()


def test_the_list_to_be_signed_names_all_who_are_asked(ketua: User, case: Case, browser: Client) -> None:
    conference = asked(a_conference(ketua, case), ketua)
    text = text_of(browser, at("conference-attendance", conference.pk))
    assert all((row.name or row.user.name) in text for row in perms.invitations(conference) if row.user or row.name)


def test_minutes_without_a_signature_say_that_they_are_a_draft(ketua: User, case: Case, browser: Client) -> None:
    assert "KONSEP" in text_of(browser, at("conference-print", a_held_conference(ketua, case).pk))
    assert "KONSEP" not in text_of(browser, at("conference-print", a_signed_conference(ketua, case).pk))


def test_the_paper_of_a_decision_names_the_panel_and_who_disagreed(ketua: User, case: Case, browser: Client) -> None:
    text = text_of(browser, at("determination-print", a_settled_determination(ketua, case).pk))
    assert "Ibu Rekaan, psikolog anak" in text and "Terlalu jauh dari sekolah" in text and "tidak setuju" in text
    assert "KONSEP" not in text


# going along, the journey, the list


def test_going_along_is_written_by_its_form_and_the_next_date_offered(ketua: User, case: Case, browser: Client) -> None:
    form = {"form_id": str(uuid4()), "occasion": "hearing", "began_at": typed(timezone.now() - timedelta(hours=1))}
    form |= {"companions": "Petugas contoh", "lawyer": "yes", "companion": "no", "social_worker": "unknown"}
    form |= {"breaks": "yes", "condition": "Tenang.", "next_at": typed(timezone.now() + timedelta(days=2))}
    url = at("accompaniment-write", case.pk)
    assert browser.post(url, form)["Location"] == at("case-conferences", case.pk) + "#pendampingan"
    row = Accompaniment.objects.get()
    browser.post(url, form)
    assert Accompaniment.objects.count() == 1
    assert f'value="{row.next_duty}" selected' in text_of(browser, url)
    again = {**form, "form_id": str(uuid4()), "next_at": "", "fulfils": str(row.next_duty)}
    assert browser.post(url, again).status_code == 302
    assert "Jeda diberikan: ya" in text_of(browser, at("case-conferences", case.pk))


def test_the_journey_of_the_file_tells_of_all_three_and_what_holds(ketua: User, case: Case, browser: Client) -> None:
    a_conference(ketua, case)
    a_settled_determination(ketua, case)
    an_accompaniment(ketua, case)
    text = text_of(browser, reverse("cases:case-detail", args=[case.pk]))
    for shown in (
        "Konferensi kasus",
        "Kepentingan terbaik: ",
        "Didampingi: ",
        "Rapat berikutnya",
        "Ditinjau lagi",
    ):
        assert shown in text


def test_the_list_of_the_office_names_what_comes_in_two_weeks_and_nothing_withheld(
    ketua: User, case: Case, browser: Client
) -> None:
    near = a_user(Role.SEKRETARIAT)
    keep_from(case, ketua, near)
    a_conference(ketua, case)
    a_conference(ketua, other := a_case(ketua), starts_at=timezone.now() + timedelta(days=20))
    text = text_of(browser, at("conference-list"))
    assert case.number in text and other.number not in text and case.child.name not in text
    assert Entry.objects.filter(verb="read.conference_list").count() == 1
    assert "Tidak ada rapat yang direncanakan" in text_of(signed_in(near), at("conference-list"))
