"""Somebody who reads a few files every day that are not their own work: each day is ordinary, and the weeks are put
before the Ketua."""

from __future__ import annotations

from datetime import datetime, timedelta
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.safeguards import actions, panels
from suar.casework.safeguards.actions.looking import Seen
from suar.casework.safeguards.models import UnusualReading
from suar.config.demo.clock import at
from suar.core import ledger
from suar.core.alarms.models import Alarm
from suar.core.clocks.calendars import WIB
from suar.registry.accounts.alarms import heard
from suar.registry.accounts.models import Role, User
from tests.factories import a_case, a_user, an_officer

pytestmark = pytest.mark.django_db
NOTE = "Ia menyiapkan telaah ulang berkas lama atas permintaan saya."


@pytest.fixture
def long_ago() -> datetime:
    """Before the longest window: people and files were there already."""
    return timezone.now() - timedelta(days=100)


@pytest.fixture
def ketua(long_ago: datetime) -> User:
    with at(long_ago):
        return a_user(Role.KETUA)


@pytest.fixture
def patient(ketua: User, long_ago: datetime) -> User:
    with at(long_ago):
        return an_officer()


@pytest.fixture
def files(ketua: User, patient: User, long_ago: datetime) -> list[Case]:
    """Three of the Ketua's; the first is held by the patient reader."""
    with at(long_ago):
        return [a_case(ketua, officer=patient), a_case(ketua), a_case(ketua)]


@pytest.fixture
def now() -> datetime:
    return timezone.localtime().astimezone(WIB).replace(hour=12, minute=0, second=0, microsecond=0)


def read(by: User, begun: datetime, files: list[UUID]) -> None:
    """One after the other, so that no hour is busy."""
    for n, subject in enumerate(files):
        moment = begun + timedelta(minutes=20 * n)
        with patch("suar.core.ledger.recording.timezone.now", lambda moment=moment: moment):
            ledger.read("case", by=by, subject=subject, office=by.office.code, why=by.role)


def days_of(by: User, now: datetime, *, days: int, files: int, from_day: int = 0) -> list[UUID]:
    """So many other files on each of the days that end `from_day` days ago; the oldest day first."""
    shown = []
    for n in reversed(range(from_day, from_day + days)):
        fresh = [uuid4() for _ in range(files)]
        read(by, now - timedelta(days=n), fresh)
        shown += fresh
    return shown


def look(now: datetime, seen: Seen | None = None) -> int:
    return actions.look(now=now + timedelta(hours=4), seen=seen or Seen())


def test_nine_a_day_for_two_weeks_are_put_before_the_ketua(patient: User, ketua: User, now: datetime) -> None:
    days_of(patient, now, days=14, files=9)
    assert look(now) == 1
    row = UnusualReading.objects.get()
    assert row.user == patient
    assert row.signs == {"fortnight": {"n": 126, "limit": 60}}
    (alarm,) = heard(ketua).open()
    assert alarm.details == f"{patient.actor_id} fortnight:126"
    (sign,) = panels.signs(row)
    assert "14 hari" in sign.what and len(sign.note) > 40


def test_it_is_found_on_the_day_on_which_the_number_is_reached(patient: User, now: datetime) -> None:
    seen = Seen()
    days_of(patient, now, days=6, files=9, from_day=1)
    read(patient, now, first := [uuid4() for _ in range(5)])
    assert look(now, seen) == 0
    read(patient, now + timedelta(hours=2), [*first, uuid4()])
    assert look(now, seen) == 1
    assert UnusualReading.objects.get().signs["fortnight"]["n"] == 60


def test_what_one_holds_or_wrote_in_is_work_and_not_counted(patient: User, files: list[Case], now: datetime) -> None:
    held, noted, other = files
    days_of(patient, now, days=6, files=9, from_day=1)
    cases.write_note(case=noted, by=patient, said="Ibu menelepon.")
    read(patient, now, [uuid4() for _ in range(5)] + [held.child_id, noted.child_id])
    assert look(now) == 0
    read(patient, now + timedelta(hours=3), [other.child_id])
    assert look(now) == 1


def test_work_that_is_done_after_the_first_look_counts_too(patient: User, files: list[Case], now: datetime) -> None:
    seen, case = Seen(), files[1]
    days_of(patient, now, days=6, files=9, from_day=1)
    read(patient, now, [uuid4() for _ in range(5)])
    assert look(now, seen) == 0
    cases.write_note(case=case, by=patient, said="Ibu menelepon.")
    read(patient, now + timedelta(hours=2), [case.child_id])
    assert look(now, seen) == 0
    read(patient, now + timedelta(hours=3), [files[2].child_id])
    assert look(now, seen) == 1
    assert UnusualReading.objects.get().signs["fortnight"]["n"] == 60


def test_once_told_it_begins_anew(patient: User, ketua: User, now: datetime) -> None:
    days_of(patient, now, days=10, files=7, from_day=1)
    yesterday = now - timedelta(days=1)
    assert look(yesterday) == 1
    actions.settle(row=UnusualReading.objects.get(), note=NOTE, by=ketua)
    read(patient, now, [uuid4() for _ in range(9)])
    assert look(now) == 0
    assert not Alarm.objects.open().exists()
    later = now + timedelta(days=6)
    days_of(patient, later, days=6, files=9)
    assert look(later) == 1
    assert UnusualReading.objects.latest("day").signs["fortnight"]["n"] == 63


def test_two_a_day_for_three_months_are_seen_by_the_longer_window(patient: User, now: datetime) -> None:
    days_of(patient, now, days=90, files=2)
    assert look(now) == 1
    assert set(UnusualReading.objects.get().signs) == {"quarter"}


def test_an_ordinary_fortnight_is_nobodys_business(patient: User, now: datetime) -> None:
    days_of(patient, now, days=14, files=4)
    assert look(now) == 0
    assert not UnusualReading.objects.exists()
