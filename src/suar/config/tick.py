"""Once a minute: everything that is due, derived from tables, never from a task that a kill could lose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from suar.casework.complaints.actions import sweep_keys
from suar.casework.complaints.alerts import alert
from suar.casework.complaints.takeover import chase_unread
from suar.casework.conflicts import actions as conflicts
from suar.casework.contacts import actions as contacts
from suar.casework.duties import actions as duties
from suar.casework.letters import actions as letters
from suar.casework.paper import actions as paper
from suar.casework.register import actions as register
from suar.casework.retention import actions as retention
from suar.casework.safeguards import actions as safeguards
from suar.core.alarms.models import Alarm
from suar.core.ledger.actors import WORKER
from suar.core.ledger.keyholding import finish_erasures
from suar.core.ledger.orphans import span_of, sweep_orphans
from suar.core.vault import backup
from suar.desk import health
from suar.desk.alarm_kinds import CLOCK
from suar.registry.accounts import limits, notices
from suar.registry.accounts.alarms import mail_due
from suar.registry.accounts.models import Session

LONGEST_TASK = timedelta(minutes=10)
KEEP_RESULTS = timedelta(days=7)


def tick(now: datetime | None = None) -> dict[str, int]:
    """Remind, escalate, propose letters, finish what a kill interrupted. Returns how many of each."""
    now = now or timezone.now()
    return {name: part(now) for name, part in PARTS.items()}


def expire_copies(now: datetime) -> int:
    """Copies that have lived 30 days go from the home's own places; none while the clock is in doubt."""
    if Alarm.objects.open().filter(kind=CLOCK).exists():
        return 0
    places = (settings.SUAR_HOME / "backups" / name for name in ("main", "keys"))
    return sum(len(backup.prune(place, today=timezone.localdate(now))) for place in places)


def requeue(now: datetime) -> int:
    """Tasks that a killed worker left running start again; one that started later than now did so by a wrong clock."""
    started = Q(started_at__lt=now - LONGEST_TASK) | Q(started_at__gt=now + LONGEST_TASK)
    stuck = DBTaskResult.objects.running().filter(started)
    return stuck.update(status=TaskResultStatus.READY, started_at=None)


def prune(now: datetime) -> int:
    """Finished tasks are forgotten after a week; their arguments are ids only."""
    removed, _ = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_RESULTS).delete()
    return removed


def forget_sessions(now: datetime) -> int:
    """A session that has run out is deleted, with the address it was opened from."""
    removed, _ = Session.objects.expired(now).delete()
    return removed


def run_tasks() -> None:
    """Everything that is ready now, one after the other."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="suar-worker",
        excluded_queue_names=[],
    ).run()


# Each is a step of the worker by itself: one that fails holds up no other, least of all the watch and the mail at the
# end.
PARTS: dict[str, Callable[[datetime], int]] = {
    "taken_back": lambda now: duties.take_back(now=now),
    "reminded": lambda now: duties.remind(now=now),
    "late": lambda now: duties.note_lateness(now=now),
    "escalated": lambda now: duties.escalate(now=now),
    "alerted": alert,
    "unread": chase_unread,
    "conflicts": conflicts.watch,
    "reached": lambda now: duties.reach(now=now),
    "pauses": lambda _now: duties.watch_pauses(),
    "letters": lambda now: letters.propose_due(now=now),
    "receipts": lambda _now: paper.lay_receipts(by=WORKER),
    "imports": lambda _now: register.finish_unfinished(),
    "retention": lambda now: retention.propose_due(now=now, span=span_of(now)),
    "erasures": lambda _now: finish_erasures(),
    "erasure_papers": lambda _now: retention.finish_started(),
    "swept": lambda _now: sweep_keys(),
    "drafts": lambda now: contacts.lapse_drafts(now=now),
    "numbers": lambda now: contacts.forget(now=now),
    "orphans": lambda now: sweep_orphans(now, span_of(now)),
    "copies": expire_copies,
    "limits": lambda now: limits.forget(now.timestamp()),
    "sessions": forget_sessions,
    "requeued": requeue,
    "pruned": prune,
    "looked": lambda now: safeguards.look(now=now),
    "honey": lambda now: safeguards.watch_honey(now=now),
    "alarms": health.watch,
    "mailed": lambda _now: mail_due() + notices.mail_due(),
}
