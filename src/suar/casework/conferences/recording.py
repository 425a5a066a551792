"""What every change here shares: a file that may be worked on, one entry about it, a row that is not written over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from suar.casework.cases.marking import laid_in
from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_file, require_open
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger.models import LedgeredModel
from suar.core.ledger.recording import Recording
from suar.core.vault.fields import VaultModel, opened_cipher, share_cipher
from suar.registry.accounts.models import User


def may_work(case: Case, by: User) -> None:
    """As `require_open`, and the file was not erased. Raises Refused, DomainError."""
    require_open(case, by)
    _must_be_sealed(case)


def may_add(case: Case, by: User) -> None:
    """Also in a closed file: a signature still to come, an addendum. Raises Refused, DomainError."""
    require_file(case, by)
    _must_be_sealed(case)


def _must_be_sealed(case: Case) -> None:
    if opened_cipher(case) is None:
        raise DomainError(_("Berkas ini sudah dimusnahkan. Tidak ada lagi yang dicatat tentangnya."))


@contextmanager
def recorded(verb: str, case: Case, by: User, **data: Any) -> Iterator[Recording]:
    """One entry about this file. Raises Conflict when somebody else was first."""
    facts = {"case": str(case.pk), **data}
    with ledger.record(verb, by=by, subject=case.child_id, office=case.office.code, data=facts) as entry:
        with laid_in(verb, case, by):
            yield entry


def add(entry: Recording, case: Case, *rows: LedgeredModel) -> None:
    for row in rows:
        if isinstance(row, VaultModel):
            share_cipher(case, row)
        entry.add(row)


def worded(text: str, refusal: str) -> str:
    """The words without blanks around them. Raises DomainError with `refusal` where there are none."""
    if not text.strip():
        raise DomainError(refusal)
    return text.strip()
