"""Dangerous moments ask who this is, and lose nothing that was typed."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from suar.registry.accounts import typed
from suar.registry.accounts.models import Role, User
from tests.addresses import ADDRESSES, address
from tests.factories import PASSWORD, a_factor, a_report, a_user
from tests.registry.accounts.doors import a_code, a_code_in_time
from tests.signing_in import proved

pytestmark = pytest.mark.django_db

LATER = 5 * 60 + 1  # seconds
FORM = {"name": "Petugas Baru", "username": "petugas.baru", "email": ""}
DANGEROUS = {
    "accounts:user-add",
    "accounts:user-edit",
    "accounts:user-password",
    "accounts:user-factor-reset",
    "accounts:user-deactivate",
    "accounts:user-reactivate",
    "accounts:appointment-add",
    "accounts:appointment-end",
    "accounts:provider-link",
    "accounts:provider-unlink",
    "accounts:user-provider-unlink",
    "accounts:user-attest",
    "accounts:user-vouch",
    "accounts:notice-settle",
    "cases:closure-countersign",
    "register:import-undo",
    "reports:report-secret-download",
    "retention:act-approve",
    "retention:act-start",
}


# What decides how somebody signs in.
FULLY = {
    "account_change_password",
    "accounts:appointment-add",
    "accounts:appointment-end",
    "accounts:provider-link",
    "accounts:provider-unlink",
    "accounts:user-add",
    "accounts:user-attest",
    "accounts:user-deactivate",
    "accounts:user-edit",
    "accounts:user-factor-reset",
    "accounts:user-password",
    "accounts:user-provider-unlink",
    "accounts:user-reactivate",
    "accounts:user-vouch",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_remove_webauthn",
}


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def leader(client: Client) -> Client:
    """A leader who signed in a while ago."""
    user = a_user(Role.KETUA)
    client.force_login(user)
    proved(client, user, LATER)
    return client


@pytest.mark.parametrize("path", ["//lain.example/x", "///lain.example/x", "/\\lain.example/x", "//"])
def test_a_page_never_begins_with_the_name_of_a_host(rf: RequestFactory, path: str) -> None:
    page = typed.page_of(rf.post("/", headers={"Referer": f"http://testserver{path}"}))
    assert page.startswith("/") and page[1:2] not in ("/", "\\")


def prove(client: Client, answer: str) -> str:
    """Give the password on the page that asks for it. Where it leads."""
    given = client.post(answer, {"password": PASSWORD})
    assert given.status_code == 302
    return str(given["Location"])


def test_the_dangerous_moments_are_guarded() -> None:
    guarded = {name for name, pattern in ADDRESSES.items() if getattr(pattern.callback, "fresh", False)}
    assert guarded >= DANGEROUS


def test_what_opens_an_account_asks_for_everything_that_signing_in_asks() -> None:
    full = {name for name, pattern in ADDRESSES.items() if getattr(pattern.callback, "full", False)}
    assert full == FULLY


@pytest.mark.parametrize("name", sorted(FULLY - {"accounts:provider-link"}))
def test_one_of_two_factors_changes_no_account(leader: Client, name: str) -> None:
    user = User.objects.get()
    a_factor(user)
    proved(leader, user)
    person = a_user(Role.GUBERNUR)
    made = {"user_id": person.pk, "appointment_id": person.appointments_now[0].pk, "factor": 1}
    answer = leader.post(address(name, made), FORM)
    assert urlsplit(answer["Location"]).path == reverse("mfa_reauthenticate")


def test_the_password_then_the_code_and_on(leader: Client) -> None:
    a_factor(User.objects.get())
    first = leader.post(reverse("accounts:user-add"), FORM)["Location"]
    assert urlsplit(first).path == reverse("account_reauthenticate")
    between = prove(leader, first)
    second = leader.get(between)["Location"]
    assert urlsplit(second).path == reverse("mfa_reauthenticate")
    assert leader.get(second).status_code == 200
    back = leader.post(second, {"code": a_code()})["Location"]
    assert "petugas.baru" in leader.get(back).content.decode()
    assert leader.post(reverse("accounts:user-add"), FORM).status_code == 200
    assert User.objects.filter(username="petugas.baru").exists()


def test_a_code_alone_is_not_everything_and_the_page_between_leads_nowhere_else(leader: Client) -> None:
    a_factor(User.objects.get())
    leader.post(reverse("mfa_reauthenticate"), {"code": a_code()})
    address_of_it = reverse("account_prove_rest")
    assert urlsplit(leader.get(address_of_it)["Location"]).path == reverse("account_reauthenticate")
    leader.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert leader.get(address_of_it, {"next": "https://example.org/"})["Location"] == "/"
    assert leader.get(address_of_it, {"next": "/akun/"})["Location"] == "/akun/"


def test_right_answers_are_no_tries_and_wrong_ones_are_not_forgotten_for_them(leader: Client) -> None:
    page = reverse("account_reauthenticate")
    for _ in range(12):
        assert leader.post(page, {"password": PASSWORD}).status_code == 302
    for _ in range(5):
        assert leader.post(page, {"password": "salah-sama-sekali"}).status_code == 200
    a_factor(User.objects.get())
    code = a_code_in_time()
    assert leader.post(reverse("mfa_reauthenticate"), {"code": code}).status_code == 302
    for n in range(6):
        answer = leader.post(page, {"password": "salah-sama-sekali"})
        assert answer.status_code == (200 if n < 5 else 429)


def test_a_press_that_comes_too_late_for_a_change_of_factors_keeps_nothing(leader: Client) -> None:
    answer = leader.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "code": "123456"})
    assert reverse("account_change_password") in parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    assert typed.KEPT not in leader.session


def test_a_moment_after_signing_in_nothing_is_asked(client: Client) -> None:
    client.force_login(a_user(Role.KETUA))
    assert client.post(reverse("accounts:user-add"), FORM).status_code == 200
    assert User.objects.filter(username="petugas.baru").exists()


def test_a_form_opens_and_its_press_asks_who_this_is(leader: Client) -> None:
    assert leader.get(reverse("accounts:user-add")).status_code == 200
    answer = leader.post(reverse("accounts:user-add"), FORM)
    assert urlsplit(answer["Location"]).path == reverse("account_reauthenticate")
    assert not User.objects.filter(username="petugas.baru").exists()


def test_what_was_typed_is_given_back_and_done_only_when_pressed_again(leader: Client) -> None:
    address = reverse("accounts:user-add")
    back = prove(leader, leader.post(address, FORM)["Location"])
    page = leader.get(back).content.decode()
    assert f'action="{address}"' in page
    assert "petugas.baru" in page and "Petugas Baru" in page
    assert not User.objects.filter(username="petugas.baru").exists(), "the desk presses nothing by itself"
    assert leader.post(address, FORM).status_code == 200
    assert User.objects.filter(username="petugas.baru").exists()


def test_what_was_typed_can_be_thrown_away(leader: Client) -> None:
    back = prove(leader, leader.post(reverse("accounts:user-add"), FORM)["Location"])
    assert leader.post(back).status_code == 302
    assert leader.get(back)["Location"] == "/"


def test_another_session_never_sees_what_was_typed(leader: Client) -> None:
    back = parse_qs(urlsplit(leader.post(reverse("accounts:user-add"), FORM)["Location"]).query)["next"][0]
    other = Client()
    other.force_login(a_user(Role.KETUA))
    assert leader.get(back).status_code == 200
    assert other.get(back)["Location"] == "/"


def test_a_press_without_words_leads_back_to_its_page(leader: Client) -> None:
    person = a_user(Role.GUBERNUR)
    page = reverse("accounts:user-detail", args=[person.pk])
    answer = leader.post(
        reverse("accounts:user-factor-reset", args=[person.pk]), headers={"referer": f"http://testserver{page}"}
    )
    assert prove(leader, answer["Location"]) == page


@pytest.mark.parametrize("came", ["", "https://example.org/akun/", "//example.org", "http://testserver"])
def test_a_page_that_is_not_of_the_desk_is_no_way_back(leader: Client, came: str) -> None:
    person = a_user(Role.GUBERNUR)
    answer = leader.post(reverse("accounts:user-factor-reset", args=[person.pk]), headers={"referer": came})
    assert prove(leader, answer["Location"]) == "/"


def test_the_secret_edition_asks_before_it_opens(leader: Client) -> None:
    address = reverse("reports:report-secret-download", args=[a_report().pk, "json"])
    asked = leader.get(address)
    assert asked.status_code == 302
    back = prove(leader, asked["Location"])
    assert back == address
    assert leader.get(back).status_code == 200


def test_a_wrong_password_opens_nothing(leader: Client) -> None:
    asked = leader.post(reverse("accounts:user-add"), FORM)["Location"]
    assert "tidak cocok" in leader.post(asked, {"password": "salah-sama-sekali"}).content.decode()
    assert leader.post(reverse("accounts:user-add"), FORM).status_code == 302


def test_a_part_of_a_page_is_told_to_go_as_a_whole(leader: Client) -> None:
    answer = leader.post(reverse("accounts:user-add"), FORM, headers={"hx-request": "true"})
    assert urlsplit(answer["HX-Redirect"]).path == reverse("account_reauthenticate")


def test_no_password_and_nothing_too_long_is_kept(leader: Client) -> None:
    leader.post(reverse("accounts:user-add"), FORM | {"new_password": "jangan-disimpan"})
    leader.post(reverse("accounts:user-add"), FORM | {"name": "x" * typed.LARGEST})
    kept = list(leader.session[typed.KEPT].values())
    assert len(kept) == 1
    assert "jangan-disimpan" not in str(kept)


def test_only_the_last_few_are_kept(leader: Client) -> None:
    for n in range(typed.MOST + 2):
        leader.post(reverse("accounts:user-add"), FORM | {"name": f"Petugas {n}"})
    kept = [dict(one["fields"])["name"] for one in leader.session[typed.KEPT].values()]
    assert kept == [f"Petugas {n}" for n in range(2, typed.MOST + 2)]
