"""Looking again: a review by somebody who does not hold the file, and after closure how the child is."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case, Safe
from suar.casework.cases.perms import require_file
from suar.casework.cases.promises import AFTER_CARE, UNSAFE, start
from suar.casework.cases.recording import add, known, recorded, row_of
from suar.casework.plans import owed, rules
from suar.casework.plans.models import CheckIn, PlanReview
from suar.casework.plans.recording import led_here
from suar.casework.plans.reviewers import must_look_anew
from suar.casework.plans.texts import plan_in_force
from suar.core.clocks.calendars import end_of_day
from suar.core.clocks.past import must_have_come
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.once import once
from suar.core.vault.erased import must_be_sealed
from suar.registry.accounts.permissions import Permission, require

Verdict, Result = PlanReview.Verdict, CheckIn.Result


def review(*, case: Case, by: Actor, verdict: str, words: str, review_id: UUID | None = None) -> PlanReview:
    """A commissioner who neither held the file since the last look nor put the plan forward looks at the one in force.
    It ends the review that was owed and starts the next, by the risk as it is now; to assess again is a duty of its
    own."""
    led_here(case, by)
    require(by, Permission.CASE_CLOSE, case.office_id)
    must_be_sealed(case)
    if verdict not in Verdict.values:
        raise DomainError(gettext("Pilih putusan tinjauan."))
    if not words.strip():
        raise DomainError(gettext("Tulis apa yang ditinjau dan alasannya."))

    def act(pk: UUID) -> PlanReview:
        plan = plan_in_force(case)
        if plan is None:
            raise DomainError(gettext("Belum ada rencana yang berlaku untuk ditinjau."))
        must_look_anew(by, case, plan)
        row = PlanReview(**row_of(case, by) | {"id": pk}, verdict=verdict, words=words.strip(), plan=plan)
        with recorded("plan.review", case, by, verdict=verdict) as entry:
            add(entry, case, row)
            owed.done(owed.open_of(case, owed.REVIEW), by, row.at, entry)
            owed.start_review(case, by, row.at)
            if verdict == Verdict.REASSESS and not owed.open_of(case, owed.ASSESS):
                start(case, owed.ASSESS, by, row.at)
        return row

    return once(PlanReview.objects.all(), review_id, act, case_id=case.pk)


def check_in(
    *, case: Case, by: Actor, kind: str, on: date, result: str, check_in_id: UUID | None = None, **fields: Any
) -> CheckIn:
    """How the child is after closure. Reached ends that month's duty; so does *not reached*, after three tries.

    Raises DomainError, Conflict where nothing of that month is owed any more."""
    require_file(case, by)
    must_be_sealed(case)

    def act(pk: UUID) -> CheckIn:
        row = CheckIn(**row_of(case, by) | {"id": pk}, kind=kind, on=on, result=result, **_trimmed(fields))
        return _checked_in(row, by)

    return once(CheckIn.objects.all(), check_in_id, act, case_id=case.pk)


def _checked_in(row: CheckIn, by: Actor) -> CheckIn:
    case, kind = row.case, row.kind
    known(safe=(row.safe, Safe.values), at_school=(row.at_school, Safe.values), healthy=(row.healthy, Safe.values))
    if case.is_open or kind not in AFTER_CARE or not (duties := owed.open_of(case, kind)):
        raise Conflict(gettext("Kabar bulan ini tidak lagi ditunggu. Muat ulang halaman ini."))
    _must_be_told(row)
    if case.closed_on and row.on < case.closed_on:
        raise DomainError(gettext("Tanggal ini sebelum berkas ditutup. Perbaiki tanggalnya."))
    since = min(duty.event_at or duty.started_at for duty in duties)  # tries of a former closing were others
    tries = CheckIn.objects.filter(case=case, kind=kind, result=Result.TRIED, at__gte=since).count()
    if row.result == Result.LOST and not rules.may_end_unreached(tries):
        raise DomainError(
            gettext("Catat dulu setiap upaya. Sesudah %(n)d upaya dengan jalan berbeda barulah tidak terjangkau.")
            % {"n": rules.TRIES}
        )
    with recorded("plan.check_in", case, by, kind=kind, result=row.result) as entry:
        add(entry, case, row)
        if row.result != Result.TRIED:
            owed.done(duties, by, min(end_of_day(row.on), row.at), entry, note=str(Result(row.result).label))
        if row.safe == Safe.NO:
            _is_not_safe(case, by, row)
        elif row.result == Result.REACHED and row.safe == Safe.YES and case.safe_now == Safe.NO and _is_last_word(row):
            case.safe_now = Safe.YES
            entry.change(case)
    return row


def _is_not_safe(case: Case, by: Actor, row: CheckIn) -> None:
    """The file says so although it is closed, and on the same day somebody opens it again or writes why not."""
    cases.learn_danger(case=case, by=by)
    if not owed.open_of(case, UNSAFE):
        start(case, UNSAFE, by, row.at)


def _is_last_word(row: CheckIn) -> bool:
    """Whether nobody heard of danger on that day or after it. Whether to open the file again is still owed."""
    return not CheckIn.objects.filter(case=row.case, safe=Safe.NO, on__gte=row.on).exists()


def _must_be_told(row: CheckIn) -> None:
    if row.result not in Result.values:
        raise DomainError(gettext("Pilih apakah anak terjangkau."))
    must_have_come(row.on)
    if not row.whom:
        raise DomainError(gettext("Tulis dengan siapa dan lewat apa, atau upaya apa yang dilakukan."))
    if row.result == Result.REACHED and row.safe == Safe.UNKNOWN:
        raise DomainError(gettext("Anak terjangkau: tulis apakah ia aman."))
    if row.result != Result.REACHED and row.safe == Safe.YES:
        raise DomainError(gettext("Anak belum terjangkau: pilih “belum diketahui”, atau “belum” bila ada kabarnya."))


def _trimmed(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
