"""Whose turn a decision is: of those of the office from whom the file is not withheld."""

from __future__ import annotations

from collections.abc import Sequence

from suar.casework.conflicts import rules
from suar.casework.conflicts.models import Origin, Withholding
from suar.casework.conflicts.roster import Member
from suar.registry.accounts.permissions import COMMISSIONERS, LEADERS


def set_turns(rows: Sequence[Withholding], listed: dict[int, Member]) -> None:
    """Of new rows about one subject, and of what stands there already. The caller saves them."""
    if not rows:
        return
    standing = Withholding.objects.standing().about(rows[0].subject)
    bound = {*standing.values_list("user", flat=True), *(row.user_id for row in rows if row.in_force)}
    # What a leader did is for another to look at.
    bound |= {row.by_id for row in rows if row.origin == Origin.LEADER}
    turn = turn_for(bound, listed)
    for row in rows:
        row.turn = turn


def turn_for(bound: set[int | None], listed: dict[int, Member]) -> str:
    free = [member.roles for pk, member in listed.items() if pk not in bound]
    return rules.turn_of((bool(roles & LEADERS), bool(roles & COMMISSIONERS)) for roles in free)
