"""Which import somebody may know of, and who may import at all."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.children.perms import require_sight
from suar.casework.conflicts.models import Withholding
from suar.casework.register.models import ImportedRow, ImportRun
from suar.core.errors import Refused
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, allows, require

LATELY = timedelta(days=7)  # as long as an erasure waits: until then whoever imports takes back


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


def require_undo(by: Actor, run: ImportRun, leader: User | None = None) -> None:
    """Whoever imports takes back what was imported lately. Later, or where a file of it is withheld from anybody, it is
    an erasure, and takes a leader from whom nothing of it is withheld: `by`, or whom an operator names. Raises Refused,
    for everybody in the same words, which do not tell which of these it was."""
    require_import(by, run.office)
    withheld = Withholding.objects.standing().filter(subject__in=run.rows.values("child_id"))
    if run.at > timezone.now() - LATELY and not withheld.exists():
        return
    person = by if isinstance(by, User) else leader
    leads = person is not None and allows(person, Permission.RETENTION_APPROVE, run.office_id)
    if person is None or not leads or withheld.against(person).exists():
        raise Refused(
            _(
                "Impor ini hanya dapat dibatalkan oleh Ketua atau Wakil yang boleh melihat semua isinya: umurnya lebih "
                "dari 7 hari, atau ada berkasnya yang ditahan dari seseorang."
            )
        )
