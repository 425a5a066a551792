"""Whoever gets a role, another name or the account back may be somebody of whom a file speaks. Accounts stand below
files and cannot ask: the app that compares plugs in here."""

from __future__ import annotations

from suar.core.hooks import Hook
from suar.registry.accounts.models import User


@Hook
def user_became_known(user: User, /) -> object:
    """Inside the recording that gives a user a role, another name or the account back. What a listener finds holds from
    the first page on; where it fails the user is not made known."""
