"""How a question ends: the chair signs what the panel decided, or it is withdrawn."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.recording import recorded
from suar.casework.conferences import owed, panelling, perms
from suar.casework.conferences.actions.weighing import must_be_open
from suar.casework.conferences.models import Determination
from suar.casework.conferences.models.interests import State
from suar.casework.conferences.recording import may_work, worded
from suar.core.errors import DomainError, Refused
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import User


def settle(*, determination: Determination, by: User) -> Determination:
    """The chair signs: from now on the decision holds, is frozen, and is looked at again on its day.

    Raises DomainError while something is missing, while fewer than three sit there, while everyone of them works on the
    file, while somebody's opinion is missing, and where not more agree than disagree. Raises Refused but for the chair,
    and where nobody else of the panel spoke with their own hand."""
    case = determination.case
    may_work(case, by)
    must_be_open(determination)
    if by.pk != determination.chair_id:
        raise Refused(_("Keputusan ini ditandatangani oleh ketua panel."))
    if stops := panelling.stops(determination):
        raise DomainError(" ".join(stops))
    _must_be_decided_by_two(determination, by)
    now = timezone.now()
    former = _former(determination)
    determination.move_to(State.FINAL)
    determination.signed_at = now
    with recorded("interests.settle", case, by, determination=str(determination.pk)) as entry:
        if former is not None:
            former.move_to(State.SUPERSEDED)
            entry.change(former)
            owed.reviewed(former, by)
        if determination.review_on is not None:  # `stops` lets none pass without
            determination.review_duty = owed.review_of(determination, determination.review_on, now, by).pk
        entry.change(determination)
    return determination


def _must_be_decided_by_two(determination: Determination, chair: User) -> None:
    """What those from outside said was written down by somebody of the office: another of the house said it with their
    own hand. Raises Refused where everyone of them and the chair may be one."""
    refusal = Refused(panelling.one_hand())
    for member in perms.members(determination):
        if not member.sits or member.user is None or member.user_id == chair.pk:
            continue
        try:
            must_be_two(chair, member.user, panelling.one_hand())
        except Refused as found:
            refusal = found
        else:
            return
    raise refusal


def _former(determination: Determination) -> Determination | None:
    former = determination.supersedes
    if former is None or not former.stands:
        return None
    former.case = determination.case
    share_cipher(determination, former)
    return former


def withdraw(*, determination: Determination, by: User, why: str) -> Determination:
    """It is no question any more. The sheet stays to be read."""
    may_work(determination.case, by)
    must_be_open(determination)
    determination.why = worded(why, _("Tulis mengapa lembar ini ditarik."))
    determination.move_to(State.WITHDRAWN)
    with recorded("interests.withdraw", determination.case, by, determination=str(determination.pk)) as entry:
        entry.change(determination)
    return determination
