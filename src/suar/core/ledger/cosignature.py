"""What a second party signs when it has seen a head: `c2sp.org/tlog-cosignature`, version 1, Ed25519 (type 0x04).

The signed message is `cosignature/v1`, a line `time N` (seconds since 1970 UTC) and the whole text of the checkpoint;
the signature line holds the key id, N as 8 bytes big-endian, and 64 bytes of Ed25519."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from suar.core.ledger.checkpoint import Note, Signature, UnverifiedNoteError

COSIGNATURE = b"\x04"
STAMP = 8  # bytes


@dataclass(frozen=True, slots=True)
class Cosigner:
    """A second party's key under its name."""

    name: str
    private_key: Ed25519PrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        Signature(self.name, self.key_id, bytes(STAMP))  # refuses a name that no signature line may have

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> Self:
        """The cosigner of a 32-byte seed. Raises ValueError for another length or a name that no key may have."""
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + COSIGNATURE + self._public).digest()[:4]

    @property
    def verifier(self) -> str:
        """The line to publish: `name+id+base64(0x04 || public key)`."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(COSIGNATURE + self._public).decode()}"

    @property
    def _public(self) -> bytes:
        return self.private_key.public_key().public_bytes_raw()

    def sign(self, text: str, at: int) -> Signature:
        """The signature line over a checkpoint's text, seen at `at` (seconds since 1970 UTC)."""
        signed = self.private_key.sign(message(text, at))
        return Signature(self.name, self.key_id, at.to_bytes(STAMP, "big") + signed)

    def seen_at(self, note: Note) -> int:
        """When this party signed the note, in seconds since 1970 UTC. Raises UnverifiedNoteError when it did not."""
        for one in note.signatures:
            if (one.name, one.key_id) == (self.name, self.key_id):
                at = int.from_bytes(one.signature[:STAMP], "big")
                try:
                    self.private_key.public_key().verify(one.signature[STAMP:], message(note.text, at))
                except InvalidSignature:
                    break
                return at
        raise UnverifiedNoteError(f"{self.name} has not signed this head")


def message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
