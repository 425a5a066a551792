"""Recovery codes are shown where they are made, and nobody reads them afterwards."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from suar.config.tick import forget_sessions
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.registry.accounts import recovery
from suar.registry.accounts.models import Session, User
from suar.registry.accounts.sessions import SessionStore
from tests.core.vault.test_no_plaintext import bytes_of
from tests.factories import a_factor, a_user
from tests.registry.accounts.doors import a_code, enter, is_in, leave, prove, prove_fully

pytestmark = pytest.mark.django_db

PAGE = reverse("mfa_view_recovery_codes")
FILE = reverse("mfa_download_recovery_codes")
MAKE = reverse("mfa_generate_recovery_codes")
GROUPED = re.compile(r"\b\d{4} \d{4} \d{4}\b")


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def user() -> User:
    made = a_user()
    a_factor(made)
    return made


@pytest.fixture
def desk(client: Client, user: User) -> Client:
    enter(client, user, a_code())
    prove_fully(client)
    return client


def make(desk: Client) -> list[str]:
    assert desk.post(MAKE)["Location"] == PAGE
    codes = GROUPED.findall(desk.get(PAGE).content.decode())
    assert len(set(codes)) == 10
    return codes


def kept(user: User) -> Any:
    return Authenticator.objects.get(user=user, type="recovery_codes")


def test_the_session_that_made_them_sees_them_for_ten_minutes_and_no_other_ever(
    desk: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = make(desk)
    assert GROUPED.findall(desk.get(FILE).content.decode()) == codes
    other = enter(Client(), user, a_code())
    prove_fully(other)
    shown = other.get(PAGE).content.decode()
    assert "10 dari 10 belum dipakai" in shown and not GROUPED.search(shown)
    assert other.get(FILE).status_code == 404
    in_ten_minutes(monkeypatch)
    assert not GROUPED.search(desk.get(PAGE).content.decode())
    assert desk.get(FILE).status_code == 404


def in_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(minutes=10)
    monkeypatch.setattr(timezone, "now", lambda: later)


def test_after_ten_minutes_they_lie_in_no_session_though_nobody_opened_their_page_again(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever gets the cookie an hour later gets no factor with it."""
    make(desk)
    codes = SessionStore(desk.session[recovery.SHOWN])["codes"]
    assert len(codes) == 10 and "user" not in str(list(SessionStore(desk.session[recovery.SHOWN]).keys())), (
        "the control"
    )
    assert codes[0] not in str(dict(desk.session.items()))
    rows = Session.objects.count()
    in_ten_minutes(monkeypatch)
    assert SessionStore(desk.session[recovery.SHOWN]).get("codes") is None
    assert forget_sessions(timezone.now()) == 1 and Session.objects.count() == rows - 1
    assert desk.get(PAGE).status_code == 200, "its own session lives on"


def test_what_they_lie_in_signs_nobody_in_and_a_new_set_takes_the_old_one_away(desk: Client) -> None:
    make(desk)
    first = desk.session[recovery.SHOWN]
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = first
    assert not is_in(stranger) and stranger.get(FILE).status_code == 302
    make(desk)
    assert not SessionStore().exists(first) and SessionStore().exists(desk.session[recovery.SHOWN])


def test_no_code_can_be_read_out_of_the_store_even_with_the_master_key(desk: Client, user: User) -> None:
    codes = make(desk)
    opened, everything = decrypt(kept(user).data[recovery.KEPT]), bytes_of("default")
    for code in codes:
        for written in (code, code.replace(" ", "")):
            assert written not in opened and written.encode() not in everything


def test_a_set_shares_one_salt_no_two_sets_do_and_the_hash_is_that_of_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(PBKDF2PasswordHasher, "iterations", 3)
        (codes, hashed), (_other, elsewhere) = recovery.make(), recovery.make()
        salts = [{one.split("$")[2] for one in made} for made in (hashed, elsewhere)]
    assert [len(each) for each in salts] == [1, 1] and salts[0].isdisjoint(salts[1])
    assert all(len(salt) >= 22 for salt in salts[0]), "128 bits"
    assert recovery.hashed_like(hashed[0], codes[3]) == hashed[3], "by the count that it was kept with"


def test_a_code_opens_once_however_it_is_typed(user: User) -> None:
    codes = kept_codes(user)
    for n, typed in enumerate([codes[0], f" {codes[1][:4]} {codes[1][4:8]}-{codes[1][8:]} "]):
        client = enter(Client(), user, typed)
        assert is_in(client), n
        leave(client)
        assert not is_in(enter(client, user, typed))
    assert len(kept(user).wrap().get_unused_codes()) == 8
    assert verify().sound


def test_a_used_one_is_an_entry_and_a_wrong_one_changes_nothing(user: User) -> None:
    code, wrapped = kept_codes(user)[0], kept(user).wrap()
    before = kept(user).data
    for wrong in ("", "123456", "0" * 13, "²" * 12, code[:-1] + str((int(code[-1]) + 1) % 10)):
        assert not wrapped.validate_code(wrong)
    assert kept(user).data == before
    assert wrapped.validate_code(code) and not wrapped.validate_code(code)
    assert Entry.objects.filter(verb="factor.use", actor=user.actor_id).count() == 1


def test_new_ones_end_the_old_ones(desk: Client, user: User) -> None:
    old, new = make(desk)[0], make(desk)[0]
    assert prove(desk, code=old).status_code == 200
    assert prove(desk, code=new).status_code == 302


def test_when_all_are_used_none_opens(user: User) -> None:
    codes, wrapped = kept_codes(user), kept(user).wrap()
    assert all(wrapped.validate_code(code) for code in codes)
    assert not wrapped.validate_code(codes[0]) and wrapped.get_unused_codes() == []


def test_they_are_hashed_before_the_store_is_held_up(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    depth: list[int] = []
    made = recovery.make
    outside = len(connection.savepoint_ids)
    monkeypatch.setattr(recovery, "make", lambda: depth.append(len(connection.savepoint_ids)) or made())
    make(desk)
    assert depth == [outside]


def kept_codes(user: User) -> list[str]:
    """A new set, as it is shown to its owner."""
    kept(user).delete()
    codes: list[str] = recovery.HashedCodes.activate(user).get_unused_codes()
    return codes
