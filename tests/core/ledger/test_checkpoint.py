"""Signed heads: the published example byte for byte, and every way to spoil a note."""

from __future__ import annotations

from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.core.ledger import merkle
from suar.core.ledger.checkpoint import (
    Checkpoint,
    MalformedNoteError,
    Note,
    NoteError,
    Signature,
    Signer,
    UnverifiedNoteError,
    Verifier,
    open_checkpoint,
    sign,
)

# The example key and note of golang.org/x/mod/sumdb/note, where the format comes from.
GOLDEN_VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GOLDEN_SIGNER = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GOLDEN_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GOLDEN_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# The examples of c2sp.org/signed-note (its text has an empty line) and c2sp.org/tlog-checkpoint.
SPEC_NOTE = """Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""  # noqa: E501
SPEC_CHECKPOINT = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""  # noqa: E501

ORIGIN = "kppad.example/ledger"
SIGNER = Signer.from_seed(ORIGIN, bytes(range(32)))
WITNESS = Signer.from_seed("witness.example/one", bytes(range(1, 33)))
HEAD = Checkpoint(ORIGIN, 3, merkle.leaf_hash(b"head"))
ROOT = b64encode(HEAD.root).decode()


def golden_signer() -> Signer:
    return Signer.from_seed("PeterNeumann", b64decode(GOLDEN_SIGNER.split("+", 4)[4])[1:])


def test_the_published_key_signs_the_published_text_byte_for_byte() -> None:
    signer = golden_signer()
    assert str(signer.verifier) == GOLDEN_VERIFIER
    assert str(Verifier.parse(GOLDEN_VERIFIER)) == GOLDEN_VERIFIER
    assert Note(GOLDEN_TEXT, (signer.sign(GOLDEN_TEXT),)).render() == f"{GOLDEN_TEXT}\n{GOLDEN_LINE}"


def test_the_published_signature_verifies() -> None:
    note = Note.parse(f"{GOLDEN_TEXT}\n{GOLDEN_LINE}")
    verifier = Verifier.parse(GOLDEN_VERIFIER)
    assert note.signatures[0].key_id == verifier.key_id
    assert verifier.verifies(note.text, note.signatures[0].signature)
    assert not verifier.verifies(note.text + "\n", note.signatures[0].signature)


def test_the_examples_of_the_specification_read_and_write_back() -> None:
    poem, head = Note.parse(SPEC_NOTE), Note.parse(SPEC_CHECKPOINT.encode())
    assert poem.text.endswith("sole:\n\ned è subito sera.\n")
    assert poem.render() == SPEC_NOTE
    assert head.render() == SPEC_CHECKPOINT
    checkpoint = Checkpoint.from_body(head.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.body() == head.text


def test_a_signed_head_opens_with_its_key() -> None:
    note = sign(HEAD, SIGNER)
    assert note.startswith(f"{ORIGIN}\n3\n{ROOT}\n\n— {ORIGIN} ")
    assert open_checkpoint(note, SIGNER.verifier) == HEAD
    assert open_checkpoint(note.encode(), Verifier.parse(str(SIGNER.verifier))) == HEAD
    assert sign(HEAD, SIGNER) == note


def test_extension_lines_and_the_empty_tree_survive() -> None:
    head = Checkpoint(ORIGIN, 0, merkle.EMPTY_ROOT, ("waktu 2026-01-01", "—"))
    assert open_checkpoint(sign(head, SIGNER), SIGNER.verifier) == head


def test_lines_of_witnesses_are_kept_and_ignored() -> None:
    unknown_type = Signature(ORIGIN, b"\x00\x01\x02\x03", bytes(72))
    others = (WITNESS.sign(HEAD.body()), unknown_type)
    note = sign(HEAD, SIGNER, others=others)
    assert Note.parse(note).signatures[1:] == others
    assert Note.parse(note).render() == note
    assert open_checkpoint(note, SIGNER.verifier) == HEAD
    assert open_checkpoint(note, WITNESS.verifier, origin=ORIGIN) == HEAD


def test_a_head_without_the_trusted_signature_is_refused() -> None:
    with pytest.raises(UnverifiedNoteError, match="no signature by witness.example/one"):
        open_checkpoint(sign(HEAD, SIGNER), WITNESS.verifier)
    namesake = Signer.from_seed(ORIGIN, bytes(32))
    with pytest.raises(UnverifiedNoteError, match="no signature by"):
        open_checkpoint(sign(HEAD, namesake), SIGNER.verifier)


def test_one_bad_signature_by_the_trusted_key_refuses_the_whole_note() -> None:
    good = SIGNER.sign(HEAD.body())
    bad = Signature(good.name, good.key_id, bytes(64))
    for signatures in ((good, bad), (bad, good), (bad,), (Signature(good.name, good.key_id, b"\x00"),)):
        with pytest.raises(UnverifiedNoteError, match="does not verify"):
            open_checkpoint(Note(HEAD.body(), signatures).render(), SIGNER.verifier)


def test_a_head_of_another_log_is_refused_even_by_the_same_key() -> None:
    note = sign(Checkpoint("kppad.example/complaints", 3, HEAD.root), SIGNER)
    with pytest.raises(UnverifiedNoteError, match="'kppad.example/complaints', not of 'kppad.example/ledger'"):
        open_checkpoint(note, SIGNER.verifier)
    assert open_checkpoint(note, SIGNER.verifier, origin="kppad.example/complaints").size == 3


def test_a_signed_text_that_is_no_checkpoint_is_refused() -> None:
    note = Note(GOLDEN_TEXT, (golden_signer().sign(GOLDEN_TEXT),)).render()
    with pytest.raises(MalformedNoteError, match="at least three lines"):
        open_checkpoint(note, Verifier.parse(GOLDEN_VERIFIER))


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_every_flipped_bit_of_a_signed_head_is_refused(place: int, bit: int) -> None:
    note = bytearray(sign(HEAD, SIGNER).encode())
    note[place % len(note)] ^= 1 << bit
    with pytest.raises(NoteError):
        open_checkpoint(bytes(note), SIGNER.verifier)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_every_cut_of_a_signed_head_is_refused(start: int, end: int) -> None:
    note = sign(HEAD, SIGNER)
    cut = note[start % len(note) : end % (len(note) + 1)]
    if cut != note:
        with pytest.raises(NoteError):
            open_checkpoint(cut, SIGNER.verifier)


@given(st.text() | st.binary())
def test_any_text_is_a_note_that_writes_back_or_a_named_fault(text: str | bytes) -> None:
    try:
        note = Note.parse(text)
    except MalformedNoteError as error:
        assert str(error)
    else:
        assert note.render() == (text.decode() if isinstance(text, bytes) else text)


SIGNATURE = GOLDEN_LINE.split(" ")[2].strip()


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("", "empty line"),
        ("text\n", "empty line"),
        (f"text\n{GOLDEN_LINE}", "empty line"),
        ("text\n\n", "empty line"),
        (f"text\n\n{GOLDEN_LINE}".removesuffix("\n"), "ended by a newline"),
        (f"text\n\n{GOLDEN_LINE}rest\n", "em dash"),
        (f"text\n\n-- PeterNeumann {SIGNATURE}\n", "em dash"),
        (f"text\n\n— PeterNeumann  {SIGNATURE}\n", "em dash"),
        (f"text\n\n— PeterNeumann {SIGNATURE} \n", "em dash"),
        (f"text\n\n—  {SIGNATURE}\n", "key name"),
        (f"text\n\n— Peter+Neumann {SIGNATURE}\n", "key name"),
        (f"text\n\n— Peter\u00a0Neumann {SIGNATURE}\n", "key name"),
        (f"text\n\n— PeterNeumann {SIGNATURE[:-1]}\n", "must be base64"),
        (f"text\n\n— PeterNeumann {SIGNATURE[:-2]}N=\n", "one canonical spelling"),
        (f"text\n\n— PeterNeumann {SIGNATURE.replace('/', '_')}\n", "must be base64"),
        ("text\n\n— PeterNeumann é\n", "must be base64"),
        ("text\n\n— PeterNeumann x08gow==\n", "4-byte key id"),
        (f"te\rxt\n\n{GOLDEN_LINE}", "control character"),
        (f"te\x00xt\n\n{GOLDEN_LINE}", "control character"),
        (f"te\ud800xt\n\n{GOLDEN_LINE}", "UTF-8"),
        (b"te\xffxt\n\n" + GOLDEN_LINE.encode(), "UTF-8"),
        (f"text\n\n{GOLDEN_LINE * 101}", "at most 100 signatures"),
        (f"{'x' * 1_000_000}\n\n{GOLDEN_LINE}", "at most 1000000 bytes"),
    ],
)
def test_a_malformed_note_is_refused_with_its_fault(note: str | bytes, words: str) -> None:
    with pytest.raises(MalformedNoteError, match=words):
        Note.parse(note)


def test_sixteen_and_more_signatures_are_accepted() -> None:
    assert len(Note.parse(f"text\n\n{GOLDEN_LINE * 100}").signatures) == 100


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"{ORIGIN}\n3\n", "at least three lines"),
        (f"{ORIGIN}\n3\n{ROOT}", "ended by a newline"),
        (f"\n3\n{ROOT}\n", "origin"),
        (f"{ORIGIN}\n03\n{ROOT}\n", "tree size"),
        (f"{ORIGIN}\n+3\n{ROOT}\n", "tree size"),
        (f"{ORIGIN}\n-3\n{ROOT}\n", "tree size"),
        (f"{ORIGIN}\n3 \n{ROOT}\n", "tree size"),
        (f"{ORIGIN}\n\u0663\n{ROOT}\n", "tree size"),
        (f"{ORIGIN}\n\n{ROOT}\n", "tree size"),
        (f"{ORIGIN}\n{2**64}\n{ROOT}\n", "tree size"),
        (f"{ORIGIN}\n{'9' * 30}\n{ROOT}\n", "tree size"),
        (f"{ORIGIN}\n3\n{ROOT[:-1]}\n", "must be base64"),
        (f"{ORIGIN}\n3\n{ROOT} \n", "must be base64"),
        (f"{ORIGIN}\n3\n{b64encode(bytes(31)).decode()}\n", "32 bytes, not 31"),
        (f"{ORIGIN}\n3\n\n", "32 bytes, not 0"),
        (f"{ORIGIN}\n0\n{ROOT}\n", "empty tree"),
        (f"{ORIGIN}\n3\n{ROOT}\n\next\n", "extension line"),
    ],
)
def test_a_malformed_checkpoint_is_refused_with_its_fault(body: str, words: str) -> None:
    with pytest.raises(MalformedNoteError, match=words):
        Checkpoint.from_body(body)


@pytest.mark.parametrize("line", ["", "a\nb", "a\x00b", "\ud800"])
def test_a_head_that_would_not_read_back_is_never_signed(line: str) -> None:
    with pytest.raises(MalformedNoteError):
        sign(Checkpoint(ORIGIN, 3, HEAD.root, (line,)), SIGNER)


def test_a_text_without_its_last_newline_is_never_signed() -> None:
    with pytest.raises(MalformedNoteError, match="end in a newline"):
        SIGNER.sign("text")


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\tb", "a\u2003b", "a\x7f\x01"])
def test_a_key_name_with_a_space_a_plus_or_nothing_is_refused(name: str) -> None:
    with pytest.raises(MalformedNoteError):
        Signer.from_seed(name, bytes(32))
    with pytest.raises(MalformedNoteError):
        Verifier(name, bytes(32))


def test_every_mangled_verifier_key_is_refused() -> None:
    mangled = {GOLDEN_VERIFIER[:n] for n in range(len(GOLDEN_VERIFIER))}
    mangled |= {GOLDEN_VERIFIER[n:] for n in range(1, len(GOLDEN_VERIFIER))}
    mangled |= {
        GOLDEN_VERIFIER[:n] + chr(ord(GOLDEN_VERIFIER[n]) + 1) + GOLDEN_VERIFIER[n + 1 :]
        for n in range(len(GOLDEN_VERIFIER))
    }
    mangled |= {GOLDEN_VERIFIER.replace("c74f20a3", "C74F20A3"), GOLDEN_VERIFIER + "\n", f" {GOLDEN_VERIFIER}"}
    for text in mangled:
        with pytest.raises(MalformedNoteError):
            Verifier.parse(text)


def test_a_verifier_key_of_another_type_is_refused() -> None:
    blob = b64encode(b"\x04" + SIGNER.verifier.public_key).decode()
    with pytest.raises(MalformedNoteError, match="Ed25519 type"):
        Verifier.parse(f"{ORIGIN}+00000000+{blob}")


def test_a_signer_does_not_show_its_private_key() -> None:
    assert "rivate" not in repr(SIGNER)
    assert str(SIGNER.verifier) == f"{ORIGIN}+{SIGNER.verifier.key_id.hex()}+" + str(SIGNER.verifier).split("+", 2)[2]
