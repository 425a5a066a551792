"""The receipt: 20 digits in five groups of four, in the shape of an electricity token, and what is derived from it.

19 digits come from `secrets` (63 bits), the last is Damm's check digit: it finds every single wrong digit and every
swap of two neighbours. The server stores no receipt. A keyed derivation gives the row it belongs to and the X25519 key
pair that replies are sealed to, so only whoever holds the receipt reads them. A word of the child's own may join."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils.translation import gettext as _
from stdnum import damm

LENGTH, GROUP = 20, 4
LOOKALIKES = {"o": "0", "l": "1", "i": "1", "|": "1"}
SEPARATORS = frozenset(" .,-_/:·\t\r\n")
# What telephones write in different ways: typographic quotes, the invisible variants of an emoji and its joiners.
QUOTES = str.maketrans(dict.fromkeys("‘’ʼ`´", "'") | dict.fromkeys("“”", '"'))
UNSEEN = re.compile("[\ufe00-\ufe0f]")
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Prf(Protocol):
    """What the derivation needs of the look-up key (a Tink PRF)."""

    def compute(self, input_data: bytes, output_length: int) -> bytes: ...


class InvalidReceipt(Exception):
    """Not a receipt as typed. The message says, in the reader's language, what to look at again."""


class Unreadable(Exception):
    """The reply was not sealed to this receipt, or not for this place."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a receipt (and its word) opens. `tag_key` depends on the digits alone."""

    lookup_id: bytes
    private_key: X25519PrivateKey
    tag_key: bytes

    @property
    def reply_key(self) -> bytes:
        """32 bytes: the public key that replies are sealed to."""
        return self.private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def new() -> str:
    """20 digits, the last one the check digit."""
    digits = "".join(secrets.choice("0123456789") for _n in range(LENGTH - 1))
    return digits + str(damm.calc_check_digit(digits))


def groups(digits: str) -> list[str]:
    return [digits[i : i + GROUP] for i in range(0, len(digits), GROUP)]


def only_digits(text: str) -> str:
    """The digits of what was typed: any script's digits, full width too, O for 0 and l for 1; separators dropped.

    Raises InvalidReceipt for anything else."""
    found = []
    for char in unicodedata.normalize("NFKC", text).strip():
        value = unicodedata.digit(char, None)
        if value is not None:
            found.append(str(value))
        elif char.lower() in LOOKALIKES:
            found.append(LOOKALIKES[char.lower()])
        elif char not in SEPARATORS and unicodedata.category(char) not in {"Zs", "Pd", "Cf", "Cc"}:
            raise InvalidReceipt(_("Kode hanya berisi angka. Periksa lagi huruf atau tanda di dalamnya."))
    return "".join(found)


def parse(text: str) -> str:
    """The 20 digits of a receipt as typed. Raises InvalidReceipt with what to look at again."""
    digits = only_digits(text)
    if len(digits) != LENGTH:
        raise InvalidReceipt(_("Kode terdiri dari 20 angka. Yang terketik %(count)d angka.") % {"count": len(digits)})
    if not damm.is_valid(digits):
        raise InvalidReceipt(_("Ada satu angka yang tidak pas. Periksa lagi tiap kelompok, pelan-pelan."))
    return digits


def own_word(text: str) -> str:
    """One spelling of the own word: case, width, accents' form, space around it and what another telephone's keyboard
    writes in another way do not matter."""
    spelled = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.translate(QUOTES)).casefold())
    seen = (char for char in UNSEEN.sub("", spelled) if unicodedata.category(char) != "Cf")
    return " ".join("".join(seen).split())


def derive(digits: str, word: str, lookup: Prf) -> Derived:
    """The row's id (16 bytes), the reply key pair and the tag key of a receipt. `word` may be empty."""
    # Half a surrogate is no character; it becomes a word that opens nothing, as any other wrong word does.
    spelled = own_word(word).encode("utf-8", "surrogatepass")
    root = lookup.compute(b"suar/receipt/1\0" + digits.encode("ascii") + b"\0" + spelled, 32)
    bare = lookup.compute(b"suar/receipt/tag/1\0" + digits.encode("ascii"), 32)
    return Derived(
        lookup_id=_expand(root, b"lookup", 16),
        private_key=X25519PrivateKey.from_private_bytes(_expand(root, b"reply key", 32)),
        tag_key=bare,
    )


def mark(reply_key: bytes) -> str:
    """What the record says of a filing, 64 hexadecimal digits: the look-up makes it of the receipt, nobody makes the
    receipt of it."""
    return sha256(b"suar/mark/1/" + reply_key).hexdigest()


def seal_reply(reply_key: bytes, text: str, message: UUID) -> bytes:
    """The text for the holder of the receipt alone (HPKE, RFC 9180); it opens in no other message's place."""
    return _seal(reply_key, text, b"suar/reply/1/" + message.bytes)


def open_reply(private_key: X25519PrivateKey, sealed: bytes, message: UUID) -> str:
    """Raises Unreadable when the reply was not sealed to this receipt as this message."""
    return _open(private_key, sealed, b"suar/reply/1/" + message.bytes)


def seal_proof(reply_key: bytes, proof: str, form: UUID) -> bytes:
    """The proof of inclusion of this filing, for the holder of its receipt alone."""
    return _seal(reply_key, proof, b"suar/inclusion/1/" + form.bytes)


def open_proof(private_key: X25519PrivateKey, sealed: bytes, form: UUID) -> str:
    """Raises Unreadable when it was not sealed to this receipt for this filing."""
    return _open(private_key, sealed, b"suar/inclusion/1/" + form.bytes)


def _seal(reply_key: bytes, text: str, context: bytes) -> bytes:
    return SUITE.encrypt(text.encode(), X25519PublicKey.from_public_bytes(reply_key), info=context)


def _open(private_key: X25519PrivateKey, sealed: bytes, context: bytes) -> str:
    try:
        return SUITE.decrypt(sealed, private_key, info=context).decode()
    except (InvalidTag, ValueError) as error:
        raise Unreadable("This receipt does not open this.") from error


def _expand(key: bytes, purpose: bytes, length: int) -> bytes:
    return HKDFExpand(algorithm=SHA256(), length=length, info=b"suar/receipt/" + purpose).derive(key)
