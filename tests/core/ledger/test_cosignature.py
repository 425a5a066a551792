"""What a second party signs: the form of c2sp.org/tlog-cosignature, checked with nothing but the published key."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from suar.core.ledger import merkle
from suar.core.ledger.checkpoint import Checkpoint, Note, Signer, UnverifiedNoteError, open_checkpoint, sign
from suar.core.ledger.cosignature import Cosigner, message
from suar.core.ledger.hours import hour_of

LOG = Signer.from_seed("kppad.example/ledger", bytes(range(32)))
OWN = Cosigner.from_seed("ombudsman.example", bytes(range(1, 33)))
HEAD = Checkpoint(LOG.name, 3, merkle.leaf_hash(b"head"), ("hour 2026-11-25T06:00+07:00",))
AT = 1_764_000_000


def cosigned() -> Note:
    return Note(HEAD.body(), (*Note.parse(sign(HEAD, LOG)).signatures, OWN.sign(HEAD.body(), AT)))


def test_the_line_holds_key_id_time_and_signature() -> None:
    name, key_id, key = OWN.verifier.split("+", 2)
    public = b64decode(key)
    assert (name, public[:1]) == ("ombudsman.example", b"\x04")
    assert key_id == sha256(b"ombudsman.example\n" + public).hexdigest()[:8]
    line = OWN.sign(HEAD.body(), AT)
    assert line.key_id.hex() == key_id
    assert line.signature[:8] == AT.to_bytes(8, "big")
    said = b"cosignature/v1\ntime 1764000000\n" + HEAD.body().encode()
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(line.signature[8:], said)
    assert message(HEAD.body(), AT) == said


def test_a_cosigned_head_is_still_the_offices() -> None:
    note = cosigned().render()
    assert open_checkpoint(note, LOG.verifier) == HEAD
    assert OWN.seen_at(Note.parse(note)) == AT


def test_a_head_that_was_not_seen_or_was_changed_since_is_told() -> None:
    with pytest.raises(UnverifiedNoteError, match="has not signed"):
        OWN.seen_at(Note.parse(sign(HEAD, LOG)))
    note = cosigned()
    for changed in (
        Note(note.text.replace("\n3\n", "\n4\n"), note.signatures),
        Note(note.text, (note.signatures[0], OWN.sign("other\n", AT))),
    ):
        with pytest.raises(UnverifiedNoteError):
            OWN.seen_at(changed)
    with pytest.raises(UnverifiedNoteError):
        Cosigner.from_seed("ombudsman.example", bytes(32)).seen_at(note)


def test_a_key_does_not_show_its_private_half() -> None:
    assert "rivate" not in repr(OWN)


@pytest.mark.parametrize("line", ["jam 06:00", "hour soon", "hour 2026-11-25T06:00", "hour "])
def test_a_head_that_tells_no_hour_tells_none(line: str) -> None:
    assert hour_of(Checkpoint(LOG.name, 3, HEAD.root, (line,))) is None
    assert str(hour_of(HEAD)) == "2026-11-25 06:00:00+07:00"
