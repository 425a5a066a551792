"""Pure decisions about roles and first passwords."""

from __future__ import annotations

import secrets
from collections.abc import Set

from suar.registry.accounts.models import Role

# Whoever runs the system opens no child's file, a partner sees its own duties only, the Governor's office finished
# reports only: a second role would open what the first must keep shut.
ALONE = frozenset({Role.ADMIN, Role.MITRA, Role.GUBERNUR})
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # read out by telephone: no l, i, o, 0, 1


def may_be_held_together(roles: Set[str]) -> bool:
    """Whether one person may hold these roles at the same time."""
    return len(roles) <= 1 or ALONE.isdisjoint(roles)


def one_time_password() -> str:
    """Four groups of four letters, 79 bits: shown once, then its owner chooses another."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
