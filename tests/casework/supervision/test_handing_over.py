"""Serah terima: who takes what, carried out whole or not at all, its paper, and what no press can move."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.conferences import actions as meetings
from suar.casework.conferences.actions.signing import may_sign
from suar.casework.conferences.perms import get_conference
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.mail import actions as mail
from suar.casework.mail.panels import to_count
from suar.casework.mail.perms import get_disposition
from suar.casework.supervision import actions, leaving
from suar.casework.supervision.models import HandedOver, TermHandover
from suar.casework.supervision.watching import watchers_of
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.core.vault.models import DataKey
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.casework.conferences.ground import a_held_conference
from tests.casework.mail.ground import a_disposition, a_mail
from tests.casework.supervision.ground import carry, files, fresh, last, leaving_soon, signed_in, words_of
from tests.factories import a_case, a_duty, a_user, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
TERMS = "/supervisi/serah-terima/"


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


@pytest.fixture
def other(ketua: User) -> User:
    return an_officer()


def test_files_with_their_duties_and_other_duties_go_to_whoever_carries_least(ketua: User, other: User) -> None:
    term = leaving_soon()
    held = files(term.user, 2)
    loose = a_duty("other", office=term.office, officer=term.user, due_at=timezone.now(), what="Menelepon")
    files(ketua, 3)
    act = carry(term, ketua)
    assert {fresh(case).officer for case in held} == {other}
    owed = Duty.objects.open().ours().filter(case_id__in=[case.pk for case in held])
    assert owed and {duty.officer_id for duty in owed} == {other.pk}
    assert Duty.objects.get(pk=loose.pk).officer_id in {other.pk, ketua.pk}
    assert (act.number[:3], act.files, act.duties) == ("ST-", 2, 1)
    assert HandedOver.objects.filter(handover=act).count() == 3
    assert last("term.hand_over").actor == ketua.actor_id


def test_a_leader_gives_back_the_sheet_of_the_key_and_a_member_has_none(ketua: User, other: User) -> None:
    act = carry(leaving_soon(Role.WAKIL), ketua)
    owed = Duty.objects.get(kind="receive_key_sheet")
    assert (owed.subject, owed.reference, owed.about) == (act.pk, act.number, "office")
    assert owed.due_at is not None and timezone.localdate(owed.due_at) == act.ends_on
    carry(leaving_soon(Role.DIVISI_PEMANTAUAN), ketua)
    assert Duty.objects.filter(kind="receive_key_sheet").count() == 1


def test_whoever_may_not_see_a_file_is_never_given_it(ketua: User, other: User) -> None:
    term = leaving_soon()
    case, third = files(term.user, 1)[0], a_user(Role.SEKRETARIAT)
    files(third, 5)
    who: Any = {"user": other, "by": ketua, "why": "Kerabat", "reader": "Sekretariat"}
    conflicts.withhold(subject=case.child_id, office=case.office, **who)
    carry(term, ketua, other, third)
    assert fresh(case).officer == third


def test_what_nobody_may_take_is_held_by_nobody_and_told(ketua: User, other: User) -> None:
    term = leaving_soon()
    case = files(term.user, 1)[0]
    who: Any = {"user": other, "by": ketua, "why": "Kerabat", "reader": "Sekretariat"}
    conflicts.withhold(subject=case.child_id, office=case.office, **who)
    assert leaving.plan(term, [other], ketua).nobody == 1
    carry(term, ketua, other)
    assert fresh(case).officer is None


def test_what_the_leader_may_not_see_is_in_nobodys_hand_afterwards_and_the_leader_learns_nothing(
    ketua: User, other: User
) -> None:
    term = leaving_soon()
    hidden, seen = files(term.user, 2)
    kinds = Duty.objects.open().filter(case_id=hidden.pk).count()
    who: Any = {"user": ketua, "by": term.user, "why": "Kerabat", "reader": "Sekretariat"}
    conflicts.withhold(subject=hidden.child_id, office=hidden.office, **who)
    act = carry(term, ketua, other)
    assert act.files == 1 and [row.case for row in HandedOver.objects.exclude(case=None)] == [seen]
    assert fresh(hidden).officer is None and fresh(seen).officer == other
    assert not Duty.objects.open().filter(officer=term.user).exists()
    assert Duty.objects.open().filter(case_id=hidden.pk, officer=None).count() == kinds > 0
    assert hidden.number not in words_of(signed_in(ketua).get(f"/supervisi/serah-terima/{act.pk}/"))
    accounts.end_appointment(appointment=term, by=ketua)
    assert watchers_of([fresh(hidden)])[hidden.pk].user == other


def test_what_not_everybody_may_end_goes_only_to_whoever_can(ketua: User, other: User) -> None:
    term, clerk, wakil = leaving_soon(), a_user(Role.SEKRETARIAT), a_user(Role.WAKIL)
    case = files(term.user, 1)[0]
    glass = a_look("glass_review", case, term.user)
    review = a_look("supervisor_review", a_case(other, officer=other), term.user)
    assert leaving.plan(term, [clerk], ketua).nobody == 2
    files(other, 3), files(wakil, 4)  # so that the clerk carries least
    carry(term, ketua, clerk, other, wakil)
    assert fresh(case).officer == clerk
    assert Duty.objects.get(pk=glass.pk).officer == wakil
    assert Duty.objects.get(pk=review.pk).officer in {other, wakil}


def test_what_nobody_who_stays_may_end_is_nobodys_and_told(ketua: User) -> None:
    term, clerk = leaving_soon(), a_user(Role.SEKRETARIAT)
    case = files(term.user, 1)[0]
    glass = a_look("glass_review", case, term.user)
    page = signed_in(ketua).post(f"{TERMS}{term.pk}/", {"receivers": [clerk.pk], "seal": "", "handover_id": ""})
    assert "tanpa petugas" in words_of(page)
    carry(term, ketua, clerk)
    assert fresh(case).officer == clerk
    assert Duty.objects.get(pk=glass.pk).officer is None


def test_a_disposition_goes_on_with_its_duty_and_whoever_takes_it_ends_it(ketua: User, other: User) -> None:
    term = leaving_soon(Role.DIVISI_PENGADUAN)
    row = a_disposition(a_mail(a_user(Role.SEKRETARIAT)), term.user, ketua)
    with pytest.raises(Http404):
        get_disposition(other, row.pk)
    carry(term, ketua, other)
    shown = words_of(signed_in(ketua).get(reverse("mail:incoming-detail", args=[row.incoming_id])))
    assert f"diteruskan kepada {other.name}" in shown
    assert to_count(other)["mail_mine"].get() == row and not to_count(term.user)["mail_mine"].exists()
    mail.note_read(disposition=get_disposition(other, row.pk), by=other)
    mail.finish(disposition=get_disposition(other, row.pk), by=other, result="Sudah dijawab.")
    assert not Duty.objects.open().filter(pk=row.duty_id).exists()
    with pytest.raises(Http404):
        get_disposition(term.user, row.pk)


def test_minutes_of_a_chair_who_left_are_signed_by_whoever_took_them(ketua: User, other: User) -> None:
    term = leaving_soon(Role.DIVISI_PENGADUAN)
    held = a_held_conference(term.user)
    meetings.write_minutes(conference=held, by=term.user, minutes="Keadaan anak dibicarakan.")
    carry(term, ketua, other)
    accounts.end_appointment(appointment=term, by=ketua)
    clerk = a_user(Role.SEKRETARIAT)
    again = get_conference(other, held.pk)
    assert may_sign(other, again) and may_sign(ketua, again) and not may_sign(clerk, again)


def a_look(kind: str, case: Case, officer: User) -> Duty:
    """Of a kind that not everybody can end."""
    return a_duty(kind, office=case.office, officer=officer, subject=case.child_id, case_id=case.pk)


def test_what_changed_after_it_was_read_is_read_again(ketua: User, other: User) -> None:
    term = leaving_soon()
    seal = leaving.plan(term, [other], ketua).seal
    files(term.user, 1)
    with pytest.raises(Conflict):
        carry(term, ketua, other, seal=seal)
    assert not TermHandover.objects.exists()


def test_a_fault_in_the_middle_leaves_nothing_half(ketua: User, other: User) -> None:
    term = leaving_soon()
    held, given = files(term.user, 3), []

    def fails_at_the_third(**facts: Any) -> None:
        given.append(facts["case"])
        if len(given) == 3:
            raise DomainError("…")

    before = Entry.objects.count()
    with patch("suar.casework.supervision.actions.handing_over.cases.assign", fails_at_the_third):
        with pytest.raises(DomainError):
            carry(term, ketua, other)
    assert {fresh(case).officer for case in held} == {term.user}
    assert not TermHandover.objects.exists() and not HandedOver.objects.exists()
    assert Entry.objects.count() == before


def test_who_may_not(ketua: User, other: User) -> None:
    term = leaving_soon(Role.KETUA)
    for by in (term.user, other, an_officer_elsewhere(), a_user(Role.SEKRETARIAT)):
        with pytest.raises(Refused):
            actions.hand_over(appointment=term, receivers=[other], seal="", by=by)
    for nobody in ([], [term.user], [an_officer_elsewhere()]):
        with pytest.raises(DomainError):
            actions.hand_over(appointment=term, receivers=nobody, seal="", by=ketua)
    assert not TermHandover.objects.exists()


def test_the_same_form_twice_is_one_act(ketua: User, other: User) -> None:
    term, pk = leaving_soon(), uuid4()
    assert carry(term, ketua, other, handover_id=pk) == carry(term, ketua, other, handover_id=pk)
    assert Entry.objects.filter(verb="term.hand_over").count() == 1


def test_whoever_carries_too_much_already_is_given_it_by_the_act(ketua: User, other: User) -> None:
    term = leaving_soon()
    case = files(term.user, 1)[0]
    files(other, 10)
    carry(term, ketua, other)
    assert fresh(case).officer == other


# the pages


def test_a_leader_prepares_carries_out_and_prints(ketua: User, other: User) -> None:
    term = leaving_soon()
    case = a_case(term.user)
    browser = signed_in(ketua)
    assert "Purna Contoh" in words_of(browser.get(TERMS))
    page = browser.get(f"{TERMS}{term.pk}/")
    assert case.number in words_of(page) and "lembar kunci" in words_of(page)
    form = {"form_id": str(uuid4()), "receivers": [other.pk], "seal": "", "carry": ""}
    again = browser.post(f"{TERMS}{term.pk}/", form)
    assert again.context["plan"].files[0][1] == other and not TermHandover.objects.exists()
    sent = form | {"seal": again.context["plan"].seal, "carry": "1"}
    done = browser.post(f"{TERMS}{term.pk}/", sent)
    act = TermHandover.objects.get()
    assert done.headers["Location"] == f"{TERMS}berita-acara/{act.pk}/"
    paper = words_of(browser.get(f"{TERMS}berita-acara/{act.pk}/cetak/"))
    assert case.number in paper and other.name in paper and "Purna Contoh" in paper
    assert str(case.pk) in last("read.term_print").data
    assert case.child.name not in paper


def test_what_was_read_is_what_is_carried_out(ketua: User, other: User) -> None:
    term = leaving_soon()
    form = {"form_id": str(uuid4()), "receivers": [other.pk], "seal": "0" * 64, "carry": "1"}
    answer = signed_in(ketua).post(f"{TERMS}{term.pk}/", form)
    assert answer.status_code == 409 and "berubah" in words_of(answer)


def test_the_pages_are_not_for_everyone(ketua: User, other: User) -> None:
    term = leaving_soon()
    act = carry(term, ketua, other)
    elsewhere = signed_in(a_user(Role.KETUA, an_officer_elsewhere().office))
    assert signed_in(other).get(TERMS).status_code == 200
    assert signed_in(other).get(f"{TERMS}{term.pk}/").status_code == 403
    for page in (TERMS, f"{TERMS}berita-acara/{act.pk}/"):
        assert signed_in(a_user(Role.SEKRETARIAT)).get(page).status_code == 403
    for page in (f"{TERMS}{term.pk}/", f"{TERMS}berita-acara/{act.pk}/", f"{TERMS}berita-acara/{act.pk}/cetak/"):
        assert elsewhere.get(page).status_code == 404


def test_the_paper_leaves_out_what_is_withheld_from_its_reader(ketua: User, other: User) -> None:
    term = leaving_soon()
    case, third = files(term.user, 1)[0], a_user(Role.DIVISI_PEMANTAUAN)
    act = carry(term, ketua, other)
    who: Any = {"user": third, "by": ketua, "why": "Kerabat", "reader": "Sekretariat"}
    conflicts.withhold(subject=case.child_id, office=case.office, **who)
    assert case.number not in words_of(signed_in(third).get(f"{TERMS}berita-acara/{act.pk}/"))
    assert case.number in words_of(signed_in(other).get(f"{TERMS}berita-acara/{act.pk}/"))


def test_few_left_to_sign_is_said_with_what_to_do(ketua: User) -> None:
    leaving_soon(Role.WAKIL)
    shown = words_of(signed_in(ketua).get(TERMS))
    assert "Kurang dari dua orang" in shown and "SK pengangkatan" in shown


def test_the_key_of_an_act_is_that_of_its_duty(ketua: User, other: User) -> None:
    act = carry(leaving_soon(), ketua)
    assert DataKey.objects.filter(pk=act.pk).exists()
    duties.finish(duty=Duty.objects.select_related("office").get(subject=act.pk), by=ketua, note="Lembar diterima")
    assert not Case.objects.filter(pk=act.pk).exists()
