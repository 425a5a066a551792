"""What every change here shares: a file that may be worked on, one entry about it, a row that is not written over."""

from __future__ import annotations

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_file, require_open
from suar.core.errors import DomainError
from suar.core.vault.erased import must_be_sealed
from suar.registry.accounts.models import User


def may_work(case: Case, by: User) -> None:
    """As `require_open`, and the file was not erased. Raises Refused, DomainError."""
    require_open(case, by)
    must_be_sealed(case)


def may_add(case: Case, by: User) -> None:
    """Also in a closed file: a signature still to come, an addendum. Raises Refused, DomainError."""
    require_file(case, by)
    must_be_sealed(case)


def worded(text: str, refusal: str) -> str:
    """The words without blanks around them. Raises DomainError with `refusal` where there are none."""
    if not text.strip():
        raise DomainError(refusal)
    return text.strip()
