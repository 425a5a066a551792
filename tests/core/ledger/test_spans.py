"""What is kept of the tree between published heads is enough for every proof, and no more than it must be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from pymerkle import verify_inclusion as independent_inclusion
from pymerkle.proof import InclusionProof

from suar.core.ledger import merkle
from suar.core.ledger.merkle import Frontier
from suar.core.ledger.spans import Span, number_of, numbers_between, proof_between

LARGEST = 70
LEAVES = [merkle.leaf_hash(n.to_bytes(4, "big")) for n in range(LARGEST)]
published = st.lists(st.integers(1, LARGEST), min_size=1, max_size=9, unique=True).map(sorted)


def tree_of(size: int) -> Frontier:
    frontier = Frontier()
    frontier.extend(LEAVES[:size])
    return frontier


def spans(sizes: list[int]) -> list[Span]:
    return [Span(tree_of(first), LEAVES[first:second]) for first, second in pairwise([0, *sizes])]


def test_a_subtree_has_one_number() -> None:
    assert [number_of(0, n) for n in range(4)] == [0, 2, 4, 6]
    assert [number_of(1, 0), number_of(1, 1), number_of(2, 0), number_of(3, 0)] == [1, 5, 3, 7]
    numbers = [number_of(level, place) for level in range(8) for place in range(256 >> level)]
    assert len(set(numbers)) == len(numbers)


@given(published)
def test_any_two_published_heads_are_joined(sizes: list[int]) -> None:
    kept: dict[int, bytes] = {}
    for span in spans(sizes):
        kept |= span.lasting()
    for n, first in enumerate(sizes):
        for second in sizes[n:]:
            proof = proof_between(first, second, {number: kept[number] for number in numbers_between(first, second)})
            assert proof == merkle.consistency_proof(first, second, LEAVES.__getitem__)
            roots = tree_of(first).root(), tree_of(second).root()
            assert merkle.verify_consistency(first, second, *roots, proof)


@given(published)
def test_every_leaf_is_proven_under_the_first_head_that_covers_it(sizes: list[int]) -> None:
    for span in spans(sizes):
        for index in range(span.first, span.second):
            proof = span.inclusion(index)
            assert proof == merkle.inclusion_proof(index, span.second, LEAVES.__getitem__)
            assert merkle.verify_inclusion(LEAVES[index], index, span.second, proof, tree_of(span.second).root())


def test_others_code_is_convinced_too() -> None:
    tree = InmemoryTree(algorithm="sha256")
    for n in range(LARGEST):
        tree.append_entry(n.to_bytes(4, "big"))
    span = Span(tree_of(21), LEAVES[21:50])
    for index in range(21, 50):
        path = [LEAVES[index], *span.inclusion(index)]
        rule = tree.prove_inclusion(index + 1, 50).rule  # it counts leaves from 1
        proof = InclusionProof("sha256", True, 50, index + 1, rule, path)
        independent_inclusion(LEAVES[index], tree.get_root(50), proof, index=index + 1, size=50, algorithm="sha256")


def test_little_is_kept() -> None:
    leaves = [merkle.leaf_hash(n.to_bytes(4, "big")) for n in range(5000)]
    assert len(Span(Frontier(), leaves).lasting()) <= 2 * 13
    frontier = Frontier()
    frontier.extend(leaves[:3333])
    assert len(Span(frontier, leaves[3333:]).lasting()) <= 4 * 13


def test_what_was_never_published_has_no_proof() -> None:
    kept = Span(Frontier(), LEAVES[:40]).lasting()
    with pytest.raises(KeyError):
        proof_between(13, 40, kept)
    with pytest.raises(LookupError):
        Span(tree_of(10), LEAVES[10:20]).leaf(25)
    assert Span(tree_of(10), LEAVES[10:20]).node(9, 0) is None
