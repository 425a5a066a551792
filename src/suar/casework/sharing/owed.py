"""What sharing makes somebody owe: the receiver its receipt, we the question, a second person the review, and whoever
holds the file that receivers hear of a withdrawal."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.promises import facts
from suar.casework.duties import actions as duties
from suar.casework.duties.kinds import KINDS
from suar.casework.duties.limits import length_of
from suar.casework.duties.models import Duty
from suar.casework.duties.models import Status as DutyStatus
from suar.casework.duties.recording import done_within, write
from suar.casework.sharing.models import Consent, Referral
from suar.core.clocks.calendars import end_of_day
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording
from suar.registry.accounts.models import User

RECEIPT, ASK, REVIEW, TELL, RENEW = (
    "referral_receipt",
    "referral_ask",
    "share_review",
    "withdrawal_tell",
    "consent_renew",
)


def usual(kind: str, office_id: int, on: date | None = None) -> str:
    """How long this may take in that office, in words."""
    return length_of(KINDS[kind].rule or "", office_id, on=on)


def sent(referral: Referral, by: User, at: datetime) -> None:
    """The receiver owes its receipt, we the question; a second person the review of what danger let go."""
    case = referral.case
    receipt = facts(case, RECEIPT, at)
    receipt["agency"], receipt["officer"] = referral.agency, None
    referral.receipt_duty = duties.begin(by=by, **receipt).pk
    referral.ask_duty = duties.begin(by=by, **facts(case, ASK, at)).pk
    if referral.danger:
        review = facts(case, REVIEW, at)
        review["officer"] = referral.reviewer
        referral.review_duty = duties.begin(by=by, **review).pk


def tell(case: Case, by: Actor, at: datetime, ids: Collection[UUID]) -> None:
    """Receivers are to be told that a consent was withdrawn: owed once, as long as any of them has not heard. `ids`:
    the files that are read as this child's."""
    if not telling(ids):
        duties.begin(by=by, **facts(case, TELL, at))


def nobody_left(ids: Collection[UUID], by: Actor) -> None:
    """Two files were taken apart, and with them what one of them owed."""
    for duty in telling(ids):
        duty.move_to(DutyStatus.CANCELLED)
        write("cancel", duty, by, gettext("Berkas dilepas dari gabungan: tidak ada lagi penerima yang diberi tahu."))


def telling(ids: Collection[UUID]) -> list[Duty]:
    return list(Duty.objects.open().filter(kind=TELL, subject__in=ids).select_related("office"))


def told(ids: Collection[UUID], at: datetime, entry: Recording) -> None:
    """Everybody has heard."""
    for duty in telling(ids):
        done_within(entry, duty, at)


def renew(consent: Consent, case: Case, by: User) -> UUID | None:
    """It ends on a day: asked again by then."""
    if consent.expires_on is None:
        return None
    owed = facts(case, RENEW, consent.at)
    owed["due_at"] = end_of_day(consent.expires_on)
    return duties.begin(by=by, **owed).pk


def done(duty_id: UUID | None, at: datetime, entry: Recording) -> None:
    """The duty is done at that moment."""
    done_within(entry, Duty.objects.filter(pk=duty_id).first() if duty_id else None, at)
