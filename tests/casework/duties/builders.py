"""What tests of duties share: moments in West Kalimantan and the entries of one duty."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from suar.casework.duties.models import Duty
from suar.core.clocks.calendars import WIB
from suar.core.ledger.models import Covered, Entry


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
