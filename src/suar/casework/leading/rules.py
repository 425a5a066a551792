"""Pure decisions of a file that another body leads: how far ahead is planned, in which group of age SIMFONI counts."""

from __future__ import annotations

from typing import Final

PLANNED_AHEAD = 90  # days: so far ahead an interview is written down before it is held

AGES: Final = ((0, 5), (6, 12), (13, 17), (18, 24), (25, 44), (45, 59))
"""SIMFONI-PPA's groups of age, as its dashboard shows them."""


def age_group(age: int | None) -> str:
    """`13-17`; empty where the age is not known."""
    if age is None or age < 0:
        return ""
    return next((f"{first}-{last}" for first, last in AGES if first <= age <= last), "60+")
