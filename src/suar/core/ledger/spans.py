"""The part of the tree between two published heads: what is kept of it so that any two published heads can be joined by
a proof, and what a proof of inclusion in the later one needs.

A complete subtree over leaves [position * 2**level, (position + 1) * 2**level) has one number, its place in the
in-order walk of the endless tree: leaf i is 2i, the node over leaves 0 and 1 is 1, that over the first four is 3."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched

from suar.core.ledger.merkle import Frontier, consistency_proof, inclusion_proof, node_hash


def number_of(level: int, position: int) -> int:
    """The subtree's one number, from 0."""
    return (2 * position + 1 << level) - 1


class Span:
    """All complete subtrees that end in (first, second], and the right edge of the tree of `first` leaves.

    `frontier` is the tree at `first`; `leaves` are the leaf hashes from `first` on. Holds two hashes a leaf."""

    def __init__(self, frontier: Frontier, leaves: Sequence[bytes]) -> None:
        self.first, self.second = frontier.size, frontier.size + len(leaves)
        self._levels: list[tuple[int, list[bytes]]] = []  # a level's first position and its hashes
        nodes, level = list(leaves), 0
        while nodes or level < self.first.bit_length():
            start, edge = self.first >> level, frontier.node(level)
            if edge is not None:
                nodes.insert(0, edge)
                start -= 1
            self._levels.append((start, nodes))
            whole = len(nodes) - len(nodes) % 2
            nodes, level = [node_hash(left, right) for left, right in batched(nodes[:whole], 2)], level + 1

    def node(self, level: int, position: int) -> bytes | None:
        """The subtree's root; None where it ends elsewhere."""
        if level >= len(self._levels):
            return None
        start, nodes = self._levels[level]
        return nodes[position - start] if 0 <= position - start < len(nodes) else None

    def leaf(self, index: int) -> bytes:
        """Raises LookupError for a leaf of another span."""
        found = self.node(0, index)
        if found is None:
            raise LookupError(f"leaf {index} is not between {self.first} and {self.second}")
        return found

    def lasting(self) -> dict[int, bytes]:
        """The subtrees, by number, that any later proof between published heads may ask of this span: those that reach
        back before it, and the largest within it. About four a doubling of its length."""
        kept = {}
        for level, (start, nodes) in enumerate(self._levels):
            for position, node in enumerate(nodes, start):
                begin, end, parent = position << level, position + 1 << level, position >> 1
                within = self.first <= parent << level + 1 and parent + 1 << level + 1 <= self.second
                if end > self.first and (begin < self.first or not within):
                    kept[number_of(level, position)] = node
        return kept

    def inclusion(self, index: int) -> list[bytes]:
        """The proof that leaf `index` of this span stands in the tree of `second` leaves."""
        return inclusion_proof(index, self.second, self.leaf, get_node=self.node)


def numbers_between(first: int, second: int) -> list[int]:
    """Which subtrees the proof between two published sizes is made of. ValueError unless 0 <= first <= second."""
    wanted: list[int] = []

    def noted(level: int, position: int) -> bytes:
        wanted.append(number_of(level, position))
        return bytes(32)

    consistency_proof(first, second, lambda index: noted(0, index), get_node=noted)
    return wanted


def proof_between(first: int, second: int, kept: dict[int, bytes]) -> list[bytes]:
    """The proof that the head of `second` leaves continues that of `first`, from what `lasting` left of each span.

    Raises KeyError when a subtree is missing: then one of the two was never published here."""
    return consistency_proof(
        first, second, lambda index: kept[number_of(0, index)], get_node=lambda at, where: kept[number_of(at, where)]
    )
