"""A proof of inclusion as one text: what it proves, and every way to spoil it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.core.ledger import merkle
from suar.core.ledger.canonical import ENTRY_HEADER, decode, encode
from suar.core.ledger.checkpoint import Checkpoint, NoteError, Signer, sign
from suar.core.ledger.inclusion import FIELDS, Inclusion, NotProven

LOG = Signer.from_seed("kppad.example/ledger", bytes(range(32)))
ENTRY = encode([b"n" * 16, 7, "public", "complaint.receive", "KB", None, "", '{"mark":"ab"}', bytes(32), 4, b"m" * 32])
ENTRIES = [b"one", b"two", ENTRY, b"four", b"five"]
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]
NOTE = sign(Checkpoint(LOG.name, 5, merkle.root(LEAVES)), LOG)
GOOD = Inclusion(ENTRY, 2, tuple(merkle.inclusion_proof(2, 5, LEAVES.__getitem__)), NOTE)
values = st.lists(st.none() | st.integers() | st.text().filter(lambda t: t.isprintable()) | st.binary())


def test_it_is_read_back_and_convinces() -> None:
    read = Inclusion.from_json(GOOD.to_json())
    assert read == GOOD
    assert read.check(LOG.verifier).size == 5
    said = read.said()
    assert (said["verb"], said["id"], said["data"]) == ("complaint.receive", 4, {"mark": "ab"})
    assert tuple(said) == FIELDS


@pytest.mark.parametrize(
    "spoiled",
    [
        replace(GOOD, entry=b"two"),
        replace(GOOD, index=1),
        replace(GOOD, index=5),
        replace(GOOD, index=-1),
        replace(GOOD, proof=GOOD.proof[:-1]),
        replace(GOOD, proof=(*GOOD.proof, bytes(32))),
        replace(GOOD, proof=(b"", *GOOD.proof[1:])),
    ],
)
def test_what_does_not_lead_to_the_head_is_refused(spoiled: Inclusion) -> None:
    with pytest.raises(NotProven, match="does not lead"):
        spoiled.check(LOG.verifier)


def test_a_head_of_somebody_else_is_refused() -> None:
    other = Signer.from_seed(LOG.name, bytes(32))
    with pytest.raises(NoteError):
        GOOD.check(other.verifier)
    forged = sign(Checkpoint(LOG.name, 5, merkle.root(LEAVES)), other)
    with pytest.raises(NoteError):
        replace(GOOD, checkpoint=forged).check(LOG.verifier)


FIELDS_OF_PROOF = json.loads(GOOD.to_json())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "7",
        "[" * 50_000,
        " " * 200_000,
        json.dumps(FIELDS_OF_PROOF | {"format": "suar-inclusion/2"}),
        json.dumps(FIELDS_OF_PROOF | {"index": "2"}),
        json.dumps(FIELDS_OF_PROOF | {"index": True}),
        json.dumps(FIELDS_OF_PROOF | {"proof": ["x"]}),
        json.dumps(FIELDS_OF_PROOF | {"proof": 7}),
        json.dumps(FIELDS_OF_PROOF | {"entry": None}),
        json.dumps(FIELDS_OF_PROOF | {"checkpoint": 7}),
        json.dumps({name: value for name, value in FIELDS_OF_PROOF.items() if name != "proof"}),
    ],
)
def test_what_is_no_proof_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotProven, match="not a proof"):
        Inclusion.from_json(text)


def test_a_leaf_that_is_no_entry_says_nothing() -> None:
    leaves = [merkle.leaf_hash(b"\x00")]
    note = sign(Checkpoint(LOG.name, 1, merkle.root(leaves)), LOG)
    proven = Inclusion(b"\x00", 0, (), note)
    assert proven.check(LOG.verifier).size == 1
    with pytest.raises(NotProven, match="no entry"):
        proven.said()


@given(values)
def test_an_entrys_bytes_are_read_back(fields: list[str | int | bytes | None]) -> None:
    assert decode(encode(fields)) == fields


@given(st.binary(max_size=60))
def test_other_bytes_are_no_entry_or_write_back(data: bytes) -> None:
    for given_bytes in (data, ENTRY_HEADER.encode() + data):
        try:
            assert encode(decode(given_bytes)) == given_bytes
        except ValueError:
            continue


@pytest.mark.parametrize(
    "tail", [b"s-5:abcde", b"s1:", b"i2:07", b"x2:AB", b"n1:x", b"z0:", b"s1", b"i3:\xd9\xa1x", b"s:"]
)
def test_a_second_spelling_is_no_entry(tail: bytes) -> None:
    with pytest.raises(ValueError, match="canonical|entry|codec|invalid|subsection"):
        decode(ENTRY_HEADER.encode() + tail)
