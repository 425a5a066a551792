"""How duties name a hand-over: its number and page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse

from suar.casework.duties.models import Duty
from suar.casework.duties.naming import Subject
from suar.casework.supervision.models import TermHandover
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows


def find(subjects: Collection[UUID], user: User) -> Mapping[UUID, Subject]:
    """Of the offices of this user: one statement."""
    found = TermHandover.objects.visible_to(user).filter(pk__in=list(subjects)).select_related("office")
    return {
        act.pk: Subject(
            about=Duty.About.OFFICE,
            office=act.office,
            reference=act.number,
            url=reverse("supervision:handover-detail", args=[act.pk])
            if allows(user, Permission.TERM_VIEW, act.office_id)
            else reverse("supervision:caseload"),
        )
        for act in found
    }
