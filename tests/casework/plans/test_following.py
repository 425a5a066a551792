"""What goes along with the file below: who leads it, its closing; and what of an earlier time counts no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.duties.models import Duty
from suar.casework.leading import actions as leading
from suar.casework.plans import actions
from suar.casework.plans.models import CarePlan, NeedsAssessment, PlanItem
from suar.config.demo.clock import at
from suar.core.errors import DomainError
from suar.core.ledger.verify import verify
from suar.registry.accounts.models import Role, User
from tests.casework.leading.ground import fresh, led_elsewhere
from tests.casework.plans.ground import (
    KEY,
    a_planned_case,
    assessed,
    closed,
    duty,
    item,
    line,
    needs,
    open_kinds,
    planned,
    settled,
    verbs,
)  # fmt: skip
from tests.factories import a_case, a_closed_case, a_user, an_agency, an_officer

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def handed_back(case: Case, by: User) -> Case:
    leading.name_lead(case=case, agency=None, why="Kembali kepada komisi.", by=by)
    return fresh(case)


def told_of(case: Case, by: User, **facts: Any) -> None:
    usual: dict[str, Any] = {"kind": "after_care_1m", "on": timezone.localdate(), "result": "tried", "whom": "Telepon"}
    actions.check_in(case=case, by=by, **{**usual, **facts})


def test_where_another_body_leads_the_steps_of_our_plan_are_owed_no_more() -> None:
    case, officer, second = a_planned_case()
    actions.review(case=case, by=second, verdict="reassess", words="Keadaannya lain.")
    led_elsewhere(officer, fresh(case))
    assert not {"plan_step", "supervisor_review", "assess_needs"} & set(open_kinds(case))
    assert item(case).state == PlanItem.State.REPLACED
    assert CarePlan.objects.get(case=case).status == "past" and verbs()[-1] == "plan.follow_lead"
    ended = Duty.objects.get(case_id=case.pk, kind="plan_step")
    assert ended.status == "cancelled" and "memimpin" in ended.notes.get(step="cancel").text
    back = handed_back(fresh(case), officer)
    assert {"assess_needs", "plan"} <= set(open_kinds(back)) and verify().wrong == []


def test_what_another_body_leads_closes_and_nothing_of_ours_stays_owed() -> None:
    case, officer, second = a_planned_case()
    closed(led_elsewhere(officer, fresh(case)), officer, second)
    assert set(open_kinds(case)) <= {"after_care_1m", "after_care_3m", "after_care_6m"}


def test_a_draft_of_an_assessment_ends_with_the_file_and_one_is_owed_when_it_is_ours_again() -> None:
    officer, second = an_officer(), a_user(Role.KETUA)
    case = a_case(officer)
    actions.save_assessment(case=case, by=officer, content=needs())
    closed(led_elsewhere(officer, case), officer, second)
    assert NeedsAssessment.objects.get(case=case).status == "past"
    cases.reopen(case=fresh(case), why="Lagi.", by=officer)
    assert "assess_needs" not in open_kinds(case)
    back = handed_back(fresh(case), officer)
    assert "assess_needs" in open_kinds(back)
    assessed(back, officer)
    assert "assess_needs" not in open_kinds(back)


def test_a_settled_line_stays_settled_only_where_nothing_of_it_is_another() -> None:
    officer, second = an_officer(), a_user(Role.KETUA)
    case, body = a_case(officer), an_agency()
    words = {"aim": "Anak aman.", **line(officer)}
    planned(case, officer, second, words)
    settled(case, officer, "not_done")
    planned(case, officer, second, words | {"aim": "Anak lebih aman."})
    assert item(case).state == "not_done"
    planned(case, officer, second, {"aim": "Lebih.", **line(body, KEY, service="Cari sekolah lain.")})
    assert item(case).state == "open" and "plan_service" in open_kinds(case)


def test_a_service_of_a_day_before_the_line_began_does_not_end_it() -> None:
    case, officer, _second = a_planned_case()
    facts: dict[str, Any] = {"item": item(case), "by": officer, "outcome": "done", "words": "Sudah."}
    with pytest.raises(DomainError, match="sebelum butir ini"):
        actions.note_service(on=TODAY - timedelta(days=365), **facts)
    assert "plan_step" in open_kinds(case)
    actions.note_service(on=TODAY, **facts)
    assert "plan_step" not in open_kinds(case)


def test_news_from_before_the_closing_is_no_after_care() -> None:
    officer = an_officer()
    case = a_closed_case(officer, a_user(Role.KETUA))
    with pytest.raises(DomainError, match="sebelum berkas ditutup"):
        told_of(case, officer, on=TODAY - timedelta(days=1), result="reached", safe="yes")


def test_news_in_time_that_is_entered_later_is_in_time() -> None:
    officer = an_officer()
    case = a_closed_case(officer, a_user(Role.KETUA))
    owed = duty(case, "after_care_1m")
    assert owed.due_at is not None
    with at(owed.due_at + timedelta(days=3)):
        told_of(case, officer, on=timezone.localdate() - timedelta(days=5), result="reached", safe="yes")
    owed.refresh_from_db()
    assert owed.done_at is not None and owed.done_at <= owed.due_at


def test_tries_of_a_former_closing_do_not_count() -> None:
    officer, second = an_officer(), a_user(Role.KETUA)
    case = a_closed_case(officer, second)
    for _n in range(2):
        told_of(case, officer)
    cases.reopen(case=case, why="Lagi.", by=officer)
    closed(case, officer, second)
    with pytest.raises(DomainError, match="upaya"):
        told_of(case, officer, result="lost")
