"""The doors of the desk: what opens, what does not exist, what is never said."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions, crowding
from suar.registry.accounts.models import Role, Session, User
from tests.factories import PASSWORD, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


def sign_in(client: Client, user: User, password: str = PASSWORD) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": user.username, "password": password})


def prove_it(client: Client) -> None:
    """What concerns the account's safety asks for the password once more."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_right_password_opens_the_desk_and_is_in_the_ledger(client: Client) -> None:
    user = a_user()
    response = sign_in(client, user)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert Entry.objects.filter(verb="user.sign_in", actor=user.actor_id).count() == 1


def test_large_letters_in_the_username_do_not_matter(client: Client) -> None:
    user = a_user(username="ketua.contoh")
    response = client.post(reverse("account_login"), {"login": "Ketua.Contoh", "password": PASSWORD})
    assert response.status_code == 302
    assert int(client.session["_auth_user_id"]) == user.pk


def test_the_page_says_the_same_whether_or_not_the_account_exists(client: Client) -> None:
    user = a_user()
    known = sign_in(client, user, "salah-sama-sekali")
    unknown = client.post(reverse("account_login"), {"login": "tidak-ada", "password": "salah-sama-sekali"})
    words = [re.sub(r'value="[^"]*"', "", response.content.decode()) for response in (known, unknown)]
    assert words[0] == words[1]
    assert "Nama pengguna atau kata sandi tidak cocok." in words[0]


def test_the_sixth_wrong_password_in_five_minutes_is_refused_and_says_when_to_try_again(client: Client) -> None:
    user = a_user()
    for _ in range(5):
        assert "tidak cocok" in sign_in(client, user, "salah-sama-sekali").content.decode()
    refused = sign_in(client, user, "salah-sama-sekali").content.decode()
    assert "Coba lagi 5 menit lagi" in refused
    assert "Coba lagi 5 menit lagi" in sign_in(client, user).content.decode(), "the right one must not open it now"


def test_a_limit_says_the_same_for_an_account_that_does_not_exist(client: Client) -> None:
    for _ in range(5):
        client.post(reverse("account_login"), {"login": "tidak-ada", "password": "salah-sama-sekali"})
    refused = client.post(reverse("account_login"), {"login": "tidak-ada", "password": "salah-sama-sekali"})
    assert "Coba lagi 5 menit lagi" in refused.content.decode()


def test_a_crowd_of_names_and_addresses_keeps_out_nobody_who_is_known(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, inside = a_user(), Client()
    assert sign_in(client, user).status_code == 302
    inside.force_login(user)
    client.post(reverse("account_logout"))
    crowding.strangers.extend([time.monotonic()] * crowding.OF_STRANGERS)
    checked: list[str] = []
    monkeypatch.setattr("allauth.account.adapter.authenticate", lambda *_a, **given: checked.append("x"))
    for n in range(3):
        tried = Client(REMOTE_ADDR=f"10.0.0.{n}").post(
            reverse("account_login"), {"login": f"siapa-{n}", "password": "salah-sama-sekali"}
        )
        assert "Terlalu banyak yang mencoba masuk saat ini" in tried.text
    assert checked == [] and not Entry.objects.filter(verb="door.wrong").exists()
    monkeypatch.undo()
    assert sign_in(client, user).status_code == 302, "its browser is known"
    assert inside.get(reverse("accounts:profile")).status_code == 200
    monkeypatch.setattr(crowding, "MINUTE", 0)
    assert "tidak cocok" in sign_in(Client(), user, "salah-sama-sekali").text


def test_a_flood_of_sign_ins_gets_a_page_of_ours(client: Client) -> None:
    for n in range(30):
        client.post(reverse("account_login"), {"login": f"tidak-ada-{n}", "password": ""})
    response = client.post(reverse("account_login"), {"login": "tidak-ada", "password": ""})
    assert response.status_code == 429
    assert "Terlalu cepat" in response.content.decode()


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_reset_password", "account_set_password", "mfa_list_webauthn"],
)
def test_doors_that_are_not_ours_do_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "daftar/", "login/", "2fa/", "sessions/"])
def test_their_addresses_are_not_found(client: Client, path: str) -> None:
    client.force_login(a_user())
    assert client.get(f"/akun/{path}").status_code == 404


def test_an_inactive_account_opens_nothing(client: Client) -> None:
    user = a_user()
    client.force_login(user)
    actions.deactivate(user=user, by=OPERATOR)
    assert client.get(reverse("accounts:profile")).status_code == 302
    assert sign_in(client, user)["Location"] == reverse("account_inactive")
    assert "dinonaktifkan" in client.get(reverse("account_inactive")).content.decode()


def test_a_temporary_password_opens_only_the_page_that_replaces_it(client: Client) -> None:
    user = a_user()
    actions.new_password(user=user, password="sementara-sekali-pakai", by=OPERATOR)
    sign_in(client, user, "sementara-sekali-pakai")
    change = reverse("account_change_password")
    assert client.get(reverse("accounts:profile"))["Location"] == change
    assert "Kata sandi sekali pakai" in client.get(change).content.decode()
    own = {
        "oldpassword": "sementara-sekali-pakai",
        "password1": "gunung-tujuh-lebah",
        "password2": "gunung-tujuh-lebah",
    }
    assert client.post(change, own).status_code == 302
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert Entry.objects.filter(verb="user.password", actor=user.actor_id).count() == 1


@pytest.mark.parametrize(
    ("password", "words"),
    [("pendek", "setidaknya 12 karakter"), ("password1234", "terlalu umum"), ("petugas contoh", "terlalu mirip")],
)
def test_a_weak_password_is_refused_with_words(client: Client, password: str, words: str) -> None:
    client.force_login(a_user(name="Petugas Contoh"))
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert words in client.post(reverse("account_change_password"), form).content.decode()


