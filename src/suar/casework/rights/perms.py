"""A request only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from suar.casework.rights.models import SubjectRequest
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import User

WHOLE = ("office", "case", "case__office", "child", "by", "ended_by")


def get_request(user: User, request_id: UUID) -> SubjectRequest:
    """A request of an office that this member of staff serves, opened."""
    found = get_object_or_404(SubjectRequest.objects.visible_to(user).select_related(*WHOLE), pk=request_id)
    unlock([found])
    share_cipher(found, found.child, found.case)
    return found
