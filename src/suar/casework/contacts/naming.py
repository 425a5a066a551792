"""How duties name a missed call: its time and page. The number is not opened for a list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse

from suar.casework.contacts.models import Contact
from suar.casework.duties.models import Duty
from suar.casework.duties.naming import Subject
from suar.core.documents import indonesian
from suar.registry.accounts.models import User


def find(subjects: Collection[UUID], user: User) -> Mapping[UUID, Subject]:
    """Of the offices of this user: one statement."""
    found = Contact.objects.visible_to(user).nobodys().filter(subject__in=list(subjects))
    return {
        contact.subject: Subject(
            about=Duty.About.OFFICE,
            office=contact.office,
            reference=indonesian.short(contact.at),
            url=reverse("contacts:contact-detail", args=[contact.pk]),
        )
        for contact in found.select_related("office")
    }
