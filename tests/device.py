"""A device with passkeys, in software: what a telephone or a USB key does when the desk asks it (WebAuthn, ES256)."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
MODEL = b"\0" * 16  # it does not say which device it is


@dataclass(slots=True)
class Device:
    """One key for one desk. `verified`: it asked for a finger, a face or a PIN. `counter`: 0 where it keeps none."""

    origin: str = "http://localhost"
    verified: bool = True
    counter: int = 1
    secret: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(32))
    handle: str = ""  # whose key it is, as the desk said when it was made

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `navigator.credentials.create`."""
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        public = cbor.encode(ES256.from_cryptography_key(self.secret.public_key()))
        data = self._data(asked["rp"]["id"], ATTESTED) + MODEL + struct.pack(">H", len(self.id)) + self.id + public
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": client, "attestationObject": attested})

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `navigator.credentials.get`; the counter moves on, where there is one."""
        asked = options["publicKey"]
        self.counter += bool(self.counter)
        data, client = self._data(asked["rpId"]), self._client("webauthn.get", asked["challenge"])
        signature = self.secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        answer = self._answer({"clientDataJSON": client, "authenticatorData": data, "signature": signature})
        answer["response"]["userHandle"] = self.handle
        return answer

    def _data(self, desk: str, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return hashlib.sha256(desk.encode()).digest() + struct.pack(">BI", flags, self.counter)

    def _client(self, kind: str, challenge: str) -> bytes:
        assert websafe_decode(challenge), "a challenge of at least one byte"
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, bytes]) -> dict[str, Any]:
        key = websafe_encode(self.id)
        shown = {name: websafe_encode(value) for name, value in response.items()}
        return {"id": key, "rawId": key, "type": "public-key", "response": shown, "clientExtensionResults": {}}
