"""Who says "not me" gets back what was added and stays safe from what is known: until a leader has met them, nothing
opens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from suar.config.operating import password
from suar.core.errors import Conflict, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.registry.accounts import actions, ending
from suar.registry.accounts.models import Identity, KnownBrowser, Role, Session, User
from tests.device import Device
from tests.factories import PASSWORD, a_factor, a_user
from tests.registry.accounts import by_provider
from tests.registry.accounts.doors import a_code, enter, is_in, kinds, leave, prove_fully
from tests.registry.accounts.government import Government
from tests.registry.accounts.test_passkeys import a_desk, options_in
from tests.registry.accounts.test_passkeys import sign_in as sign_in_by_passkey

pytestmark = pytest.mark.django_db

DISOWN = reverse("accounts:notice-disown")
SHUT = "ditutup sampai Ketua atau Wakil Ketua memastikan pemiliknya"


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def provider(settings: Settings, tmp_path: Path) -> Iterator[Government]:
    with by_provider.set_up(settings, tmp_path) as running:
        yield running


@pytest.fixture
def user() -> User:
    made = a_user(Role.DIVISI_PENGADUAN)
    a_factor(made)
    return made


@pytest.fixture
def own(user: User) -> Client:
    return enter(a_desk(), user, a_code())


@pytest.fixture
def thief(user: User, own: Client) -> Client:
    return enter(a_desk(), user, a_code())


def add_a_passkey(desk: Client) -> Device:
    device = Device()
    prove_fully(desk)
    options = options_in(desk.get(reverse("mfa_add_webauthn")).content.decode())
    desk.post(reverse("mfa_add_webauthn"), {"name": "Milik orang lain", "credential": json.dumps(device.make(options))})
    return device


def now(user: User) -> User:
    return User.objects.get(pk=user.pk)


def disowned(user: User) -> User:
    """An account that is shut."""
    enter(Client(), user)
    enter(Client(), user)
    assert ending.disown(user=now(user), by=user)
    return now(user)


def test_what_was_added_since_is_taken_off_and_what_was_there_before_stays(
    thief: Client, own: Client, user: User
) -> None:
    before = set(Authenticator.objects.filter(user=user, type="totp").values_list("pk", flat=True))
    device = add_a_passkey(thief)
    thief.post(reverse("mfa_generate_recovery_codes"))
    actions.link_identity(user=user, code="a" * 64, by=user)
    assert kinds(user) == ["browser", "factor", "codes", "identity"]
    own.post(DISOWN)
    assert set(Authenticator.objects.filter(user=user).values_list("pk", flat=True)) == before
    assert not Identity.objects.filter(user=user).exists()
    assert kinds(user) == [] and not is_in(thief) and not is_in(own)
    sign_in_by_passkey(thief, device)
    assert not is_in(thief)
    assert verify().sound


def test_an_account_whose_secrets_somebody_else_has_opens_by_none_of_them(
    thief: Client, own: Client, user: User
) -> None:
    said = own.post(DISOWN, follow=True).content.decode()
    assert SHUT in said and "Ketua diberi tahu" in said
    assert now(user).disowned_at is not None
    cache.clear()
    for client in (thief, own, a_desk()):
        client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
        refused = client.post(reverse("mfa_authenticate"), {"code": a_code()})
        assert refused.status_code == 403 and SHUT in refused.content.decode()
        assert not is_in(client)
    assert not Session.objects.filter(user=user).exists()
    assert not Entry.objects.filter(verb="user.sign_in", actor=user.actor_id)[2:].exists()


def test_a_wrong_password_learns_nothing_of_it(user: User) -> None:
    client, shut = Client(), disowned(a_user())
    client.post(reverse("account_login"), {"login": shut.username, "password": "salah-sama-sekali"})
    page = client.post(reverse("account_login"), {"login": shut.username, "password": "salah-sama-sekali"})
    assert page.status_code == 200 and "ditutup" not in page.content.decode()


def test_a_passkey_of_before_opens_it_neither(own: Client, user: User) -> None:
    device = add_a_passkey(own)
    own.post(reverse("accounts:notice-settle"))
    enter(a_desk(), user, a_code())
    own.post(DISOWN)
    assert Authenticator.objects.filter(user=user, type="webauthn").exists(), "the control: it is the owner's"
    desk = a_desk()
    assert sign_in_by_passkey(desk, device).status_code == 403
    assert not is_in(desk)


def test_nor_does_the_provider(client: Client, provider: Government) -> None:
    user = disowned(by_provider.linked(provider))
    assert by_provider.sign_in(client, provider).status_code == 403, "the link is gone"
    with pytest.raises(Refused, match="ditutup"):
        ending.refuse_a_disowned_one(user)


def test_a_session_that_was_beginning_meanwhile_opens_nothing(own: Client, user: User) -> None:
    assert is_in(own)
    shut = now(user)
    with actions._recorded("notice.disown", shut, user):
        shut.disowned_at = timezone.now()
    assert not is_in(own)


def test_a_leader_who_met_the_owner_opens_it_by_a_one_time_password_and_nothing_else(
    thief: Client, own: Client, user: User
) -> None:
    own.post(DISOWN)
    leader = Client()
    leader.force_login(a_user(Role.WAKIL))
    page, press = (reverse(f"accounts:user-{name}", args=[user.pk]) for name in ("detail", "vouch"))
    shown = leader.get(page).content.decode()
    assert "ditutup pemiliknya" in shown and press in shown
    once = re.findall(r"\b\w{4}(?:-\w{4}){3}\b", leader.post(press).content.decode())[0]
    assert "ditutup pemiliknya" not in leader.get(page).content.decode()
    assert not Authenticator.objects.filter(user=user).exists() and kinds(user) == []
    cache.clear()
    assert not is_in(enter(thief, user))
    client = enter(Client(), user, password=once)
    assert client.get("/")["Location"] == reverse("account_change_password")
    assert kinds(user) == [], "the first browser after it is no news"
    assert Entry.objects.filter(verb="user.vouch").count() == 1


def test_nobody_opens_their_own_and_no_admin_that_of_a_reader() -> None:
    ketua = a_user(Role.KETUA)
    user = disowned(a_user(Role.DIVISI_PENGADUAN))
    for by in (a_user(Role.ADMIN), a_user(Role.SEKRETARIAT), user):
        with pytest.raises(Refused):
            ending.vouch(user=user, password="sekali-pakai-sekali", by=by)
    with pytest.raises(Refused, match="lain"):
        ending.vouch(user=ketua, password="sekali-pakai-sekali", by=ketua)
    actions.new_password(user=now(user), password="sekali-pakai-sekali", by=ketua)
    assert now(user).disowned_at is not None, "a new password alone opens nothing"
    ending.vouch(user=now(user), password="sekali-pakai-lagi", by=ketua)
    with pytest.raises(Conflict):
        ending.vouch(user=now(user), password="sekali-pakai-lagi", by=ketua)


def test_an_account_that_an_admin_opened_again_is_not_kept_ready_for_a_reader() -> None:
    admin, ketua, user = a_user(Role.ADMIN), a_user(Role.KETUA), disowned(a_user(Role.MITRA))
    ending.vouch(user=user, password="sekali-pakai-sekali", by=admin)
    for held in user.appointments_now:
        actions.end_appointment(appointment=held, by=OPERATOR)
    with pytest.raises(Refused, match="Admin Sistem"):
        actions.appoint(user=now(user), office=ketua.office, role=Role.DIVISI_PENGADUAN, by=ketua)


@pytest.mark.django_db(databases="__all__")
def test_a_ketua_whom_no_leader_can_help_is_let_in_at_the_server() -> None:
    user = disowned(a_user(Role.KETUA))
    said = CliRunner().invoke(password, [user.username])
    assert said.exit_code == 0, said.output
    assert now(user).disowned_at is None and now(user).password_temporary
    assert Entry.objects.filter(verb="user.vouch", actor=OPERATOR.actor_id).exists()


def test_an_address_that_somebody_else_wrote_is_taken_back_and_the_account_stays_open(own: Client, user: User) -> None:
    for address in ("lama@example.org", "tengah@example.org"):
        actions.edit_user(user=now(user), name=user.name, email=address, by=OPERATOR)
        if address.startswith("lama"):
            own.post(reverse("accounts:notice-settle"))
    actions.edit_user(user=now(user), name=user.name, email="baru@example.org", by=OPERATOR)
    assert kinds(user) == ["email", "email"]
    said = own.post(DISOWN, follow=True).content.decode()
    assert SHUT not in said and "Masuk lagi." in said
    assert now(user).email == "lama@example.org" and now(user).disowned_at is None
    assert KnownBrowser.objects.filter(user=user).exists(), "a browser that nothing was about is known still"
    assert is_in(enter(own, user, a_code()))
    assert kinds(user) == []
    enter(Client(), user, a_code())
    assert kinds(user) == ["browser"], "and one that is not is news"


def test_a_sign_in_by_the_provider_that_was_not_they_takes_the_provider_off(provider: Government) -> None:
    user = by_provider.linked(provider)
    own, other = enter(Client(), user), Client()
    own.post(reverse("accounts:notice-settle"))
    by_provider.sign_in(other, provider)
    assert is_in(other) and kinds(user) == ["browser"]
    own.post(DISOWN)
    assert not Identity.objects.exists() and now(user).disowned_at is None
    assert KnownBrowser.objects.filter(user=user).count() == 1


def test_recovery_codes_made_anew_and_a_link_are_news_and_the_first_codes_are_none(user: User) -> None:
    assert kinds(user) == []
    Authenticator.objects.get(user=user, type="recovery_codes").delete()
    RecoveryCodes.activate(user)
    actions.link_identity(user=user, code="b" * 64, by=user)
    assert kinds(user) == ["codes", "identity"]


def test_without_news_there_is_nothing_to_disown(own: Client, user: User) -> None:
    assert own.post(DISOWN).status_code == 409
    assert now(user).disowned_at is None
    leave(own)
    with pytest.raises(Refused, match="pemiliknya"):
        ending.disown(user=user, by=a_user(Role.KETUA))
