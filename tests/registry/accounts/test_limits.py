"""Limits at the door: counted by all processes of the desk together, kept for minutes, naming nobody."""

from __future__ import annotations

import time

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.test import Client
from django.urls import reverse

from suar.registry.accounts import limits
from suar.registry.accounts.limits import SharedLimits
from suar.registry.accounts.models import Tally
from tests.core.vault.test_no_plaintext import bytes_of, encodings
from tests.factories import PASSWORD, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


def another_process() -> SharedLimits:
    return SharedLimits("", {})


def test_what_one_process_counts_another_knows() -> None:
    cache.set("tries", [3.5, 1.25], 60)
    assert another_process().get("tries") == [3.5, 1.25]
    assert another_process().get("others", "nothing") == "nothing"
    another_process().delete("tries")
    assert cache.get("tries") is None


def test_of_two_who_add_the_same_one_is_told_that_it_is_there() -> None:
    assert cache.add("code", "y", 60)
    assert not another_process().add("code", "z", 60)
    assert cache.get("code") == "y"


def test_what_is_over_is_gone_for_every_question_and_can_be_added_again() -> None:
    cache.set("code", "y", 60)
    Tally.objects.update(expires_at=time.time() - 1)
    assert cache.get("code") is None
    assert not cache.touch("code", 60)
    assert cache.add("code", "z", 60)
    assert cache.touch("code", 120)
    assert cache.get("code") == "z"


def test_what_is_over_is_deleted_and_nothing_is_kept_for_longer_than_a_day() -> None:
    cache.set("short", 1, 60)
    cache.set("for-good", 1, None)
    now = time.time()
    assert limits.forget(now + 61) == 1
    assert Tally.objects.get().expires_at <= now + limits.LONGEST + 1
    assert limits.forget(now + limits.LONGEST + 2) == 1


def test_a_value_that_is_more_than_data_is_refused() -> None:
    with pytest.raises(TypeError):
        cache.set("object", object(), 60)


def test_no_address_and_no_username_lies_in_the_table() -> None:
    user = a_user(username="dicari.orang")
    client = Client(REMOTE_ADDR="203.0.113.77")
    client.post(reverse("account_login"), {"login": user.username, "password": "salah-sama-sekali"})
    assert Tally.objects.count() >= 2
    stored = [value for row in Tally.objects.values_list("code", "value") for value in row]
    content = "\n".join(map(str, stored)).encode()
    assert not [n for word in ("203.0.113.77", "dicari.orang") for n in encodings(word) if n in content]
    assert b"203.0.113.77" not in bytes_of("default")


def test_without_the_key_of_the_desk_an_address_cannot_be_tried_out() -> None:
    kept = limits.code_of("allauth:rl:ip:203.0.113.77")
    assert kept != limits.code_of("allauth:rl:ip:203.0.113.78")
    secret = settings.SECRET_KEY
    settings.SECRET_KEY = "another"  # noqa: S105 - of a test
    try:
        assert limits.code_of("allauth:rl:ip:203.0.113.77") != kept
    finally:
        settings.SECRET_KEY = secret


def test_five_wrong_passwords_at_two_processes_shut_the_door_of_both() -> None:
    """Each try asks a cache of its own, as after a restart."""
    user = a_user()
    for _ in range(5):
        assert cache.get("nothing") is None  # so that there is one to throw away
        del caches["default"]
        Client().post(reverse("account_login"), {"login": user.username, "password": "salah-sama-sekali"})
    answer = Client().post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert "Coba lagi 5 menit lagi" in answer.content.decode()
