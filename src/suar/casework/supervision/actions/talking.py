"""Two people talked about the work: written down by whoever led it; what was agreed about a file lies in that file."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_file
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.supervision.models import Session, SessionFile, SessionKind
from suar.core import ledger
from suar.core.clocks.calendars import end_of_day
from suar.core.clocks.past import must_have_been
from suar.core.documents.models import next_number
from suar.core.documents.reaching import must_be_lately
from suar.core.errors import DomainError, Refused
from suar.core.ledger.recording import Recording
from suar.core.once import once
from suar.core.vault import keys
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import STAFF, Permission, require

NEXT = "supervise"
LONGEST = 600  # minutes


def log_session(
    *,
    office: Office,
    other: User,
    kind: str,
    held_at: datetime,
    minutes: int,
    points: str,
    by: User,
    debrief: bool = False,
    next_on: date | None = None,
    session_id: UUID | None = None,
) -> Session:
    """Led by `by`. The next day that was agreed becomes a duty; one that this session was, is done. The same
    `session_id` again writes nothing down."""
    if office.pk not in by.office_ids:
        raise Refused(gettext("Supervisi dicatat di kantor sendiri."))
    require(by, Permission.SUPERVISION_WORK, office.pk)
    _must_make_sense(office, other, kind, held_at, minutes, points, next_on, by)

    def act(pk: UUID) -> Session:
        keys.create(pk)
        row = Session(
            id=pk, office=office, kind=kind, leader=by, other=other, held_at=held_at, minutes=minutes,
            points=points.strip(), debrief=debrief, next_on=next_on, at=timezone.now(),
        )  # fmt: skip
        return _logged(row, by)

    return once(Session.objects.all(), session_id, act, office_id=office.pk, leader_id=by.pk)


def _logged(row: Session, by: User) -> Session:
    office, next_on = row.office, row.next_on
    with ledger.record("supervision.session", by=by, office=office.code, data={"session": str(row.pk)}) as entry:
        row.number = _number(row, entry)
        _was_owed(row)
        if next_on is not None:
            row.next_duty = duties.begin(
                kind=NEXT, about=Duty.About.OFFICE, subject=row.pk, office=office, reference=row.number, officer=by,
                due_at=end_of_day(next_on), by=by,
            ).pk  # fmt: skip
        entry.add(row)
    return row


def agree_on_file(*, session: Session, case: Case, agreed: str, by: User, agreed_id: UUID | None = None) -> SessionFile:
    """What was agreed about one file, written into it by one of the two who talked. The same `agreed_id` again writes
    nothing. Raises Refused for others."""
    if by.pk not in (session.leader_id, session.other_id):
        raise Refused(gettext("Hanya dua orang yang berbicara menulis kesepakatannya."))
    require_file(case, by)
    if case.office_id != session.office_id:
        raise DomainError(gettext("Pilih berkas kantor ini."))
    if not agreed.strip():
        raise DomainError(gettext("Tulis apa yang disepakati."))

    def act(pk: UUID) -> SessionFile:
        row = SessionFile(id=pk, session=session, case=case, child_id=case.child_id, by=by, at=timezone.now())
        share_cipher(case, row)
        row.agreed = agreed.strip()
        facts, office = {"session": str(session.pk), "case": str(case.pk)}, case.office.code
        with ledger.record("supervision.agree", by=by, subject=case.child_id, office=office, data=facts) as entry:
            entry.add(row)
        return row

    return once(SessionFile.objects.all(), agreed_id, act, session_id=session.pk, case_id=case.pk)


def _must_make_sense(
    office: Office, other: User, kind: str, held_at: datetime, minutes: int, points: str, next_on: date | None, by: User
) -> None:
    if other.pk == by.pk or STAFF.isdisjoint(other.roles_in(office.pk)):
        raise DomainError(gettext("Pilih orang lain di kantor ini."))
    if kind not in SessionKind.values:
        raise DomainError(gettext("Pilih jenis supervisi dari daftar."))
    must_have_been(held_at)
    must_be_lately(held_at)
    if not 1 <= minutes <= LONGEST:
        raise DomainError(gettext("Tulis lamanya dalam menit, 1 sampai %(most)d.") % {"most": LONGEST})
    if not points.strip():
        raise DomainError(gettext("Tulis apa yang disepakati, tanpa menyebut anak."))
    if next_on is not None and next_on <= timezone.localdate(held_at):
        raise DomainError(gettext("Supervisi berikut sesudah yang ini."))


def _number(row: Session, entry: Recording) -> str:
    year = timezone.localdate(row.held_at).year
    number = next_number("session", entry=entry, office=row.office.code, period=str(year))
    return f"SV-{number:03d}/{year % 100:02d}"


def _was_owed(row: Session) -> None:
    """The session that these two agreed on before has been held."""
    both = Session.objects.filter(office=row.office, leader=row.leader, other=row.other, next_duty__isnull=False)
    before = both.filter(held_at__lt=row.held_at)
    waiting = Duty.objects.open().filter(pk__in=before.values("next_duty")).select_related("office")
    for duty in waiting:
        duties.finish(duty=duty, by=row.leader, at=row.held_at, note=gettext("Supervisi dilaksanakan."))
