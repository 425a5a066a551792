"""Which reports someone may open: the object, or 404."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from suar.insight.reports.models import Snapshot, SnapshotQuerySet
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows


def reports_for(user: User) -> SnapshotQuerySet:
    """Those of the user's offices. Whoever works on no file sees finished ones only: a running period may mislead."""
    rows = Snapshot.objects.visible_to(user)
    return rows if allows(user, Permission.CASE_VIEW) else rows.finished()


def get_report(user: User, report_id: UUID) -> Snapshot:
    return get_object_or_404(reports_for(user).select_related("office", "by"), pk=report_id)
