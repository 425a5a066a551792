"""Signed tree heads as C2SP checkpoints: `c2sp.org/tlog-checkpoint` in a `c2sp.org/signed-note`, Ed25519 (type 0x01).

    kppad.example/ledger
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    — kppad.example/ledger Az3grlgtzPICa5OS8npVmf1M…

Parsing is strict: every text that is accepted is written back byte for byte. Lines of other signers (witnesses) are
kept by `Note` and ignored by `open_checkpoint`, as the specification demands.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from suar.core.ledger.merkle import EMPTY_ROOT, HASH_SIZE

MAX_NOTE_BYTES = 1_000_000
MAX_SIGNATURES = 100
MAX_TREE_SIZE = 2**64 - 1

_ED25519 = b"\x01"
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,19}", re.ASCII)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
_KEY_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)


class NoteError(ValueError):
    """A note, a checkpoint or a verifier key that must not be trusted; the message names the fault."""


class MalformedNoteError(NoteError):
    """The text is not a note, not a checkpoint or not a verifier key."""


class UnverifiedNoteError(NoteError):
    """The text is well formed, but the trusted key has not signed it, or it is the head of another log."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: who keeps it, how many leaves, the root over them (32 bytes), opaque extension lines."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for line in (self.origin, *self.extensions):
            if not line or "\n" in line:
                raise MalformedNoteError("the origin and each extension line must be one line that is not empty")
        if not 0 <= self.size <= MAX_TREE_SIZE:
            raise MalformedNoteError("the tree size must be a whole number from 0 to 2^64 - 1")
        if len(self.root) != HASH_SIZE:
            raise MalformedNoteError(f"the root hash must have {HASH_SIZE} bytes, not {len(self.root)}")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise MalformedNoteError("the root hash of an empty tree must be SHA-256 of the empty string")

    def body(self) -> str:
        """The note text that is signed, with its final newline."""
        return "\n".join((self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions, ""))

    @classmethod
    def from_body(cls, text: str) -> Self:
        """The checkpoint in a note text. Raises MalformedNoteError."""
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop():
            raise MalformedNoteError("a checkpoint must have at least three lines, each ended by a newline")
        origin, size, root, *extensions = lines
        if not _DECIMAL.fullmatch(size):
            raise MalformedNoteError("the tree size must be a decimal number without sign or leading zeroes")
        return cls(origin, int(size), _from_base64(root, "the root hash"), tuple(extensions))


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the key's name, its 4-byte id, and the bytes of the signature."""

    name: str
    key_id: bytes
    signature: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.key_id) != 4 or not self.signature:
            raise MalformedNoteError("a signature must have a 4-byte key id and at least one byte more")

    def line(self) -> str:
        """The line as it stands in a note, with its newline."""
        return f"— {self.name} {b64encode(self.key_id + self.signature).decode()}\n"

    @classmethod
    def from_line(cls, line: str) -> Self:
        """The signature in a line without its newline. Raises MalformedNoteError."""
        dash, *rest = line.split(" ")
        if dash != "—" or len(rest) != 2:
            raise MalformedNoteError("a signature line must be an em dash, a key name and a signature")
        name, encoded = rest
        blob = _from_base64(encoded, "the signature")
        return cls(name, blob[:4], blob[4:])


@dataclass(frozen=True, slots=True)
class Note:
    """A text with its signature lines in their order, unverified."""

    text: str
    signatures: tuple[Signature, ...]

    def render(self) -> str:
        """The note as one text; `Note.parse(text).render() == text` for every text that parses."""
        return f"{self.text}\n{''.join(signature.line() for signature in self.signatures)}"

    @classmethod
    def parse(cls, note: str | bytes) -> Self:
        """Take a note apart without trusting it. Raises MalformedNoteError."""
        content = _checked_text(note)
        body, gap, tail = content.rpartition("\n\n")
        if not gap or not tail.endswith("\n"):
            raise MalformedNoteError("a note must be text, an empty line and signature lines, each ended by a newline")
        lines = tail.removesuffix("\n").split("\n")
        if len(lines) > MAX_SIGNATURES:
            raise MalformedNoteError(f"a note may have at most {MAX_SIGNATURES} signatures")
        return cls(f"{body}\n", tuple(map(Signature.from_line, lines)))


