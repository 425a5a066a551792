"""Each change of a file: works, is refused, leaves its entry, and moves the duties it should."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from suar.casework.cases import actions, rules
from suar.casework.cases.models import Case, MonitoringSheet, Note, RiskAssessment
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.duties.naming import names_of
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role
from tests.casework.cases.stored import NO, entry, open_kinds
from tests.factories import (
    a_case,
    a_child,
    a_duty,
    a_user,
    an_agency,
    an_officer,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db


def test_a_file_opens_with_its_number_its_entry_and_its_first_duties() -> None:
    received = timezone.now() - timedelta(hours=5)
    case = a_case(received_at=received)
    year = case.opened_on.year
    assert case.number == f"{year}-0001"
    assert a_case().number == f"{year}-0002"
    assert case.age == rules.age_at("2011-03-09", case.opened_on)
    found = {duty.kind: duty for duty in Duty.objects.filter(case_id=case.pk)}
    assert set(found) == {"see_child", "plan", "monitor"}
    assert found["see_child"].due_at == received + timedelta(hours=24)
    assert (found["plan"].reference, found["plan"].officer) == (case.number, case.officer)
    data = json.loads(Entry.objects.filter(verb="case.open", subject=case.child_id).get().data)
    assert data["number"] == case.number


def test_numbers_run_by_office_and_year() -> None:
    a_case()
    elsewhere = an_officer_elsewhere()
    assert a_case(elsewhere).number.endswith("-0001")


def test_an_unassessed_file_runs_the_strictest_clocks_until_its_risk_is_known() -> None:
    case = a_case(risk="unknown")
    assert Duty.objects.get(case_id=case.pk, kind="see_child").rule == "house.see_child.high"
    actions.assess_risk(case=case, answers=NO, by=an_officer())
    assert case.risk == "low"
    assert open_kinds(case) == ["monitor", "plan", "see_child"]
    assert Duty.objects.open().get(case_id=case.pk, kind="see_child").rule == "house.see_child.low"


@pytest.mark.parametrize(
    "wrong",
    [{"cluster": "none"}, {"kind": "none"}, {"child_role": "none"}, {"risk": "none"}, {"category": "none"}],
)
def test_a_code_that_is_in_no_list_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(DomainError):
        a_case(**wrong)
    assert not Case.objects.exists()


def test_a_file_is_opened_only_in_ones_own_office_with_an_officer_of_it() -> None:
    officer = an_officer()
    child = a_child(officer)
    for by in (an_officer_elsewhere(), an_outsider()):
        with pytest.raises(Refused):
            actions.open_case(child=child, office=child.office, by=by, kind="pengaduan", cluster="abh")
    with pytest.raises(DomainError):
        a_case(officer, child, officer=an_officer_elsewhere())


def test_a_child_written_down_as_suspect_is_flagged_and_never_recoded() -> None:
    case = a_case(child_role="suspect")
    assert (case.child_role, case.review_role) == ("suspect", True)
    assert "review_child_role" in open_kinds(case)
    with pytest.raises(Refused):
        actions.settle_role(case=case, child_role="victim", why="ya", by=a_user(Role.SEKRETARIAT))
    with pytest.raises(DomainError):
        actions.settle_role(case=case, child_role="victim", why=" ", by=an_officer())
    actions.settle_role(case=case, child_role="victim", why="Anak dipaksa.", by=an_officer())
    stored = Case.objects.get(pk=case.pk)
    assert (stored.child_role, stored.review_role) == ("victim", False)
    assert "review_child_role" not in open_kinds(case)
    data = json.loads(entry("case.settle_role").data)
    assert (data["before"], data["after"]) == ("suspect", "victim")


def test_a_higher_risk_counts_at_once_and_brings_the_clocks_nearer() -> None:
    case = a_case(risk="low")
    before = Duty.objects.get(case_id=case.pk, kind="see_child").due_at
    row = actions.assess_risk(case=case, answers={**NO, "threat": "yes"}, by=an_officer())
    assert (row.level, Case.objects.get(pk=case.pk).risk) == ("high", "high")
    after = Duty.objects.open().get(case_id=case.pk, kind="see_child").due_at
    assert before is not None and after is not None and after < before
    assert open_kinds(case) == ["monitor", "plan", "see_child"]


def test_a_lower_risk_waits_for_a_second_person() -> None:
    first, second = an_officer(), a_user(Role.KETUA)
    case = a_case(first, risk="high")
    row = actions.assess_risk(case=case, answers=NO, by=first)
    assert (row.level, Case.objects.get(pk=case.pk).risk) == ("low", "high")
    with pytest.raises(Refused):
        actions.confirm_risk(assessment=row, by=first)
    with pytest.raises(Refused):
        actions.confirm_risk(assessment=row, by=a_user(Role.SEKRETARIAT))
    actions.confirm_risk(assessment=row, by=second)
    assert Case.objects.get(pk=case.pk).risk == "low"
    assert RiskAssessment.objects.get().confirmed_by == second
    assert json.loads(entry("case.confirm_risk").data)["level"] == "low"
    with pytest.raises(Conflict):
        actions.confirm_risk(assessment=row, by=second)


def test_only_the_latest_assessment_can_be_confirmed() -> None:
    first = an_officer()
    case = a_case(first)
    old = actions.assess_risk(case=case, answers=NO, by=first)
    actions.assess_risk(case=case, answers={**NO, "reached_before": "yes"}, by=first)
    with pytest.raises(Conflict):
        actions.confirm_risk(assessment=old, by=a_user(Role.KETUA))


def test_not_knowing_now_keeps_the_yes_of_before() -> None:
    case = a_case(risk="unknown")
    actions.assess_risk(case=case, answers={**NO, "controlled": "yes"}, by=an_officer())
    row = actions.assess_risk(case=case, answers={**NO, "controlled": "unknown"}, by=an_officer())
    assert row.level == "high"
    assert row.answers["controlled"] == "yes"


def test_a_note_keeps_seen_and_said_apart_and_a_visit_is_the_child_seen() -> None:
    case = a_case()
    note = actions.write_note(case=case, by=an_officer(), kind="visit", seen="Anak sehat.", said="“Aku takut.”")
    stored = Note.objects.get(pk=note.pk)
    assert (stored.seen, stored.said) == ("Anak sehat.", "“Aku takut.”")
    assert open_kinds(case) == ["monitor", "plan"]
    assert "takut" not in entry("case.note").data
    with pytest.raises(DomainError):
        actions.write_note(case=case, by=an_officer(), seen=" ")
    with pytest.raises(DomainError):
        actions.write_note(case=case, by=an_officer(), seen="x", at=timezone.now() + timedelta(days=1))


def test_a_task_is_added_and_finished_once() -> None:
    officer = an_officer()
    case = a_case(officer)
    task = actions.add_task(case=case, by=officer, text="Telepon sekolah", officer=officer)
    actions.finish_task(task=task, by=officer)
    assert task.done_at is not None
    assert Entry.objects.filter(verb__in=["case.add_task", "case.finish_task"]).count() == 2
    with pytest.raises(Conflict):
        actions.finish_task(task=task, by=officer)
    with pytest.raises(DomainError):
        actions.add_task(case=case, by=officer, text=" ")


def test_a_sheet_fulfils_the_watch_starts_the_next_and_asks_the_agency() -> None:
    officer, agency = an_officer(), an_agency()
    case = a_case(officer)
    next_on = timezone.localdate() + timedelta(days=5)
    sheet = actions.write_sheet(
        case=case, by=officer, safe="yes", state="Tenang.", obstacle_place=True, obstacle_family=True,
        asked_of=agency, asked="Tempat untuk dua minggu", next_on=next_on,
    )  # fmt: skip
    assert sheet.answer == "waiting"
    assert Case.objects.get(pk=case.pk).safe_now == "yes"
    monitor = Duty.objects.open().get(case_id=case.pk, kind="monitor")
    assert monitor.due_at is not None and timezone.localdate(monitor.due_at) == next_on
    asked = Duty.objects.open().get(case_id=case.pk, kind="agency_answer")
    assert (asked.agency, asked.what) == (agency, "")
    data = json.loads(entry("case.sheet").data)
    assert (data["obstacles"], data["answer"]) == ("AC", "waiting")
    actions.answer_sheet(sheet=sheet, by=officer, answer="refused", note="Penuh.")
    assert "agency_answer" not in open_kinds(case)
    assert json.loads(entry("case.sheet_answer").data)["answer"] == "refused"


def test_a_sheet_written_down_afterwards_says_how_it_was_not_how_it_is() -> None:
    officer, today = an_officer(), timezone.localdate()
    case = a_case(officer)
    actions.write_sheet(case=case, by=officer, safe="no", on=today)
    watch = Duty.objects.open().get(case_id=case.pk, kind="monitor")
    actions.write_sheet(case=case, by=officer, safe="yes", on=today - timedelta(days=20))
    assert Case.objects.get(pk=case.pk).safe_now == "no"
    assert Duty.objects.open().get(case_id=case.pk, kind="monitor").pk == watch.pk
    assert MonitoringSheet.objects.filter(case=case).count() == 2


def test_a_child_found_unsafe_raises_an_unassessed_file_to_high() -> None:
    case = a_case(risk="unknown")
    actions.write_sheet(case=case, by=an_officer(), safe="no")
    found = Case.objects.get(pk=case.pk)
    assert (found.safe_now, found.risk) == ("no", "high")


def test_without_a_next_date_the_house_rule_says_when() -> None:
    case = a_case(risk="medium")
    actions.write_sheet(case=case, by=an_officer())
    assert Duty.objects.open().get(case_id=case.pk, kind="monitor").rule == "house.monitoring.medium"


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": timezone.localdate() + timedelta(days=2)},
        {"next_on": timezone.localdate()},
        {"asked": "Sesuatu"},
        {"safe": "perhaps"},
    ],
)
def test_a_sheet_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    case = a_case()
    with pytest.raises(DomainError):
        actions.write_sheet(case=case, by=an_officer(), **wrong)
    assert not case.monitoringsheets.exists()


def test_an_answer_needs_a_question() -> None:
    case = a_case()
    sheet = actions.write_sheet(case=case, by=an_officer())
    with pytest.raises(DomainError):
        actions.answer_sheet(sheet=sheet, by=an_officer(), answer="done")


def test_no_safe_place_raises_an_unassessed_file() -> None:
    case = a_case(risk="unknown")
    actions.set_safety(case=case, safe_now="no", note="Kantor polisi", by=an_officer())
    stored = Case.objects.get(pk=case.pk)
    assert (stored.safe_now, stored.risk, stored.safe_note) == ("no", "high", "Kantor polisi")
    assert json.loads(entry("case.safety").data)["safe"] == "no"


def test_a_new_officer_takes_the_open_duties_along() -> None:
    first, second = an_officer(), an_officer()
    case = a_case(first)
    actions.assign(case=case, officer=second, by=first)
    assert set(Duty.objects.open().filter(case_id=case.pk).values_list("officer", flat=True)) == {second.pk}
    assert json.loads(entry("case.assign").data)["officer"] == second.actor_id
    with pytest.raises(DomainError):
        actions.assign(case=case, officer=an_outsider(), by=first)


def test_what_somebody_else_owes_about_the_child_stays_theirs_when_the_file_changes_hands() -> None:
    first, second, third = an_officer(), an_officer(), an_officer()
    case = a_case(first)
    facts = {"subject": case.child_id, "case_id": case.pk, "office": case.office, "by": first}
    own, nobodys, review = (a_duty("share_review", officer=who, **facts) for who in (first, None, third))
    actions.assign(case=case, officer=second, by=first)
    held = dict(Duty.objects.filter(kind="share_review").values_list("pk", "officer"))
    assert held == {own.pk: second.pk, nobodys.pk: second.pk, review.pk: third.pk}


WORK: list[Callable[[Case, Any], object]] = [
    lambda case, by: actions.write_note(case=case, by=by, seen="x"),
    lambda case, by: actions.add_task(case=case, by=by, text="x"),
    lambda case, by: actions.write_sheet(case=case, by=by),
    lambda case, by: actions.set_safety(case=case, safe_now="yes", note="", by=by),
    lambda case, by: actions.assess_risk(case=case, answers=NO, by=by),
    lambda case, by: actions.assign(case=case, officer=None, by=by),
    lambda case, by: actions.propose_closure(case=case, reason="rujuk", note="x", by=by),
    lambda case, by: actions.refuse_closure(case=case, why="x", by=by),
    lambda case, by: actions.reopen(case=case, why="x", by=by),
    lambda case, by: actions.settle_role(case=case, child_role="victim", why="x", by=by),
]


@pytest.mark.parametrize("work", WORK)
def test_nobody_elsewhere_and_no_outsider_works_on_the_file(work: Callable[[Case, Any], object]) -> None:
    case = a_case()
    before = Entry.objects.count()
    people = [an_officer_elsewhere(), an_outsider()]
    before = Entry.objects.count()
    for by in people:
        with pytest.raises(Refused):
            work(case, by)
    assert Entry.objects.count() == before


def test_two_officers_the_second_is_told() -> None:
    officer = an_officer()
    case = a_case(officer)
    first, second = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    actions.set_safety(case=first, safe_now="yes", note="", by=officer)
    with pytest.raises(Conflict):
        actions.set_safety(case=second, safe_now="no", note="", by=officer)
    assert Case.objects.get(pk=case.pk).safe_now == "yes"


def test_a_duty_of_the_file_is_named_by_initials_and_number() -> None:
    officer = an_officer()
    case = a_case(officer)
    found = names_of([case.child_id], officer)[case.child_id]
    assert (found.initials, found.reference, found.case_id) == ("R.C.", case.number, case.pk)
    assert names_of([case.child_id], an_officer_elsewhere()) == {}
    duties.start(
        by=officer, kind="other", about="child", subject=case.child_id, office=case.office, case_id=case.pk,
        what="Antar ke sekolah", due_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    assert "other" in open_kinds(case)
