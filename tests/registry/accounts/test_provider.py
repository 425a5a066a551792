"""The government's sign-in: who comes by it, who links and unlinks it, and that it is no door without a provider."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from suar.config import provider as named
from suar.core.errors import Conflict, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions, oidc
from suar.registry.accounts.models import Identity, Role, User
from suar.registry.accounts.provider import code_of
from tests.core.vault.test_no_plaintext import bytes_of
from tests.factories import PASSWORD, a_factor, a_user
from tests.registry.accounts.by_provider import (
    RETURN,
    TRUST,
    come_back,
    is_signed_in,
    leave,
    linked,
    said,
    set_up,
    sign_in,
)
from tests.registry.accounts.government import Government
from tests.signing_in import proved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def provider(settings: Settings, tmp_path: Path) -> Iterator[Government]:
    with set_up(settings, tmp_path) as running:
        yield running


def test_whoever_linked_an_account_comes_in_by_it_and_is_in_the_ledger(client: Client, provider: Government) -> None:
    user = linked(provider)
    answer = sign_in(client, provider)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert int(client.session["_auth_user_id"]) == user.pk
    entry = Entry.objects.get(verb="user.sign_in", actor=user.actor_id)
    assert json.loads(entry.data) == {"door": "provider"}


def test_coming_in_by_it_proves_nothing_for_a_dangerous_moment(client: Client, provider: Government) -> None:
    linked(provider)
    sign_in(client, provider)
    answer = client.post(reverse("accounts:provider-unlink"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert Identity.objects.count() == 1


def test_an_owner_links_the_account_after_proving_who_this_is(client: Client, provider: Government) -> None:
    user = a_user()
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert "belum terhubung" in client.get(reverse("accounts:profile")).content.decode()
    answer = come_back(client, provider.sign_in(leave(client, "accounts:provider-link")))
    assert answer["Location"] == reverse("accounts:profile")
    page = client.get(reverse("accounts:profile")).content.decode()
    assert "sudah terhubung" in page and "Lepas tautan" in page
    assert Entry.objects.filter(verb="identity.link", actor=user.actor_id).count() == 1
    client.post(reverse("account_logout"))
    assert sign_in(client, provider)["Location"] == "/"


def test_an_open_session_alone_links_and_unlinks_nothing(client: Client, provider: Government) -> None:
    user = linked(provider)
    client.force_login(user)
    proved(client, user, seconds_ago=301)
    for name in ("accounts:provider-link", "accounts:provider-unlink"):
        assert client.post(reverse(name))["Location"].startswith(reverse("account_reauthenticate"))
    assert Identity.objects.filter(user=user).exists()


def test_nothing_of_the_person_and_no_token_is_kept(client: Client, provider: Government) -> None:
    user = linked(provider)
    sign_in(client, provider)
    kept = bytes_of("default") + json.dumps(dict(client.session.items())).encode()
    for words in (provider.subject, "Nama Dari Pemerintah", "ketua@contoh.example", "kunci-sekali", "eyJ"):
        assert words.encode() not in kept, words
    assert User.objects.get(pk=user.pk).name == user.name


def test_an_email_alone_links_nothing(client: Client, provider: Government) -> None:
    user = a_user()
    actions.edit_user(user=user, name=user.name, email="ketua@contoh.example", by=OPERATOR)
    provider.claims = lambda claims: claims.update(email_verified=True, preferred_username=user.username)
    answer = sign_in(client, provider)
    assert (answer.status_code, Identity.objects.count()) == (403, 0)
    assert "belum terhubung" in said(answer) and not is_signed_in(client)


def test_a_second_factor_of_ours_is_asked_for_all_the_same(client: Client, provider: Government) -> None:
    a_factor(linked(provider))
    provider.claims = lambda claims: claims.update(acr="tinggi", amr=["pwd", "mfa"])
    assert sign_in(client, provider)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client), "what the office did not configure stands for nothing"


@pytest.mark.parametrize("acr", [["tinggi"], {"tinggi": 1}, 7, None])
def test_a_strength_that_is_no_word_stands_for_none(
    client: Client, provider: Government, settings: Settings, acr: object
) -> None:
    a_factor(linked(provider))
    settings.SUAR_OIDC = replace(settings.SUAR_OIDC, acr=frozenset({"tinggi"}))
    provider.claims = lambda claims: claims.update(acr=acr)
    assert sign_in(client, provider)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


@pytest.mark.parametrize("claim", [{"acr": "tinggi"}, {"amr": ["pwd", "hwk"]}])
def test_a_second_factor_that_the_office_takes_from_the_provider_is_enough(
    client: Client, provider: Government, settings: Settings, claim: dict[str, Any]
) -> None:
    a_factor(linked(provider))
    given = settings.SUAR_OIDC
    settings.SUAR_OIDC = named.Provider(
        given.issuer, given.client, given.name, given.secret_file, frozenset({"tinggi"}), frozenset({"hwk"})
    )
    assert sign_in(client, provider)["Location"] == reverse("mfa_authenticate")
    provider.claims = lambda claims: claims.update(claim)
    assert "acr_values=tinggi" in leave(client)
    assert sign_in(client, provider)["Location"] == "/"
    assert is_signed_in(client)


def test_a_deactivated_account_opens_nothing(client: Client, provider: Government) -> None:
    actions.deactivate(user=linked(provider), by=OPERATOR)
    answer = sign_in(client, provider)
    assert answer["Location"] == reverse("account_inactive")
    assert not is_signed_in(client)


@pytest.mark.parametrize("table", ["accounts_identity", "accounts_user"])
def test_a_row_changed_past_the_program_opens_nothing(client: Client, provider: Government, table: str) -> None:
    user, other = linked(provider), a_user()
    with connections["default"].cursor() as cursor:
        if table == "accounts_user":
            cursor.execute("UPDATE accounts_user SET name = 'lain' WHERE id = %s", [user.pk])
        else:
            cursor.execute("UPDATE accounts_identity SET user_id = %s WHERE user_id = %s", [other.pk, user.pk])
    answer = sign_in(client, provider)
    assert answer.status_code == 403 and "di luar program" in said(answer)
    assert not is_signed_in(client)


def test_whoever_turns_back_at_the_provider_is_told_the_other_way(client: Client, provider: Government) -> None:
    state = re.findall(r"[?&]state=([\w-]+)", leave(client))[0]
    answer = come_back(client, f"error=access_denied&state={state}")
    assert (answer.status_code, "tidak meneruskan" in said(answer)) == (403, True)


def test_one_account_there_is_one_account_here(provider: Government) -> None:
    user, other = linked(provider), a_user()
    code = code_of(provider.issuer, provider.subject)
    with pytest.raises(Conflict):
        actions.link_identity(user=other, code=code, by=other)
    with pytest.raises(Conflict):
        actions.link_identity(user=user, code=code_of(provider.issuer, "lain"), by=user)
    with pytest.raises(Refused, match="pemilik"):
        actions.link_identity(user=other, code=code_of(provider.issuer, "lain"), by=user)


def test_somebody_elses_session_links_nothing(client: Client, provider: Government) -> None:
    user = a_user()
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    query = provider.sign_in(leave(client, "accounts:provider-link"))
    session = client.session
    session["provider"] = session["provider"] | {"owner": a_user().pk}
    session.save()
    assert TRUST in said(come_back(client, query))
    assert Identity.objects.count() == 0


def test_the_door_is_shut_by_its_owner_or_by_whoever_may_mend_the_account(provider: Government) -> None:
    user = linked(provider)
    for stranger in (a_user(Role.SEKRETARIAT), a_user(Role.ADMIN)):
        with pytest.raises(Refused):
            actions.unlink_identity(identity=user.identity, by=stranger)
    actions.unlink_identity(identity=user.identity, by=a_user(Role.WAKIL))
    assert Entry.objects.filter(verb="identity.unlink").count() == 1
    again = linked(provider)
    actions.unlink_identity(identity=again.identity, by=again)
    assert Identity.objects.count() == 0


def test_an_account_that_becomes_a_readers_forgets_whoever_was_linked_before(provider: Government) -> None:
    """An admin who made the account could have linked an account of their own while it read nothing."""
    user = linked(provider, Role.GUBERNUR)
    for appointment in user.appointments_now:
        actions.end_appointment(appointment=appointment, by=OPERATOR)
    user = User.objects.get(pk=user.pk)
    ketua = a_user()
    actions.new_password(user=user, password="sekali-pakai-sekali", by=ketua)
    actions.appoint(user=user, office=ketua.office, role=Role.DIVISI_PENGADUAN, by=ketua)
    assert not Identity.objects.filter(user=user).exists()


def test_the_pages_that_shut_it(client: Client, provider: Government) -> None:
    user, leader = linked(provider), a_user(Role.WAKIL)
    client.post(reverse("account_login"), {"login": leader.username, "password": PASSWORD})
    detail = reverse("accounts:user-detail", args=[user.pk])
    assert "Lepas dari akun ini" in client.get(detail).content.decode()
    assert client.post(reverse("accounts:user-provider-unlink", args=[user.pk]))["Location"] == detail
    assert "Lepas dari akun ini" not in client.get(detail).content.decode()
    own = Client()
    own.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert own.post(reverse("accounts:provider-unlink")).status_code == 404
    actions.link_identity(user=user, code=code_of(provider.issuer, "lagi"), by=user)
    assert own.post(reverse("accounts:provider-unlink"))["Location"] == reverse("accounts:profile")


def test_without_a_provider_its_door_does_not_exist(client: Client) -> None:
    assert "provider" not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("provider_start")).status_code == 404
    assert client.get(RETURN).status_code == 404


def test_the_sign_in_page_names_the_provider(client: Client, provider: Government) -> None:
    assert "Masuk lewat SSO Contoh" in said(client.get(reverse("account_login")))


def test_whoever_is_in_already_is_led_on(client: Client, provider: Government) -> None:
    client.force_login(a_user())
    assert client.post(reverse("provider_start"))["Location"] == "/"


def test_a_flood_at_this_door_is_stopped_before_the_provider_is_asked(client: Client, provider: Government) -> None:
    for _ in range(30):
        client.post(reverse("provider_start"))
    oidc._said.clear()
    asked = len(provider.asked)
    assert client.post(reverse("provider_start")).status_code == 429
    assert len(provider.asked) == asked
