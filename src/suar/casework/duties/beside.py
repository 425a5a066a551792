"""What stands beside a duty on its page: letters about it. Duties stand below letters and cannot ask them: an app that
knows registers a finder when it is ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from suar.casework.duties.models import Duty
from suar.registry.accounts.models import User


@dataclass(frozen=True, slots=True)
class Beside:
    """A line with its page, the moment it stands for, and the tone of its word."""

    text: str
    url: str
    at: datetime
    badge: str = ""
    tone: str = ""


type Finder = Callable[[Duty, User], Sequence[Beside]]

_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """Ask this finder too. Twice is as good as once."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def of_duty(duty: Duty, user: User) -> list[Beside]:
    """Oldest first, only what this user may see."""
    return sorted((line for find in _finders for line in find(duty, user)), key=lambda line: line.at)
