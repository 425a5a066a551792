"""Which snapshots have a press sheet for someone: the object, or 404."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from suar.insight.reports.models import Snapshot, SnapshotQuerySet
from suar.insight.reports.perms import reports_for
from suar.registry.accounts.models import User


def sheets_for(user: User) -> SnapshotQuerySet:
    """Of the reports that they may read, those whose period is over: what still runs would be said and be wrong."""
    return reports_for(user).finished()


def get_sheet(user: User, report_id: UUID) -> Snapshot:
    return get_object_or_404(sheets_for(user).select_related("office"), pk=report_id)
