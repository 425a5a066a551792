"""How duties name a letter that belongs to no file: its agenda number and page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse

from suar.casework.duties.models import Duty
from suar.casework.duties.naming import Subject
from suar.casework.mail.models import Incoming
from suar.registry.accounts.models import User


def find(subjects: Collection[UUID], user: User) -> Mapping[UUID, Subject]:
    """Of the offices of this user: one statement."""
    found = Incoming.objects.visible_to(user).nobodys().filter(subject__in=list(subjects))
    return {
        mail.subject: Subject(
            about=Duty.About.OFFICE,
            office=mail.office,
            reference=mail.number,
            url=reverse("mail:incoming-detail", args=[mail.pk]),
        )
        for mail in found.select_related("office")
    }
