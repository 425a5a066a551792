"""How duties name an arrival that belongs to no file yet: its number and page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse

from suar.casework.duties.models import Duty
from suar.casework.duties.naming import Subject
from suar.casework.material.models import Arrival
from suar.registry.accounts.models import User


def find(subjects: Collection[UUID], user: User) -> Mapping[UUID, Subject]:
    """Of the offices of this user: one statement."""
    found = Arrival.objects.visible_to(user).nobodys().filter(subject__in=list(subjects))
    return {
        arrival.subject: Subject(
            about=Duty.About.OFFICE,
            office=arrival.office,
            reference=arrival.number,
            url=reverse("material:arrival-detail", args=[arrival.pk]),
        )
        for arrival in found.select_related("office")
    }
