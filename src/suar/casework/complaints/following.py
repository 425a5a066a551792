"""What else lies under a complaint's key and goes along when it becomes a case. Complaints stand below and cannot ask:
an app that knows registers itself when it is ready."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.registry.accounts.models import User

type Follower = Callable[[Complaint, UUID, Case, User], object]
"""Called with the complaint, the subject that it had, its case and who acts, within the transaction that moves it."""

_followers: list[Follower] = []


def register(follower: Follower) -> Follower:
    """Take this along too. Twice is as good as once."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def follow(complaint: Complaint, old: UUID, case: Case, by: User) -> None:
    """Everything that lies under the old key, while it still opens."""
    for take in _followers:
        take(complaint, old, case, by)
