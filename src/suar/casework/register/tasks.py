from __future__ import annotations

from uuid import UUID

from django.tasks import task

from suar.casework.register.actions import stage_upload
from suar.casework.register.models import ImportRun, State
from suar.core.ledger.actors import WORKER


@task()
def read_upload(run_id: str) -> str:
    """Read a received file. Again is harmless: a run that waits no longer is left alone. Returns the state."""
    run = ImportRun.objects.select_related("office", "by").get(pk=UUID(run_id))
    if run.state == State.UPLOADED:
        run = stage_upload(run=run, by=run.by or WORKER)
    return run.state
