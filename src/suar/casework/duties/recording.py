"""Who may, and how a step of a duty is written down."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.conflicts.withheld import is_withheld, require_free
from suar.casework.duties.kinds import ends_alone, may_be_dropped, needed_for
from suar.casework.duties.models import Duty, DutyNote, Status
from suar.core import ledger
from suar.core.errors import Conflict, Refused
from suar.core.ledger.actors import Actor, told_at
from suar.core.ledger.recording import Recording
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import LEADERS, Permission, require


def may_work(by: Actor, office: Office) -> None:
    """Staff keep the duties of the offices they serve. Raises Refused."""
    require(by, Permission.DUTY_WORK, office.pk)


def may_touch(by: Actor, duty: Duty) -> None:
    """As `may_work`, and what the duty is about is not withheld. Raises Refused."""
    may_work(by, duty.office)
    require_free(by, duty.subject)


def answers_for_agency(by: Actor, duty: Duty) -> bool:
    """Whether a partner speaks here, for the agency that owes the duty."""
    return isinstance(by, User) and duty.agency_id is not None and duty.agency_id in by.agency_ids


def may_answer(by: Actor, duty: Duty) -> None:
    """Staff record any duty of their office; a partner answers what its own agency owes. Raises Refused."""
    require_free(by, duty.subject)
    if not answers_for_agency(by, duty):
        may_work(by, duty.office)
    elif isinstance(by, User):
        require(by, Permission.DUTY_ANSWER)
        if (duty.office_id, duty.agency_id) not in by.agency_posts:
            raise Refused(gettext("Kewajiban ini di luar penugasan lembaga Anda."))


def leads(user: User, office_id: int) -> bool:
    """Ketua or Wakil of this office: who may approve that a limit of the house stands still."""
    return not LEADERS.isdisjoint(user.roles_in(office_id))


def may_answer_pause(user: User, duty: Duty) -> bool:
    """The leader whom a pause names; where that one leads no longer or may not see the file, any other."""
    named = duty.pause_waits_for
    if named is None or not leads(user, duty.office_id):
        return False
    return named == user or not leads(named, duty.office_id) or is_withheld(named, duty.subject)


def must_be_open(duty: Duty) -> None:
    """The clock of what is done or cancelled is not touched. Raises Conflict."""
    if not duty.is_open:
        raise Conflict(gettext("Kewajiban ini sudah ditutup. Buka lagi dulu bila masih berjalan."))


def ends_elsewhere(duty: Duty) -> None:
    """Raises Refused for a duty that only an act of its own ends, such as a verdict: no press and no pause here."""
    if ends_alone(duty.kind):
        raise _ends_by_its_step()


def may_drop(by: Actor, duty: Duty) -> None:
    """Raises Refused for a duty that only an act of its own ends, and for whoever may not end one of its kind."""
    if not may_be_dropped(duty.kind):
        raise _ends_by_its_step()
    if (needed := needed_for(duty.kind)) is not None:
        require(by, needed, duty.office_id)


def _ends_by_its_step() -> Refused:
    return Refused(gettext("Kewajiban ini selesai oleh langkahnya sendiri. Bukalah dari tautan di halamannya."))


def write(verb: str, duty: Duty, by: Actor, note: str = "", **data: object) -> None:
    """Save the duty and what was written at this step, as one entry. Raises Conflict when somebody else was first."""
    facts = {"kind": duty.kind, "rule": duty.rule, **data}
    with ledger.record(f"duty.{verb}", by=by, subject=duty.subject, office=duty.office.code, data=facts) as entry:
        entry.change(duty)
        if note.strip():
            entry.add(noted(verb, duty, by, note))


def done_within(entry: Recording, duty: Duty | None, at: datetime) -> None:
    """Done at that moment, by the act that the entry tells of. What is no longer owed stays as it is: one that was
    cancelled because the file was erased stays so."""
    if duty is not None and duty.is_open:
        duty.move_to(Status.DONE)
        duty.done_at = at
        entry.change(duty)


def noted(step: str, duty: Duty, by: Actor, text: str) -> DutyNote:
    """The note of one step, tied to the version of the duty that the step made."""
    note = DutyNote(
        duty=duty,
        subject=duty.subject,
        step=step,
        duty_version=duty.version,
        text=text.strip(),
        by=by.actor_id,
        at=told_at(by, timezone.now()),
    )
    share_cipher(duty, note)
    return note
