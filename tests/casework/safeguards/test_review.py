"""After a file was opened for a child in danger: who is told, who says whether it was needed, what the officer of the
file sees."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.safeguards import actions
from suar.casework.safeguards.models import BrokenGlass, Verdict
from suar.casework.safeguards.veil import veil
from suar.core.alarms.models import Alarm
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.alarms import heard, mail_due
from suar.registry.accounts.models import Role, User
from tests.casework.safeguards.ground import WORDS, again, broken, shown, status
from tests.desk.pages import signed_in
from tests.factories import a_case, a_user, an_officer

pytestmark = pytest.mark.django_db


def test_ketua_and_wakil_of_its_office_are_told_at_once_without_a_word_of_it(
    case: Case, ketua: User, wakil: User, stranger: User
) -> None:
    glass = broken(case, stranger)
    (alarm,) = Alarm.objects.open()
    assert alarm.subject == glass.code
    assert alarm.details == f"{stranger.actor_id} divisi_pengaduan glass.care 30d:1"
    assert alarm in heard(ketua) and alarm in heard(wakil)
    assert alarm not in heard(stranger)
    assert alarm not in heard(a_user(Role.KETUA, stranger.office))


@override_settings(SUAR_EMAIL="smtp://localhost")
def test_the_email_says_only_that_there_is_an_alarm(case: Case, ketua: User, wakil: User, stranger: User) -> None:
    for user in (ketua, wakil):
        accounts.edit_user(user=user, name=user.name, email=f"{user.username}@contoh.invalid", by=OPERATOR)
    broken(case, stranger)
    assert mail_due() == 1
    assert {message.body for message in outbox.outbox} == {"Ada alarm di Suar. Buka Suar."}
    assert len(outbox.outbox) == 2


def test_the_alarm_tells_how_many_in_a_month(officer: User, stranger: User) -> None:
    broken(a_case(officer), stranger)
    broken(a_case(officer), stranger)
    assert {alarm.details.split()[-1] for alarm in Alarm.objects.open()} == {"30d:1", "30d:2"}


def test_the_ketua_owes_a_review_within_seven_days_and_it_is_late_like_every_duty(
    case: Case, ketua: User, stranger: User
) -> None:
    glass = broken(case, stranger)
    duty = Duty.objects.get(pk=glass.duty_id)
    assert (duty.officer, duty.office, duty.case_id) == (ketua, case.office, case.pk)
    assert duty.due_at is not None and duty.due_at - glass.at == timedelta(days=7)
    assert duties.escalate(now=glass.at + timedelta(days=11)) >= 1
    assert Duty.objects.get(pk=duty.pk).escalated_at is not None


def test_no_press_and_no_pause_on_its_page_ends_or_stops_the_duty(case: Case, ketua: User, stranger: User) -> None:
    duty = Duty.objects.select_related("office").get(pk=broken(case, stranger).duty_id)
    now = timezone.now()
    for act in (
        lambda: duties.finish(duty=duty, by=ketua),
        lambda: duties.cancel(duty=duty, by=ketua, why="Tidak perlu."),
        lambda: duties.reopen(duty=duty, by=ketua, why="Belum."),
        lambda: duties.pause(duty=duty, begins=now, ends=now + timedelta(days=9), by=ketua),
    ):
        with pytest.raises(Refused):
            act()
    page = signed_in(ketua).get(reverse("duties:duty-detail", args=[duty.pk]))
    assert reverse("safeguards:glass-detail", args=[BrokenGlass.objects.get().pk]) in shown(page)
    assert reverse("duties:duty-finish", args=[duty.pk]) not in shown(page)


def test_a_verdict_ends_duty_and_alarm_and_not_the_day(case: Case, ketua: User, stranger: User) -> None:
    glass = broken(case, stranger)
    actions.review(glass=glass, verdict=Verdict.NEEDED, words="Anak memang di sana malam itu.", by=ketua)
    duty = Duty.objects.get(pk=glass.duty_id)
    assert (duty.status, duty.is_open) == ("done", False)
    assert not Alarm.objects.open().exists()
    entry = Entry.objects.get(verb="glass.review")
    assert (entry.actor, entry.why, entry.subject) == (ketua.actor_id, "verdict.needed", case.child_id)
    assert status(stranger, "cases:case-detail", case) == 200


def test_a_verdict_is_given_once_and_in_words(case: Case, ketua: User, stranger: User) -> None:
    glass = broken(case, stranger)
    with pytest.raises(DomainError, match="20"):
        actions.review(glass=glass, verdict=Verdict.NEEDED, words="Ya.", by=ketua)
    with pytest.raises(DomainError, match="Pilih"):
        actions.review(glass=glass, verdict="maybe", words=WORDS, by=ketua)
    actions.review(glass=glass, verdict=Verdict.NOT_NEEDED, words=WORDS, by=ketua)
    with pytest.raises(Conflict):
        actions.review(glass=glass, verdict=Verdict.NEEDED, words=WORDS, by=ketua)


def test_two_verdicts_at_once_are_one(case: Case, ketua: User, stranger: User) -> None:
    first = broken(case, stranger)
    second = BrokenGlass.objects.select_related("office", "by").get(pk=first.pk)
    actions.review(glass=first, verdict=Verdict.NEEDED, words=WORDS, by=ketua)
    with pytest.raises(Conflict):
        actions.review(glass=second, verdict=Verdict.NOT_NEEDED, words=WORDS, by=ketua)


def test_only_the_ketua_of_its_office_reviews(case: Case, ketua: User, wakil: User, stranger: User) -> None:
    glass = broken(case, stranger)
    others = [wakil, stranger, case.officer, a_user(Role.KETUA, stranger.office), a_user(Role.ADMIN)]
    for user in others:
        assert user is not None
        with pytest.raises(Refused):
            actions.review(glass=glass, verdict=Verdict.NEEDED, words=WORDS, by=user)


def test_the_wakil_reviews_what_the_ketua_opened_and_nobody_their_own(
    case: Case, ketua: User, wakil: User, stranger: User
) -> None:
    """Whoever opened it is made Ketua of the file's office afterwards."""
    glass = broken(case, stranger)
    for appointment in ketua.appointments_now:
        accounts.end_appointment(appointment=appointment, by=OPERATOR)
    accounts.appoint(user=stranger, office=case.office, role=Role.KETUA, by=OPERATOR)
    with pytest.raises(Refused):
        actions.review(glass=glass, verdict=Verdict.NEEDED, words=WORDS, by=again(stranger))
    actions.review(glass=glass, verdict=Verdict.NOT_NEEDED, words=WORDS, by=wakil)
    assert BrokenGlass.objects.get().reviewed_by == wakil