def test_two_different_new_passwords_are_refused(client: Client) -> None:
    client.force_login(a_user())
    form = {"oldpassword": PASSWORD, "password1": "gunung-tujuh-lebah", "password2": "gunung-tujuh-lebar"}
    assert "tidak sama" in client.post(reverse("account_change_password"), form).content.decode()


def test_the_second_factor_is_set_up_before_anything_else_opens(client: Client, settings: object) -> None:
    settings.SUAR_SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]  # pytest-django's fixture
    user = a_user()
    sign_in(client, user)
    assert client.get(reverse("accounts:profile"))["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    prove_it(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "<svg" in page
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", page).replace("otpauth", ""), "no request to anybody else"
    secret = client.session["mfa.totp.secret"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer["Location"])
    assert "Kode cadangan" in codes.content.decode()
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert len(client.get(reverse("mfa_download_recovery_codes")).content.decode().split("\n")) > 10


def test_without_the_setting_nobody_is_asked_for_a_second_factor(client: Client) -> None:
    sign_in(client, a_user())
    assert client.get(reverse("accounts:profile")).status_code == 200


def with_codes(client: Client, user: User) -> str:
    return set_up(client, user)[0]


def set_up(client: Client, user: User) -> tuple[str, list[str]]:
    """The telephone's secret and the recovery codes that were shown."""
    sign_in(client, user)
    prove_it(client)
    client.get(reverse("mfa_activate_totp"))
    secret: str = client.session["mfa.totp.secret"]
    shown = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True).content.decode()
    client.post(reverse("account_logout"))
    return secret, re.findall(r'<span class="code">([\d ]+)</span>', shown)


def test_a_password_alone_does_not_open_an_account_with_a_second_factor(client: Client) -> None:
    user = a_user()
    with_codes(client, user)
    response = sign_in(client, user)
    assert response["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("accounts:profile")).status_code == 302
    assert "tidak cocok" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_opens_once(client: Client) -> None:
    user = a_user()
    code = set_up(client, user)[1][0]
    sign_in(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.get(reverse("accounts:profile")).status_code == 200
    client.post(reverse("account_logout"))
    sign_in(client, user)
    assert "tidak cocok" in client.post(reverse("mfa_authenticate"), {"code": code}).content.decode()


def test_the_secrets_of_the_second_factor_lie_sealed(client: Client) -> None:
    user = a_user()
    secret = with_codes(client, user)
    stored = [str(row.data) for row in Authenticator.objects.filter(user=user)]
    assert len(stored) == 2
    assert not any(secret in data for data in stored)


def test_a_lost_telephone_of_an_officer_is_mended_by_a_leader(client: Client) -> None:
    user = a_user()
    with_codes(client, user)
    actions.reset_second_factor(user=user, by=a_user(Role.WAKIL))
    assert not Authenticator.objects.filter(user=user).exists()
    assert sign_in(client, user)["Location"] == "/"


def test_other_devices_can_be_signed_out(client: Client) -> None:
    user = a_user()
    elsewhere = Client()
    sign_in(elsewhere, user)
    sign_in(client, user)
    page = client.get(reverse("accounts:device-list")).content.decode()
    assert page.count("127.0.0.1") == 2
    assert "perangkat ini" in page
    client.post(reverse("accounts:device-sign-out"))
    assert Session.objects.filter(user=user).count() == 1
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_the_chosen_language_follows_the_account(client: Client) -> None:
    user = a_user()
    client.force_login(user)
    client.post(reverse("set_language"), {"language": "en", "next": "/akun/"})
    assert User.objects.get(pk=user.pk).language == "en"
    elsewhere = Client()
    elsewhere.force_login(user)
    page = elsewhere.get(reverse("accounts:profile"))
    assert page["Content-Language"] == "en"
    assert "My account" in page.content.decode()
    assert Entry.objects.filter(verb="user.language").count() == 1


def test_the_sign_in_page_can_be_read_in_english(client: Client) -> None:
    response = client.post(reverse("set_language"), {"language": "en", "next": reverse("account_login")})
    assert response["Location"] == reverse("account_login")
    assert "Sign in" in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_a_language_choice_never_leads_elsewhere(client: Client, target: str) -> None:
    assert client.post(reverse("set_language"), {"language": "en", "next": target})["Location"] == "/"


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    user = a_user()
    client.force_login(user)
    client.post(reverse("set_language"), {"language": "xx"})
    assert User.objects.get(pk=user.pk).language == "id"


@pytest.mark.parametrize(
    "text", ["", "x" * 5000, "\x00", "😀😀😀", "' OR 1=1 --", "<script>alert(1)</script>", "\u202e"]
)
def test_odd_input_at_the_door_is_only_refused(client: Client, text: str) -> None:
    response = client.post(reverse("account_login"), {"login": text, "password": text})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_code_from_the_telephone_opens_once_for_as_long_as_it_would_be_taken(client: Client) -> None:
    """The sign-in library alone forgets it after half a minute and takes it for a minute and a half."""
    user = a_user()
    secret = with_codes(client, user)
    cache.clear()
    code = code_of(secret)
    sign_in(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    client.post(reverse("account_logout"))
    key = f"allauth.mfa.totp.used?user={user.pk}&code={code}"
    assert cache.delete(key), "the control: half a minute later the library has forgotten it"
    sign_in(client, user)
    assert "tidak cocok" in client.post(reverse("mfa_authenticate"), {"code": code}).content.decode()


def test_the_code_that_set_the_factor_up_opens_nothing_more(client: Client) -> None:
    user = a_user()
    secret = with_codes(client, user)
    sign_in(client, user)
    assert "tidak cocok" in client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).content.decode()
