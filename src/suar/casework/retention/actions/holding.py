"""A leader keeps a file from being erased, and lets it go again. What a hold does is in core/ledger/holds.py."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.retention import ripe
from suar.casework.retention.withheld import must_be_free_of
from suar.core.errors import DomainError
from suar.core.ledger import holds
from suar.core.ledger.models import Hold
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def hold(*, subject: UUID, reason: str, basis: str, by: User) -> Hold:
    """Raises DomainError without a reason, a basis or a file; Conflict once the erasure has begun; Refused."""
    one = ripe.known(subject, timezone.localdate())
    if one is None:
        raise DomainError(gettext("Tidak ada berkas dengan nomor ini."))
    require(by, Permission.RETENTION_HOLD, one.office.pk)
    must_be_free_of(by, [subject])
    return holds.set_hold(
        subject=subject, office=one.office.code, reference=one.reference[:60], reason=reason, basis=basis, by=by
    )


def lift(*, hold: Hold, why: str, by: User) -> Hold:
    """Raises DomainError without a reason, Conflict where it was lifted already, Refused."""
    require(by, Permission.RETENTION_HOLD, Office.objects.get(code=hold.office).pk)
    must_be_free_of(by, [hold.subject])
    return holds.lift_hold(hold=hold, why=why, by=by)
