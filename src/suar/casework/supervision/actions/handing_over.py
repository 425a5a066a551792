"""Serah terima: everything that somebody holds goes to others in one act, by a leader who is somebody else. All of it
or nothing: one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases import actions as cases
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.supervision import leaving
from suar.casework.supervision.models import HandedOver, TermHandover
from suar.core import ledger
from suar.core.clocks.calendars import end_of_day
from suar.core.documents.models import next_number
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import WORKER
from suar.core.ledger.recording import Recording
from suar.core.once import once
from suar.core.vault import keys
from suar.core.vault.fields import unlock
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import Appointment, User
from suar.registry.accounts.permissions import Permission, require

KEYS = "receive_key_sheet"


def hand_over(
    *, appointment: Appointment, receivers: Sequence[User], seal: str, by: User, handover_id: UUID | None = None
) -> TermHandover:
    """What was read as the plan is carried out: `seal` is its seal. The same `handover_id` again does nothing.

    Raises Refused for whoever leaves, Conflict where a file changed hands meanwhile, DomainError with nobody to take
    it."""
    office = appointment.office
    require(by, Permission.TERM_HAND_OVER, office.pk)
    must_be_two(by, appointment.user, gettext("Serah terima dilaksanakan pimpinan lain, bukan yang purnatugas."))

    def do(pk: UUID) -> TermHandover:
        _may_receive(appointment, receivers)
        keys.create(pk)
        act = TermHandover(
            id=pk, office=office, leaver=appointment.user, role=appointment.role,
            ends_on=appointment.until or timezone.localdate(), by=by, at=timezone.now(),
        )  # fmt: skip
        return _carried_out(act, appointment, receivers, seal)

    return once(TermHandover.objects.all(), handover_id, do, office_id=office.pk, by_id=by.pk)


def _carried_out(act: TermHandover, appointment: Appointment, receivers: Sequence[User], seal: str) -> TermHandover:
    by, office = act.by, act.office
    facts = {"leaver": appointment.user.actor_id, "handover": str(act.pk)}
    with ledger.record("term.hand_over", by=by, office=office.code, data=facts) as entry:
        Appointment.objects.select_for_update().get(pk=appointment.pk)
        plan = leaving.plan(appointment, receivers, by)
        if plan.seal != seal:
            raise Conflict(gettext("Yang dipegangnya berubah sesudah Anda membacanya. Periksa daftar yang baru."))
        act.files, act.duties = len(plan.files), len(plan.duties)
        act.number = _number(act, entry)
        entry.add(act)
        entry.add(*(HandedOver(handover=act, case=file, receiver=taker) for file, taker in plan.files))
        entry.add(*(HandedOver(handover=act, duty_id=duty.pk, receiver=taker) for duty, taker in plan.duties))
        _move(plan, act, by)
        _let_go(appointment, by)
        _ask_for_keys(act, by)
    return act


def _may_receive(appointment: Appointment, receivers: Sequence[User]) -> None:
    able = {one.pk for one in leaving.staying(appointment)}
    if not receivers or not {one.pk for one in receivers} <= able:
        raise DomainError(gettext("Pilih penerima yang masih bertugas sesudah jabatan itu berakhir."))


def _number(act: TermHandover, entry: Recording) -> str:
    year = timezone.localdate(act.at).year
    number = next_number("handover", entry=entry, office=act.office.code, period=str(year))
    return f"ST-{number:03d}/{year % 100:02d}"


def _move(plan: leaving.Plan, act: TermHandover, by: User) -> None:
    why = gettext("Serah terima akhir masa jabatan, berita acara %(number)s.") % {"number": act.number}
    unlock([file for file, _taker in plan.files])
    for duty, taker in plan.duties:  # first: what not everybody can end is not to go along with its file
        duties.assign(duty=duty, officer=taker, by=by)
    for file, taker in plan.files:
        cases.assign(case=file, officer=taker, by=by, why=why)


def _let_go(appointment: Appointment, by: User) -> None:
    """What the leader may not see is nobody's from now on, by the program's hand: it stands among the files without a
    holder of whoever may see it, and the first of them looks after it (supervision/watching.py)."""
    files, owed = leaving.unseen(appointment, by)
    unlock(files)
    for file in files:
        cases.assign(case=file, officer=None, by=WORKER)
    for duty in owed:
        duties.assign(duty=duty, officer=None, by=WORKER)


def _ask_for_keys(act: TermHandover, by: User) -> None:
    """Whoever holds one of the three sheets gives it back by the last day: no press can take it."""
    if act.role not in leaving.SHEET_HOLDERS:
        return
    due_at = end_of_day(max(act.ends_on, timezone.localdate()))
    duties.begin(
        kind=KEYS, about=Duty.About.OFFICE, subject=act.pk, office=act.office, reference=act.number, officer=by,
        due_at=due_at, by=by,
    )  # fmt: skip
