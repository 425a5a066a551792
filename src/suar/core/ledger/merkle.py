"""The Merkle tree of RFC 9162 section 2.1 over SHA-256: roots, an append-only frontier, proofs and their checks.

Units and orders used throughout:
- a *leaf hash* is `leaf_hash(entry bytes)`, 32 bytes; the functions take leaf hashes, never the entries themselves;
- indexes count from 0, sizes are numbers of leaves;
- a proof is a list of 32-byte node hashes in the order of RFC 9162: the node nearest to the leaves first.

Making a root or a proof raises ValueError for arguments that name no tree. Checking a proof never raises: what is
not a valid proof, however malformed, is False.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import batched

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
MAX_SIZE = 2**63 - 1  # what a signed 64-bit column holds

_LEAF, _NODE = b"\x00", b"\x01"
_BATCH = 65_536  # bounds memory: at most two levels of this many hashes are alive at once
_FORMAT = b"\x01"

type GetLeaf = Callable[[int], bytes]
type GetNode = Callable[[int, int], bytes | None]


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data): the hash of one entry."""
    return sha256(_LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right): the hash of an inner node."""
    return sha256(_NODE + left + right).digest()


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """The tree head over the leaf hashes in their order; SHA-256 of the empty string for none.

    Raises ValueError when a leaf hash is not 32 bytes.
    """
    frontier = Frontier()
    frontier.extend(leaf_hashes)
    return frontier.root()


class Frontier:
    """The right edge of a growing tree: one hash per set bit of the size, enough to append and to give the root.

    It does not keep the leaves, so it stays below 2.1 kB at any size. `to_bytes` and `from_bytes` let a sequencer go
    on where it stopped; whoever loads a frontier must compare its root with a signed head before appending to it.
    """

    __slots__ = ("_edge", "_size")

    def __init__(self) -> None:
        self._size = 0
        # Place n holds the root of a complete subtree of 2**n leaves, or None where bit n of the size is 0.
        self._edge: list[bytes | None] = []

    @property
    def size(self) -> int:
        """Number of leaves appended so far."""
        return self._size

    def extend(self, leaf_hashes: Iterable[bytes]) -> None:
        """Append leaf hashes in their order.

        Raises ValueError at the first batch with a value that is not 32 bytes; the frontier then stands before that
        batch, so a caller that goes on after the error must start from a saved state.
        """
        for batch in batched(leaf_hashes, _BATCH):
            if {*map(type, batch)} != {bytes} or {*map(len, batch)} != {HASH_SIZE}:
                raise ValueError(f"a leaf hash must be {HASH_SIZE} bytes")
            if self._size + len(batch) > MAX_SIZE:
                raise ValueError(f"a tree holds at most {MAX_SIZE} leaves")
            self._append(list(batch))

    def _append(self, nodes: list[bytes]) -> None:
        sha, prefix, edge, level = sha256, _NODE, self._edge, 0
        self._size += len(nodes)
        while nodes:
            if level == len(edge):
                edge.append(None)
            waiting = edge[level]
            if waiting is not None:
                nodes.insert(0, waiting)
            edge[level] = nodes.pop() if len(nodes) & 1 else None
            pairs = iter(nodes)
            nodes = [sha(prefix + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
            level += 1

    def root(self) -> bytes:
        """The tree head at the present size."""
        head: bytes | None = None
        for node in self._edge:  # the smallest, rightmost subtree first
            if node is not None:
                head = node if head is None else node_hash(node, head)
        return EMPTY_ROOT if head is None else head

    def node(self, level: int) -> bytes | None:
        """The root of the complete subtree of 2**level leaves at the right edge; None where the size has none."""
        return self._edge[level] if level < len(self._edge) else None

    def to_bytes(self) -> bytes:
        """Format byte 0x01, the size as 8 bytes big-endian, then the subtree roots from the largest to the smallest."""
        nodes = [node for node in reversed(self._edge) if node is not None]
        return _FORMAT + self._size.to_bytes(8, "big") + b"".join(nodes)

    @classmethod
    def from_bytes(cls, data: bytes) -> Frontier:
        """The frontier that `to_bytes` wrote. Raises ValueError for anything that it cannot have written."""
        if data[:1] != _FORMAT:
            raise ValueError("unknown format of a frontier")
        size, nodes = int.from_bytes(data[1:9], "big"), data[9:]
        if len(data) < 9 or size > MAX_SIZE or len(nodes) != HASH_SIZE * size.bit_count():
            raise ValueError("a frontier's length does not fit its size")
        frontier, end = cls(), len(nodes)
        frontier._size = size
        for level in range(size.bit_length()):
            present = size >> level & 1
            frontier._edge.append(nodes[end - HASH_SIZE : end] if present else None)
            end -= HASH_SIZE * present
        return frontier


def inclusion_proof(index: int, size: int, get_leaf: GetLeaf, *, get_node: GetNode | None = None) -> list[bytes]:
    """The audit path of leaf `index` in the tree of the first `size` leaves (RFC 9162 2.1.3.1).

    `get_leaf(i)` gives leaf hash i; every other leaf is read once unless `get_node(level, position)` answers, which
    gives the root of the complete subtree over leaves [position * 2**level, (position + 1) * 2**level), or None where
    the caller keeps none. A table of the subtrees of 256 leaves makes a proof read about 256 leaves and size / 256
    nodes. Raises ValueError unless 0 <= index < size.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size} leaves")
    start, width, proof = 0, size, []
    while width > 1:
        left = _split(width)
        if index < start + left:
            proof.append(_subtree(start + left, width - left, get_leaf, get_node))
            width = left
        else:
            proof.append(_subtree(start, left, get_leaf, get_node))
            start, width = start + left, width - left
    return proof[::-1]


