"""What is refused of a provider's answers, and of an office's words about its provider."""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from suar.config import provider as named
from suar.desk.health import checks
from suar.registry.accounts import oidc
from tests.factories import PASSWORD
from tests.registry.accounts.by_provider import TRUST, come_back, is_signed_in, leave, linked, said, set_up, sign_in
from tests.registry.accounts.government import CLIENT, CURVE, KEY, KEYS, SECRET, STRANGER, WEAK, Government

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def provider(settings: Settings, tmp_path: Path) -> Iterator[Government]:
    with set_up(settings, tmp_path) as running:
        yield running


def with_header(**header: Any) -> Any:
    return lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "satu", **header})


def unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, None, "none", {"kid": "satu"})


def by_the_public_key(claims: dict[str, Any]) -> str:
    """The oldest trick: what everybody may read is taken for a shared secret."""
    head, body, _ = jwt.encode(claims, "x" * 32, "HS256", {"kid": "satu"}).split(".")
    shared = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    mac = hmac.digest(shared, f"{head}.{body}".encode(), "sha256")
    return f"{head}.{body}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


@pytest.mark.parametrize("state", ["é", "\u2026", ""])
def test_a_state_that_is_no_code_is_distrusted(state: str) -> None:
    question = oidc.Question("lain", "n", "v", "https://desk.example/")
    provider: Any = None
    with pytest.raises(oidc.Distrusted):
        oidc.ask(provider, question, {"state": state, "code": "x"})


WRONG_CLAIMS: dict[str, Any] = {
    "another nonce": lambda claims: claims.update(nonce="lain"),
    "no nonce": lambda claims: claims.pop("nonce"),
    "another issuer": lambda claims: claims.update(iss="https://lain.example"),
    "another audience": lambda claims: claims.update(aud="lain"),
    "two audiences and nobody named": lambda claims: claims.update(aud=[CLIENT, "lain"]),
    "given to another client": lambda claims: claims.update(azp="lain"),
    "run out": lambda claims: claims.update(exp=int(time.time()) - 120),
    "from tomorrow": lambda claims: claims.update(iat=int(time.time()) + 86_400),
    "no end": lambda claims: claims.pop("exp"),
    "nobody": lambda claims: claims.update(sub=""),
    "a number": lambda claims: claims.update(sub=7),
}
WRONG_SIGNATURES: dict[str, Any] = {
    "alg none": unsigned,
    "alg HS256 by the public key": by_the_public_key,
    "alg HS256 by the client's secret": lambda claims: jwt.encode(claims, SECRET * 3, "HS256", {"kid": "satu"}),
    "a stranger's key": lambda claims: jwt.encode(claims, STRANGER, "RS256", {"kid": "satu"}),
    "a key that is not published": with_header(kid="tiga"),
    "another kind of key": lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "dua"}),
    "a key too short": lambda claims: jwt.encode(claims, WEAK, "RS256", {"kid": "lemah"}),
    "no token": lambda claims: "bukan token",
}


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
@pytest.mark.parametrize("wrong", [*WRONG_CLAIMS, *WRONG_SIGNATURES])
def test_a_token_that_nobody_vouches_for_is_refused_in_words(client: Client, provider: Government, wrong: str) -> None:
    linked(provider)
    if wrong in WRONG_CLAIMS:
        provider.claims = WRONG_CLAIMS[wrong]
    else:
        provider.signed = WRONG_SIGNATURES[wrong]
    answer = sign_in(client, provider)
    assert (answer.status_code, TRUST in said(answer)) == (403, True)
    assert reverse("account_login") in answer.content.decode(), "the ordinary door stays open"
    assert not is_signed_in(client)


def test_a_secret_that_cannot_be_read_is_said_by_the_checks_of_the_house(
    client: Client, provider: Government, settings: Settings
) -> None:
    def told() -> list[tuple[str, bool]]:
        return [(check.value, check.well) for check in checks(timezone.now()) if check.code == "provider"]

    linked(provider)
    assert told() == [("SSO Contoh", True)]
    query = provider.sign_in(leave(client))
    settings.SUAR_OIDC.secret_file.unlink()
    assert told() == [("rahasianya tidak terbaca", False)]
    assert come_back(client, query).status_code == 503
    settings.SUAR_OIDC = None
    assert told() == []


def test_a_key_of_an_elliptic_curve_is_taken(client: Client, provider: Government) -> None:
    linked(provider)
    provider.signed = lambda claims: jwt.encode(claims, CURVE, "ES256", {"kid": "dua"})
    assert sign_in(client, provider).status_code == 302


def test_an_answer_to_a_question_of_another_browser_is_refused(client: Client, provider: Government) -> None:
    linked(provider)
    query = provider.sign_in(leave(Client()))
    assert TRUST in said(come_back(client, query)), "nothing was asked here"
    leave(client)
    assert TRUST in said(come_back(client, query)), "something else was asked here"
    assert not is_signed_in(client)


def test_an_answer_opens_once(client: Client, provider: Government) -> None:
    linked(provider)
    query = provider.sign_in(leave(client))
    assert come_back(client, query)["Location"] == "/"
    client.post(reverse("account_logout"))
    assert TRUST in said(come_back(client, query))
    address = leave(client)
    used = provider.sign_in(address)
    provider.codes.clear()
    assert TRUST in said(come_back(client, used)), "the provider has given for this code already"


def test_an_answer_that_comes_too_late_is_refused(client: Client, provider: Government) -> None:
    linked(provider)
    query = provider.sign_in(leave(client))
    session = client.session
    session["provider"] = session["provider"] | {"at": time.time() - 601}
    session.save()
    assert TRUST in said(come_back(client, query))


