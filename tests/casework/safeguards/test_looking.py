"""The worker's look at today's reads: whom it asks a leader about, once a day, and how a leader answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.safeguards import actions
from suar.casework.safeguards.actions.looking import Seen, first_since
from suar.casework.safeguards.models import UnusualReading
from suar.config.demo.clock import at
from suar.core import ledger
from suar.core.alarms.models import Alarm
from suar.core.clocks.calendars import WIB
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.alarms import heard
from suar.registry.accounts.models import Role, Session, User
from tests.desk.pages import signed_in
from tests.factories import a_case, a_duty, a_user, an_office, an_officer

pytestmark = pytest.mark.django_db
NOTE = "Ia menyiapkan rapat koordinasi dan membuka semua berkas yang dibahas."


@pytest.fixture
def curious(ketua: User, wakil: User) -> User:
    return an_officer()


@pytest.fixture
def now() -> datetime:
    """Midday of today, so that an hour before it is today too, and no night."""
    return timezone.localtime().astimezone(WIB).replace(hour=12, minute=0, second=0, microsecond=0)


def read(case: Case, by: User, at: datetime, times: int = 1) -> None:
    with patch("suar.core.ledger.recording.timezone.now", lambda: at):
        for _ in range(times):
            ledger.read("child_name", by=by, subject=case.child_id, office=case.office.code, why=by.role)


def found(now: datetime, seen: Seen | None = None) -> int:
    return actions.look(now=now, seen=seen or Seen())


def test_one_row_and_one_alarm_with_codes_alone(ketua: User, curious: User, now: datetime) -> None:
    read(a_case(), curious, now, 12)
    assert found(now) == 1
    row = UnusualReading.objects.get()
    assert (row.user, row.office, row.day, row.of_ketua) == (curious, curious.office, now.date(), False)
    assert row.signs == {"names": {"n": 12, "limit": 12}}
    (alarm,) = Alarm.objects.open()
    assert (alarm.kind, alarm.subject) == ("reading.unusual", str(row.pk))
    assert alarm.details == f"{curious.actor_id} names:12"
    assert Entry.objects.get(verb="reading.note").actor == "system:worker"


def test_going_through_the_pages_of_duties_is_told(curious: User, now: datetime) -> None:
    duties = [a_duty() for _n in range(15)]
    browser, before = signed_in(curious), now - timedelta(minutes=5)
    Session.objects.update(seen_at=before)  # whoever reads then is there then, whatever hour it is now
    with at(before):
        for duty in duties:
            assert browser.get(reverse("duties:duty-detail", args=[duty.pk])).status_code == 200
    assert found(now) == 1
    assert UnusualReading.objects.get().signs["hour"]["n"] == 15


def test_an_ordinary_day_is_nobodys_business(curious: User, now: datetime) -> None:
    read(a_case(), curious, now, 3)
    assert found(now) == 0
    assert not UnusualReading.objects.exists()


def test_the_same_signs_again_are_not_told_again_and_new_ones_join(curious: User, now: datetime) -> None:
    case, seen = a_case(), Seen()
    read(case, curious, now, 12)
    assert found(now, seen) == 1
    read(case, curious, now)
    assert found(now, seen) == 0
    with patch("suar.core.ledger.recording.timezone.now", lambda: now):
        for _ in range(12):
            ledger.read("search", by=curious, why=curious.role)
    assert found(now, seen) == 1
    assert set(UnusualReading.objects.get().signs) == {"names", "searches"}
    assert Alarm.objects.count() == 1
    assert list(Entry.objects.filter(verb__startswith="reading.").order_by("pk").values_list("verb", flat=True)) == [
        "reading.note",
        "reading.add",
    ]


def test_a_worker_that_starts_anew_says_nothing_twice(curious: User, now: datetime) -> None:
    read(a_case(), curious, now, 12)
    assert (found(now), found(now)) == (1, 0)


def test_yesterdays_reads_are_not_todays(curious: User, now: datetime) -> None:
    read(a_case(), curious, now - timedelta(days=1), 12)
    assert found(now) == 0


def test_the_ketua_hears_of_all_but_their_own_and_the_wakil_of_the_ketuas(
    ketua: User, wakil: User, curious: User, now: datetime
) -> None:
    case = a_case()
    read(case, ketua, now, 12)
    read(case, curious, now, 12)
    assert found(now) == 2
    by_ketua = UnusualReading.objects.get(user=ketua)
    assert [alarm.subject for alarm in heard(wakil)] == [str(by_ketua.pk)]
    assert [row.user for row in UnusualReading.objects.visible_to(ketua)] == [curious]
    assert [row.user for row in UnusualReading.objects.visible_to(wakil)] == [ketua]
    assert str(by_ketua.pk) not in {alarm.subject for alarm in heard(ketua)}


def test_without_a_wakil_the_ketuas_own_goes_to_the_wakil_of_another_office(now: datetime) -> None:
    ketua = a_user(Role.KETUA)
    other = a_user(Role.WAKIL, an_office("sambas", "KPPAD Kabupaten Sambas"))
    read(a_case(), ketua, now, 12)
    assert found(now) == 1
    row = UnusualReading.objects.get()
    assert [alarm.subject for alarm in heard(other)] == [str(row.pk)]
    assert list(UnusualReading.objects.visible_to(other)) == [row]


def test_whoever_has_the_watch_works_at_night(ketua: User, curious: User, now: datetime) -> None:
    late = now.replace(hour=23)
    cases = [a_case() for _ in range(3)]

    def at_night(by: User) -> None:
        with patch("suar.core.ledger.recording.timezone.now", lambda: late):
            for case in cases:
                ledger.read("case", by=by, subject=case.child_id, why=by.role, ids=[case.pk])

    piket = an_officer()
    accounts.edit_user(user=piket, name=piket.name, email="piket@contoh.invalid", by=OPERATOR)
    accounts.keep_watch(office=piket.office, since=now.date(), until=now.date(), first=piket, second=None, by=ketua)
    at_night(piket)
    at_night(curious)
    assert found(late) == 1
    assert UnusualReading.objects.get().user == curious


def test_whoever_is_no_staff_and_the_worker_are_not_counted(now: datetime) -> None:
    case, admin = a_case(), a_user(Role.ADMIN)
    read(case, admin, now, 12)
    with patch("suar.core.ledger.recording.timezone.now", lambda: now):
        for _ in range(12):
            ledger.read("child_name", by=OPERATOR, subject=case.child_id)
    assert found(now) == 0


def test_a_leader_says_what_it_was_and_the_alarm_is_closed(ketua: User, curious: User, now: datetime) -> None:
    read(a_case(), curious, now, 12)
    found(now)
    row = UnusualReading.objects.select_related("office", "user").get()
    actions.settle(row=row, note=NOTE, by=ketua)
    assert not Alarm.objects.open().exists()
    again = UnusualReading.objects.get()
    assert (again.note, again.looked_by) == (NOTE, ketua)
    assert NOTE not in Entry.objects.get(verb="reading.settle").data
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM safeguards_unusualreading")
        assert NOTE.encode() not in bytes(cursor.fetchone()[0])
    with pytest.raises(Conflict):
        actions.settle(row=again, note=NOTE, by=ketua)


def test_nobody_looks_into_their_own_nor_without_words(ketua: User, wakil: User, curious: User, now: datetime) -> None:
    case = a_case()
    read(case, curious, now, 12)
    read(case, ketua, now, 12)
    found(now)
    theirs, of_ketua = UnusualReading.objects.get(user=curious), UnusualReading.objects.get(user=ketua)
    for row, user in ((theirs, curious), (theirs, wakil), (of_ketua, ketua)):
        with pytest.raises(Refused):
            actions.settle(row=row, note=NOTE, by=user)
    with pytest.raises(DomainError, match="20"):
        actions.settle(row=theirs, note="Ya.", by=ketua)
    actions.settle(row=of_ketua, note=NOTE, by=wakil)


def test_what_was_looked_into_is_not_opened_again_that_day(ketua: User, curious: User, now: datetime) -> None:
    case = a_case()
    read(case, curious, now, 12)
    found(now)
    actions.settle(row=UnusualReading.objects.get(), note=NOTE, by=ketua)
    read(case, curious, now, 12)
    assert found(now) == 0
    assert not Alarm.objects.open().exists()


def test_the_page_shows_the_evidence_in_words_and_takes_the_note(ketua: User, curious: User, now: datetime) -> None:
    read(a_case(), curious, now, 12)
    found(now)
    row, browser = UnusualReading.objects.get(), signed_in(ketua)
    address = reverse("safeguards:reading-detail", args=[row.pk])
    page = browser.get(address).content.decode()
    assert "Nama lengkap ditampilkan" in page and "Ini bukan tuduhan" in page and curious.name in page
    assert curious.name in browser.get(reverse("safeguards:safeguard-list")).content.decode()
    assert browser.post(address, {"note": "Ya.", "version": row.version}).status_code == 422
    assert browser.post(address, {"note": NOTE, "version": row.version}).status_code == 302
    assert NOTE in browser.get(address).content.decode()
    assert signed_in(a_user(Role.WAKIL)).get(address).status_code == 404
    assert signed_in(curious).get(address).status_code == 403


def test_the_first_entry_of_a_moment_is_found_by_halving(curious: User, now: datetime) -> None:
    case = a_case()
    read(case, curious, now - timedelta(days=2))
    read(case, curious, now)
    last = Entry.objects.latest("pk")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert first_since(now) <= last.pk
    assert len(asked) <= 25
    assert first_since(now + timedelta(days=3)) == last.pk + 1


def test_a_look_without_anything_new_asks_two_things(curious: User, now: datetime) -> None:
    read(a_case(), curious, now, 12)
    seen = Seen()
    found(now, seen)
    found(now, seen)  # its own entries
    with CaptureQueriesContext(connection) as asked:
        assert found(now, seen) == 0
    assert len(asked) == 2