def test_without_a_ketua_the_wakil_owes_the_review(case: Case, ketua: User, wakil: User, stranger: User) -> None:
    for appointment in ketua.appointments_now:
        accounts.end_appointment(appointment=appointment, by=OPERATOR)
    assert Duty.objects.get(pk=broken(case, stranger).duty_id).officer == wakil


def test_the_database_takes_no_verdict_on_oneself(case: Case, stranger: User) -> None:
    glass = broken(case, stranger)
    with pytest.raises(IntegrityError), transaction.atomic():
        from django.db.models import QuerySet

        QuerySet.update(
            BrokenGlass.objects.filter(pk=glass.pk), verdict="needed", reviewed_by=stranger, reviewed_at=glass.at
        )


def test_the_form_keeps_what_was_typed_and_leads_to_the_file(case: Case, stranger: User) -> None:
    browser, address = signed_in(stranger), reverse("safeguards:glass-break")
    typed = {"office": case.office_id, "number": "2026-9999", "danger": "here", "words": WORDS}
    refused = browser.post(address, typed)
    assert (refused.status_code, WORDS in shown(refused)) == (400, True)
    opened = browser.post(address, typed | {"number": case.number})
    assert opened.headers["Location"] == reverse("cases:case-detail", args=[case.pk])
    assert case.number in shown(browser.get(address))


def test_own_offices_are_not_offered(case: Case, stranger: User) -> None:
    form = signed_in(stranger).get(reverse("safeguards:glass-break")).context["form"]
    assert list(form.fields["office"].queryset) == [case.office]


def test_the_leader_reads_who_why_and_what_was_read_and_gives_the_verdict(
    case: Case, ketua: User, stranger: User
) -> None:
    glass = broken(case, stranger)
    signed_in(stranger).get(reverse("cases:case-detail", args=[case.pk]))
    browser, address = signed_in(ketua), reverse("safeguards:glass-detail", args=[glass.pk])
    assert case.number in shown(browser.get(reverse("safeguards:safeguard-list")))
    page = shown(browser.get(address))
    assert WORDS in page and stranger.name in page and "membaca berkas" in page
    assert "Rara" not in page
    wrong = browser.post(address, {"verdict": "needed", "words": "Ya.", "version": glass.version})
    assert wrong.status_code == 422
    said = {"verdict": "needed", "words": "Anak memang di sana malam itu.", "version": glass.version}
    assert browser.post(address, said).status_code == 302
    assert browser.post(address, said).status_code == 409
    assert "Anak memang di sana malam itu." in shown(browser.get(address))


