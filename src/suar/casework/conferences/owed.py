"""What is owed from a meeting, a decision, a next date; and what stands in the way of closing the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.promises import facts
from suar.casework.conferences.models import Accompaniment, Conference, Decision, Determination
from suar.casework.conferences.models.conference import Status
from suar.casework.conferences.models.interests import State
from suar.casework.conferences.rules import REVIEW_RULE
from suar.casework.duties import actions as duties
from suar.casework.duties.limits import limit
from suar.casework.duties.models import Duty, DutyQuerySet
from suar.casework.duties.recording import done_within
from suar.core.clocks.calendars import WIB, end_of_day
from suar.core.documents.indonesian import short
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User

MINUTES, DECISION, REVIEW, ACCOMPANY = (
    "conference_minutes",
    "conference_decision",
    "best_interests_review",
    "accompany",
)


def minutes_of(conference: Conference, held_at: datetime, by: User) -> Duty:
    """The minutes are owed by whoever was in the chair."""
    owed = facts(conference.case, MINUTES, held_at)
    owed["officer"], owed["event"] = conference.chair, f"conference:{conference.pk}"
    return duties.begin(by=by, **owed)


def from_decision(decision: Decision, held_at: datetime, by: User) -> Duty:
    """To the end of the day that was agreed; of nobody else, it is the file's officer's."""
    case = decision.conference.case
    owed = facts(case, DECISION, held_at)
    owed["due_at"], owed["event"], owed["what"] = end_of_day(decision.due_on), f"decision:{decision.pk}", decision.text
    owed["agency"] = decision.agency
    owed["officer"] = None if decision.agency else decision.officer or owed["officer"]
    return duties.begin(by=by, **owed)


def take_back(decision: Decision, by: User, why: str) -> None:
    """What was not done is owed no longer."""
    if (duty := _open(decision.duty, decision.conference.case)) is not None:
        duties.cancel(duty=duty, by=by, why=why)


def review_of(determination: Determination, on: date, at: datetime, by: User) -> Duty:
    owed = facts(determination.case, REVIEW, at)
    owed["due_at"], owed["event"] = end_of_day(on), f"determination:{determination.pk}"
    return duties.begin(by=by, **owed)


def reviewed(former: Determination, by: User) -> None:
    """A newer decision is the review of the former one."""
    if (duty := _open(former.review_duty, former.case)) is not None:
        duties.finish(duty=duty, by=by, note=_("Diputuskan lagi oleh panel."))


def latest_review(at: datetime, office_id: int) -> date:
    """The last day for which the rule of this office lets a review be agreed."""
    found = limit(REVIEW_RULE, at, office_id=office_id)
    return found.due_at.astimezone(WIB).date()


def next_time(row: Accompaniment, by: User) -> Duty | None:
    """Somebody goes along on the next date, too."""
    if row.next_at is None:
        return None
    owed = facts(row.case, ACCOMPANY, row.began_at)
    owed["due_at"], owed["event"] = row.next_at, f"accompaniment:{row.pk}"
    owed["what"] = f"{row.get_occasion_display()}, {row.place}".strip(", ")
    return duties.begin(by=by, **owed)


def kept(case: Case, duty_id: UUID, at: datetime, by: User) -> None:
    """Somebody went along, as was promised."""
    if (duty := _open(duty_id, case)) is not None:
        duties.finish(duty=duty, by=by, at=at)


def open_promises(case: Case) -> list[Duty]:
    """The dates on which the child is not to be alone, the next first."""
    return _lent(case, Duty.objects.open().filter(kind=ACCOMPANY).order_by("due_at", "pk"))


def is_for(user: User, conference: Conference) -> bool:
    """Whether the minutes were handed on to this user."""
    duty = _open(conference.minutes_duty, conference.case)
    return duty is not None and duty.officer_id == user.pk


def signed(conference: Conference, at: datetime, entry: Recording) -> None:
    """The minutes are there. The duty ends by the signature alone (`own_end`)."""
    done_within(entry, _open(conference.minutes_duty, conference.case), at)


def states_of(decisions: list[Decision], case: Case) -> dict[UUID, Duty]:
    """The duty of each decision, by its id."""
    found = Duty.objects.filter(pk__in=[row.duty for row in decisions], subject=case.child_id)
    return {duty.pk: duty for duty in found.select_related("agency", "officer")}


def hindrances(case: Case) -> Iterator[str]:
    """A meeting that nobody held or called off, minutes nobody signed, a question that the panel has not answered."""
    for conference in case.conferences.filter(status__in=(Status.PLANNED, Status.HELD)):
        day = {"day": short(conference.starts_at.astimezone(WIB).date())}
        if conference.is_planned:
            yield _("Konferensi kasus %(day)s masih direncanakan: catat yang terjadi, atau batalkan.") % day
        else:
            yield _("Notulen konferensi kasus %(day)s belum ditandatangani.") % day
    if case.determinations.filter(state=State.OPEN).exists():
        yield _("Ada keputusan kepentingan terbaik yang masih disusun: selesaikan, atau tarik.")


def file_closed(case: Case, by: Actor, at: datetime) -> None:
    """With the file closed nothing is left to be reviewed in time; what is late stays until somebody answers for it."""
    for duty in _lent(case, Duty.objects.open().filter(kind=REVIEW)):
        if duty.due_at is not None and duty.due_at >= at:
            duties.cancel(duty=duty, by=by, why=_("Berkas ditutup dengan dua tanda tangan."))


def _open(duty_id: UUID | None, case: Case) -> Duty | None:
    found = _lent(case, Duty.objects.open().filter(pk=duty_id)) if duty_id else []
    return found[0] if found else None


def _lent(case: Case, found: DutyQuerySet) -> list[Duty]:
    rows = list(found.filter(subject=case.child_id, case_id=case.pk).select_related("office"))
    share_cipher(case, *rows)
    return rows
