"""Somebody is named to look after a file until it is held; with a holder that ends."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_officer, require_open
from suar.casework.supervision.models import FileWatch
from suar.core import ledger
from suar.core.errors import Conflict
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def watch_file(*, case: Case, user: User, by: User) -> FileWatch:
    """From now on this person looks after the file. Raises Conflict for a file that somebody works on, DomainError for
    somebody who may not see it."""
    require_open(case, by)
    require(by, Permission.CASELOAD_OVERRIDE, case.office_id)
    require_officer(user, case.office, case.child_id)
    now = timezone.now()
    facts = {"case": str(case.pk), "watcher": user.actor_id}
    with ledger.record("supervision.watch", by=by, subject=case.child_id, office=case.office.code, data=facts) as entry:
        Case.objects.select_for_update().get(pk=case.pk)
        if not Case.objects.filter(pk=case.pk).unheld().exists():
            raise Conflict(gettext("Berkas ini sudah ada petugasnya. Muat ulang halaman."))
        known = FileWatch.objects.standing().filter(case=case).select_related("user").first()
        if known is not None and known.user_id == user.pk:
            return known
        if known is not None:
            known.ended_at = now
            entry.change(known)
        row = FileWatch(office=case.office, case=case, user=user, by=by, at=now)
        entry.add(row)
    return row


def unwatch(case: Case, by: Actor, at: datetime) -> None:
    """The file has a holder: within that action."""
    known = FileWatch.objects.standing().filter(case=case).first() if case.officer_id is not None else None
    if known is not None:
        known.ended_at = at
        facts = {"case": str(case.pk)}
        with ledger.record(
            "supervision.unwatch", by=by, subject=case.child_id, office=case.office.code, data=facts
        ) as entry:
            entry.change(known)
