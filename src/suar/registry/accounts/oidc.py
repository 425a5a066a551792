"""Asking an OpenID provider who somebody is: authorization code with PKCE (RFC 7636), and what OpenID Connect Core
3.1.3.7 asks of an ID token. Only `sub` and how strongly it was proven come out; no token is kept, no other claim read.

Three requests, each short and small, to addresses that the configured issuer itself names."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http.client import HTTPException
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.parse import quote_plus, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
from django.utils.translation import gettext_lazy as _

from suar.core.errors import DomainError, Refused

# By key pair only: with a shared secret whoever verifies could also sign, and `none` proves nothing.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)
PATIENCE = 5.0  # seconds for one answer, from the first byte to the last
LARGEST = 256 * 1024  # bytes of one answer
LEEWAY = 60  # seconds that two clocks may differ
LONGEST_SUBJECT = 255  # letters, by OpenID Connect Core 2
KEPT = 300.0  # seconds for which what the provider says of itself, and its keys, are not asked for again
PAUSE = 30.0  # seconds for which a provider that did not answer is not waited for again
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class Provider(Protocol):
    """What an office says of its provider (config/provider.py). `acr` and `amr` are the values that stand for a second
    factor."""

    @property
    def issuer(self) -> str: ...
    @property
    def client(self) -> str: ...
    @property
    def acr(self) -> frozenset[str]: ...
    @property
    def amr(self) -> frozenset[str]: ...
    def secret(self) -> str: ...


class Away(DomainError):
    """The provider does not answer, or not as one."""

    status = 503

    def __init__(self) -> None:
        super().__init__(str(_("Penyedia masuk sedang tidak menjawab. Masuk dengan kata sandi, atau coba lagi nanti.")))


class Distrusted(Refused):
    """The answer is none that this desk asked for, or nobody vouches for it. `fault` says which check failed."""

    def __init__(self, fault: str) -> None:
        super().__init__(str(_("Jawaban penyedia masuk tidak dapat dipastikan. Mulai lagi dari halaman masuk.")))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, kept in the session of whoever asked until the answer comes."""

    state: str
    nonce: str
    verifier: str
    back: str  # the exact address that the provider sends the browser back to

    @classmethod
    def new(cls, back: str) -> Question:
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), back)

    def kept(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the provider knows. `strong`: a second factor was shown there, in words that the office configured."""

    subject: str
    strong: bool


def leave_for(provider: Provider, question: Question) -> str:
    """The provider's address to send the browser to. Raises Away, Distrusted."""
    asked = {
        "response_type": "code",
        "client_id": provider.client,
        "redirect_uri": question.back,
        "scope": "openid",
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": challenge(question.verifier),
        "code_challenge_method": "S256",
    }
    if provider.acr:
        asked["acr_values"] = " ".join(sorted(provider.acr))
    address = endpoint(described(provider), "authorization_endpoint")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def ask(provider: Provider, question: Question, answer: Mapping[str, str]) -> Known:
    """Who it is, from what the browser brought back. Raises Away, Distrusted."""
    if not hmac.compare_digest(answer.get("state", "").encode(), question.state.encode()):
        raise Distrusted("state")
    said = described(provider)
    named = answer.get("iss", "")  # RFC 9207: who answers
    if (named or said.get("authorization_response_iss_parameter_supported")) and named != provider.issuer:
        raise Distrusted("issuer")
    if not answer.get("code"):
        raise Distrusted("code")
    token = exchanged(provider, said, question, answer["code"])
    keys = endpoint(said, "jwks_uri")
    try:
        claims = verified(provider, token, remembered(keys), question.nonce)
    except Distrusted as wrong:
        if wrong.fault != "kid":
            raise
        forget(keys)  # the provider may have changed its keys
        claims = verified(provider, token, remembered(keys), question.nonce)
    amr = claims.get("amr")
    methods = {one for one in amr if isinstance(one, str)} if isinstance(amr, list) else set()
    acr = claims.get("acr")
    strong = (isinstance(acr, str) and acr in provider.acr) or not provider.amr.isdisjoint(methods)
    return Known(str(claims["sub"]), strong)


def challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def described(provider: Provider) -> dict[str, Any]:
    """What the provider says of itself. Somebody else's description is refused."""
    address = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    said = remembered(address)
    if said.get("issuer") != provider.issuer:
        forget(address)
        raise Distrusted("issuer")
    return said


def endpoint(said: Mapping[str, Any], name: str) -> str:
    address = said.get(name)
    if not isinstance(address, str) or not is_closed_line(address):
        raise Distrusted(name)
    return address


def is_closed_line(address: str) -> bool:
    """TLS, or this machine itself."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)


def exchanged(provider: Provider, said: Mapping[str, Any], question: Question, code: str) -> str:
    """The ID token for a code. What else comes with it is dropped here."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": question.back,
        "client_id": provider.client,
        "code_verifier": question.verifier,
    }
    headers: dict[str, str] = {}
    try:
        secret = provider.secret()
    except OSError:  # `suar doctor` says so
        raise Away from None
    ways = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" in ways:
        pair = f"{quote_plus(provider.client)}:{quote_plus(secret)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode('ascii')}"
    else:
        form["client_secret"] = secret
    token = fetched(endpoint(said, "token_endpoint"), form=form, headers=headers).get("id_token")
    if not isinstance(token, str):
        raise Distrusted("token")
    return token


