"""Who may, and how a change of a letter that came in is written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext

from suar.casework.conflicts.withheld import not_yours
from suar.casework.mail.models import Incoming
from suar.core import ledger
from suar.core.errors import Conflict
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording
from suar.core.vault import erased
from suar.core.vault.keys import KeyMissing
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def may_touch(by: User, mail: Incoming, permission: Permission = Permission.MAIL_WORK) -> None:
    """The permission in its office, and what it belongs to is not withheld. Raises Refused, in words that tell
    nothing."""
    require(by, permission, mail.office_id)
    if not Incoming.objects.visible_to(by).filter(pk=mail.pk).exists():
        raise not_yours()


def must_be_unsettled(mail: Incoming) -> None:
    if mail.is_settled:
        raise Conflict(gettext("Surat ini sudah selesai. Muat ulang halaman."))


def must_be_sealed(mail: Incoming) -> None:
    """Raises DomainError for what was erased, Conflict where its key went because its complaint became a case."""
    try:
        erased.must_be_sealed(mail)
    except KeyMissing:
        raise StaleRow from None


@contextmanager
def recorded(verb: str, mail: Incoming, by: User, **data: Any) -> Iterator[Recording]:
    """One entry about a letter. Raises Conflict when somebody else was first."""
    facts = {"mail": str(mail.pk), **data}
    with ledger.record(f"mail.{verb}", by=by, subject=mail.subject, office=mail.office.code, data=facts) as entry:
        yield entry
