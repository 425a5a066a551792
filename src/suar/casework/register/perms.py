"""Which import somebody may know of, and who may import at all."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from suar.casework.cases.models import Case
from suar.casework.children.perms import require_sight
from suar.casework.register.models import ImportedRow, ImportRun
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def get_run(user: User, pk: UUID) -> ImportRun:
    """The run, opened; 404 for one of another office."""
    run = ImportRun.objects.visible_to(user).select_related("office", "batch", "by").filter(pk=pk).first()
    if run is None:
        raise Http404
    return unlock([run])[0]


def get_row(user: User, case_id: UUID) -> ImportedRow:
    """The row of the register that a visible file came from, opened; 404 for every other."""
    seen = Case.objects.visible_to(user)
    row = ImportedRow.objects.select_related("case", "case__office", "run").filter(case__in=seen, case=case_id).first()
    if row is None:
        raise Http404
    unlock([row])
    return row


def require_import(by: Actor, office: Office) -> None:
    """Whoever imports registers, in an office they serve. Raises Refused."""
    require_sight(by, office)
    require(by, Permission.REGISTER_IMPORT, office.pk)
