"""Once a minute: whose turn it is now, and who must be told that somebody waits for a decision."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.utils import timezone

from suar.casework.conflicts import roster
from suar.casework.conflicts.alarm_kinds import NOBODY_FREE, UNDECIDED
from suar.casework.conflicts.models import Turn, Withholding
from suar.casework.conflicts.turns import turn_for
from suar.core import alarms, ledger
from suar.core.alarms.models import Alarm
from suar.core.ledger.actors import WORKER
from suar.core.ledger.models import StaleRow
from suar.registry.accounts.models import Office

PATIENCE = timedelta(days=3)


def watch(now: datetime) -> int:
    """Raise and close the alarms of what waits. Returns how many wait for too long or for somebody from outside."""
    waiting = list(Withholding.objects.waiting().select_related("office").order_by("since", "id"))
    by_office: dict[Office, list[Withholding]] = defaultdict(list)
    for row in waiting:
        by_office[row.office].append(row)
    for office, rows in by_office.items():
        _renew_turns(office, rows)
    last = timezone.localdate(now - PATIENCE)
    late = {(UNDECIDED, row.code, row.office.code) for row in waiting if row.since <= last}
    lost = {(NOBODY_FREE, row.code, row.office.code) for row in waiting if row.turn == Turn.NOBODY}
    lost |= {(NOBODY_FREE, row.code, row.office.code) for row in waiting if row.turn == Turn.COMMISSIONERS}
    for kind, subject, code in sorted(late | lost):
        alarms.raise_alarm(kind, subject=subject, office=code)
    for alarm in Alarm.objects.open().filter(kind__in=(UNDECIDED, NOBODY_FREE)):
        if (alarm.kind, alarm.subject, alarm.office) not in late | lost:
            alarms.close(alarm.kind, subject=alarm.subject, office=alarm.office)
    return len(late | lost)


def _renew_turns(office: Office, rows: list[Withholding]) -> None:
    """Roles begin and end, and another suspicion may bind the one whose turn it was."""
    listed = roster.members(office)
    bound: dict[object, set[int | None]] = defaultdict(set)
    for subject, user in (
        Withholding.objects.standing().filter(subject__in={row.subject for row in rows}).values_list("subject", "user")
    ):
        bound[subject].add(user)
    for row in rows:
        turn = turn_for(bound[row.subject], listed)
        if turn != row.turn:
            row.turn = turn
            try:
                with ledger.record("conflict.turn", by=WORKER, subject=row.subject, office=office.code) as entry:
                    entry.change(row)
            except StaleRow:  # it was decided meanwhile
                continue