def test_a_leader_of_another_office_does_not_find_the_opening(case: Case, stranger: User) -> None:
    glass = broken(case, stranger)
    elsewhere = signed_in(a_user(Role.KETUA, stranger.office))
    assert elsewhere.get(reverse("safeguards:glass-detail", args=[glass.pk])).status_code == 404
    assert case.number not in shown(elsewhere.get(reverse("safeguards:safeguard-list")))
    assert signed_in(a_user(Role.KETUA)).get(reverse("safeguards:glass-detail", args=[uuid4()])).status_code == 404


def test_the_officer_sees_who_opened_the_file_under_what_reason_and_what_is_new(
    case: Case, officer: User, stranger: User
) -> None:
    browser, address = signed_in(officer), reverse("safeguards:case-readers", args=[case.pk])
    browser.get(address)
    broken(case, stranger)
    signed_in(stranger).get(reverse("cases:case-detail", args=[case.pk]))
    page = browser.get(address)
    first = page.context["readers"][0]
    assert (first.line.who, first.glass, first.new) == (stranger.name, True, True)
    assert "rumah sakit, polisi, atau rumah aman" in shown(page)
    assert not any(one.new for one in browser.get(address).context["readers"]), "marked once"


def test_the_page_of_readers_tells_nothing_about_the_other_file_of_the_child(case: Case, officer: User) -> None:
    other = a_case(officer, case.child)
    colleague = an_officer()
    signed_in(colleague).get(reverse("cases:case-detail", args=[other.pk]))
    page = signed_in(officer).get(reverse("safeguards:case-readers", args=[case.pk]))
    assert colleague.name not in shown(page)


def test_readers_are_shown_to_the_officer_and_the_leaders_alone(case: Case, ketua: User, stranger: User) -> None:
    assert status(ketua, "safeguards:case-readers", case) == 200
    assert status(an_officer(), "safeguards:case-readers", case) == 404
    assert status(stranger, "safeguards:case-readers", case) == 404
    tab = reverse("safeguards:case-readers", args=[case.pk])
    assert tab in shown(signed_in(case.officer).get(reverse("cases:case-detail", args=[case.pk])))
    assert tab not in shown(signed_in(an_officer()).get(reverse("cases:case-detail", args=[case.pk])))


# Where a leader of the file's office is in conflict about the child


def in_conflict(user: User, case: Case) -> User:
    conflicts.recuse(subject=case.child_id, office=case.office, by=user, reference=case.number, case_id=case.pk)
    return user


def test_a_leader_in_conflict_owes_no_review_and_gives_none(
    case: Case, ketua: User, wakil: User, stranger: User
) -> None:
    in_conflict(ketua, case)
    glass = broken(case, stranger)
    assert Duty.objects.get(pk=glass.duty_id).officer == wakil
    with pytest.raises(Refused):
        actions.review(glass=glass, verdict=Verdict.NOT_NEEDED, words=WORDS, by=ketua)
    actions.review(glass=glass, verdict=Verdict.NEEDED, words=WORDS, by=wakil)
    assert BrokenGlass.objects.get().reviewed_by == wakil


@override_settings(SUAR_EMAIL="smtp://localhost")
def test_the_alarm_is_kept_from_a_leader_in_conflict(case: Case, ketua: User, wakil: User, stranger: User) -> None:
    for user in (ketua, wakil):
        accounts.edit_user(user=user, name=user.name, email=f"{user.username}@contoh.invalid", by=OPERATOR)
    in_conflict(ketua, case)
    broken(case, stranger)
    (alarm,) = Alarm.objects.open()
    assert alarm not in heard(ketua) and alarm in heard(wakil)
    assert mail_due() == 1
    assert [message.to for message in outbox.outbox] == [[f"{wakil.username}@contoh.invalid"]]


def test_an_alarm_about_no_file_is_kept_from_nobody(case: Case, ketua: User, stranger: User) -> None:
    broken(case, stranger)
    in_conflict(ketua, a_case(an_officer(case.office)))
    (alarm,) = Alarm.objects.open()
    assert alarm in heard(ketua)
    for subject in (str(case.pk), "kertas", ""):
        assert not veil.deaf_to(subject).exists()
