"""Petugas piket: who is on duty in which night."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions
from suar.registry.accounts.models import Role, User, Watch
from tests.factories import a_user, an_office

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)


def reachable(role: str = Role.SEKRETARIAT) -> User:
    user = a_user(role)
    return actions.edit_user(user=user, name=user.name, email=f"{user.pk}@contoh.invalid", by=OPERATOR)


def kept(first: User, second: User | None = None, days: int = 1, by: User | None = None) -> int:
    until = TUESDAY + timedelta(days=days - 1)
    by = by or a_user(Role.KETUA)
    return actions.keep_watch(office=an_office(), since=TUESDAY, until=until, first=first, second=second, by=by)


def test_a_week_is_kept_in_one_entry_and_kept_anew_is_replaced() -> None:
    first, second = reachable(), reachable()
    assert kept(first, second, days=7) == 7
    assert kept(second, first, days=1) == 1
    assert Watch.objects.count() == 7
    assert Watch.objects.get(on=TUESDAY).first == second
    assert Entry.objects.filter(verb="watch.set").count() == 2


@pytest.mark.parametrize("days", [0, 63])
def test_no_night_and_too_many_are_refused(days: int) -> None:
    with pytest.raises(DomainError):
        kept(reachable(), days=days)


def test_nobody_without_an_address_and_nobody_twice_and_no_partner() -> None:
    first = reachable()
    for wrong in (a_user(Role.SEKRETARIAT), first, a_user(Role.MITRA)):
        with pytest.raises(DomainError):
            kept(first, wrong)
    assert not Watch.objects.exists()


def test_another_office_and_another_role_may_not() -> None:
    elsewhere = a_user(Role.KETUA, an_office("sambas", "KPPAD Kabupaten Sambas"))
    for by in (elsewhere, a_user(Role.DIVISI_PENGADUAN)):
        with pytest.raises(Refused):
            kept(reachable(), by=by)


def test_the_page_shows_two_weeks_and_the_form_fills_them(client: Client) -> None:
    first = reachable()
    client.force_login(a_user(Role.KETUA))
    today = timezone.localdate()
    given = {"since": today.isoformat(), "until": (today + timedelta(days=1)).isoformat(), "first": str(first.pk)}
    assert client.get("/akun/piket/atur/").status_code == 200
    assert client.post("/akun/piket/atur/", given | {"second": str(first.pk)}).status_code == 400
    assert client.post("/akun/piket/atur/", given).status_code == 302
    page = client.get("/akun/piket/").content.decode()
    assert page.count(first.name) == 2 and page.count("belum ada, Ketua diberi tahu") == 12
