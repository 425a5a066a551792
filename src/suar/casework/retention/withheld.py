"""Which files nobody may bring to their end, nor hold, because they are withheld from them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from suar.casework.complaints.models import Complaint, ComplaintQuerySet
from suar.casework.conflicts.withheld import subjects_withheld_from
from suar.core.errors import Refused
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import User


def about_withheld(user: User) -> Q:
    """Rows with a `subject` that is withheld from this user: a child, a complaint, or the event of such a one."""
    return Q(subject__in=subjects_withheld_from(user)) | Q(subject__in=_of_events(user).values("finding"))


def must_be_free_of(by: Actor, subjects: Iterable[UUID]) -> None:
    """Raises Refused, which does not say of which."""
    listed = list(subjects)
    if not isinstance(by, User):
        return
    if subjects_withheld_from(by).filter(subject__in=listed).exists() or (
        _of_events(by).filter(finding__in=listed).exists()
    ):
        raise Refused(gettext("Ini bukan untuk Anda putuskan. Minta pimpinan lain."))


def _of_events(user: User) -> ComplaintQuerySet:
    return Complaint.objects.filter(subject__in=subjects_withheld_from(user), finding__isnull=False).order_by()
