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
    """Children of files this user may see, with all files of each: two statements."""
    found = Case.objects.visible_to(user).filter(child__in=list(subjects)).select_related("child", "office")
    cases = unlock(found.order_by("opened_on", "id"))
    share_child(*cases)
    named: dict[UUID, list[Case]] = {}
    for case in cases:
        named.setdefault(case.child_id, []).append(case)
    return {child: _subject(files) for child, files in named.items()}


def _subject(files: list[Case]) -> Subject:
    """By the newest open file, else by the newest."""
    newest = max(files, key=lambda case: (case.status != Status.CLOSED, case.opened_on, case.number))
    return Subject(
        about=Duty.About.CHILD,
        office=newest.office,
        reference=newest.number,
        url=url_of(newest.pk),
        initials=newest.child.initials,
        case_id=newest.pk,
        cases={case.pk: case.number for case in files},
        opened=newest,
    )
