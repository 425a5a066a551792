"""Passkeys: a key opens the desk alone or as the second step, for its owner, from here only, and under the ledger."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from fido2.utils import websafe_decode

from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.checking_rows import fault_of
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions
from suar.registry.accounts.models import Role, Session, User
from tests.device import Device
from tests.factories import PASSWORD, a_user

pytestmark = pytest.mark.django_db

TROUBLE = "Kunci sandi tidak cocok"


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


def a_desk() -> Client:
    return Client(headers={"host": "localhost"})


def options_in(page: str) -> dict[str, Any]:
    """What the page gives its script to ask the device with."""
    found = re.search(r'data-options="([^"]+)"', page)
    assert found
    options: dict[str, Any] = json.loads(html.unescape(found[1]))
    return options


def signed_in(user: User, desk: Client | None = None) -> Client:
    """By password, and the password once more, as before every change of a factor."""
    desk = desk or a_desk()
    desk.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    desk.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return desk


def with_a_passkey(user: User, device: Device | None = None, name: str = "Telepon dinas") -> Device:
    device, desk = device or Device(), signed_in(user)
    options = options_in(desk.get(reverse("mfa_add_webauthn")).content.decode())
    answer = desk.post(reverse("mfa_add_webauthn"), {"name": name, "credential": json.dumps(device.make(options))})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    desk.post(reverse("account_logout"))
    return device


def asked(desk: Client) -> dict[str, Any]:
    """What the page of signing in asks of a device, before anybody said who they are."""
    said = desk.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    options: dict[str, Any] = said["request_options"]
    return options


def sign_in(desk: Client, device: Device, **changed: Any) -> Any:
    answer = device.sign(asked(desk)) | changed
    return desk.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(answer)})


def is_in(desk: Client) -> bool:
    return desk.get(reverse("accounts:profile")).status_code == 200


def test_a_passkey_is_added_named_listed_and_in_the_ledger() -> None:
    user = a_user()
    with_a_passkey(user)
    factor = Authenticator.objects.get(user=user, type="webauthn")
    assert fault_of(factor) is None or not fault_of(factor)
    entry = Entry.objects.filter(verb="factor.add", actor=user.actor_id).first()
    assert entry is not None and "webauthn" in str(entry.data)
    desk = signed_in(user)
    assert desk.post(reverse("mfa_authenticate"), {"credential": "{}"}).status_code == 200, (
        "the second step is asked for"
    )


def test_the_profile_shows_ones_own_keys_to_rename_and_to_remove() -> None:
    user, device = a_user(), Device()
    with_a_passkey(user, device)
    with_a_passkey(a_user(), name="Kunci orang lain")
    desk = a_desk()
    sign_in(desk, device)
    desk.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = desk.get(reverse("accounts:profile")).content.decode()
    assert "Telepon dinas" in page and "Kunci orang lain" not in page
    factor = Authenticator.objects.get(user=user, type="webauthn")
    assert desk.post(reverse("mfa_edit_webauthn", args=[factor.pk]), {"name": "Telepon baru"}).status_code == 302
    assert Entry.objects.filter(verb="factor.rename").count() == 1
    assert "Telepon baru" in desk.get(reverse("accounts:profile")).content.decode()
    removed = reverse("mfa_remove_webauthn", args=[factor.pk])
    assert "Telepon baru" in desk.get(removed).content.decode()
    assert desk.post(removed)["Location"] == reverse("accounts:profile")
    assert not Authenticator.objects.filter(user=user).exists(), "with the last factor go the recovery codes"
    assert Entry.objects.filter(verb="factor.remove").count() == 2


def test_nobody_names_or_removes_the_key_of_somebody_else() -> None:
    user = a_user()
    with_a_passkey(user)
    factor = Authenticator.objects.get(user=user, type="webauthn")
    other = signed_in(a_user())
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert other.post(reverse(name, args=[factor.pk]), {"name": "Milikku"}).status_code == 404


def test_a_passkey_alone_opens_the_desk_and_is_in_the_ledger() -> None:
    user, desk = a_user(), a_desk()
    device = with_a_passkey(user)
    before = Entry.objects.filter(verb="user.sign_in", actor=user.actor_id).count()
    assert sign_in(desk, device)["Location"] == "/"
    assert is_in(desk)
    assert Session.objects.get(user=user).device is not None
    assert Entry.objects.filter(verb="user.sign_in", actor=user.actor_id).count() == before + 1


def test_a_passkey_is_the_second_step_after_the_password() -> None:
    user, desk = a_user(), a_desk()
    device = with_a_passkey(user)
    answer = desk.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(desk)
    page = desk.get(reverse("mfa_authenticate")).content.decode()
    desk.post(reverse("mfa_authenticate"), {"credential": json.dumps(device.sign(options_in(page)))})
    assert is_in(desk)


def test_a_device_that_asked_for_no_finger_opens_nothing() -> None:
    user, desk = a_user(), a_desk()
    device = with_a_passkey(user)
    device.verified = False
    sign_in(desk, device)
    assert not is_in(desk)


def test_a_key_that_asked_for_no_finger_is_not_taken() -> None:
    user = a_user()
    desk, device = signed_in(user), Device(verified=False)
    options = options_in(desk.get(reverse("mfa_add_webauthn")).content.decode())
    desk.post(reverse("mfa_add_webauthn"), {"credential": json.dumps(device.make(options))})
    assert not Authenticator.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    "origin", ["https://desk.example", "http://localhost:8000", "https://localhost", "http://palsu.localhost", "null"]
)
def test_an_answer_from_another_page_opens_nothing(origin: str) -> None:
    user, desk = a_user(), a_desk()
    device = with_a_passkey(user)
    device.origin = origin
    sign_in(desk, device)
    assert not is_in(desk)


def test_an_answer_is_taken_once_and_only_by_the_session_that_was_asked() -> None:
    user, desk, other = a_user(), a_desk(), a_desk()
    device = with_a_passkey(user)
    answer = json.dumps(device.sign(asked(desk)))
    asked(other)
    other.post(reverse("mfa_login_webauthn"), {"credential": answer})
    assert not is_in(other)
    desk.post(reverse("mfa_login_webauthn"), {"credential": answer})
    assert is_in(desk)
    desk.post(reverse("account_logout"))
    desk.post(reverse("mfa_login_webauthn"), {"credential": answer})
    assert not is_in(desk)


def test_each_question_is_new_and_long() -> None:
    desk = a_desk()
    asked_for = {websafe_decode(asked(desk)["publicKey"]["challenge"]) for _ in range(5)}
    assert [len(one) for one in asked_for] == [32] * 5


def test_the_key_of_one_never_opens_the_account_of_another() -> None:
    mine, victim = with_a_passkey(a_user()), with_a_passkey(a_user())
    desk = a_desk()
    mine.handle = victim.handle
    sign_in(desk, mine)
    assert not is_in(desk)


def test_a_counter_that_stands_still_means_two_of_the_same_key() -> None:
    user = a_user()
    device = with_a_passkey(user)
    assert sign_in(a_desk(), device).status_code == 302
    factor = Authenticator.objects.get(user=user, type="webauthn")
    assert factor.data["counter"] == device.counter
    assert Entry.objects.filter(verb="factor.use", actor=user.actor_id).count() == 1
    device.counter -= 1
    desk = a_desk()
    sign_in(desk, device)
    assert not is_in(desk)
    assert "disalin" in desk.get(reverse("account_login")).content.decode()


def test_a_device_without_a_counter_opens_again_and_again() -> None:
    device = with_a_passkey(a_user(), Device(counter=0))
    for _ in range(3):
        desk = a_desk()
        sign_in(desk, device)
        assert is_in(desk)
    assert not Entry.objects.filter(verb="factor.use").exists()


def test_a_key_that_was_exchanged_behind_the_program_opens_nothing() -> None:
    user, thief = a_user(), Device()
    device = with_a_passkey(user)
    with_a_passkey(a_user(), thief)
    thief.handle = device.handle
    stolen = Authenticator.objects.get(data__name="Telepon dinas", user=user)
    other = Authenticator.objects.exclude(user=user).get(type="webauthn")
    Authenticator.objects.filter(pk=stolen.pk).update(data=other.data)
    assert fault_of(Authenticator.objects.get(pk=stolen.pk))
    desk = a_desk()
    assert sign_in(desk, thief).status_code == 403
    assert not is_in(desk)


def test_a_key_that_was_added_behind_the_program_opens_nothing() -> None:
    user, thief, desk = a_user(), a_user(), a_desk()
    device = with_a_passkey(thief)
    victim_handle = with_a_passkey(user).handle
    Authenticator.objects.bulk_create(
        [Authenticator(user=user, type="webauthn", data=Authenticator.objects.get(user=thief, type="webauthn").data)]
    )
    device.handle = victim_handle
    assert sign_in(desk, device).status_code == 403
    assert not is_in(desk)


def test_an_account_changed_behind_the_program_opens_by_no_key() -> None:
    user, desk = a_user(), a_desk()
    device = with_a_passkey(user)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET name = 'Orang Lain' WHERE id = %s", [user.pk])
    assert sign_in(desk, device).status_code == 403
    assert not is_in(desk)


def test_an_inactive_account_opens_by_no_key() -> None:
    user, desk = a_user(), a_desk()
    device = with_a_passkey(user)
    actions.deactivate(user=User.objects.get(pk=user.pk), by=OPERATOR)
    assert sign_in(desk, device)["Location"] == reverse("account_inactive")
    assert not is_in(desk)


@pytest.mark.parametrize(
    "answer",
    [
        "", "{", "null", "[]", "1", '"x"', "{}", '{"response": 1}', '{"response": {"userHandle": "MQ"}}',
        '{"id": "a", "rawId": "a", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData":'
        ' "AA", "signature": "AA", "userHandle": "MQ", "attestationObject": "AA"}}',
        json.dumps({"id": "x" * 20_000}),
    ],
)  # fmt: skip
def test_odd_answers_are_only_refused(answer: str) -> None:
    user, desk = a_user(), a_desk()
    asked(desk)
    assert desk.post(reverse("mfa_login_webauthn"), {"credential": answer}).status_code in {200, 302}
    assert not is_in(desk)
    signed_in(user, desk)
    desk.get(reverse("mfa_add_webauthn"))
    assert desk.post(reverse("mfa_add_webauthn"), {"credential": answer}).status_code == 200
    assert not Authenticator.objects.exists()


def test_a_key_opens_the_lock_and_counts_as_a_proof() -> None:
    user, desk = a_user(Role.KETUA), a_desk()
    device = with_a_passkey(user)
    sign_in(desk, device)
    Session.objects.update(seen_at=None)
    page = desk.get(reverse("account_locked")).content.decode()
    assert 'data-passkey="get"' in page and "passkey.js" in page
    options = desk.get(reverse("account_locked_question")).json()["request_options"]
    opened = desk.post(reverse("account_locked"), {"credential": json.dumps(device.sign(options)), "next": "/akun/"})
    assert opened["Location"] == "/akun/"
    assert is_in(desk)


def test_a_key_proves_who_it_is_before_a_dangerous_moment() -> None:
    user, desk = a_user(Role.KETUA), a_desk()
    device = with_a_passkey(user)
    sign_in(desk, device)
    page = desk.get(reverse("mfa_reauthenticate_webauthn"), {"next": "/akun/"}).content.decode()
    assert 'name="next"' in page
    options = desk.get(reverse("account_locked_question")).json()["request_options"]
    answer = {"credential": json.dumps(device.sign(options)), "next": "/akun/"}
    assert desk.post(reverse("mfa_reauthenticate_webauthn"), answer)["Location"] == "/akun/"
    wrong = desk.post(reverse("mfa_reauthenticate_webauthn"), {"credential": '{"id": 1}'})
    assert wrong.status_code == 200 and TROUBLE in wrong.content.decode()


def test_a_new_account_may_begin_with_a_passkey(settings: object) -> None:
    settings.SUAR_SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]  # pytest-django's fixture
    user = a_user()
    desk = signed_in(user)
    assert desk.get(reverse("accounts:profile"))["Location"] == reverse("mfa_activate_totp")
    assert reverse("mfa_add_webauthn") in desk.get(reverse("mfa_activate_totp")).content.decode()
    options = options_in(desk.get(reverse("mfa_add_webauthn")).content.decode())
    desk.post(reverse("mfa_add_webauthn"), {"credential": json.dumps(Device().make(options))})
    assert is_in(desk)


def test_a_lost_key_of_an_officer_is_mended_by_a_leader() -> None:
    user, leader = a_user(Role.DIVISI_PENGADUAN), a_user(Role.WAKIL)
    device = with_a_passkey(user)
    desk = a_desk()
    desk.force_login(leader)
    assert (
        reverse("accounts:user-factor-reset", args=[user.pk])
        in desk.get(reverse("accounts:user-detail", args=[user.pk])).content.decode()
    )
    desk.post(reverse("accounts:user-factor-reset", args=[user.pk]))
    assert not Authenticator.objects.filter(user=user).exists()
    lost = a_desk()
    sign_in(lost, device)
    assert not is_in(lost)


def test_adding_a_key_asks_for_the_password_first() -> None:
    desk = a_desk()
    desk.post(reverse("account_login"), {"login": a_user().username, "password": PASSWORD})
    assert desk.get(reverse("mfa_add_webauthn"))["Location"].startswith(reverse("account_reauthenticate"))
