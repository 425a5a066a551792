"""A government's sign-in for the suite: a small OpenID provider on this machine, with a key made for the test. It does
what a right one does, and whatever a test asks of a wrong one."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "suar-contoh", "rahasia-uji:ini"
KEY = rsa.generate_private_key(65537, 2048)
STRANGER = rsa.generate_private_key(65537, 2048)
CURVE = ec.generate_private_key(ec.SECP256R1())
WEAK = rsa.generate_private_key(65537, 1024)

# What a browser sees there: the next step is a press of the person, as at a true provider.
PAGE = '<!doctype html><html lang="id"><title>SSO Contoh</title><h1>SSO Contoh</h1><a href="{back}">Setuju</a></html>'

type Change = Callable[[dict[str, Any]], Any]


def public_of(key: Any, kid: str, algorithm: Any) -> dict[str, Any]:
    return {**algorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}


RSA = jwt.algorithms.RSAAlgorithm
KEYS = [
    public_of(KEY, "satu", RSA),
    public_of(CURVE, "dua", jwt.algorithms.ECAlgorithm),
    public_of(WEAK, "lemah", RSA),
]


@dataclass
class Government:
    """`subject` signs in at it. What a test changes: the description, the claims, how a token is signed."""

    issuer: str
    subject: str = "0000-contoh"
    description: Change = lambda said: None
    claims: Change = lambda claims: None
    signed: Callable[[dict[str, Any]], str] = lambda claims: jwt.encode(claims, KEY, "RS256", {"kid": "satu"})
    status: int = 200
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def describe(self) -> dict[str, Any]:
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/masuk",
            "token_endpoint": f"{self.issuer}/tukar",
            "jwks_uri": f"{self.issuer}/kunci",
        }
        self.description(said)
        return said

    def sign_in(self, address: str) -> str:
        """What a browser does there, as `subject`. Returns the query that it comes back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["client_id"], asked["code_challenge_method"]) == (CLIENT, "S256")
        assert (asked["response_type"], asked["scope"]) == ("code", "openid")
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return urlencode({"code": code, "state": asked["state"]})

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        secret = base64.b64encode(f"{CLIENT}:rahasia-uji%3Aini".encode()).decode()
        if asked is None or (authorization != f"Basic {secret}" and form.get("client_secret") != SECRET):
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        same = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
        if not same or form.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": asked["nonce"],
            "email": "ketua@contoh.example",
            "name": "Nama Dari Pemerintah",
        }
        self.claims(claims)
        return 200, {"id_token": self.signed(claims), "access_token": "kunci-sekali", "token_type": "Bearer"}


def handler_of(running: Government) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path == "/masuk":
                asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
                back = f"{asked['redirect_uri']}?{running.sign_in(self.path)}"
                self.send(200, PAGE.format(back=html.escape(back)).encode())
            elif path == "/kunci":
                self.answer(200, {"keys": KEYS})
            elif path == "/.well-known/openid-configuration":
                self.answer(running.status, running.describe())
            else:
                self.answer(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self.answer(*running.exchange(form, self.headers.get("Authorization", "")))

        def answer(self, status: int, content: dict[str, Any]) -> None:
            running.asked.append(self.path)
            self.send(status, json.dumps(content).encode())

        def send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{running.issuer}/kunci")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Nothing is said."""

    return Handler


@contextmanager
def government() -> Iterator[Government]:
    """Running on a free port of this machine while it lasts."""
    running = Government("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(running))
    running.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
