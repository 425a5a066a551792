"""Minutes are signed by the chair and confirmed by a second person; from then on they are added to, never changed."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.recording import add, recorded
from suar.casework.conferences import owed
from suar.casework.conferences.actions.meeting import must_be_written
from suar.casework.conferences.models import Addendum, Conference
from suar.casework.conferences.models.conference import Status, Whose
from suar.casework.conferences.recording import may_add, worded
from suar.casework.conflicts.withheld import is_withheld
from suar.core.errors import Conflict, DomainError, Refused
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import LEADERS, Permission, allows


def sign(*, conference: Conference, by: User) -> Conference:
    """By the chair; where the chair works here no longer, by a leader or whoever it was handed on to. Minutes, and
    whether the child was asked, must be there. Raises DomainError, Conflict, Refused."""
    case = conference.case
    may_add(case, by)
    must_be_written(conference)
    if not may_sign(by, conference):
        raise Refused(_("Notulen ditandatangani oleh ketua rapat."))
    if not conference.minutes:
        raise DomainError(_("Tulis dulu jalannya rapat."))
    if not conference.voices.filter(whose=Whose.CHILD).exists():
        raise DomainError(_("Catat dulu apakah anak ditanya dan apa keinginannya."))
    now = timezone.now()
    conference.move_to(Status.SIGNED)
    conference.signed_by, conference.signed_at = by, now
    with recorded("conference.sign", case, by, conference=str(conference.pk)) as entry:
        owed.signed(conference, now, entry)
        entry.change(conference)
    return conference


def may_sign(user: User, conference: Conference) -> bool:
    chair, office = conference.chair, conference.case.office_id
    if user.pk == chair.pk:
        return True
    gone = not allows(chair, Permission.CASE_WORK, office) or is_withheld(chair, conference.child_id)
    return gone and (not LEADERS.isdisjoint(user.roles_in(office)) or owed.is_for(user, conference))


def confirm(*, conference: Conference, by: User) -> Conference:
    """A second person has read the signed minutes and says that they are right. Raises Conflict, Refused."""
    may_add(conference.case, by)
    if conference.status != Status.SIGNED:
        raise Conflict(_("Notulen ini belum ditandatangani, atau sudah disahkan. Muat ulang halaman."))
    must_be_two(by, conference.signed_by, _("Orang lain yang mengesahkan, bukan yang menandatangani."))
    conference.move_to(Status.CONFIRMED)
    conference.confirmed_by, conference.confirmed_at = by, timezone.now()
    with recorded("conference.confirm", conference.case, by, conference=str(conference.pk)) as entry:
        entry.change(conference)
    return conference


def add_to_minutes(*, conference: Conference, by: User, text: str) -> Addendum:
    """What is to be mended or added after the signature stands below it, with its own name and day."""
    may_add(conference.case, by)
    if not conference.is_frozen:
        raise Conflict(_("Notulen ini belum ditandatangani: tulis langsung di dalamnya."))
    row = Addendum(
        child=conference.case.child, conference=conference, by=by, at=timezone.now(),
        text=worded(text, _("Tulis apa yang ditambahkan atau dibetulkan.")),
    )  # fmt: skip
    with recorded("conference.add", conference.case, by, conference=str(conference.pk)) as entry:
        add(entry, conference.case, row)
        entry.change(conference)
    return row