def verified(provider: Provider, token: str, keys: Mapping[str, Any], nonce: str) -> dict[str, Any]:
    """The claims of a token that this provider signed, for this client, now, and for this question."""
    try:
        key, algorithm = key_of(token, keys)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=provider.client,
            issuer=provider.issuer,
            leeway=LEEWAY,
            options={
                "require": ["iss", "sub", "aud", "exp", "iat", "nonce"],
                "enforce_minimum_key_length": True,
            },
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        raise Distrusted(type(error).__name__) from None  # its words could quote the token
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != provider.client:
        raise Distrusted("azp")
    if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise Distrusted("nonce")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise Distrusted("sub")
    return claims


def key_of(token: str, keys: Mapping[str, Any]) -> tuple[Any, str]:
    """The provider's key that the token names, and by which algorithm. Raises Distrusted, PyJWTError."""
    header = jwt.get_unverified_header(token)
    algorithm = header.get("alg")
    if algorithm not in ALGORITHMS:
        raise Distrusted("alg")
    usable = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if key.public_key_use in (None, "sig")]
    if "kid" in header:
        usable = [key for key in usable if key.key_id == header["kid"]]
    if len(usable) != 1:
        raise Distrusted("kid")
    return usable[0].key, algorithm


class _NoTurning(HTTPRedirectHandler):
    """An answer that leads elsewhere is none."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = build_opener(_NoTurning)


def fetched(
    address: str, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The JSON object at an address. Raises Away; Distrusted when the provider refuses what was sent."""
    body = None if form is None else urlencode(form).encode("ascii")
    asked = Request(address, data=body, headers={"Accept": "application/json", **(headers or {})})  # noqa: S310 - is_closed_line
    try:
        with _opener.open(asked, timeout=PATIENCE) as answer:
            found = json.loads(read_whole(answer))
    except HTTPError as refusal:
        refusal.close()
        if form is not None and 400 <= refusal.code < 500:
            raise Distrusted("code") from None
        raise Away from None
    except (OSError, HTTPException, ValueError):
        raise Away from None
    if not isinstance(found, dict):
        raise Away
    return found


# By address: until when, and what was said; None where nobody answered. In the memory of the process and nowhere else:
# whoever wrote keys into a table could sign in as anybody.
_said: dict[str, tuple[float, dict[str, Any] | None]] = {}


def remembered(address: str) -> dict[str, Any]:
    """As `fetched`, but asked once in some minutes: a slow provider takes no request after request of the desk. Raises
    Away."""
    until, known = _said.get(address, (0.0, None))
    if time.monotonic() < until:
        if known is None:
            raise Away
        return known
    try:
        known = fetched(address)
    except Away:
        _said[address] = (time.monotonic() + PAUSE, None)
        raise
    _said[address] = (time.monotonic() + KEPT, known)
    return known


def forget(address: str) -> None:
    _said.pop(address, None)


def read_whole(answer: Any) -> bytes:
    """Raises TimeoutError for one that drips, ValueError for one too large."""
    until, content = time.monotonic() + PATIENCE, b""
    while piece := answer.read1(8192):
        content += piece
        if len(content) > LARGEST:
            raise ValueError("too large")
        if time.monotonic() > until:
            raise TimeoutError
    return content
