"""What the worker does after a freeze."""

from __future__ import annotations

from uuid import UUID

from django.tasks import task

from suar.insight.reports.models import Snapshot
from suar.insight.reports.rendering import draw


@task()
def draw_charts(snapshot_id: str) -> int:
    """Draw what the pages of a snapshot show. Again is harmless: what is kept is not drawn twice."""
    return draw(Snapshot.objects.get(pk=UUID(snapshot_id)))
