"""Which child somebody may know of: 404 for all others, so that an address tells nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from suar.casework.children.models import Child, Circumstance, Merge
from suar.casework.conflicts.withheld import require_free
from suar.core.errors import Refused
from suar.core.ledger.actors import Actor
from suar.core.vault.erased import Erased
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def get_child(user: User, pk: UUID) -> Child:
    """The child of an office the user serves, or 404."""
    child = Child.objects.visible_to(user).select_related("office").filter(pk=pk).first()
    if child is None:
        raise Http404
    return child


def get_circumstance(user: User, pk: UUID) -> Circumstance:
    """A statement about a child whom `get_child` would give, opened, or 404."""
    seen = Child.objects.visible_to(user)
    row = Circumstance.objects.select_related("child__office").filter(pk=pk, child__in=seen).first()
    if row is None:
        raise Http404
    unlock([row])
    share_cipher(row, row.child)
    return row


def get_merge(user: User, pk: UUID) -> Merge:
    """A merge of two children whom `get_child` would give, opened, or 404."""
    seen = Child.objects.visible_to(user)
    rows = Merge.objects.standing().filter(pk=pk, child__in=seen, other__in=seen)
    row = rows.select_related("child__office", "other__office").first()
    if row is None:
        raise Http404
    unlock([row])
    return row


def require_office(by: Actor, office: Office) -> None:
    """Whoever works on files, in an office they serve. Raises Refused."""
    require_sight(by, office)
    require(by, Permission.CASE_WORK, office.pk)


def require_child(by: Actor, child: Child) -> None:
    """As `require_office`, and the child is not withheld. Raises Refused."""
    require_office(by, child.office)
    require_free(by, child.pk)


def must_open(*children: Child) -> None:
    """Nothing more is written about a child whose file was erased. Raises DomainError."""
    if any(child.is_erased for child in children):
        raise Erased


def require_sight(by: Actor, office: Office) -> None:
    """A member of staff sees only files of an office they serve. Raises Refused."""
    if isinstance(by, User) and office.pk not in by.office_ids:
        raise Refused(_("Berkas ini milik kantor lain. Minta kantor itu bila perlu bekerja sama."))
