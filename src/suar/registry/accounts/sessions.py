"""The store of sessions (SESSION_ENGINE): whoever steals `main` steals no session.

What a browser holds is nowhere in it: the row lies under a SHA-256 of the cookie's key, and its content is sealed under
another, so that only whoever shows the cookie opens it, and no content opens under a row that it was not written for.
That other key is of this home's secret too, so that a row which somebody else wrote opens nothing.
A key has 165 random bits: there is nothing to guess from its hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from suar.registry.accounts import rules
from suar.registry.accounts.models import Session

NONCE = 12  # bytes
DEVICE = "device"  # what a signed-in session says of where it is, in its content and in its row


def place_of(key: str) -> str:
    """Where the session of a cookie lies: 64 hexadecimal digits."""
    return hashlib.sha256(b"suar-session-place/1:" + key.encode()).hexdigest()


def _lock_of(key: str) -> AESGCM:
    """From the cookie and the key of the desk, which no store holds: whoever writes into `main` makes no session."""
    return AESGCM(salted_hmac("suar-session-seal/1", key, algorithm="sha256").digest())


class SessionStore(SessionBase):
    """The answers of django.contrib.sessions.backends.db, from a table that holds no key."""

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(pk=place_of(session_key)).exists()

    seen_at: datetime | None = None  # as it was when this request loaded it

    def load(self) -> dict[str, Any]:
        key = self.session_key or ""
        row = Session.objects.filter(pk=place_of(key), expire_date__gt=timezone.now()).first()
        try:
            if row is not None:
                opened = _lock_of(key).decrypt(bytes(row.sealed)[:NONCE], bytes(row.sealed)[NONCE:], None)
                content: dict[str, Any] = self.serializer().loads(opened)
                self.seen_at = row.seen_at
                return content
        except (InvalidTag, ValueError):  # ValueError: too short to be anything that was sealed
            pass
        self._session_key = None
        return {}

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # the stubs leave it out
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Raises CreateError when the row is there already, UpdateError when it was deleted meanwhile: signed out."""
        if self.session_key is None:
            return self.create()
        content = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # the stubs leave it out
        place, values = place_of(self.session_key), self._row(content)
        if not must_create:  # its last moment stays where its first one put it
            if not Session.objects.filter(pk=place).update(**values):
                raise UpdateError
            return None
        try:
            with transaction.atomic(using=Session.objects.db):
                Session.objects.create(place=place, expire_date=self.get_expiry_date(), **values)
        except IntegrityError as taken:
            raise CreateError from taken
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(pk=place_of(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.expired(timezone.now()).delete()

    def _row(self, content: dict[str, Any]) -> dict[str, Any]:
        nonce, plain = secrets.token_bytes(NONCE), self.serializer().dumps(content)
        user, device = content.get(SESSION_KEY), content.get(DEVICE, {})
        return {
            "sealed": nonce + _lock_of(self.session_key or "").encrypt(nonce, plain, None),
            "user_id": int(user) if user else None,
            "address": device.get("address"),
            "device": device.get("name", ""),
        }


def begin(request: HttpRequest, address: str, user_agent: str) -> None:
    """Say of a session that has just been signed in where it is: its owner finds it in the list of devices."""
    request.session[DEVICE] = {"address": address, "name": rules.device(user_agent) or user_agent[:60]}


def ours(request: HttpRequest) -> str:
    """The place of the session that asks."""
    return place_of(request.session.session_key or "")
