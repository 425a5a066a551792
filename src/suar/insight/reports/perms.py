"""Which reports someone may open: the object, or 404."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from suar.insight.reports.models import Snapshot, SnapshotQuerySet
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, offices_with


def reports_for(user: User) -> SnapshotQuerySet:
    """Those of the user's offices. Whoever works on no file sees finished ones only: a running period may mislead."""
    works, reads = offices_with(user, Permission.CASE_VIEW), offices_with(user, Permission.REPORT_VIEW)
    return Snapshot.objects.visible_to(user).filter(Q(office__in=works) | Q(office__in=reads, provisional=False))


def get_secret(user: User, report_id: UUID) -> Snapshot:
    """For its edition RAHASIA: a report of an office in which the user may read that."""
    secret = reports_for(user).filter(office__in=offices_with(user, Permission.REPORT_SECRET))
    return get_object_or_404(secret.select_related("office", "by"), pk=report_id)


def get_report(user: User, report_id: UUID) -> Snapshot:
    return get_object_or_404(reports_for(user).select_related("office", "by"), pk=report_id)
