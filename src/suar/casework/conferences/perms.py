"""A sheet of this room only through these: 404 for what the user may not know. Each comes with its file, opened, and
everything that hangs on it, the key at hand."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from suar.casework.cases.models import Case, CaseRow
from suar.casework.cases.perms import get_case, get_readable
from suar.casework.conferences.models import (
    Addendum,
    Conference,
    Decision,
    Determination,
    Invitation,
    Member,
    Option,
    Voice,
)
from suar.casework.conferences.models.base import Line
from suar.casework.conferences.models.conference import Whose
from suar.casework.conflicts.withheld import require_holder, require_receiver
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows


def get_conference(user: User, pk: UUID) -> Conference:
    """Of a file of this user's offices."""
    return _of_file(get_case, user, conferences(), pk)


def readable_conference(user: User, pk: UUID) -> Conference:
    """As `get_conference`, or of a file that this user has opened for a child in danger."""
    return _of_file(get_readable, user, conferences(), pk)


def get_determination(user: User, pk: UUID) -> Determination:
    return _of_file(get_case, user, determinations(), pk)


def readable_determination(user: User, pk: UUID) -> Determination:
    return _of_file(get_readable, user, determinations(), pk)


def conferences() -> QuerySet[Conference]:
    return Conference.objects.select_related("chair", "by", "signed_by", "confirmed_by")


def determinations() -> QuerySet[Determination]:
    return Determination.objects.select_related("chair", "by", "supersedes")


def _of_file[Sheet: (Conference, Determination)](
    opened: Callable[[User, UUID], Case], user: User, among: QuerySet[Sheet], pk: UUID
) -> Sheet:
    sheet = get_object_or_404(among, pk=pk)
    case = opened(user, sheet.case_id)
    sheet.case = case
    share_cipher(case, sheet)
    return sheet


def invitations(conference: Conference) -> list[Invitation]:
    """The chair first, then those of the house, then the others, as they were asked."""
    rows = _lines(conference, conference.invitations.select_related("user", "agency"))
    return sorted(rows, key=lambda row: (row.user_id != conference.chair_id, row.user_id is None, row.called))


def decisions(conference: Conference) -> list[Decision]:
    rows = _lines(conference, conference.decisions.select_related("agency", "officer").prefetch_related("dissents"))
    for row in rows:
        share_cipher(row, *row.dissents.all())
    return rows


def voices(conference: Conference) -> dict[str, Voice | None]:
    """The child's and that of who cares for it; None where nothing was written down yet."""
    known = {row.whose: row for row in _lines(conference, conference.voices.all())}
    return {whose: known.get(whose) for whose in Whose.values}


def addenda(conference: Conference) -> list[Addendum]:
    return _lines(conference, conference.addenda.select_related("by"))


def get_invitation(conference: Conference, pk: UUID) -> Invitation:
    return _line(conference, conference.invitations.select_related("user", "agency"), pk)


def get_decision(conference: Conference, pk: UUID) -> Decision:
    return _line(conference, conference.decisions.select_related("agency", "officer"), pk)


def members(determination: Determination) -> list[Member]:
    rows = _lines(
        determination, determination.members.select_related("user", "agency").prefetch_related("opinions__by")
    )
    for row in rows:
        share_cipher(row, *row.opinions.all())
    return rows


def options(determination: Determination) -> list[Option]:
    return _lines(determination, determination.options.all())


def get_member(determination: Determination, pk: UUID) -> Member:
    return _line(determination, determination.members.select_related("user", "agency"), pk)


def get_option(determination: Determination, pk: UUID) -> Option:
    return _line(determination, determination.options.all(), pk)


def find_invitation(user: User, pk: UUID) -> Invitation:
    return get_invitation(get_conference(user, get_object_or_404(Invitation, pk=pk).conference_id), pk)


def must_still_hear(invitation: Invitation) -> None:
    """Nothing goes to whom the file was withheld from since they were asked. Raises DomainError."""
    child = invitation.conference.case.child_id
    require_receiver(invitation.agency, child)
    require_holder(invitation.user, child)


def find_decision(user: User, pk: UUID) -> Decision:
    return get_decision(get_conference(user, get_object_or_404(Decision, pk=pk).conference_id), pk)


def find_member(user: User, pk: UUID) -> Member:
    return get_member(get_determination(user, get_object_or_404(Member, pk=pk).determination_id), pk)


def find_option(user: User, pk: UUID) -> Option:
    return get_option(get_determination(user, get_object_or_404(Option, pk=pk).determination_id), pk)


def _lines[Row: Line](sheet: CaseRow, rows: QuerySet[Row]) -> list[Row]:
    found = list(rows)
    share_cipher(sheet, *found)
    return found


def _line[Row: Line](sheet: CaseRow, rows: QuerySet[Row], pk: UUID) -> Row:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    share_cipher(sheet, row)
    return row


def serves(user: User, case: Case) -> bool:
    """Works on files in the office of this one, and serves it."""
    return case.office_id in user.office_ids and allows(user, Permission.CASE_WORK, case.office_id)
