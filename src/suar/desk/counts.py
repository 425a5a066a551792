"""What the desk counts: beside the places of the sidebar and on the first page, in one statement.

Kept for a few seconds: at a million rows counting would cost more than the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.utils import timezone

from suar.casework.cases import panels as cases
from suar.casework.complaints import panels as complaints
from suar.casework.conflicts import panels as conflicts
from suar.casework.duties import panels as duties
from suar.casework.letters import panels as letters
from suar.casework.mail import panels as mail
from suar.casework.material import panels as material
from suar.casework.paper import panels as paper
from suar.casework.retention import panels as retention
from suar.core.ui.counting import counted
from suar.desk import alarms

FRESH = 10  # seconds
SIDEBAR = (
    "ours_late",
    "waiting",
    "open_count",
    "theirs_late",
    "letters_drafted",
    "mail_mine",
    "paper_uncounted",
    "material_open",
    "conflicts",
)


def of_today(user: Any, now: datetime) -> dict[str, int]:
    """Everything that the first page counts, as it is now; the sidebar of the next pages shows the same."""
    found = counted(_queries(user, now))
    caches["counts"].set(_key(user), found, FRESH)
    return found


def of_sidebar(user: Any) -> dict[str, int]:
    """What stands beside the places: at most `FRESH` seconds old."""
    found: dict[str, int] | None = caches["counts"].get(_key(user))
    if found is None:
        queries = _queries(user, timezone.now())
        found = counted({name: queries[name] for name in SIDEBAR if name in queries})
        caches["counts"].set(_key(user), found, FRESH)
    return found


def _queries(user: Any, now: datetime) -> dict[str, Any]:
    return {
        **duties.to_count(user, now),
        **cases.to_count(user, now),
        **complaints.to_count(user, now),
        **letters.to_count(user, now),
        **mail.to_count(user),
        **paper.to_count(user, now),
        **material.to_count(user),
        **conflicts.to_count(user),
        **retention.to_count(user),
        **alarms.to_count(user),
    }


def _key(user: Any) -> str:
    return f"counts:{user.pk}:{','.join(map(str, user.office_ids))}"
