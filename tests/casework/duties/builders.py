"""What tests of duties share: moments in West Kalimantan and the entries of one duty."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from suar.casework.duties import actions
from suar.casework.duties.books import books, earliest_day
from suar.casework.duties.models import Duty, HouseLimit
from suar.config.demo import clock
from suar.core.clocks.calendars import WIB
from suar.core.clocks.rules import Unit
from suar.core.ledger.models import Covered, Entry
from suar.registry.accounts.models import Role, User
from tests.factories import a_user

BRACKETS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def at_most(statements: int, *, keys: int = 2) -> Iterator[None]:
    """No more SQL than this on `main` and on `keys`; the brackets of transactions are not counted."""
    with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keys"]) as opened:
        yield
    told = [query["sql"] for query in main.captured_queries if not query["sql"].startswith(BRACKETS)]
    assert len(told) <= statements, "\n".join(told)
    assert len(opened.captured_queries) <= keys


def a_limit(by: User | None = None, **facts: Any) -> HouseLimit:
    """Another length for a rule of the house, proposed from tomorrow on; where one was agreed, another from the day
    after."""
    by = by or a_user(Role.KETUA)
    agreed = HouseLimit.objects.agreed().filter(office=by.office, rule="house.plan.high").count()
    given = {"rule": "house.plan.high", "amount": 5 - agreed % 2, "unit": Unit.CALENDAR_DAYS, "reason": "Pleno"}
    given["effective_from"] = earliest_day() + timedelta(days=agreed)
    return actions.propose_limit(office=by.office, by=by, **{**given, **facts})


def at(text: str) -> datetime:
    """`2026-03-17 10:00`, West Kalimantan."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def verbs(duty: Duty) -> list[str]:
    """What the ledger says happened to the duty, in order."""
    covered = Covered.objects.filter(table="duties.duty", row=str(duty.pk)).order_by("id")
    return [row.entry.verb for row in covered.select_related("entry")]


def last_entry(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("id")


def data_of(entry: Entry) -> dict[str, Any]:
    return json.loads(entry.data) if entry.data else {}


def again(duty: Duty) -> Duty:
    """The duty as another request reads it."""
    return Duty.objects.select_related("office", "agency").get(pk=duty.pk)


@contextmanager
def counted_otherwise(**lengths: tuple[int, str]) -> Iterator[None]:
    """In an office that counts these rules otherwise since four days ago: `house__plan__high=(5, "calendar_days")`."""
    with clock.at(timezone.now() - timedelta(days=5)):
        for rule, (amount, unit) in lengths.items():
            limit = a_limit(rule=rule.replace("__", "."), amount=amount, unit=unit)
            actions.agree_limit(limit=limit, by=a_user(Role.WAKIL))
    books.forget()
    yield
    books.forget()