@dataclass(frozen=True, slots=True)
class Verifier:
    """A trusted key: its name and its 32-byte Ed25519 public key."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.public_key) != 32:
            raise MalformedNoteError("an Ed25519 public key must have 32 bytes")

    @property
    def key_id(self) -> bytes:
        """SHA-256(name || newline || 0x01 || public key), the first 4 bytes."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public_key).digest()[:4]

    def __str__(self) -> str:
        """The verifier key, `name+id+base64(0x01 || public key)`: the line to publish and to trust."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(_ED25519 + self.public_key).decode()}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The verifier in a verifier key line. Raises MalformedNoteError."""
        parts = text.split("+", 2)  # base64 may hold further plus signs
        if len(parts) != 3 or not _KEY_ID.fullmatch(parts[1]):
            raise MalformedNoteError("a verifier key must be a name, an id of 8 hex digits and a key, joined by +")
        blob = _from_base64(parts[2], "the verifier key")
        if blob[:1] != _ED25519:
            raise MalformedNoteError("the verifier key must be of the Ed25519 type (0x01)")
        verifier = cls(parts[0], blob[1:])
        if verifier.key_id.hex() != parts[1]:
            raise MalformedNoteError("the id in the verifier key does not fit its name and key")
        return verifier

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether these bytes are this key's signature over the note text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that signs heads. The name of a log's key is the log's origin."""

    name: str
    private_key: Ed25519PrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        _check_name(self.name)

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> Self:
        """The signer of a 32-byte Ed25519 seed. Raises ValueError for another length or a name that no key may have."""
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self.private_key.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        """This key's signature over a note text that ends in a newline. Ed25519: the same text gives the same bytes."""
        if not text.endswith("\n"):
            raise MalformedNoteError("a note text must end in a newline")
        _checked_text(text)
        return Signature(self.name, self.verifier.key_id, self.private_key.sign(text.encode()))


def sign(checkpoint: Checkpoint, signer: Signer, *, others: Iterable[Signature] = ()) -> str:
    """The checkpoint as a signed note; `others` are signature lines by other keys over the same body, kept as given.

    Raises MalformedNoteError for an origin or extension line with control characters or without a UTF-8 form.
    """
    body = checkpoint.body()
    return Note(body, (signer.sign(body), *others)).render()


def open_checkpoint(note: str | bytes, verifier: Verifier, *, origin: str | None = None) -> Checkpoint:
    """The checkpoint in a note that the trusted key has signed, for the log `origin` (by default the key's own name).

    Signatures by other keys are ignored; one by this key that fails refuses the whole note. Raises
    MalformedNoteError or UnverifiedNoteError.
    """
    parsed = Note.parse(note)
    ours = [s for s in parsed.signatures if s.name == verifier.name and s.key_id == verifier.key_id]
    if not ours:
        raise UnverifiedNoteError(f"the note has no signature by {verifier.name}+{verifier.key_id.hex()}")
    if not all(verifier.verifies(parsed.text, s.signature) for s in ours):
        raise UnverifiedNoteError(f"the signature by {verifier.name}+{verifier.key_id.hex()} does not verify")
    checkpoint = Checkpoint.from_body(parsed.text)
    expected = verifier.name if origin is None else origin
    if checkpoint.origin != expected:
        raise UnverifiedNoteError(f"this is a head of {checkpoint.origin!r}, not of {expected!r}")
    return checkpoint


def _check_name(name: str) -> None:
    if not name or "+" in name or any(char.isspace() for char in name):
        raise MalformedNoteError("a key name must not be empty and must hold neither spaces nor +")
    _checked_text(name)


def _checked_text(note: str | bytes) -> str:
    """The note as text: UTF-8, no control character but newline, not too long."""
    try:
        data = note if isinstance(note, bytes) else note.encode()
        text = data.decode()
    except UnicodeError as error:
        raise MalformedNoteError("a note must be UTF-8") from error
    if len(data) > MAX_NOTE_BYTES:
        raise MalformedNoteError(f"a note may have at most {MAX_NOTE_BYTES} bytes")
    if _CONTROL.search(text):
        raise MalformedNoteError("a note must hold no control character but newline")
    return text


def _from_base64(text: str, what: str) -> bytes:
    try:
        data = b64decode(text, validate=True)
    except ValueError as error:
        raise MalformedNoteError(f"{what} must be base64") from error
    if b64encode(data).decode() != text:  # spare bits or missing padding: two spellings of one value
        raise MalformedNoteError(f"{what} must be base64 in its one canonical spelling")
    return data
