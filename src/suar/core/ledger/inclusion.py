"""A proof that one entry is in the tree of a signed head, as one JSON text that needs nothing else but the key.

{"format": "suar-inclusion/1", "entry": base64 of the entry's canonical bytes, "index": from 0,
 "proof": [base64 of 32 bytes, …], "checkpoint": the signed head}
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any, Self

from suar.core.ledger.canonical import decode
from suar.core.ledger.checkpoint import Checkpoint, Verifier, open_checkpoint
from suar.core.ledger.merkle import leaf_hash, verify_inclusion

FORMAT = "suar-inclusion/1"
MAX_TEXT = 100_000  # characters; a proof in a tree of 2**63 leaves is a twentieth of it
FIELDS = ("nonce", "at_us", "actor", "verb", "office", "subject", "why", "data", "covers", "id", "mac")


class NotProven(ValueError):
    """The text is no proof, or proves nothing about this head; the message says which."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """`entry`: canonical bytes; `index`: the leaf's place from 0; `proof`: RFC 9162; `checkpoint`: a signed note."""

    entry: bytes
    index: int
    proof: tuple[bytes, ...]
    checkpoint: str

    def to_json(self) -> str:
        return json.dumps(
            {
                "format": FORMAT,
                "entry": b64encode(self.entry).decode(),
                "index": self.index,
                "proof": [b64encode(node).decode() for node in self.proof],
                "checkpoint": self.checkpoint,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises NotProven for anything that `to_json` cannot have written."""
        try:
            if len(text) > MAX_TEXT:
                raise ValueError
            found = json.loads(text)
            proof = tuple(b64decode(node, validate=True) for node in found["proof"])
            read = cls(b64decode(found["entry"], validate=True), found["index"], proof, found["checkpoint"])
            if found["format"] != FORMAT or type(read.index) is not int or not isinstance(read.checkpoint, str):
                raise ValueError
        except (ValueError, TypeError, KeyError, RecursionError):
            raise NotProven("This is not a proof of inclusion.") from None
        return read

    def check(self, verifier: Verifier) -> Checkpoint:
        """The signed head that holds the entry. Raises NoteError for the head, NotProven for the proof."""
        head = open_checkpoint(self.checkpoint, verifier)
        if not verify_inclusion(leaf_hash(self.entry), self.index, head.size, self.proof, head.root):
            raise NotProven(f"The proof does not lead to the head over {head.size} entries.")
        return head

    def said(self) -> dict[str, Any]:
        """The entry's fields by name, `data` as an object. Raises NotProven for bytes that are no entry."""
        try:
            fields: dict[str, Any] = dict(zip(FIELDS, decode(self.entry), strict=True))
            fields["data"] = json.loads(fields["data"]) if fields["data"] else {}
        except (ValueError, TypeError):
            raise NotProven("What is proven is no entry of a ledger.") from None
        return fields
