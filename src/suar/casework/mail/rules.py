"""What the code on a torn-off strip says. No database, no clock."""

from __future__ import annotations

from suar.casework.letters.rules import STRIP


def number_on(typed: str) -> str:
    """The number of our letter, as scanned from its strip or typed without the prefix."""
    text = typed.strip()
    return text[len(STRIP) :].strip() if text.upper().startswith(STRIP) else text
