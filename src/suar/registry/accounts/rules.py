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


# What a browser says of itself, in the order in which the words must be looked for: many name others as well.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def device(user_agent: str) -> str:
    """`Firefox, Android` from what the browser sent; empty where it says nothing that is known."""
    browser = next((name for word, name in BROWSERS.items() if word in user_agent), "")
    system = next((name for word, name in SYSTEMS.items() if word in user_agent), "")
    return ", ".join(filter(None, [browser, system]))
