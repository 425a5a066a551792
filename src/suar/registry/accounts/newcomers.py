"""Whoever gets a role, another name or the account back may be somebody of whom a file speaks. Accounts stand below
files and cannot ask: the app that compares says so when it is ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from suar.registry.accounts.models import User

type Look = Callable[[User], Any]

_looks: list[Look] = []


def register(look: Look) -> None:
    """Called when the app is ready; registering twice is once."""
    if look not in _looks:
        _looks.append(look)


def look_at(user: User) -> None:
    """Inside the recording that makes the user known: what a look finds holds from the first page on, and where a look
    breaks the user is not made known."""
    for look in _looks:
        look(user)
