"""A one-time password: 72 hours, and a leader or the server gives another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.config.operating import password as give_password
from suar.core.errors import Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions, initial
from suar.registry.accounts.models import Role, User
from tests.factories import PASSWORD, a_user

pytestmark = pytest.mark.django_db
ONCE = "sementara-sekali-pakai"


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


def given(hours: float, monkeypatch: pytest.MonkeyPatch) -> User:
    """Somebody who got a one-time password so many hours ago."""
    user = a_user()
    with monkeypatch.context() as then:
        moment = timezone.now() - timedelta(hours=hours)
        then.setattr(timezone, "now", lambda: moment)
        actions.new_password(user=user, password=ONCE, by=OPERATOR)
    return user


def sign_in(client: Client, user: User, password: str = ONCE) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": user.username, "password": password})


def test_after_72_hours_a_one_time_password_opens_nothing_and_says_why(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = given(72, monkeypatch)
    answer = sign_in(client, user)
    assert (answer.status_code, "sudah lewat 72 jam" in answer.content.decode()) == (403, True)
    assert "_auth_user_id" not in client.session
    assert "72 jam" not in sign_in(client, user, "salah-sama-sekali").content.decode(), "said to nobody else"


def test_until_then_it_opens_the_page_that_replaces_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    user = given(71.9, monkeypatch)
    assert sign_in(client, user)["Location"] == "/"
    own = {"oldpassword": ONCE, "password1": "gunung-tujuh-lebah", "password2": "gunung-tujuh-lebah"}
    assert client.post(reverse("account_change_password"), own).status_code == 302
    user.refresh_from_db()
    assert (user.password_temporary, user.password_until) == (False, None)
    initial.refuse_one_run_out(user, timezone.now() + timedelta(days=400))


def test_a_session_that_it_opened_replaces_it_no_later(monkeypatch: pytest.MonkeyPatch) -> None:
    user = given(72, monkeypatch)
    with pytest.raises(Refused, match="72 jam"):
        actions.choose_password(user=user, password="gunung-tujuh-lebah", by=user)


def test_a_new_accounts_first_password_runs_out_too() -> None:
    user = actions.add_user(username="baru", name="Baru", password=ONCE, by=OPERATOR, temporary=True)
    assert user.password_until is not None
    assert timedelta(hours=71) < user.password_until - timezone.now() <= timedelta(hours=72)
    assert a_user().password_until is None


def test_a_leader_gives_another(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    user = given(100, monkeypatch)
    actions.new_password(user=user, password="sekali-pakai-yang-baru", by=a_user(Role.WAKIL))
    assert sign_in(client, user, "sekali-pakai-yang-baru")["Location"] == "/"


def test_where_no_leader_can_the_server_gives_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    user = given(100, monkeypatch)
    done = CliRunner().invoke(give_password, [user.username.upper()])
    assert done.exit_code == 0, done.output
    assert sign_in(client, user, done.output.split(": ")[1].strip())["Location"] == "/"
    assert Entry.objects.filter(verb="user.new_password", actor=OPERATOR.actor_id).exists()
    nobody = CliRunner().invoke(give_password, ["tidak-ada"])
    assert (nobody.exit_code, "no account" in nobody.output) == (1, True)


def test_the_page_that_shows_it_says_how_long(client: Client) -> None:
    client.force_login(a_user(Role.KETUA))
    page = client.post(reverse("accounts:user-password", args=[a_user(Role.SEKRETARIAT).pk]))
    assert "72 jam" in page.content.decode()
    assert PASSWORD not in page.content.decode()
