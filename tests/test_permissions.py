"""Every role × every address of the desk: what the permission table says, no more and no less."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from suar.registry.accounts.permissions import LABELS, TABLE, Permission
from suar.registry.regions import actions as regions
from tests.addresses import ADDRESSES, DEVELOPMENT, GUARDED, OPEN, address, permission_of
from tests.factories import a_user

pytestmark = pytest.mark.django_db

# What an anonymous visitor may be shown; everything else asks to sign in.
BEFORE_SIGN_IN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "provider_return",
    "provider_start",
    "set_language",
}
FINE = {200, 302, 400, 404, 405, 409, 422}
# A press there ends one's own sessions: whoever walks on signs in again.
ENDS_THE_SESSION = {"accounts:notice-disown"}


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    def client(user: User) -> Client:
        browser = Client(raise_request_exception=False)
        browser.force_login(user)
        return browser

    return client


def test_the_walk_finds_the_addresses() -> None:
    assert {"accounts:user-list", "account_login"} <= set(ADDRESSES)
    assert OPEN <= set(ADDRESSES), "an opt-out for an address that no longer exists"


@pytest.mark.parametrize("name", sorted(GUARDED))
def test_every_address_has_a_permission_or_is_listed_as_open(name: str) -> None:
    assert isinstance(permission_of(GUARDED[name]), Permission)


def test_every_permission_has_words_and_roles() -> None:
    assert set(TABLE) == set(LABELS) == set(Permission)
    assert all(TABLE.values())


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_exactly_what_the_table_gives_it(role: Role, signed_in: Callable[[User], Client]) -> None:
    regions.load_regions(by=OPERATOR)
    user = a_user(role)
    browser = signed_in(user)
    wrong: list[str] = []
    made: dict[str, object] = {}
    for name, pattern in GUARDED.items():
        permission = permission_of(pattern)
        allowed = permission is not None and role in TABLE[permission]
        for method in (browser.get, browser.post):  # a broken page answers 500 and is named with the others
            changes = allowed and method == browser.post
            status = method(address(name, None if changes else made)).status_code
            if (status not in FINE) if allowed else (status != 403):
                wrong.append(f"{method.__name__} {name}: {status}, {'allowed' if allowed else 'refused'} by the table")
        if name in ENDS_THE_SESSION:
            browser.force_login(user)
    assert wrong == []


def test_an_account_without_a_role_opens_nothing(signed_in: Callable[[User], Client]) -> None:
    user = a_user()
    for appointment in user.appointments_now:
        accounts.end_appointment(appointment=appointment, by=OPERATOR)
    browser = signed_in(User.objects.get(pk=user.pk))
    made: dict[str, object] = {}
    assert {browser.get(address(name, made)).status_code for name in GUARDED} == {403}


def test_whoever_has_not_signed_in_is_asked_to(client: Client) -> None:
    login = reverse("account_login")
    made: dict[str, object] = {}
    for name in ADDRESSES:
        if name in BEFORE_SIGN_IN | DEVELOPMENT:
            continue
        for method in (client.get, client.post):
            response = method(address(name, made))
            assert response.status_code == 302, name
            assert response["Location"].startswith(login), name


def test_the_admin_of_the_system_never_opens_a_childs_file() -> None:
    about_children = {
        Permission.SEARCH,
        Permission.COMPLAINT_VIEW,
        Permission.COMPLAINT_ADD,
        Permission.COMPLAINT_TRIAGE,
        Permission.COMPLAINT_REPLY,
        Permission.CASE_VIEW,
        Permission.CASE_WORK,
        Permission.CASE_CLOSE,
        Permission.DUTY_VIEW,
        Permission.DUTY_WORK,
        Permission.LETTER_VIEW,
        Permission.LETTER_WORK,
        Permission.LETTER_ISSUE,
        Permission.REGISTER_IMPORT,
        Permission.REPORT_SECRET,
    }
    assert not any(Role.ADMIN in TABLE[permission] for permission in about_children)
    assert not any(Role.GUBERNUR in TABLE[permission] for permission in about_children - {Permission.REPORT_SECRET})
