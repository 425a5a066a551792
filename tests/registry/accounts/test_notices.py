"""An owner hears at once of what happened to the account, says whether it was they, and is signed out by a leader."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from suar.core import ledger
from suar.core.alarms.models import Alarm
from suar.core.errors import Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.registry.accounts import actions, answering, ending, notices
from suar.registry.accounts.models import KnownBrowser, Notice, Role, Session, User
from tests.core.vault.test_no_plaintext import bytes_of
from tests.factories import PASSWORD, a_factor, a_user

pytestmark = pytest.mark.django_db

BANNER = "Ada yang baru pada akun Anda"


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def mailer(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A server that takes everything; what it took."""
    sent: list[Any] = []
    monkeypatch.setattr("suar.core.alarms.mail.is_set_up", lambda: True)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda message, **_: sent.append(message) or 1)
    return sent


def sign_in(client: Client, user: User) -> Client:
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return client


def kinds(user: User) -> list[str]:
    return list(user.notices.open().order_by("pk").values_list("kind", flat=True))


def test_the_first_browser_of_an_account_is_no_news_and_the_second_is() -> None:
    user, first, second = a_user(), Client(), Client()
    sign_in(first, user)
    assert kinds(user) == []
    sign_in(second, user)
    assert kinds(user) == ["browser"]
    assert BANNER in first.get(reverse("accounts:profile")).content.decode()
    assert BANNER in second.get("/", follow=True).content.decode()
    assert Entry.objects.filter(verb="user.sign_in", actor=user.actor_id).count() == 2