def test_the_address_to_come_back_to_and_the_verifier_are_checked(client: Client, provider: Government) -> None:
    linked(provider)
    for part in ("back", "verifier", "nonce"):
        query = provider.sign_in(leave(client))
        session = client.session
        asked = session["provider"]
        session["provider"] = asked | {"question": asked["question"] | {part: "http://lain.example/" + "x" * 40}}
        session.save()
        assert TRUST in said(come_back(client, query)), part


def test_whoever_answers_is_the_one_that_was_asked(client: Client, provider: Government) -> None:
    linked(provider)
    assert TRUST in said(sign_in(client, provider, iss="https://lain.example"))
    provider.description = lambda said: said.update(authorization_response_iss_parameter_supported=True)
    oidc._said.clear()
    assert TRUST in said(sign_in(client, provider))
    assert sign_in(client, provider, iss=provider.issuer).status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://lain.example"},
        {"authorization_endpoint": "http://lain.example/masuk"},
        {"authorization_endpoint": None},
    ],
)
def test_a_description_of_somebody_else_leads_nowhere(
    client: Client, provider: Government, change: dict[str, Any]
) -> None:
    provider.description = lambda said: said.update(change)
    answer = client.post(reverse("provider_start"))
    assert (answer.status_code, TRUST in said(answer)) == (403, True)


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_provider_that_is_away_is_said_and_the_ordinary_door_opens(
    client: Client, provider: Government, status: int
) -> None:
    user, provider.status = linked(provider), status
    answer = client.post(reverse("provider_start"))
    assert (answer.status_code, "tidak menjawab" in said(answer)) == (503, True)
    assert client.get(reverse("account_login")).status_code == 200
    assert client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})["Location"] == "/"


def test_nobody_at_the_address_and_an_answer_without_end_are_away(
    client: Client, provider: Government, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = settings.SUAR_OIDC
    settings.SUAR_OIDC = named.Provider("http://127.0.0.1:9", CLIENT, "x", given.secret_file, given.acr, given.amr)
    assert client.post(reverse("provider_start")).status_code == 503
    settings.SUAR_OIDC = given
    monkeypatch.setattr(oidc, "LARGEST", 10)
    assert client.post(reverse("provider_start")).status_code == 503
    monkeypatch.setattr(oidc, "LARGEST", 10_000)
    monkeypatch.setattr(oidc, "PATIENCE", -1.0)
    with pytest.raises(TimeoutError):
        oidc.read_whole(Dripping())


def test_what_the_provider_says_of_itself_is_asked_once_in_five_minutes(
    client: Client, provider: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked(provider)
    for _ in range(2):
        assert sign_in(client, provider).status_code == 302
        client.post(reverse("account_logout"))
    said_once = ["/.well-known/openid-configuration", "/kunci"]
    assert [path for path in provider.asked if path != "/tukar"] == said_once
    later = time.monotonic() + oidc.KEPT + 1
    monkeypatch.setattr(oidc.time, "monotonic", lambda: later)
    assert sign_in(client, provider).status_code == 302
    assert [path for path in provider.asked if path != "/tukar"] == said_once * 2


def test_one_that_did_not_answer_is_not_waited_for_again_at_once(
    client: Client, provider: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.status = 500
    for _ in range(3):
        assert client.post(reverse("provider_start")).status_code == 503
    assert len(provider.asked) == 1
    provider.status = 200
    later = time.monotonic() + oidc.PAUSE + 1
    monkeypatch.setattr(oidc.time, "monotonic", lambda: later)
    assert client.post(reverse("provider_start")).status_code == 200


def test_keys_that_the_provider_changed_meanwhile_are_asked_for_at_once(client: Client, provider: Government) -> None:
    linked(provider)
    oidc._said[f"{provider.issuer}/kunci"] = (time.monotonic() + 60, {"keys": [KEYS[1]]})
    assert sign_in(client, provider).status_code == 302


def test_an_answer_of_somebody_else_is_not_kept(client: Client, provider: Government) -> None:
    provider.description = lambda said: said.update(issuer="https://lain.example")
    assert client.post(reverse("provider_start")).status_code == 403
    provider.description = lambda said: None
    assert client.post(reverse("provider_start")).status_code == 200


class Dripping:
    def read1(self, size: int) -> bytes:
        return b"x"


@pytest.mark.parametrize(
    "issuer", ["http://masuk.contoh.go.id", "https://a@b.example", "https://b.example?x=1", "masuk.contoh.go.id"]
)
def test_half_a_provider_is_refused_at_the_start(issuer: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUAR_OIDC_ISSUER", issuer)
    monkeypatch.setenv("SUAR_OIDC_CLIENT", "suar")
    with pytest.raises(ImproperlyConfigured, match="SUAR_OIDC_ISSUER"):
        named.provider(tmp_path)
    monkeypatch.setenv("SUAR_OIDC_ISSUER", "https://masuk.contoh.go.id")
    monkeypatch.delenv("SUAR_OIDC_CLIENT")
    with pytest.raises(ImproperlyConfigured, match="SUAR_OIDC_CLIENT"):
        named.provider(tmp_path)


def test_a_provider_is_named_in_the_environment_and_its_secret_lies_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert named.provider(tmp_path) is None
    monkeypatch.setenv("SUAR_OIDC_ISSUER", "https://masuk.contoh.go.id")
    monkeypatch.setenv("SUAR_OIDC_CLIENT", "suar")
    monkeypatch.setenv("SUAR_OIDC_AMR", "mfa, hwk")
    found = named.provider(tmp_path)
    assert found is not None
    assert (found.name, found.acr, found.amr) == ("masuk.contoh.go.id", frozenset(), {"mfa", "hwk"})
    (tmp_path / "oidc.secret").write_text("rahasia\n", encoding="utf-8")
    assert found.secret() == "rahasia"
