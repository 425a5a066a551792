"""Who counts anew when a child's birth date turns out to be another. Files stand above: an app that counts by it
registers itself when it is ready, and runs inside the recording of the change."""

from __future__ import annotations

from collections.abc import Callable

from suar.casework.children.models import Child
from suar.core.ledger.recording import Recording

type Follower = Callable[[Child, Recording], object]

_followers: list[Follower] = []


def follow(follower: Follower) -> Follower:
    """Called with the child as it is after the change. Twice is as good as once."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def went_along(child: Child, entry: Recording) -> None:
    for follower in _followers:
        follower(child, entry)
