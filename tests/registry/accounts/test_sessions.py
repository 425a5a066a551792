"""Sessions: a stolen `main` signs nobody in, and whoever signs out is out everywhere they meant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.config.tick import forget_sessions
from suar.core.ledger.models import Entry
from suar.core.vault.backup import tables
from suar.registry.accounts.models import Session, User
from suar.registry.accounts.sessions import SessionStore, place_of
from tests.core.vault.test_no_plaintext import bytes_of, encodings
from tests.factories import PASSWORD, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


def signed_in(user: User, agent: str = "Mozilla/5.0 (Android 14) Firefox/140.0") -> Client:
    client = Client(headers={"user-agent": agent})
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return client


def cookie_of(client: Client) -> str:
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def test_no_table_of_main_holds_the_cookie_in_any_encoding() -> None:
    client = signed_in(a_user())
    client.get(reverse("accounts:device-list"))
    key, content = cookie_of(client), bytes_of("default")
    assert place_of(key).encode() in content, "the control: the row is there"
    assert [needle for needle in encodings(key) if needle in content] == []


def test_what_lies_in_the_table_is_no_cookie() -> None:
    client = signed_in(a_user())
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = place_of(cookie_of(client))
    assert thief.get(reverse("accounts:profile")).status_code == 302
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_the_content_of_a_session_is_sealed_and_opens_under_no_other_row() -> None:
    victim, own = signed_in(a_user()), signed_in(a_user())
    secret = SessionStore(cookie_of(victim))
    secret["mfa.totp.secret"] = "JBSWY3DPEHPK3PXP"
    secret.save()
    assert b"JBSWY3DPEHPK3PXP" not in bytes_of("default") and b"_auth_user_hash" not in bytes_of("default")
    stolen = Session.objects.get(pk=place_of(cookie_of(victim)))
    Session.objects.filter(pk=place_of(cookie_of(own))).update(sealed=stolen.sealed, user=stolen.user)
    assert own.get(reverse("accounts:profile")).status_code == 302
    assert SessionStore(cookie_of(victim))["mfa.totp.secret"] == "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 200])
def test_a_damaged_session_is_nobodys(content: bytes) -> None:
    client = signed_in(a_user())
    Session.objects.update(sealed=content)
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_signing_in_gives_a_new_key_and_ends_the_one_before() -> None:
    """Nobody can plant a key in somebody's browser and wait until they sign in with it."""
    planted = SessionStore()
    planted["before"] = 1
    planted.create()
    user, client = a_user(), Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert cookie_of(client) != planted.session_key
    assert not SessionStore().exists(str(planted.session_key))
    invented = Client()
    invented.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    invented.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert cookie_of(invented) != "a" * 32


def test_signing_out_ends_the_session_itself_and_is_in_the_ledger() -> None:
    user = a_user()
    client = signed_in(user)
    kept = cookie_of(client)
    client.post(reverse("account_logout"))
    client.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert client.get(reverse("accounts:profile")).status_code == 302
    assert not Session.objects.filter(user=user).exists()
    assert Entry.objects.filter(verb="user.sign_out", actor=user.actor_id).count() == 1


def test_a_new_password_signs_every_other_device_out_and_not_this_one() -> None:
    user = a_user()
    here, elsewhere = signed_in(user), signed_in(user)
    own = {"oldpassword": PASSWORD, "password1": "gunung-tujuh-lebah", "password2": "gunung-tujuh-lebah"}
    assert here.post(reverse("account_change_password"), own).status_code == 302
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert Session.objects.filter(user=user).count() == 1


def test_the_list_of_devices_says_where_one_is_signed_in() -> None:
    user = a_user()
    here = signed_in(user)
    signed_in(user, "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0")
    signed_in(a_user(), "Mozilla/5.0 (iPhone) Safari/605.1")
    page = here.get(reverse("accounts:device-list")).content.decode()
    assert "Firefox, Android" in page and "Edge, Windows" in page and "iPhone" not in page
    assert page.count("perangkat ini") == 1
    here.post(reverse("accounts:device-sign-out"))
    assert Session.objects.get(user=user).pk == place_of(cookie_of(here))
    assert Entry.objects.filter(verb="user.sign_out_elsewhere", actor=user.actor_id).count() == 1


def test_a_session_that_was_ended_meanwhile_is_not_written_again() -> None:
    store = SessionStore()
    store.create()
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()


def test_a_session_that_has_run_out_opens_nothing_and_is_deleted_with_its_address() -> None:
    client = signed_in(a_user())
    now = timezone.now()
    Session.objects.update(expire_date=now - timedelta(seconds=1))
    assert client.get(reverse("accounts:profile")).status_code == 302
    assert forget_sessions(now) == 1
    assert not Session.objects.exists()


def test_backups_hold_no_session() -> None:
    with connection.cursor() as cursor:
        assert Session._meta.db_table in connection.introspection.table_names(cursor)
    assert Session not in tables("default")
