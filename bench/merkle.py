"""How fast the ledger's tree and canonical form are: one million leaves against plain SHA-256 of the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from time import perf_counter

from suar.core.ledger import canonical, merkle

LEAVES = 1_000_000


def rows() -> list[dict[str, object]]:
    """The two rows; seconds, each the best of three runs, with its yardstick from the same process."""
    return [_tree(), _entries()]


def _tree() -> dict[str, object]:
    leaves = [sha256(n.to_bytes(8, "big")).digest() for n in range(LEAVES)]
    nodes = [b"\x01" + bytes(32) + leaf for leaf in leaves[1:]]  # as many messages of 65 bytes as the tree has nodes
    return _row("ledger: root over 1,000,000 leaf hashes", 2.0, lambda: merkle.root(leaves), lambda: _hash_each(nodes))


def _entries() -> dict[str, object]:
    digest = sha256(b"row").digest()
    entries = [
        (n, "cases.actions.open", 1_767_225_600_000_000 + n, "user", 17, "cases.Case", str(n), 1, digest, None)
        for n in range(LEAVES)
    ]
    encoded = list(map(canonical.encode, entries))
    return _row(
        "ledger: canonical bytes and leaf hashes of 1,000,000 entries of 10 fields",
        3.0,
        lambda: [merkle.leaf_hash(canonical.encode(entry)) for entry in entries],
        lambda: _hash_each(encoded),
    )


def _hash_each(messages: list[bytes]) -> None:
    sha = sha256
    for message in messages:
        sha(message).digest()


def _row(name: str, budget: float, work: Callable[[], object], yardstick: Callable[[], object]) -> dict[str, object]:
    figure, plain = _seconds(work), _seconds(yardstick)
    return {
        "name": name,
        "figure": round(figure, 3),
        "unit": "s",
        "budget": f"≤ {budget:g} s",
        "yardstick": f"{plain:.3f} s: hashlib.sha256, one call a message, over the same bytes ready made",
        "ratio": round(figure / plain, 2),
    }


def _seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return best


if __name__ == "__main__":
    import json
    import sys

    json.dump(rows(), sys.stdout, indent=2, ensure_ascii=False)
