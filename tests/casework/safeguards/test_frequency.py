"""Somebody who seeks files of other offices in vain, or opens many: both offices' leaders are told how often, and what
an opening showed stands in its review by page and moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.safeguards import rules, shown
from suar.casework.safeguards.alarm_kinds import OFTEN
from suar.config.demo.clock import at
from suar.core import ledger
from suar.core.alarms.models import Alarm
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.models import Entry
from suar.registry.accounts.alarms import heard
from suar.registry.accounts.models import Role, User
from tests.casework.safeguards.ground import broken, status
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user, an_office, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger() -> User:
    """Appointed long ago, so that some days ago they could open a file, too."""
    with at(timezone.now() - timedelta(days=60)):
        return an_officer_elsewhere()


@pytest.fixture
def their_ketua(stranger: User) -> User:
    return a_user(Role.KETUA, stranger.office)


def in_vain(case: Case, by: User, times: int = 1) -> None:
    for n in range(times):
        with pytest.raises(DomainError):
            broken(case, by, number=f"2026-9{n:03}")


def often(code: str) -> set[str]:
    """The offices whose leaders were told of this count."""
    return {alarm.office for alarm in Alarm.objects.filter(kind=OFTEN) if f" {code}:" in alarm.details}


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        ({}, []),
        ({"missed": 2, "opened": 2, "lately": 5}, []),
        ({"missed": 3}, ["missed"]),
        ({"opened": 3, "lately": 6}, ["opened", "lately"]),
        ({"missed": 40, "opened": 0, "lately": 6}, ["missed", "lately"]),
    ],
)
def test_from_which_number_a_leader_is_asked(counted: dict[str, int], told: list[str]) -> None:
    assert rules.often(counted) == told


def test_two_wrong_numbers_are_a_mistake_and_three_are_told_to_both_offices(
    case: Case, ketua: User, wakil: User, stranger: User, their_ketua: User
) -> None:
    in_vain(case, stranger, 2)
    assert often("missed") == set()
    in_vain(case, stranger)
    assert often("missed") == {case.office.code, stranger.office.code}
    for leader in (ketua, wakil, their_ketua):
        (alarm,) = heard(leader).filter(kind=OFTEN)
        assert alarm.details == f"{stranger.actor_id} missed:3"
    assert not heard(stranger).filter(kind=OFTEN).exists()


def test_a_try_that_is_refused_for_a_fourth_at_a_time_is_a_miss_too(
    case: Case, officer: User, stranger: User, their_ketua: User
) -> None:
    for _each in range(rules.AT_ONCE):
        broken(a_case(officer), stranger)
    in_vain(case, stranger, 3)
    assert Entry.objects.filter(verb="glass.miss", actor=stranger.actor_id).count() == 3
    assert often("missed") == {case.office.code, stranger.office.code}


def test_a_file_that_stands_open_already_is_no_miss(case: Case, stranger: User) -> None:
    broken(case, stranger)
    for _each in range(3):
        with pytest.raises(Conflict):
            broken(case, stranger)
    assert not Entry.objects.filter(verb="glass.miss").exists()
    assert often("missed") == set()


def test_misses_of_another_day_and_of_others_are_not_added(case: Case, stranger: User, their_ketua: User) -> None:
    with at(timezone.now() - timedelta(hours=25)):
        in_vain(case, stranger, 2)
    in_vain(case, a_user(Role.SEKRETARIAT, stranger.office), 2)
    in_vain(case, stranger, 2)
    assert often("missed") == set()


def test_the_third_opening_of_a_day_is_told_to_the_leaders_of_whoever_opens(
    officer: User, stranger: User, ketua: User, their_ketua: User
) -> None:
    for n in range(3):
        assert often("opened") == set(), n
        broken(a_case(officer), stranger)
    assert often("opened") == {stranger.office.code}
    assert heard(their_ketua).filter(kind=OFTEN).count() == 1
    assert not heard(ketua).filter(kind=OFTEN).exists(), "they are told of each opening by itself"


def test_one_opening_every_few_days_is_told_after_the_sixth(officer: User, stranger: User) -> None:
    now = timezone.now()
    for n, file in enumerate([a_case(officer) for _each in range(6)]):
        assert often("lately") == set(), n
        with at(now - timedelta(days=4 * (5 - n))):
            broken(file, stranger)
    assert often("lately") == {stranger.office.code}
    assert often("opened") == set()


def test_the_leaders_page_says_who_and_how_often_and_never_which_file(
    case: Case, ketua: User, stranger: User, their_ketua: User
) -> None:
    in_vain(case, stranger, 3)
    for leader in (ketua, their_ketua):
        page = text_of(signed_in(leader), reverse("safeguards:safeguard-list"))
        assert stranger.name in page
        assert "3 kali mencari berkas kantor lain tanpa hasil" in page
        assert case.number not in page
    third = a_user(Role.KETUA, an_office("sintang", "KPPAD Kabupaten Sintang"))
    assert stranger.name not in text_of(signed_in(third), reverse("safeguards:safeguard-list"))


def test_nobody_closes_an_alarm_about_what_they_did_themselves(case: Case, their_ketua: User, ketua: User) -> None:
    their_wakil = a_user(Role.WAKIL, their_ketua.office)
    in_vain(case, their_ketua, 3)
    alarm = Alarm.objects.get(kind=OFTEN, office=their_ketua.office.code)
    close = reverse("desk:alarm-close", args=[alarm.pk])
    own = signed_in(their_ketua)
    assert "Pimpinan lain menutupnya" in text_of(own, reverse("desk:alarm-list"))
    assert close not in text_of(own, reverse("desk:alarm-list"))
    assert own.post(close).status_code == 403
    assert close in text_of(signed_in(their_wakil), reverse("desk:alarm-list"))
    assert signed_in(their_wakil).post(close).status_code == 302
    assert Alarm.objects.get(pk=alarm.pk).closed_by == their_wakil.actor_id


# what it showed


def looked(user: User, case: Case, page: str) -> None:
    why = f"{user.role} glass.care"
    ledger.read("case", by=user, subject=case.child_id, office=case.office.code, why=why, ids=[case.pk], page=page)


PAGES = {
    "cases:case-detail": "Perjalanan",
    "cases:sheet-list": "Lembar pantau",
    "cases:case-duties": "Kewajiban",
    "cases:note-list": "Catatan &amp; tugas",
    "cases:case-child": "Data anak",
    "cases:risk-list": "Risiko",
    "complaints:case-complaints": "Pengaduan &amp; penyerahan",
    "cases:case-closure": "Penutupan",
    "cases:note-add": "Tulis catatan",
}


def test_the_review_says_which_pages_were_shown_and_when(case: Case, ketua: User, stranger: User) -> None:
    glass = broken(case, stranger)
    began = timezone.now()
    for name in PAGES:
        assert status(stranger, name, case) == 200
    signed_in(stranger).post(reverse("cases:case-reveal", args=[case.pk]))
    listed = [one for one in shown.under(glass) if one.page]
    assert [one.page for one in reversed(listed)] == [label.replace("&amp;", "&") for label in PAGES.values()]
    assert all(began <= one.line.at <= timezone.now() for one in listed)
    page = text_of(signed_in(ketua), reverse("safeguards:glass-detail", args=[glass.pk]))
    for label in PAGES.values():
        assert label in page.partition("Yang dibaca dan ditulis")[2].partition("</ul>")[0], label
    assert "nama" in page.partition("Yang dibaca dan ditulis")[2], "the name after a press is a line, too"


def test_what_was_written_under_it_stands_there_too(case: Case, stranger: User) -> None:
    glass = broken(case, stranger)
    cases.write_note(case=case, by=stranger, said="Anak sudah di rumah aman.")
    assert "case.note" in {entry.verb for entry in Entry.objects.about(case.child_id).by(stranger)}
    assert len(shown.under(glass)) == 2


def test_another_file_of_the_child_and_another_day_stand_in_their_own_review(
    case: Case, officer: User, stranger: User
) -> None:
    other = a_case(officer, case.child)
    with at(timezone.now() - timedelta(days=3)):
        before = broken(case, stranger)
        looked(stranger, case, "cases:sheet-list")
    glass, beside = broken(case, stranger), broken(other, stranger)
    looked(stranger, case, "cases:case-detail")
    looked(stranger, other, "cases:case-child")

    def pages(one: Any) -> list[str]:
        return [line.page for line in shown.under(one) if line.page]

    assert pages(before) == ["Lembar pantau"]
    assert pages(glass) == ["Perjalanan"]
    assert pages(beside) == ["Data anak"]
