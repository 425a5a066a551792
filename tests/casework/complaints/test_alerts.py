"""Who is told of an urgent complaint in the night, and what becomes of a reply that nobody opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from suar.casework.complaints import actions, alerts, takeover
from suar.casework.complaints.models import Complaint, Message
from suar.casework.duties.models import Duty
from suar.core.ledger.actors import OPERATOR, PUBLIC
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Office, Role, User
from tests.factories import a_complaint, a_filed_complaint, a_user, an_office

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-11-24T22:40:00+07:00")
HALF = timedelta(minutes=31)


@pytest.fixture(autouse=True)
def forgetful(settings: Settings) -> Iterator[None]:
    settings.SUAR_EMAIL = "smtps://surel.invalid"
    alerts._told_at.clear()
    yield
    alerts._told_at.clear()


@pytest.fixture
def office() -> Office:
    return an_office()


def with_address(role: str, office: Office, address: str) -> User:
    user = a_user(role, office)
    return accounts.edit_user(user=user, name=user.name, email=address, by=OPERATOR)


@pytest.fixture
def people(office: Office) -> list[User]:
    found = [
        with_address(Role.KETUA, office, "ketua@contoh.invalid"),
        with_address(Role.DIVISI_PENGADUAN, office, "satu@contoh.invalid"),
        with_address(Role.SEKRETARIAT, office, "dua@contoh.invalid"),
    ]
    accounts.keep_watch(
        office=office, since=date(2026, 11, 24), until=date(2026, 11, 24), first=found[1], second=found[2], by=found[0]
    )
    return found


def told() -> list[str]:
    return [message.to[0] for message in mail.outbox]


@pytest.mark.usefixtures("people")
def test_first_then_second_then_the_ketua_each_after_half_an_hour() -> None:
    a_filed_complaint(urgent=True)
    assert [alerts.alert(NOW), alerts.alert(NOW + timedelta(minutes=5))] == [1, 0]
    assert [alerts.alert(NOW + n * HALF) for n in (1, 2, 3)] == [1, 1, 0]
    assert told() == ["satu@contoh.invalid", "dua@contoh.invalid", "ketua@contoh.invalid"]
    assert Entry.objects.filter(verb="complaint.alert").count() == 3


def test_what_the_secretariat_reads_or_writes_down_still_wakes_whoever_may_decide(people: list[User]) -> None:
    ketua, first, second = people
    read = a_filed_complaint(urgent=True)
    actions.open_complaint(complaint=read, by=second)
    written = a_complaint(second, urgent=True)
    assert alerts.alert(NOW) == 2 and told() == ["satu@contoh.invalid", "satu@contoh.invalid"]
    for complaint in (read, written):
        owed = Duty.objects.open().get(subject=complaint.subject, kind="triage_complaint")
        assert owed.rule.startswith("house.complaint.triage_urgent")
        actions.triage(complaint=complaint, by=first, in_remit=None, questions={})
        owed.refresh_from_db()
        assert owed.is_open, "The danger stands, and nothing else is owed."
        actions.triage(complaint=complaint, by=first, in_remit=True, cluster="trafficking", questions={})
        owed.refresh_from_db()
        assert owed.status == "done"
    assert [alerts.alert(NOW + n * HALF) for n in (1, 2)] == [0, 0]
    a_complaint(ketua, urgent=True)
    assert alerts.alert(NOW + 3 * HALF) == 0  # whoever wrote it down may decide


@pytest.mark.usefixtures("people")
def test_the_mail_says_that_there_is_something_and_nothing_of_it() -> None:
    complaint = a_filed_complaint(urgent=True)
    alerts.alert(NOW)
    message = mail.outbox[0]
    assert message.body == "Ada pengaduan mendesak. Buka Suar."
    whole = str(message.message())
    assert complaint.number not in whole and "Temanku" not in whole and complaint.region_code not in whole


def test_once_somebody_opened_it_nobody_more_is_told(people: list[User]) -> None:
    complaint = a_filed_complaint(urgent=True)
    alerts.alert(NOW)
    actions.open_complaint(complaint=Complaint.objects.get(pk=complaint.pk), by=people[1])
    assert alerts.alert(NOW + HALF) == 0 and len(mail.outbox) == 1


@pytest.mark.usefixtures("people")
def test_what_is_not_happening_now_wakes_nobody() -> None:
    a_filed_complaint(urgent=False)
    assert alerts.alert(NOW) == 0 and mail.outbox == []


def test_without_a_roster_the_ketua_is_told_at_once(office: Office) -> None:
    with_address(Role.KETUA, office, "ketua@contoh.invalid")
    a_filed_complaint(urgent=True)
    assert alerts.alert(NOW) == 1 and told() == ["ketua@contoh.invalid"]


@pytest.mark.usefixtures("people")
def test_a_server_that_is_away_is_tried_again_and_nothing_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    a_filed_complaint(urgent=True)
    with monkeypatch.context() as away:
        away.setattr(alerts.mail, "send", lambda *_a: 0)
        assert alerts.alert(NOW) == 0
    assert not Entry.objects.filter(verb="complaint.alert").exists()
    assert alerts.alert(NOW + timedelta(minutes=1)) == 1


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("code", "then"), [(550, ["dua@contoh.invalid"]), (450, [])])
def test_an_address_that_takes_nothing_keeps_nobody_else_from_being_told(
    monkeypatch: pytest.MonkeyPatch, code: int, then: list[str]
) -> None:
    """A full or mistyped mailbox of the one on duty; a server that only says "later" is asked again."""
    a_filed_complaint(urgent=True)
    deliver = mail.EmailMessage.send

    def all_but_the_first(self: mail.EmailMessage, **options: Any) -> Any:
        if self.to == ["satu@contoh.invalid"]:
            raise SMTPRecipientsRefused({"satu@contoh.invalid": (code, b"no")})
        return deliver(self, **options)

    monkeypatch.setattr(mail.EmailMessage, "send", all_but_the_first)
    assert alerts.alert(NOW) == len(then) and told() == then


def test_until_seven_in_the_morning_it_is_the_night_before() -> None:
    assert alerts.night_of(datetime.fromisoformat("2026-11-25T06:59:00+07:00")) == date(2026, 11, 24)
    assert alerts.night_of(datetime.fromisoformat("2026-11-25T07:01:00+07:00")) == date(2026, 11, 25)


# A reply that nobody opens


def replied(office: Office) -> Message:
    complaint = a_filed_complaint(office)
    officer = a_user(Role.DIVISI_PENGADUAN, office)
    actions.open_complaint(complaint=complaint, by=officer)
    message = actions.reply(complaint=complaint, text="Kami membaca.", by=officer)
    actions.note_delivery(messages=[message], by=PUBLIC)
    return message


def duties_of(message: Message, **conditions: Any) -> int:
    return Duty.objects.about(message.complaint.subject).filter(kind="reply_unread", **conditions).count()


def test_a_reply_unread_for_two_days_becomes_our_duty_once(office: Office) -> None:
    message, now = replied(office), timezone.now()
    assert takeover.chase_unread(now + timedelta(hours=47)) == 0
    later = now + timedelta(hours=49)
    assert [takeover.chase_unread(later), takeover.chase_unread(later)] == [1, 0]
    assert duties_of(message, status="open") == 1


def test_the_duty_is_done_when_the_reply_is_opened(office: Office) -> None:
    message = replied(office)
    takeover.chase_unread(timezone.now() + timedelta(hours=49))
    message = Message.objects.select_related("complaint").get(pk=message.pk)
    actions.note_reading(message=message, read_on=timezone.localdate(), by=PUBLIC)
    assert duties_of(message, status="done") == 1


def test_two_unread_replies_are_one_duty(office: Office) -> None:
    message = replied(office)
    complaint = Complaint.objects.select_related("office").get(pk=message.complaint_id)
    officer = a_user(Role.DIVISI_PENGADUAN, office)
    second = actions.reply(complaint=complaint, text="Masih di sini.", by=officer)
    actions.note_delivery(messages=[second], by=PUBLIC)
    assert takeover.chase_unread(timezone.now() + timedelta(hours=49)) == 2
    assert duties_of(message) == 1
