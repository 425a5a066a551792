"""How duties name the child that they are about: initials, the number and page of its file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from suar.casework.cases.models import Case, Status
from suar.casework.cases.panels import share_child, url_of
from suar.casework.duties.models import Duty
from suar.casework.duties.naming import Subject
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User


def find(subjects: Collection[UUID], user: User) -> Mapping[UUID, Subject]:
    """Children of files this user may see, by their open file, else by the latest: two statements."""
    found = Case.objects.visible_to(user).filter(child__in=list(subjects)).select_related("child", "office", "officer")
    cases = unlock(found.order_by("opened_on", "id"))
    share_child(*cases)
    # An open file is named before a closed one, a later before an earlier.
    named = sorted(cases, key=lambda case: case.status != Status.CLOSED)
    return {case.child_id: _subject(case) for case in named}


def _subject(case: Case) -> Subject:
    return Subject(
        about=Duty.About.CHILD,
        office=case.office,
        reference=case.number,
        url=url_of(case.pk),
        initials=case.child.initials,
        case_id=case.pk,
        officer=case.officer,
    )
