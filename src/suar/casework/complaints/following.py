"""What else lies under a complaint's key and goes along when it becomes a case. Complaints stand below and cannot ask:
an app that knows registers itself when it is ready."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.registry.accounts.models import User


class Follower(Protocol):
    """Called within the transaction that moves the complaint, while its old key still opens."""

    def __call__(self, *, complaint: Complaint, old: UUID, case: Case, by: User) -> object: ...


_followers: list[Follower] = []


def register(follower: Follower) -> Follower:
    """Take this along too. Twice is as good as once."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def follow(*, complaint: Complaint, old: UUID, case: Case, by: User) -> None:
    """Everything that lies under the old key."""
    for take in _followers:
        take(complaint=complaint, old=old, case=case, by=by)
