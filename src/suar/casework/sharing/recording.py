"""Who may, and how an act of this room is written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_file
from suar.casework.children.merges import one_child
from suar.casework.children.models import Child
from suar.casework.dignity import blaming_words
from suar.casework.sharing.models import Agreement
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger.recording import Recording
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require

LONGEST = 4000  # characters of one part of a package


def may_share(by: User, case: Case) -> None:
    """As the file asks of whoever works in it. Raises Refused."""
    require_file(case, by)
    require(by, Permission.SHARING_WORK, case.office_id)


def one_at_a_time(case: Case) -> set[UUID]:
    """Inside a recording: what is said of a child and what leaves wait for each other, so that nothing goes on a yes
    that is just being taken back. Returns the files that are read as this child's, whose merging waits likewise."""
    ids = one_child(case.child_id)
    list(Child.objects.select_for_update().filter(pk__in=ids).order_by("pk").only("pk"))
    return ids


@contextmanager
def agreed(verb: str, agreement: Agreement, by: User) -> Iterator[Recording]:
    """One entry about an agreement. Raises Conflict when somebody else was first."""
    facts = {"agency": agreement.agency_id, "edition": agreement.edition}
    with ledger.record(verb, by=by, office=agreement.office.code, data=facts) as entry:
        yield entry


def clean(words: dict[str, Any]) -> dict[str, Any]:
    """What was written, without what is empty. Raises DomainError for what is too long, or blames a child."""
    kept = {name: text.strip() if isinstance(text, str) else text for name, text in words.items()}
    for text in kept.values():
        if isinstance(text, str):
            _must_be_fair(text)
    return {name: value for name, value in kept.items() if value not in ("", None, [], {})}


def _must_be_fair(text: str) -> None:
    if len(text) > LONGEST:
        raise DomainError(gettext("Terlalu panjang: paling banyak %(n)d huruf.") % {"n": LONGEST})
    if found := blaming_words(text):
        raise DomainError(
            gettext("Kata “%(word)s” menyalahkan anak. Tulis apa yang terjadi padanya.") % {"word": found[0]}
        )