def consistency_proof(first: int, second: int, get_leaf: GetLeaf, *, get_node: GetNode | None = None) -> list[bytes]:
    """The proof that the tree of `first` leaves is a beginning of the tree of `second` leaves (RFC 9162 2.1.4.1).

    Empty when the sizes are equal, and when `first` is 0 (RFC 9162 leaves that case open; every tree begins with the
    empty one). `get_leaf` and `get_node` as for `inclusion_proof`. Raises ValueError unless 0 <= first <= second.
    """
    if not 0 <= first <= second:
        raise ValueError(f"a tree of {second} leaves cannot continue one of {first}")
    if first == 0:
        return []
    start, old, width, proof = 0, first, second, []
    while old != width:
        left = _split(width)
        if old <= left:
            proof.append(_subtree(start + left, width - left, get_leaf, get_node))
            width = left
        else:
            proof.append(_subtree(start, left, get_leaf, get_node))
            start, old, width = start + left, old - left, width - left
    if start:  # otherwise the verifier holds this node already: it is the first root
        proof.append(_subtree(start, width, get_leaf, get_node))
    return proof[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that leaf hash `leaf` stands at `index` in the tree of `size` leaves with this `root`.

    RFC 9162 2.1.3.2. `size` and `root` must come from one signed head: a proof alone does not bind the size.
    """
    if not (0 <= index < size and _are_hashes(leaf, root, *proof)):
        return False
    position, last, head = index, size - 1, leaf
    for node in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            head = node_hash(node, head)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            head = node_hash(head, node)
        position, last = position >> 1, last >> 1
    return last == 0 and head == root


def verify_consistency(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree of `second` leaves continues the tree of `first` leaves, by their roots.

    RFC 9162 2.1.4.2. Each size and root must come from one signed head.
    """
    if not (0 <= first <= second and _are_hashes(first_root, second_root, *proof)):
        return False
    if first in (0, second):  # nothing to prove but that the caller's roots are what they must be
        return not proof and first_root == (second_root if first else EMPTY_ROOT)
    path = [first_root, *proof] if first.bit_count() == 1 else list(proof)
    if not path:
        return False
    position, last = first - 1, second - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for node in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, node)
        position, last = position >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _split(width: int) -> int:
    """The largest power of two below `width`: how many leaves stand under the left child."""
    return 1 << (width - 1).bit_length() - 1


def _subtree(start: int, width: int, get_leaf: GetLeaf, get_node: GetNode | None) -> bytes:
    """The root over leaves [start, start + width); in every subtree of the RFC the complete parts are aligned."""
    if get_node is None:
        return root(map(get_leaf, range(start, start + width)))
    parts = []
    for level in reversed(range(width.bit_length())):
        if width >> level & 1:
            parts.append(_complete(level, start >> level, get_leaf, get_node))
            start += 1 << level
    head = parts.pop()
    while parts:
        head = node_hash(parts.pop(), head)
    return head


def _complete(level: int, position: int, get_leaf: GetLeaf, get_node: GetNode) -> bytes:
    if level == 0:
        return get_leaf(position)
    kept = get_node(level, position)
    if kept is not None:
        return kept
    left = _complete(level - 1, 2 * position, get_leaf, get_node)
    return node_hash(left, _complete(level - 1, 2 * position + 1, get_leaf, get_node))


def _are_hashes(*values: bytes) -> bool:
    return all(isinstance(value, bytes) and len(value) == HASH_SIZE for value in values)
