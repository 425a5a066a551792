"""Where people meet about one child, what they decide for it, and where the child was not alone."""

from __future__ import annotations

from suar.casework.conferences.models.accompaniment import Accompaniment
from suar.casework.conferences.models.conference import (
    Addendum,
    Conference,
    Decision,
    Dissent,
    Invitation,
    Voice,
)
from suar.casework.conferences.models.interests import Determination, Member, Opinion, Option

__all__ = [
    "Accompaniment",
    "Addendum",
    "Conference",
    "Decision",
    "Determination",
    "Dissent",
    "Invitation",
    "Member",
    "Opinion",
    "Option",
    "Voice",
]
