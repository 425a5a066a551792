"""What of this room somebody may know: 404 for all else."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from suar.casework.cases.models import Case, CaseQuerySet
from suar.casework.cases.perms import get_case
from suar.casework.supervision.leaving import ending
from suar.casework.supervision.models import FileWatch, Session, TermHandover, Transfer, TransferState
from suar.casework.supervision.talks import readable
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import Appointment, Office, User
from suar.registry.accounts.permissions import Permission, allows


def get_term(user: User, appointment_id: int) -> Appointment:
    """A term of an office of this user that ends soon or ended of late."""
    rows = ending(user.office.pk, timezone.localdate())
    return get_object_or_404(rows, pk=appointment_id)


def get_handover(user: User, handover_id: UUID) -> TermHandover:
    rows = TermHandover.objects.visible_to(user).select_related("office", "leaver", "by")
    return get_object_or_404(rows, pk=handover_id)


def get_transfer(user: User, transfer_id: UUID) -> Transfer:
    """Of an office of this user, on either side, opened."""
    whole = ("office", "to_office", "case__office", "case__officer", "child", "by", "decided_by", "new_case")
    transfer = get_object_or_404(Transfer.objects.visible_to(user).select_related(*whole), pk=transfer_id)
    unlock([transfer])
    share_cipher(transfer, transfer.child, transfer.case)
    return transfer


def reads_summary(user: User, transfer: Transfer) -> bool:
    """Of the office that wrote it; there, whoever answers, until it is answered: then the new file says it."""
    if transfer.office_id in user.office_ids:
        return True
    waits = transfer.state == TransferState.PROPOSED
    return waits and allows(user, Permission.TRANSFER_DECIDE, transfer.to_office_id)


def get_session(user: User, session_id: UUID) -> Session:
    """For both who talked and for whoever leads the office, opened."""
    row = get_object_or_404(readable(user).select_related("office", "leader", "other"), pk=session_id)
    unlock([row])
    return row


def unheld_before(user: User, office: Office) -> CaseQuerySet:
    """The open files of the office that nobody can work, as far as this user may know: from whom one is withheld its
    leaders read, and whoever they named to look after it."""
    rows = Case.objects.visible_to(user).open().filter(office=office).unheld()
    if allows(user, Permission.CONFLICT_WITHHOLD, office.pk):
        return rows
    watched = FileWatch.objects.standing().filter(user=user)
    return rows.filter(Q(is_left=True) | Q(pk__in=watched.values("case")))


def get_unheld(user: User, case_id: UUID) -> Case:
    """An open file that nobody can work."""
    case = get_case(user, case_id)
    if not case.is_open or not Case.objects.filter(pk=case.pk).unheld().exists():
        raise Http404
    return case
