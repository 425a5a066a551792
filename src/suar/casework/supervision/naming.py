"""How duties name a hand-over, and a talk about the work: by number and page, never by what was said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse

from suar.casework.duties.models import Duty
from suar.casework.duties.naming import Subject
from suar.casework.supervision.models import Session, TermHandover
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows


def find(subjects: Collection[UUID], user: User) -> Mapping[UUID, Subject]:
    """Of the offices of this user: one statement each for hand-overs and sessions."""
    found = TermHandover.objects.visible_to(user).filter(pk__in=list(subjects)).select_related("office")
    talks = Session.objects.filter(office__in=user.office_ids, pk__in=list(subjects)).select_related("office")
    sessions = {
        row.pk: Subject(Duty.About.OFFICE, row.office, row.number, reverse("supervision:session-list")) for row in talks
    }
    return sessions | {
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
