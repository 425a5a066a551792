"""What is done in a file day by day: tasks, monitoring sheets, is the child safe now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import promises, rules
from suar.casework.cases.alongside import Change, went_along
from suar.casework.cases.models import (
    Case,
    MonitoringSheet,
    Risk,
    Safe,
    Task,
)
from suar.casework.cases.perms import (
    require_file,
    require_officer,
    require_open,
)
from suar.casework.cases.recording import add, known, recorded, row_of
from suar.casework.cases.safety import is_latest, said_at
from suar.casework.conflicts.withheld import require_receiver
from suar.core.clocks.past import must_have_been
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.once import once
from suar.registry.accounts.models import User


def add_task(
    *,
    case: Case,
    by: Actor,
    text: str,
    due_on: date | None = None,
    officer: User | None = None,
    task_id: UUID | None = None,
) -> Task:
    """The same `task_id` again adds nothing."""
    require_open(case, by)
    if not text.strip():
        raise DomainError(_("Tulis tugasnya dengan beberapa kata."))
    require_officer(officer, case.office, case.child_id)

    def act(pk: UUID) -> Task:
        task = Task(**row_of(case, by) | {"id": pk}, text=text.strip(), due_on=due_on, officer=officer)
        with recorded("case.add_task", case, by) as entry:
            add(entry, case, task)
        return task

    return once(Task.objects.all(), task_id, act, case_id=case.pk)


def finish_task(*, task: Task, by: Actor) -> Task:
    require_file(task.case, by)
    if task.done_at is not None:
        raise Conflict(_("Tugas ini sudah selesai."))
    with recorded("case.finish_task", task.case, by) as entry:
        task.done_at = timezone.now()
        entry.change(task)
    return task


def write_sheet(
    *, case: Case, by: Actor, at: datetime | None = None, sheet_id: UUID | None = None, **fields: Any
) -> MonitoringSheet:
    """A monitoring sheet. It fulfils the watch that was owed and starts the next; what it asks is a body's duty. `at`:
    when it was written on paper, where it is entered later; clocks run from then, that of a danger from the day that it
    tells of. The same `sheet_id` again writes nothing."""
    require_open(case, by)
    must_have_been(at)
    sheet = MonitoringSheet(**row_of(case, by, at), **{"on": timezone.localdate(at), **fields})
    _check_sheet(sheet)
    require_receiver(sheet.asked_of, case.child_id)
    answer = sheet.answer if sheet.answer != sheet.Answer.NONE else sheet.Answer.WAITING
    sheet.answer = answer if sheet.asked_of is not None else sheet.Answer.NONE

    def write(pk: UUID) -> MonitoringSheet:
        sheet.pk = pk
        return _written(sheet, case, by)

    return once(MonitoringSheet.objects.all(), sheet_id, write, case_id=case.pk)


def _check_sheet(sheet: MonitoringSheet) -> None:
    known(
        safe=(sheet.safe, Safe.values), at_school=(sheet.at_school, Safe.values), healthy=(sheet.healthy, Safe.values)
    )
    if sheet.on > timezone.localdate():
        raise DomainError(_("Tanggal pantau belum tiba. Perbaiki tanggalnya."))
    if sheet.next_on is not None and sheet.next_on <= sheet.on:
        raise DomainError(_("Tanggal pantau berikut harus sesudah tanggal pantau ini."))
    if (sheet.asked_of is None) == bool(sheet.asked.strip()):
        raise DomainError(_("Sebut lembaga dan apa yang diminta darinya, atau kosongkan keduanya."))


def _written(sheet: MonitoringSheet, case: Case, by: Actor) -> MonitoringSheet:
    with recorded("case.sheet", case, by, answer=sheet.answer, obstacles=sheet.obstacles) as entry:
        add(entry, case, sheet)
        # One written down afterwards says how it was, not how it is: neither safe now nor watched lately.
        if sheet.safe != Safe.UNKNOWN and is_latest(sheet):
            if sheet.safe != case.safe_now:
                _set_safe(case, sheet.safe)
                entry.change(case)
            _see_soon(case, by, said_at(sheet))
        later = Q(on__gt=sheet.on) | Q(on=sheet.on, at__gt=sheet.at)
        if not MonitoringSheet.objects.filter(later, case=case).exists():
            promises.watch_again(case, sheet, by)
        if sheet.answer == sheet.Answer.WAITING:
            promises.ask_agency(case, sheet, by)
    return sheet


def answer_sheet(
    *, sheet: MonitoringSheet, by: Actor, answer: str, note: str = "", at: datetime | None = None
) -> MonitoringSheet:
    """What the body answered to a sheet, and when it was received. Any answer ends its duty to answer; a refusal is an
    answer."""
    require_file(sheet.case, by)
    if sheet.asked_of_id is None or answer not in rules.ANSWERS:
        raise DomainError(_("Pilih jawaban lembaga: sebagian, dipenuhi, atau ditolak."))
    with recorded("case.sheet_answer", sheet.case, by, answer=answer) as entry:
        sheet.answer, sheet.answer_note = answer, note.strip()
        entry.change(sheet)
        promises.answered(sheet.case, sheet, by, at)
    return sheet


def set_safety(*, case: Case, safe_now: str, note: str, by: Actor) -> Case:
    """Is the child safe now, and where tonight. *No* raises an unassessed file to high: nobody waits for a form."""
    require_open(case, by)
    known(safe_now=(safe_now, Safe.values))
    with recorded("case.safety", case, by, safe=safe_now) as entry:
        _set_safe(case, safe_now)
        case.safe_note = note.strip()
        entry.change(case)
        _see_soon(case, by)
    return case


def learn_danger(*, case: Case, by: Actor, note: str | None = None, at: datetime | None = None) -> Case:
    """Somebody learned that the child is not safe, also where its file is closed: the file says so from now on, and
    what was written on paper before does not take it back. Where it is open the child is seen within the hours of a
    high risk, whatever its level. `note`: where the child is; None leaves what is known of it. `at`: when it was told,
    where that was before now."""
    with recorded("case.safety", case, by, safe=Safe.NO) as entry:
        entry.data |= {"at": at.isoformat()} if at else {}
        _set_safe(case, Safe.NO)
        case.safe_note = case.safe_note if note is None else note.strip()
        entry.change(case)
        _see_soon(case, by, at)
    return case


def _see_soon(case: Case, by: Actor, at: datetime | None = None) -> None:
    """Whatever said that the child is not safe, also where that was known; `at`: when, where it was not now."""
    if case.is_open and case.safe_now == Safe.NO:
        now = timezone.now()
        if promises.see_soon(case, by, at or now):
            went_along(Change.DANGER, case, by, now)  # whoever follows hears of it only now


def _set_safe(case: Case, safe_now: str) -> None:
    case.safe_now = safe_now
    if safe_now == Safe.NO and case.risk == Risk.UNKNOWN:
        case.risk = Risk.HIGH
