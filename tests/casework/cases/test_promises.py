"""What ends a duty of the file and what does not, and whose duties go along with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.cases import actions
from suar.casework.cases.models import Case
from suar.casework.duties import actions as duties
from suar.casework.duties.models import OPEN, Duty
from suar.core.errors import Conflict
from suar.registry.accounts.models import Role
from tests.casework.cases.stored import NO, open_kinds, seeing
from tests.factories import a_case, a_closed_case, a_user, an_officer

pytestmark = pytest.mark.django_db


def test_a_visit_from_before_the_file_was_opened_again_does_not_fulfil_what_is_owed_today() -> None:
    officer = an_officer()
    case = a_closed_case(officer, a_user(Role.KETUA))
    actions.reopen(case=case, why="Lagi.", by=officer)
    before = timezone.now() - timedelta(days=30)
    actions.write_note(case=case, by=officer, kind="visit", seen="Anak di rumah.", at=before)
    assert "see_child" in open_kinds(case)
    actions.write_note(case=case, by=officer, kind="visit", seen="Anak di rumah.")
    assert "see_child" not in open_kinds(case)


def test_a_sheet_from_before_the_file_was_opened_again_leaves_the_new_watch() -> None:
    officer = an_officer()
    case = a_closed_case(officer, a_user(Role.KETUA))
    actions.reopen(case=case, why="Lagi.", by=officer)
    watch = Duty.objects.open().get(case_id=case.pk, kind="monitor")
    actions.write_sheet(case=case, by=officer, at=timezone.now() - timedelta(days=30))
    assert Duty.objects.open().get(case_id=case.pk, kind="monitor") == watch
    actions.write_sheet(case=case, by=officer)
    assert Duty.objects.open().get(case_id=case.pk, kind="monitor") != watch


def test_a_new_holder_takes_what_the_former_had_and_leaves_another_what_is_theirs() -> None:
    officer, other, new = an_officer(), an_officer(), an_officer()
    case = a_case(officer, officer=officer)
    plan = Duty.objects.get(case_id=case.pk, kind="plan")
    duties.assign(duty=plan, officer=other, by=officer)
    actions.assign(case=case, officer=new, by=a_user(Role.KETUA))
    held = dict(Duty.objects.open().filter(case_id=case.pk).values_list("kind", "officer"))
    assert held == {"see_child": new.pk, "plan": other.pk, "monitor": new.pk}


def watched(case: Case) -> Duty:
    return Duty.objects.select_related("office").get(case_id=case.pk, kind="monitor", status__in=OPEN)


@pytest.mark.parametrize(("days", "stays"), [(2, True), (60, False)])
def test_a_watching_day_that_was_agreed_stays_unless_the_level_asks_for_an_earlier_one(days: int, stays: bool) -> None:
    officer = an_officer()
    case = a_case(officer, risk="unknown")
    agreed = timezone.localdate() + timedelta(days=days)
    actions.write_sheet(case=case, by=officer, next_on=agreed)
    actions.assess_risk(case=case, answers=NO, by=officer)
    watch = watched(case)
    assert case.risk == "low" and watch.due_at is not None
    assert (timezone.localdate(watch.due_at) == agreed, watch.rule) == (stays, "" if stays else "house.monitoring.low")


def test_a_first_assessment_counts_the_same_duties_anew_and_keeps_what_was_said_of_them() -> None:
    officer, ketua = an_officer(), a_user(Role.KETUA)
    case = a_case(officer, risk="unknown")
    before = duties.acknowledge(duty=watched(case), by=officer)
    now = timezone.now()
    duties.pause(duty=before, by=ketua, begins=now, ends=now + timedelta(days=3), reason="unreachable")
    actions.assess_risk(case=case, answers=NO, by=officer)
    after = watched(case)
    assert (after.pk, after.status, len(after.pauses)) == (before.pk, "acknowledged", 1)
    assert after.due_at is not None and before.due_at is not None and after.due_at > before.due_at
    assert (after.rule, after.notes.get().step) == ("house.monitoring.low", "recount")


def test_an_assessment_that_knows_nothing_lowers_no_risk() -> None:
    officer, second = an_officer(), a_user(Role.KETUA)
    case = a_case(officer, risk="high")
    unknown = actions.assess_risk(case=case, answers={}, by=officer)
    assert unknown.level == "unknown"
    with pytest.raises(Conflict):
        actions.confirm_risk(assessment=unknown, by=second)
    case.refresh_from_db()
    assert case.risk == "high"


def test_where_danger_is_heard_of_the_child_is_seen_within_a_day_and_that_is_owed_once() -> None:
    officer = an_officer()
    case = a_case(officer, risk="low", safe_now="yes")
    (far,) = seeing(case)
    for words in ("Di rumah tetangga", "Di pos RT"):
        actions.learn_danger(case=case, note=words, by=officer)
        (near,) = seeing(case)
        assert near.due_at is not None and far.due_at is not None and near.due_at < far.due_at
        assert near.due_at <= timezone.now() + timedelta(hours=24)
    stored = Case.objects.get(pk=case.pk)
    assert (stored.safe_now, stored.safe_note, stored.risk) == ("no", "Di pos RT", "low")
    assert Duty.objects.filter(case_id=case.pk, kind="see_child", status="cancelled").get() == far
    duties.finish(duty=near, by=officer, note="Dikunjungi.")
    actions.learn_danger(case=stored, by=officer)  # after the child was seen it is said again
    assert len(seeing(case)) == 1
    over = actions.learn_danger(case=a_closed_case(officer), by=officer)
    assert over.safe_now == "no" and not seeing(over)
