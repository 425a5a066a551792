"""Pure decisions of the safeguards: how long, how many, who reviews, what reading somebody should look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from suar.registry.accounts.models import Role

HOURS = timedelta(hours=24)  # so long one file stands open
AT_ONCE = 3  # files that one person has open in an emergency at a time
WORDS_AT_LEAST = 20  # letters of one's own words
RATE_DAYS = 30  # the alarm tells how many this person opened in so many days
DAY = timedelta(hours=24)
# From how many a leader is asked to look. `missed` and `opened` within a day, `lately` within RATE_DAYS. None is law:
# who knows a number from a hospital errs once or twice, and a night with three children of others is a hard night.
OFTEN: Mapping[str, int] = {"missed": 3, "opened": 3, "lately": 6}


def reviewer(*, breaker_is_ketua: bool, has_ketua: bool) -> str:
    """Who says whether it was needed: the Ketua of the file's office; the Wakil where the Ketua opened it or there is
    none."""
    return Role.WAKIL if breaker_is_ketua or not has_ketua else Role.KETUA


def may_review(roles: Collection[str], wanted: str) -> bool:
    """Whether somebody with these roles in the file's office is the one."""
    return wanted in roles


def often(counted: Mapping[str, int]) -> list[str]:
    """Which of these counts a leader is asked to look at."""
    return [code for code, least in OFTEN.items() if counted.get(code, 0) >= least]
