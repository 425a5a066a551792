"""Alarms: one stands open for one thing, it holds codes alone, the permission table says who hears it, and an e-mail
says nothing but that there is one."""

from __future__ import annotations

import smtplib
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail as outbox
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from suar.core import alarms, ledger
from suar.core.alarms import actions, kinds, mail
from suar.core.alarms.kinds import Audience, Kind
from suar.core.alarms.models import Alarm, AlarmQuerySet
from suar.core.errors import Conflict
from suar.core.ledger.actors import OPERATOR, WORKER
from suar.core.ledger.models import Entry
from suar.desk import alarms as on_desk
from suar.desk import health
from suar.desk.alarm_kinds import KINDS, STEP
from suar.registry.accounts import actions as accounts
from suar.registry.accounts import alarms as hearing
from suar.registry.accounts.models import Role, User
from suar.registry.accounts.permissions import TABLE, Permission
from tests.desk.pages import signed_in, text_of
from tests.factories import a_user, an_alarm, an_office, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
BY_HAND = Kind("uji.pembaca", "Pembacaan yang tidak biasa", "Lihat jejak.", Audience.LEADERS, by_hand=True)
URGENT = Kind("uji.mendesak", "Pengaduan mendesak", "Buka.", Audience.DUTY, mail="Ada pengaduan mendesak. Buka Suar.")


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds more than the house declares: one that a person closes, one for whoever is on duty."""
    known = {**kinds.kinds(), BY_HAND.code: BY_HAND, URGENT.code: URGENT}
    for module in (kinds, on_desk):
        monkeypatch.setattr(module, "kinds", lambda: known)


def reachable(user: User, address: str) -> User:
    """Somebody with an address to write to."""
    return accounts.edit_user(user=user, name=user.name, email=address, by=OPERATOR)


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="alarm.").order_by("pk").values_list("verb", flat=True))


def test_what_is_raised_twice_stands_open_once_and_leaves_one_entry() -> None:
    first = alarms.raise_alarm("house.queue", detail_codes=["waiting:61"])
    again = alarms.raise_alarm("house.queue", detail_codes=["waiting:70"])
    assert first.pk == again.pk
    assert (again.details, verbs()) == ("waiting:61", ["alarm.raise"])


def test_another_subject_or_office_is_another_alarm() -> None:
    alarms.raise_alarm("house.queue")
    alarms.raise_alarm("house.queue", subject="a")
    alarms.raise_alarm("house.queue", office="kalbar")
    assert Alarm.objects.open().count() == 3


def test_a_second_process_that_raises_the_same_finds_the_first_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    standing = alarms.raise_alarm("house.queue")
    monkeypatch.setattr(AlarmQuerySet, "first", lambda self: None)  # as it looked before the other one committed
    assert alarms.raise_alarm("house.queue").pk == standing.pk
    assert Alarm.objects.count() == 1


def test_two_open_alarms_of_one_thing_are_refused_by_the_database() -> None:
    alarms.raise_alarm("house.queue")
    with pytest.raises(IntegrityError), ledger.record("alarm.raise", by=WORKER) as entry:
        entry.add(Alarm(kind="house.queue", opened_at=Alarm.objects.get().opened_at))


@pytest.mark.parametrize("words", ["Rara Contoh", "0800 555", "x" * 65, "a,b"])
def test_words_are_refused_for_codes(words: str) -> None:
    with pytest.raises(ValueError, match="codes only"):
        alarms.raise_alarm("house.queue", detail_codes=[words])
    with pytest.raises(ValueError, match="codes only"):
        alarms.raise_alarm("house.queue", subject=words)
    assert not Alarm.objects.exists()


def test_a_kind_that_no_app_declares_is_refused() -> None:
    with pytest.raises(ValueError, match="alarm_kinds"):
        alarms.raise_alarm("rumah.tiada")


def test_closed_is_closed_and_may_be_raised_anew() -> None:
    alarm = alarms.raise_alarm("house.queue")
    assert alarms.close("house.queue") == 1
    assert alarms.close("house.queue") == 0
    with pytest.raises(Conflict):
        actions.close_one(alarm=alarm, by=WORKER)  # as somebody saw it before
    assert alarms.raise_alarm("house.queue").pk != alarm.pk
    assert verbs() == ["alarm.raise", "alarm.close", "alarm.raise"]
    assert Alarm.objects.get(pk=alarm.pk).closed_by == WORKER.actor_id


@pytest.mark.parametrize("role", list(Role))
def test_the_permission_table_says_who_hears_what(role: Role) -> None:
    user = a_user(role)
    for kind in ("house.queue", BY_HAND.code, URGENT.code):
        an_alarm(kind)
        permission = Permission(kinds.kind_of(kind).audience)
        assert hearing.heard(user).filter(kind=kind).exists() == (role in TABLE[permission])


def test_an_alarm_of_an_office_is_heard_there_alone() -> None:
    here, elsewhere = an_officer(), an_officer_elsewhere()
    an_alarm(URGENT.code, office=here.office.code)
    assert hearing.heard(here).count() == 1
    assert hearing.heard(elsewhere).count() == 0


def test_an_open_alarm_stands_on_the_first_page_until_it_is_closed() -> None:
    ketua = a_user(Role.KETUA)
    alarms.raise_alarm("house.queue")
    page = text_of(signed_in(ketua), "/")
    assert "alarm terbuka" in page
    assert "Pengaduan menumpuk di pintu" in page
    alarms.close("house.queue")
    assert "alarm terbuka" not in text_of(signed_in(ketua), "/")


def test_the_list_shows_open_and_closed_ones_with_what_to_do() -> None:
    admin = a_user(Role.ADMIN)
    alarms.raise_alarm("house.form_key", detail_codes=["days:2"])
    alarms.raise_alarm("house.queue")
    alarms.close("house.queue")
    page = text_of(signed_in(admin), reverse("desk:alarm-list"))
    for words in ("Formulir pengaduan tidak punya kunci", "days:2", "Pengaduan menumpuk di pintu", "sistem"):
        assert words in page
    assert "Tidak ada alarm terbuka." in text_of(signed_in(a_user(Role.DIVISI_PENGADUAN)), reverse("desk:alarm-list"))


def test_a_leader_closes_what_a_person_closes_and_nothing_else() -> None:
    ketua, alarm, house = a_user(Role.KETUA), an_alarm(BY_HAND.code), an_alarm()
    browser = signed_in(ketua)
    assert browser.post(reverse("desk:alarm-close", args=[house.pk])).status_code == 404
    assert browser.post(reverse("desk:alarm-close", args=[alarm.pk])).status_code == 302
    assert Alarm.objects.get(pk=alarm.pk).closed_by == ketua.actor_id
    assert Alarm.objects.get(pk=house.pk).is_open
    assert browser.post(reverse("desk:alarm-close", args=[alarm.pk])).status_code == 409


def test_whoever_is_not_told_of_an_alarm_does_not_find_it() -> None:
    alarm = an_alarm(BY_HAND.code)
    assert signed_in(an_officer()).post(reverse("desk:alarm-close", args=[alarm.pk])).status_code == 404


@pytest.fixture
def _mailed(settings: Any) -> None:
    settings.SUAR_EMAIL = "smtps://surel.invalid"


@pytest.mark.usefixtures("_mailed")
def test_an_e_mail_says_that_there_is_an_alarm_and_nothing_else() -> None:
    leader = reachable(a_user(Role.KETUA), "ketua@contoh.invalid")
    reachable(a_user(Role.GUBERNUR), "gubernur@contoh.invalid")
    an_alarm("house.queue", subject="2026-0412", detail_codes=["waiting:61"])
    assert hearing.mail_due() == 1
    (message,) = outbox.outbox
    assert message.to == [leader.email]
    assert (message.subject, message.body) == ("Suar", "Ada alarm di Suar. Buka Suar.")
    assert hearing.mail_due() == 0
    assert verbs() == ["alarm.raise", "alarm.mail"]


@pytest.mark.usefixtures("_mailed")
def test_each_reads_it_in_their_own_language_and_sees_no_other_address() -> None:
    first, second = reachable(a_user(Role.KETUA), "a@contoh.invalid"), reachable(a_user(Role.WAKIL), "b@contoh.invalid")
    accounts.choose_language(user=second, language="en", by=second)
    alarms.raise_alarm("house.queue")
    hearing.mail_due()
    assert [message.to for message in outbox.outbox] == [[first.email], [second.email]]
    assert outbox.outbox[1].body == "There is an alarm in Suar. Open Suar."


@pytest.mark.usefixtures("_mailed")
def test_an_office_s_alarm_is_mailed_to_that_office_alone() -> None:
    here, elsewhere = an_officer(), an_officer_elsewhere()
    reachable(here, "a@contoh.invalid"), reachable(elsewhere, "b@contoh.invalid")
    an_alarm(URGENT.code, office=an_office().code)
    hearing.mail_due()
    assert [(message.to, message.body) for message in outbox.outbox] == [
        (["a@contoh.invalid"], "Ada pengaduan mendesak. Buka Suar.")
    ]


def test_without_a_server_alarms_wait_and_nothing_is_sent() -> None:
    assert django_settings.SUAR_EMAIL == ""
    reachable(a_user(Role.KETUA), "ketua@contoh.invalid")
    alarms.raise_alarm("house.queue")
    assert hearing.mail_due() == 0
    assert outbox.outbox == []
    assert Alarm.objects.to_mail().count() == 1


@pytest.mark.usefixtures("_mailed")
def test_a_server_that_is_away_is_tried_again_and_one_refused_address_keeps_nobody_from_being_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    to = [("salah@contoh.invalid", "id"), ("benar@contoh.invalid", "id")]

    def refuse_the_first(self: Any, using: str) -> int:
        if self.to == ["salah@contoh.invalid"]:
            raise smtplib.SMTPRecipientsRefused({})
        return 1

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse_the_first)
    assert mail.send("Ada alarm.", to) == 1

    def away(self: Any, using: str) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("suar.core.alarms.mail.EmailMessage.send", away)
    assert mail.send("Ada alarm.", to) == 0
    assert "contoh.invalid" not in caplog.text


def test_every_kind_of_the_house_is_raised_by_a_check() -> None:
    by_itself = {kind.code for kind in KINDS if not kind.by_hand}
    assert by_itself - {STEP} == {check.alarm for check in health.checks(timezone.now()) if check.alarm}
