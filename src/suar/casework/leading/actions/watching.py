"""What the lead tells, or what we saw ourselves: a monitoring sheet and what it lacks, in one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import actions as cases
from suar.casework.cases import promises
from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_open
from suar.casework.cases.recording import add, known, recorded, row_of
from suar.casework.leading import owed
from suar.casework.leading.models import How, Lead, Plan, SeenBy, Watching
from suar.casework.leading.perms import require_watched
from suar.core.clocks.calendars import end_of_day, start_of_day
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.core.once import once


def watch(
    *,
    case: Case,
    by: Actor,
    how: str,
    seen_by: str,
    plan: str,
    told_by: str = "",
    seen_who: str = "",
    seen_on: date | None = None,
    plan_on: date | None = None,
    next_step: str = "",
    next_step_on: date | None = None,
    sheet: Mapping[str, Any] | None = None,
    entry_id: UUID | None = None,
) -> Watching:
    """`sheet`: the fields of the monitoring sheet that is written with it (day, safe now, obstacles, next day): it
    fulfils the watch that was owed. What the lead tells it has done is done. The same `entry_id` again writes nothing.

    Raises DomainError; Refused where the commission leads."""
    require_open(case, by)

    def act(pk: UUID) -> Watching:
        require_watched(case)
        fields = {"on": timezone.localdate(), **(sheet or {})}
        row = Watching(
            **row_of(case, by) | {"id": pk}, lead=case.lead, how=how, told_by=told_by.strip(), seen_by=seen_by,
            seen_who=seen_who.strip(), seen_on=seen_on, plan=plan, plan_on=plan_on if plan == Plan.MADE else None,
            next_step=next_step.strip(), next_step_on=next_step_on,
        )  # fmt: skip
        return _written(row, by, fields)

    return once(Watching.objects.all(), entry_id, act, case_id=case.pk)


def _written(row: Watching, by: Actor, fields: Mapping[str, Any]) -> Watching:
    case = row.case
    _check(row, fields["on"])
    with recorded("leading.watch", case, by, how=row.how, plan=row.plan) as entry:
        _seen_by_us(case, row, by)  # before the sheet: danger that it tells was told of by whoever saw the child
        row.sheet = cases.write_sheet(case=case, by=by, **fields)
        add(entry, case, row)
        _settle(case, row, by)
    return row


def _check(row: Watching, on: date) -> None:
    known(how=(row.how, How.values), seen_by=(row.seen_by, SeenBy.values), plan=(row.plan, Plan.values))
    if row.how != How.VISIT and not row.told_by:
        raise DomainError(_("Tulis siapa yang memberi kabar: nama dan jabatannya."))
    if row.seen_by != SeenBy.UNKNOWN and row.seen_on is None:
        raise DomainError(_("Tulis pada hari apa anak terakhir ditemui, atau pilih “belum diketahui”."))
    if row.seen_by == SeenBy.UNKNOWN and row.seen_on is not None:
        raise DomainError(_("Pilih siapa yang bertemu anak pada hari itu."))
    if row.plan == Plan.MADE and row.plan_on is None:
        raise DomainError(_("Tulis tanggal rencananya, atau pilih “belum diketahui”."))
    if any(day is not None and day > on for day in (row.seen_on, row.plan_on)):
        raise DomainError(_("Pertemuan dengan anak dan rencana tidak dapat sesudah hari kabar. Periksa tanggalnya."))


def _seen_by_us(case: Case, row: Watching, by: Actor) -> None:
    """We saw the child ourselves, at an hour that is not asked here: it counts for what was owed when that day began. A
    visit in the notes has its hour."""
    if row.seen_by == SeenBy.COMMISSION and row.seen_on is not None:
        done_at = min(end_of_day(row.seen_on), timezone.now())
        promises.seen(case, by, start_of_day(row.seen_on), done_at)


def _settle(case: Case, row: Watching, by: Actor) -> None:
    """What the lead owed and has done since it leads."""
    began = Lead.objects.filter(case=case).order_by("-at", "-id").values_list("since", flat=True).first() or date.min
    if row.seen_by == SeenBy.LEAD and row.seen_on is not None and row.seen_on >= began:
        owed.told(case, [owed.SEE], row.seen_on, by)
    if row.plan_on is not None:
        owed.told(case, [owed.PLAN], row.plan_on, by)
