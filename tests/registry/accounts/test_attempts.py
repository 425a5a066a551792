"""Tries at shut doors: in the ledger, few of many, and nothing of what was typed."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from suar.core.ledger.models import Entry
from suar.registry.accounts import attempts
from suar.registry.accounts.models import Role, User
from tests.core.vault.test_no_plaintext import bytes_of
from tests.factories import PASSWORD, a_case, a_factor, a_user, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


def entries(verb: str) -> list[dict[str, Any]]:
    return [json.loads(entry.data) for entry in Entry.objects.filter(verb=verb).order_by("pk")]


def try_password(client: Client, name: str, password: str = "salah-sama-sekali") -> None:
    client.post(reverse("account_login"), {"login": name, "password": password})


def test_wrong_passwords_are_entries_and_a_flood_of_them_a_few(client: Client) -> None:
    user = a_user()
    for _ in range(12):  # from the sixth on the door does not even look
        try_password(client, user.username)
    found = entries("door.wrong")
    assert found == [
        {"kind": "password", "tries": 1, "user": user.pk},
        {"kind": "password", "tries": 10, "user": user.pk},
    ]
    entry = Entry.objects.filter(verb="door.wrong")[0]
    assert (entry.actor, entry.office) == ("system:door", user.office.code)


def test_a_hundred_thousand_tries_are_six_entries() -> None:
    assert [n for n in range(1, 100_001) if attempts.is_tenfold(n)] == [1, 10, 100, 1000, 10_000, 100_000]


def test_each_hour_counts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import timezone

    first, moment = attempts.counted("x"), timezone.now()
    assert (first, attempts.counted("x"), attempts.counted("y")) == (1, 2, 1)
    monkeypatch.setattr(timezone, "now", lambda: moment + timezone.timedelta(hours=1))
    assert attempts.counted("x") == 1


def test_of_a_name_that_is_no_account_nothing_is_kept(client: Client) -> None:
    for name in ("rahasia.salah.ketik", "lain.lagi"):
        try_password(client, name, "kata-sandi-yang-terketik")
    assert entries("door.wrong") == [{"kind": "password", "tries": 1}]
    kept = bytes_of("default")
    for typed in (b"rahasia.salah.ketik", b"lain.lagi", b"kata-sandi-yang-terketik"):
        assert typed not in kept


def test_a_wrong_code_and_a_wrong_proof_of_who_this_is_are_entries_too(client: Client) -> None:
    user = a_user()
    a_factor(user)
    try_password(client, user.username, PASSWORD)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert entries("door.wrong") == [{"kind": "code", "tries": 1, "user": user.pk}]
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": "salah-sama-sekali"})
    assert entries("door.wrong")[1:] == [{"kind": "password", "tries": 1, "user": user.pk}]


def test_a_right_password_is_none(client: Client) -> None:
    try_password(client, a_user().username, PASSWORD)
    assert entries("door.wrong") == []


def test_a_shut_file_is_an_entry_that_a_leader_reads(client: Client) -> None:
    case, officer = a_case(), an_officer_elsewhere()
    client.force_login(officer)
    address = reverse("cases:case-detail", args=[case.pk])
    assert client.get(address).status_code == 404
    facts = {"asked": {"pk": str(case.pk)}, "page": "cases:case-detail", "status": 404, "tries": 1}
    assert entries("door.shut") == [facts]
    entry = Entry.objects.get(verb="door.shut")
    assert (entry.actor, entry.office, entry.subject) == (officer.actor_id, "sambas", None)
    leader = Client()
    leader.force_login(a_user(Role.KETUA, officer.office))
    assert "mencoba membuka yang tertutup" in leader.get(reverse("desk:trail")).content.decode()
    own = Client()
    own.force_login(a_user(Role.KETUA, case.office))
    assert "mencoba membuka yang tertutup" not in own.get(reverse("desk:trail")).content.decode()


def test_what_a_role_may_not_open_is_an_entry_too(client: Client) -> None:
    case, admin = a_case(), a_user(Role.ADMIN)
    client.force_login(admin)
    assert client.get(reverse("cases:case-detail", args=[case.pk])).status_code == 403
    assert [(one["status"], one["tries"]) for one in entries("door.shut")] == [(403, 1)]


def test_whoever_walks_through_numbers_leaves_ten_entries_and_then_few(client: Client) -> None:
    client.force_login(an_officer())
    for _ in range(30):
        assert client.get(reverse("cases:case-detail", args=[uuid4()])).status_code == 404
    assert [one["tries"] for one in entries("door.shut")] == list(range(1, 11))


def test_a_page_that_is_not_there_and_a_stranger_leave_nothing(client: Client) -> None:
    case = a_case()
    assert client.get(reverse("cases:case-detail", args=[case.pk])).status_code == 302
    client.force_login(an_officer())
    for address in ("/tidak-ada/", "/bantuan/tidak-ada/"):
        assert client.get(address).status_code == 404
    assert Entry.objects.filter(verb="door.shut").count() == 0


def test_tries_without_an_account_are_seen_by_the_leaders_of_every_office(client: Client) -> None:
    an_officer_elsewhere()
    try_password(client, "tidak-ada")
    client.force_login(a_user(Role.WAKIL))
    page = client.get(reverse("desk:trail")).content.decode()
    assert "pintu masuk" in page and "kata sandi atau kode salah" in page
    assert User.objects.filter(username="tidak-ada").count() == 0