def test_a_browser_is_known_again_by_a_cookie_of_which_only_the_hash_is_kept() -> None:
    user, browser = a_user(), Client()
    sign_in(Client(), user)
    sign_in(browser, user)
    browser.post(reverse("account_logout"))
    sign_in(browser, user)
    assert kinds(user) == ["browser"], "the second time it is known"
    cookie = browser.cookies[settings.SUAR_BROWSER_COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and int(cookie["max-age"]) > 300 * 24 * 60 * 60
    assert cookie.value.encode() not in bytes_of("default")
    assert notices.code_of(cookie.value).encode() in bytes_of("default"), "the control"


def test_a_browser_that_two_people_use_is_new_for_each() -> None:
    one, other, browser = a_user(), a_user(), Client()
    sign_in(Client(), other)
    sign_in(browser, one)
    browser.post(reverse("account_logout"))
    sign_in(browser, other)
    assert (kinds(one), kinds(other)) == ([], ["browser"])
    assert KnownBrowser.objects.values("code").distinct().count() == 2


def shown_by(browser: Client) -> str:
    return str(browser.cookies[settings.SUAR_BROWSER_COOKIE].value)


def test_a_number_that_a_client_made_up_is_never_what_its_browser_is_known_by() -> None:
    user, browser, made_up = a_user(), Client(), "A" * 43
    browser.cookies[settings.SUAR_BROWSER_COOKIE] = made_up
    sign_in(browser, user)
    assert shown_by(browser) != made_up
    assert not KnownBrowser.objects.filter(code=notices.code_of(made_up)).exists()
    other = Client()
    other.cookies[settings.SUAR_BROWSER_COOKIE] = made_up
    sign_in(other, user)
    assert kinds(user) == ["browser"], "whoever knows the number is as new as anybody"


def test_a_copied_number_ends_at_the_next_sign_in_for_everybody_who_uses_the_browser() -> None:
    one, other, browser, thief = a_user(), a_user(), Client(), Client()
    for user in (one, other):
        sign_in(browser, user).post(reverse("account_logout"))
    copied = shown_by(browser)
    sign_in(browser, one).post(reverse("account_logout"))
    sign_in(browser, other).post(reverse("account_logout"))
    assert kinds(one) == kinds(other) == [], "the browser itself stays known for both"
    assert shown_by(browser) != copied and not KnownBrowser.objects.filter(code=notices.code_of(copied)).exists()
    thief.cookies[settings.SUAR_BROWSER_COOKIE] = copied
    sign_in(thief, one)
    assert kinds(one) == ["browser"]


def test_a_browser_in_question_answers_no_better_for_signing_in_once_more() -> None:
    user, thief = a_user(), Client()
    sign_in(Client(), user)
    sign_in(thief, user).post(reverse("account_logout"))
    sign_in(thief, user)
    assert Notice.objects.get(user=user).browser == notices.code_of(shown_by(thief)), "still about this browser"
    thief.post(reverse("accounts:notice-settle"))
    assert kinds(user) == ["browser"]


@pytest.mark.parametrize("value", ["", "x", "x" * 44, "ä" * 43, "' OR 1=1 --"])
def test_a_cookie_that_is_none_of_ours_is_replaced(value: str) -> None:
    browser = Client()
    browser.cookies[settings.SUAR_BROWSER_COOKIE] = value
    sign_in(browser, a_user())
    assert notices.TOKEN.fullmatch(browser.cookies[settings.SUAR_BROWSER_COOKIE].value)


def test_a_change_of_password_factor_and_address_is_told() -> None:
    user, leader = a_user(Role.SEKRETARIAT), a_user(Role.KETUA)
    actions.choose_password(user=user, password="gunung-tujuh-lebah", by=user)
    actions.new_password(user=user, password="sementara-sekali-pakai", by=leader)
    actions.edit_user(user=user, name="Nama Lain", email="baru@example.org", by=leader)
    actions.edit_user(user=user, name="Nama Lagi", email="baru@example.org", by=leader)
    assert kinds(user) == ["password", "password", "email"]
    a_factor(user)
    assert kinds(user) == ["password", "password", "email"], "the first second step is set up by its owner"
    actions.reset_second_factor(user=user, by=leader)
    assert kinds(user)[3:] == ["factor"]
    a_factor(user)
    Authenticator.objects.get(user=user, type="totp").delete()
    assert kinds(user)[3:] == ["factor", "factor"]
    assert verify().sound if hasattr(verify(), "sound") else verify() is not None


def test_an_owner_says_that_it_was_they(client: Client) -> None:
    user = a_user()
    sign_in(client, user)
    sign_in(Client(), user)
    page = client.get(reverse("accounts:profile")).content.decode()
    assert "Masuk dari peramban yang belum dikenal" in page
    client.post(reverse("accounts:notice-settle"))
    assert kinds(user) == []
    assert BANNER not in client.get(reverse("accounts:profile")).content.decode()
    assert Entry.objects.filter(verb="notice.settle", actor=user.actor_id).count() == 1


def test_an_owner_says_that_it_was_not_they_and_everybody_is_out_and_the_leaders_know(client: Client) -> None:
    user, thief = a_user(), Client()
    sign_in(client, user)
    sign_in(thief, user)
    answer = client.post(reverse("accounts:notice-disown"))
    assert answer["Location"] == reverse("account_login")
    assert "Ketua diberi tahu" in client.get(answer["Location"]).content.decode()
    assert thief.get(reverse("accounts:profile")).status_code == 302
    assert not Session.objects.filter(user=user).exists()
    assert not KnownBrowser.objects.filter(user=user).exists()
    alarm = Alarm.objects.get(kind="account.disowned")
    assert (alarm.subject, alarm.office) == (user.actor_id, user.office.code)
    assert Entry.objects.filter(verb="notice.disown", actor=user.actor_id).count() == 1


def test_only_the_owner_answers() -> None:
    user, leader = a_user(), a_user(Role.KETUA)
    with pytest.raises(Refused):
        answering.settle(user=user, here=answering.Asker("", {"password"}), by=leader)
    with pytest.raises(Refused):
        ending.disown(user=user, by=leader)


def test_an_owner_with_an_address_is_written_to_once_and_without_content(mailer: list[Any]) -> None:
    user, mute = a_user(), a_user()
    actions.edit_user(user=user, name=user.name, email="dinas@example.org", by=OPERATOR)
    actions.choose_password(user=mute, password="gunung-tujuh-lebah", by=mute)
    assert notices.mail_due() == 1
    assert [message.to for message in mailer] == [["dinas@example.org"]]
    assert mailer[0].body == "Ada yang baru pada akun Anda di Suar. Buka Suar."
    assert notices.mail_due() == 0
    assert Entry.objects.filter(verb="notice.mail").count() == 1


def test_news_that_were_answered_at_once_are_written_of_all_the_same(mailer: list[Any], client: Client) -> None:
    user = a_user()
    actions.edit_user(user=user, name=user.name, email="dinas@example.org", by=OPERATOR)
    sign_in(client, user).post(reverse("accounts:notice-settle"))
    assert kinds(user) == []
    assert (notices.mail_due(), [message.to for message in mailer]) == (1, [["dinas@example.org"]])


def test_an_address_of_before_hears_of_its_change_and_of_what_follows_until_it_is_answered(
    mailer: list[Any], client: Client
) -> None:
    user = a_user()
    actions.edit_user(user=user, name=user.name, email="lama@example.org", by=OPERATOR)
    sign_in(client, user).post(reverse("accounts:notice-settle"))
    notices.mail_due()
    mailer.clear()
    actions.edit_user(user=user, name=user.name, email="baru@example.org", by=OPERATOR)
    notices.mail_due()
    actions.choose_password(user=user, password="gunung-tujuh-lebah", by=user)
    notices.mail_due()
    assert [message.to[0] for message in mailer] == ["baru@example.org", "lama@example.org"] * 2
    assert {message.body for message in mailer} == {str(notices.MAIL)}
    answer_all(user)
    assert notices.addresses(user) == ["baru@example.org"]
    assert not Notice.objects.exclude(address="").exists(), "what was answered keeps no address"


def test_an_address_of_before_is_written_to_for_two_weeks_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    user = a_user()
    actions.edit_user(user=user, name=user.name, email="lama@example.org", by=OPERATOR)
    actions.edit_user(user=user, name=user.name, email="baru@example.org", by=OPERATOR)
    assert notices.addresses(user) == ["baru@example.org", "lama@example.org"]
    assert notices.BEFORE == timedelta(days=14)
    monkeypatch.setattr(notices, "BEFORE", timedelta(0))  # as if they had gone by
    assert notices.addresses(user) == ["baru@example.org"]


def answer_all(user: User) -> None:
    with ledger.record("notice.settle", by=user) as entry:
        notices.close(user.notices.open(), entry)


def test_without_a_server_news_wait() -> None:
    user = a_user()
    actions.edit_user(user=user, name=user.name, email="dinas@example.org", by=OPERATOR)
    assert notices.mail_due() == 0
    assert Notice.objects.get(user=user).mailed_at is None


def test_a_leader_signs_somebody_out_everywhere(client: Client) -> None:
    user, elsewhere = a_user(Role.DIVISI_PENGADUAN), Client()
    sign_in(elsewhere, user)
    client.force_login(a_user(Role.WAKIL))
    page = reverse("accounts:user-detail", args=[user.pk])
    address = reverse("accounts:user-sign-out", args=[user.pk])
    assert address in client.get(page).content.decode()
    assert client.post(address)["Location"] == page
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302
    assert Entry.objects.filter(verb="user.sign_out_everywhere").count() == 1


def test_an_admin_signs_out_only_whose_account_they_keep() -> None:
    admin = a_user(Role.ADMIN)
    with pytest.raises(Refused):
        ending.sign_out_everywhere(user=a_user(Role.DIVISI_PENGADUAN), by=admin)
    with pytest.raises(Refused):
        ending.sign_out_everywhere(user=admin, by=a_user(Role.SEKRETARIAT))
    assert ending.sign_out_everywhere(user=a_user(Role.MITRA), by=admin) == 0


def test_switching_an_account_off_ends_its_sessions_at_once() -> None:
    user, browser = a_user(), Client()
    sign_in(browser, user)
    assert browser.get(reverse("accounts:profile")).status_code == 200
    actions.deactivate(user=User.objects.get(pk=user.pk), by=OPERATOR)
    assert browser.get(reverse("accounts:profile")).status_code == 302
