"""How duties name the complaint that they are about: its number and page, no name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse

from suar.casework.complaints.models import Complaint
from suar.casework.duties.models import Duty
from suar.casework.duties.naming import Subject
from suar.registry.accounts.models import User


def find(subjects: Collection[UUID], user: User) -> Mapping[UUID, Subject]:
    """Complaints that are no case yet, of the offices of this user: one statement. A case is named by its child."""
    found = Complaint.objects.visible_to(user).filter(subject__in=list(subjects), case=None).select_related("office")
    return {
        complaint.subject: Subject(
            about=Duty.About.COMPLAINT,
            office=complaint.office,
            reference=complaint.number,
            url=reverse("complaints:complaint-detail", args=[complaint.pk]),
        )
        for complaint in found
    }
