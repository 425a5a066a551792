"""The end of a file and after it: what stands in its way, what ends with it, how the child is, and how it goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.alongside import hindrances_of
from suar.casework.cases.models import Case
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.plans import actions, panels
from suar.casework.plans.models import CarePlan, CheckIn, NeedsAssessment
from suar.config.demo.clock import at
from suar.core import ledger
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.casework.plans.ground import (
    a_planned_case,
    assessed,
    closed,
    duty,
    needs,
    open_kinds,
    plan_words,
    planned,
    settled,
    verbs,
)
from tests.factories import a_case, a_closed_case, a_user, an_agency, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def ketua(officer: User) -> User:
    return a_user(Role.KETUA, officer.office)


@pytest.fixture
def over(officer: User, ketua: User) -> Case:
    """Closed when its plan was carried out."""
    case, _by, _second = a_planned_case(officer, ketua)
    settled(case, officer)
    return closed(case, officer, ketua)


# what stands in the way


def test_a_line_without_a_word_on_how_it_ended_stands_in_the_way(officer: User, ketua: User) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    with pytest.raises(Refused) as refused:
        closed(case, officer, ketua)
    assert refused.value.message in hindrances_of(case)
    settled(case, officer, "not_done")
    assert hindrances_of(case) == []
    assert closed(case, officer, ketua).status == "closed"


def test_an_overdue_plan_stands_in_the_way_until_it_is_made_or_ended_with_a_reason(officer: User) -> None:
    case = a_case(officer, received_at=timezone.now() - timedelta(days=8))
    assert len(hindrances_of(case)) == 1
    duties.cancel(duty=duty(case, "plan"), by=officer, why="Berkas ganda; rencananya pada berkas lain.")
    assert hindrances_of(case) == []


def test_a_file_whose_plan_is_not_overdue_needs_none(officer: User) -> None:
    assert hindrances_of(a_case(officer)) == []


def test_where_another_body_leads_its_steps_are_not_in_our_way(officer: User, ketua: User) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    case.lead = an_agency()
    assert hindrances_of(case) == []


def test_an_assessment_that_was_asked_for_stands_in_the_way(officer: User, ketua: User) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    settled(case, officer)
    actions.review(case=case, by=ketua, verdict="reassess", words="Keadaan berubah.")
    assert len(hindrances_of(case)) == 1


# what ends with it


def test_with_the_file_its_plan_is_history_and_no_review_is_owed(over: Case) -> None:
    assert set(CarePlan.objects.values_list("status", flat=True)) == {"past"}
    assert open_kinds(over) == ["after_care_1m", "after_care_3m", "after_care_6m"]
    assert verbs()[-1] == "plan.follow_closed"


def test_what_was_being_written_is_history_too(officer: User, ketua: User) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    settled(case, officer)
    actions.save_plan(case=case, by=officer, content=plan_words(officer, aim="Belum jadi."))
    closed(case, officer, ketua)
    assert not CarePlan.objects.exclude(status="past").exists()


# reopened


def test_reopened_a_new_assessment_and_a_new_plan_are_owed(over: Case, officer: User, ketua: User) -> None:
    cases.reopen(case=over, why="Anak kembali dicari.", by=officer)
    assert open_kinds(over) == ["assess_needs", "monitor", "plan", "see_child"]
    with pytest.raises(DomainError):
        planned(over, officer, ketua)
    assessed(over, officer, safety="Tidak aman di rumah.")
    planned(over, officer, ketua)
    assert [plan.status for plan in CarePlan.objects.order_by("number")] == ["past", "in_force"]
    assert NeedsAssessment.objects.count() == 2


def test_a_file_without_steps_is_reopened_without_them(officer: User) -> None:
    case = a_closed_case(officer)
    cases.reopen(case=case, why="Anak kembali dicari.", by=officer)
    assert "assess_needs" not in open_kinds(case)


# check-ins


def reached(case: Case, by: User, kind: str = "after_care_1m", **facts: Any) -> CheckIn:
    given = {"on": timezone.localdate(), "result": "reached", "whom": "Anak, lewat bibi.", "safe": "yes"}
    return actions.check_in(case=case, by=by, kind=kind, **given | facts)  # type: ignore[arg-type]  # mixed values


def test_a_check_in_ends_the_duty_of_its_month(over: Case, officer: User) -> None:
    row = reached(over, officer, words="Aku senang.", at_school="yes", healthy="yes")
    assert open_kinds(over) == ["after_care_3m", "after_care_6m"]
    assert (row.safe, row.words) == ("yes", "Aku senang.")
    assert verbs()[-1] == "plan.check_in"


def test_the_same_form_again_is_the_same_check_in(over: Case, officer: User) -> None:
    form = uuid4()
    assert reached(over, officer, check_in_id=form) == reached(over, officer, check_in_id=form)
    assert CheckIn.objects.count() == 1


def test_a_child_that_is_not_reached_is_tried_three_times(over: Case, officer: User) -> None:
    with pytest.raises(DomainError):
        reached(over, officer, result="lost", whom="Telepon tidak diangkat.", safe="unknown")
    with pytest.raises(DomainError, match="belum terjangkau"):
        reached(over, officer, result="tried", whom="Telepon tidak diangkat.")
    for way in ("Telepon, pagi.", "Pesan lewat guru."):
        reached(over, officer, result="tried", whom=way, safe="unknown")
        assert duty(over, "after_care_1m").is_open
    reached(over, officer, result="lost", whom="Kunjungan; rumah kosong.", safe="unknown")
    assert "after_care_1m" not in open_kinds(over)
    done = Duty.objects.get(case_id=over.pk, kind="after_care_1m")
    assert [note.text for note in done.notes.all()] == ["tidak terjangkau"]


@pytest.mark.parametrize(
    "facts", [{"whom": " "}, {"safe": "unknown"}, {"result": "perhaps"}, {"safe": "perhaps"}, {"on": timedelta(days=1)}]
)
def test_a_check_in_tells_how_and_with_whom(over: Case, officer: User, facts: dict[str, Any]) -> None:
    if "on" in facts:
        facts = {"on": timezone.localdate() + facts["on"]}
    with pytest.raises(DomainError):
        reached(over, officer, **facts)
    assert not CheckIn.objects.exists()


def test_nothing_is_asked_after_an_open_file_or_twice(over: Case, officer: User) -> None:
    reached(over, officer)
    with pytest.raises(Conflict):
        reached(over, officer)
    with pytest.raises(Conflict):
        reached(over, officer, kind="see_child")
    cases.reopen(case=over, why="Anak kembali dicari.", by=officer)
    with pytest.raises(Conflict):
        reached(over, officer, kind="after_care_3m")


def test_an_outsider_asks_after_nobody(over: Case) -> None:
    with pytest.raises(Refused):
        reached(over, a_user(Role.GUBERNUR))


def test_nothing_is_written_of_an_erased_child(officer: User, ketua: User) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    keyholding.erase(subject=case.child_id, by=OPERATOR, why="request")
    case = Case.objects.select_related("office", "officer", "child").get(pk=case.pk)
    with pytest.raises(DomainError):
        actions.save_assessment(case=case, by=officer, content=needs())


# danger after it


def not_safe(case: Case, by: User) -> Duty:
    """Somebody heard that the child is not safe; what is owed then."""
    reached(case, by, safe="no")
    return Duty.objects.open().select_related("office").get(case_id=case.pk, kind="reopen_unsafe")


def test_what_was_on_paper_before_does_not_take_back_the_danger_of_a_check_in() -> None:
    now = timezone.now()
    with at(now - timedelta(days=60)):
        officer = an_officer()
        case, _by, ketua = a_planned_case(officer, a_user(Role.KETUA, officer.office))
        settled(case, officer)
        case = closed(case, officer, ketua)
    with at(now - timedelta(days=8)):
        not_safe(case, officer)
        case = cases.reopen(
            case=Case.objects.select_related("child", "office", "officer").get(pk=case.pk),
            why="Dipukul lagi.",
            by=officer,
        )
    cases.write_sheet(case=case, by=officer, on=timezone.localdate(now - timedelta(days=61)), safe="yes")
    assert Case.objects.get(pk=case.pk).safe_now == "no"


def test_a_later_check_in_that_finds_the_child_safe_says_so_and_the_question_stays(over: Case, officer: User) -> None:
    owed = not_safe(over, officer)
    over.refresh_from_db()
    reached(over, officer, kind="after_care_3m", on=timezone.localdate() - timedelta(days=0), safe="yes")
    assert Case.objects.get(pk=over.pk).safe_now == "no", "Of the same day danger is the last word."
    with at(timezone.now() + timedelta(days=2)):
        reached(Case.objects.select_related("child", "office").get(pk=over.pk), officer, kind="after_care_6m")
    assert Case.objects.get(pk=over.pk).safe_now == "yes"
    assert Duty.objects.get(pk=owed.pk).is_open


def test_the_question_to_reopen_ends_by_reopening_or_by_a_reason_of_a_commissioner(over: Case, officer: User) -> None:
    owed, clerk = not_safe(over, officer), a_user(Role.SEKRETARIAT, officer.office)
    assert owed.officer == officer
    with pytest.raises(Refused, match="langkahnya sendiri"):
        duties.finish(duty=owed, by=officer, note="Sudah.")
    with pytest.raises(Refused, match="Peran"):
        duties.cancel(duty=owed, by=clerk, why="Sudah aman.")
    with pytest.raises(DomainError, match="Tulis mengapa"):
        duties.cancel(duty=owed, by=officer, why=" ")
    assert duties.cancel(duty=owed, by=officer, why="Pelaku ditahan sejak kemarin.").status == "cancelled"
    assert panels.beside_duty(owed, officer)[0].url.endswith("/buka/")


def test_what_is_owed_after_the_closing_is_owed_by_nobody_who_left(over: Case, officer: User, ketua: User) -> None:
    accounts.deactivate(user=officer, by=OPERATOR)
    case = Case.objects.select_related("child", "office", "officer").get(pk=over.pk)
    assert not_safe(case, ketua).officer is None


def test_who_may_not_close_files_is_not_left_with_the_question_to_reopen(officer: User, ketua: User) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    settled(case, officer)
    cases.assign(case=case, officer=a_user(Role.SEKRETARIAT, officer.office), by=ketua)
    assert not_safe(closed(case, officer, ketua), ketua).officer is None


def test_whoever_is_not_safe_is_seen_within_the_hours_of_a_high_risk_when_the_file_is_open_again(
    over: Case, officer: User
) -> None:
    over.risk = "low"
    with ledger.record("case.safety", by=OPERATOR, subject=over.child_id) as entry:
        entry.change(over)
    not_safe(over, officer)
    case = Case.objects.select_related("child", "office", "officer").get(pk=over.pk)
    cases.reopen(case=case, why="Dipukul lagi.", by=officer)
    assert duty(case, "see_child").rule == "house.see_child.high"
    cases.set_safety(case=case, safe_now="yes", note="", by=officer)
    cases.set_safety(case=case, safe_now="no", note="", by=officer)
    assert Duty.objects.open().filter(case_id=case.pk, kind="see_child").count() == 1
