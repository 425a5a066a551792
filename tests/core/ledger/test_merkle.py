"""The tree against published vectors, against pymerkle (written by others), and against its own mutations."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from pymerkle import verify_consistency as independent_consistency
from pymerkle import verify_inclusion as independent_inclusion
from pymerkle.hasher import MerkleHasher
from pymerkle.proof import ConsistencyProof, InclusionProof

from suar.core.ledger import merkle
from suar.core.ledger.merkle import Frontier

# The eight entries and the roots over the first 1 to 8 of them, as in the tests of Certificate Transparency.
ENTRIES = [bytes.fromhex(x) for x in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
ENTRIES.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
LARGEST = 70  # beyond two full levels of 32, with every shape of remainder
LEAVES = [merkle.leaf_hash(n.to_bytes(4, "big")) for n in range(LARGEST)]
leaf = LEAVES.__getitem__


@pytest.fixture(scope="module")
def independent() -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for n in range(LARGEST):
        tree.append_entry(n.to_bytes(4, "big"))
    return tree


def test_the_root_of_no_leaves_is_the_hash_of_the_empty_string() -> None:
    assert merkle.root([]) == merkle.EMPTY_ROOT == sha256(b"").digest() == Frontier().root()


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size: int) -> None:
    assert merkle.root(map(merkle.leaf_hash, ENTRIES[:size])).hex() == ROOTS[size]


@pytest.mark.parametrize(("sizes", "nodes"), CONSISTENCY.items())
def test_the_published_consistency_proofs_come_out(sizes: tuple[int, int], nodes: list[str]) -> None:
    leaves = [merkle.leaf_hash(entry) for entry in ENTRIES]
    proof = merkle.consistency_proof(*sizes, leaves.__getitem__)
    first_root, second_root = (bytes.fromhex(ROOTS[size]) for size in sizes)
    assert [node.hex() for node in proof] == nodes
    assert merkle.verify_consistency(*sizes, first_root, second_root, proof)


def test_every_root_agrees_with_an_independent_tree(independent: InmemoryTree) -> None:
    for size in range(LARGEST + 1):
        assert merkle.root(LEAVES[:size]) == independent.get_root(size)


def test_every_inclusion_proof_agrees_with_an_independent_tree(independent: InmemoryTree) -> None:
    for size in range(1, LARGEST + 1):
        head = merkle.root(LEAVES[:size])
        for index in range(size):
            ours = merkle.inclusion_proof(index, size, leaf)
            theirs = independent.prove_inclusion(index + 1, size)  # it counts leaves from 1
            assert [LEAVES[index], *ours] == theirs.path
            converted = InclusionProof("sha256", True, size, index + 1, theirs.rule, [LEAVES[index], *ours])
            independent_inclusion(LEAVES[index], head, converted, index=index + 1, size=size, algorithm="sha256")
            assert merkle.verify_inclusion(LEAVES[index], index, size, theirs.path[1:], head)


def as_rfc9162(theirs: ConsistencyProof) -> list[bytes]:
    """An independent consistency proof in RFC form.

    pymerkle opens the subtree right of the first tree down to its leaf, and puts the last part of the first tree
    after it; the RFC has that subtree as one node, and the last part before it (or not at all, when it is all).
    """
    if theirs.prior_size == theirs.size:
        return []
    hasher, path = MerkleHasher("sha256"), list(theirs.path)
    last = theirs.subset.index(1)
    right = path[0]
    for node in path[1:last]:
        right = hasher.hash_pair(right, node)
    whole = theirs.prior_size.bit_count() == 1
    return [*([] if whole else [path[last]]), right, *path[last + 1 :]]


def test_every_consistency_proof_agrees_with_an_independent_tree(independent: InmemoryTree) -> None:
    roots = [merkle.root(LEAVES[:size]) for size in range(LARGEST + 1)]
    for second in range(1, LARGEST + 1):
        for first in range(1, second + 1):
            ours = merkle.consistency_proof(first, second, leaf)
            theirs = independent.prove_consistency(first, second)
            independent_consistency(
                roots[first], roots[second], theirs, prior_size=first, later_size=second, algorithm="sha256"
            )
            assert ours == as_rfc9162(theirs)
            assert merkle.verify_consistency(first, second, roots[first], roots[second], ours)


@given(st.lists(st.integers(0, 40), max_size=8), st.integers(0, 8))
def test_a_frontier_gives_the_same_root_however_the_batches_fall(batches: list[int], restart: int) -> None:
    frontier, size = Frontier(), 0
    for number, batch in enumerate(batches):
        if number == restart:
            frontier = Frontier.from_bytes(frontier.to_bytes())
        frontier.extend(merkle.leaf_hash(n.to_bytes(4, "big")) for n in range(size, size + batch))
        size += batch
        assert frontier.size == size
        assert frontier.root() == merkle.root(merkle.leaf_hash(n.to_bytes(4, "big")) for n in range(size))
        assert Frontier.from_bytes(frontier.to_bytes()).to_bytes() == frontier.to_bytes()


def test_a_frontier_longer_than_a_batch_agrees_with_one_built_in_two(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = merkle.root(LEAVES)
    monkeypatch.setattr(merkle, "_BATCH", 7)
    assert merkle.root(LEAVES) == expected


def test_a_saved_frontier_that_is_not_whole_is_refused() -> None:
    frontier = Frontier()
    frontier.extend(LEAVES[:5])
    saved = frontier.to_bytes()
    too_large = b"\x01" + (2**63).to_bytes(8, "big") + bytes(32)
    for broken in (b"", b"\x01", saved[:-1], saved + b"\x00", saved[:-32], b"\x02" + saved[1:], too_large):
        with pytest.raises(ValueError, match="frontier"):
            Frontier.from_bytes(broken)


def test_a_leaf_hash_of_the_wrong_length_or_type_is_refused() -> None:
    for wrong in (b"", bytes(31), bytes(33), bytearray(32), "x" * 32):
        with pytest.raises(ValueError, match="32 bytes"):
            merkle.root([bytes(32), wrong])  # type: ignore[list-item]  # what a careless caller would pass


def test_a_tree_cannot_outgrow_its_size_field() -> None:
    frontier = Frontier.from_bytes(b"\x01" + merkle.MAX_SIZE.to_bytes(8, "big") + bytes(32 * 63))
    with pytest.raises(ValueError, match="at most"):
        frontier.extend([bytes(32)])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3), (4, 3)])
def test_there_is_no_inclusion_proof_for_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion_proof(index, size, leaf)
    assert not merkle.verify_inclusion(LEAVES[0], index, size, [], LEAVES[0])


@pytest.mark.parametrize(("first", "second"), [(3, 2), (-1, 2)])
def test_there_is_no_consistency_proof_for_a_tree_that_shrinks(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="cannot continue"):
        merkle.consistency_proof(first, second, leaf)
    assert not merkle.verify_consistency(first, second, LEAVES[0], LEAVES[0], [])


def test_every_tree_continues_the_empty_one_but_only_from_its_true_root() -> None:
    head = merkle.root(LEAVES)
    assert merkle.consistency_proof(0, LARGEST, leaf) == []
    assert merkle.verify_consistency(0, LARGEST, merkle.EMPTY_ROOT, head, [])
    assert not merkle.verify_consistency(0, LARGEST, head, head, [])
    assert not merkle.verify_consistency(0, LARGEST, merkle.EMPTY_ROOT, head, [head])
    assert not merkle.verify_consistency(3, 3, LEAVES[0], LEAVES[1], [])


@pytest.mark.parametrize("kept_level", [1, 3, 6])
def test_kept_nodes_shorten_the_reading_and_change_no_proof(kept_level: int) -> None:
    read: list[int] = []

    def counted(index: int) -> bytes:
        read.append(index)
        return LEAVES[index]

    def node(level: int, position: int) -> bytes | None:
        start = position << level
        return merkle.root(LEAVES[start : start + (1 << level)]) if level == kept_level else None

    for size in (64, 67, LARGEST):
        for other in (1, 2, 33, 63):
            read.clear()
            assert merkle.inclusion_proof(other, size, counted, get_node=node) == merkle.inclusion_proof(
                other, size, leaf
            )
            assert len(read) < 2 << kept_level
            assert merkle.consistency_proof(other, size, leaf, get_node=node) == merkle.consistency_proof(
                other, size, leaf
            )


def flipped(value: bytes, bit: int) -> bytes:
    return (int.from_bytes(value, "big") ^ (1 << bit % (8 * len(value)))).to_bytes(len(value), "big")


Mutation = Callable[[list[bytes]], list[bytes]]


@st.composite
def mutations(draw: st.DrawFn, length: int) -> Mutation:
    """One change of a proof of `length` nodes: a flipped bit, a node lost, doubled, cut short, swapped or foreign."""
    at, other, bit = draw(st.integers(0, max(0, length - 1))), draw(st.integers(0, length)), draw(st.integers(0, 255))
    foreign = draw(st.sampled_from([b"", bytes(31), bytes(32), LEAVES[0], merkle.EMPTY_ROOT]))
    changes: list[Mutation] = [lambda p: [*p[:other], foreign, *p[other:]]]
    if length:
        changes += [
            lambda p: [*p[:at], flipped(p[at], bit), *p[at + 1 :]],
            lambda p: p[:at] + p[at + 1 :],
            lambda p: [*p[: at + 1], *p[at:]],
            lambda p: [*p[:at], p[at][:-1], *p[at + 1 :]],
            lambda p: [*p[:at], foreign, *p[at + 1 :]],
        ]
    if length > 1:
        changes.append(lambda p: [*p[1:], p[0]])
    return draw(st.sampled_from(changes))


@given(st.data())
def test_every_mutation_of_an_inclusion_proof_is_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, LARGEST))
    index = data.draw(st.integers(0, size - 1))
    head, proof = merkle.root(LEAVES[:size]), merkle.inclusion_proof(index, size, leaf)
    bit, other = data.draw(st.integers(0, 255)), data.draw(st.integers(-1, LARGEST))
    assert merkle.verify_inclusion(LEAVES[index], index, size, proof, head)
    changed = data.draw(mutations(len(proof)))(proof)
    if changed != proof:
        assert not merkle.verify_inclusion(LEAVES[index], index, size, changed, head)
    if other != index:
        assert not merkle.verify_inclusion(LEAVES[index], other, size, proof, head)
    assert not merkle.verify_inclusion(LEAVES[index - 1], index, size, proof, head)
    assert not merkle.verify_inclusion(flipped(LEAVES[index], bit), index, size, proof, head)
    assert not merkle.verify_inclusion(LEAVES[index], index, size, proof, flipped(head, bit))


@given(st.data())
def test_every_mutation_of_a_consistency_proof_is_refused(data: st.DataObject) -> None:
    second = data.draw(st.integers(2, LARGEST))
    first = data.draw(st.integers(1, second - 1))
    old, new = merkle.root(LEAVES[:first]), merkle.root(LEAVES[:second])
    proof, bit = merkle.consistency_proof(first, second, leaf), data.draw(st.integers(0, 255))
    assert merkle.verify_consistency(first, second, old, new, proof)
    changed = data.draw(mutations(len(proof)))(proof)
    if changed != proof:
        assert not merkle.verify_consistency(first, second, old, new, changed)
    assert not merkle.verify_consistency(first, second, flipped(old, bit), new, proof)
    assert not merkle.verify_consistency(first, second, old, flipped(new, bit), proof)
    assert not merkle.verify_consistency(first, second, new, old, proof)
    assert not merkle.verify_consistency(first, second, old, new, [])


@given(st.data())
def test_a_rewritten_history_has_no_consistency_proof(data: st.DataObject) -> None:
    second = data.draw(st.integers(2, LARGEST))
    first = data.draw(st.integers(1, second - 1))
    changed = data.draw(st.integers(0, first - 1))
    forged = [*LEAVES[:changed], merkle.leaf_hash(b"forged"), *LEAVES[changed + 1 :]]
    proof = merkle.consistency_proof(first, second, forged.__getitem__)
    assert not merkle.verify_consistency(
        first, second, merkle.root(LEAVES[:first]), merkle.root(forged[:second]), proof
    )


def test_an_inner_node_cannot_pass_for_a_leaf_by_a_shorter_proof() -> None:
    head, inner = merkle.root(LEAVES[:4]), merkle.node_hash(LEAVES[0], LEAVES[1])
    right = merkle.node_hash(LEAVES[2], LEAVES[3])
    assert merkle.node_hash(inner, right) == head
    assert merkle.verify_inclusion(inner, 0, 2, [right], head)  # a proof binds no size: the signed head does
    assert not merkle.verify_inclusion(inner, 0, 4, [right], head)


def test_a_head_cannot_pass_for_that_of_a_larger_tree_by_a_shorter_proof() -> None:
    two, four = merkle.root(LEAVES[:2]), merkle.root(LEAVES[:4])
    proof = merkle.consistency_proof(2, 4, leaf)
    assert merkle.verify_consistency(2, 4, two, four, proof)
    assert not merkle.verify_consistency(2, 8, two, four, proof)
