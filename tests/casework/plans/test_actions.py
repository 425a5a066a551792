"""The six steps as they are taken: each act, each refusal, its entry, its duty."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties.models import Duty
from suar.casework.plans import actions
from suar.casework.plans.models import CarePlan, FormerText, NeedsAssessment, PlanItem, PlanReview
from suar.casework.plans.texts import plan_in_force
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ui.merging import Overtaken
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
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
    plan_words,
    planned,
    settled,
    submitted,
    verbs,
)
from tests.factories import a_case, a_user, an_agency, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def ketua(officer: User) -> User:
    return a_user(Role.KETUA, officer.office)


@pytest.fixture
def case(officer: User) -> Case:
    return a_case(officer)


# assessment


def test_an_assessment_is_written_in_parts_and_finished_by_its_author(case: Case, officer: User) -> None:
    draft = actions.save_assessment(case=case, by=officer, content={"strengths": "Bibi."})
    assert (draft.number, draft.edition, draft.status) == (1, 1, "draft")
    actions.save_assessment(case=case, by=officer, content=needs(), edition=1)
    done = actions.finish_assessment(case=case, by=officer, edition=2)
    assert (done.status, done.finished_by, done.words["wishes"]) == ("finished", officer, "Aku mau sekolah.")
    assert FormerText.objects.get(of=done.pk).content == {"strengths": "Bibi."}
    assert verbs() == ["plan.assess", "plan.assess", "plan.finish_assessment"]


def test_to_assess_again_makes_a_new_one_and_the_old_one_stays(case: Case, officer: User) -> None:
    first = assessed(case, officer)
    second = assessed(case, officer, strengths="Guru membantu.")
    assert [one.number for one in NeedsAssessment.objects.filter(case=case)] == [2, 1]
    assert NeedsAssessment.objects.get(pk=first.pk).words["strengths"] == "Bibi menampung."
    assert second.words["strengths"] == "Guru membantu."


@pytest.mark.parametrize("without", ["strengths", "need_health", "words_school", "wishes"])
def test_an_assessment_with_a_gap_is_not_finished(case: Case, officer: User, without: str) -> None:
    draft = actions.save_assessment(case=case, by=officer, content=needs(**{without: ""}))
    with pytest.raises(DomainError):
        actions.finish_assessment(case=case, by=officer, edition=draft.edition)
    assert NeedsAssessment.objects.get().status == "draft"


def test_why_the_child_was_not_asked_stands_for_its_words(case: Case, officer: User) -> None:
    draft = actions.save_assessment(
        case=case, by=officer, content=needs(wishes="", unasked="Masih bayi; pengasuh ditanya.")
    )
    assert actions.finish_assessment(case=case, by=officer, edition=draft.edition).status == "finished"


def test_what_was_read_in_another_edition_is_not_finished(case: Case, officer: User) -> None:
    actions.save_assessment(case=case, by=officer, content=needs())
    with pytest.raises(Conflict):
        actions.finish_assessment(case=case, by=officer, edition=2)
    actions.finish_assessment(case=case, by=officer, edition=1)
    with pytest.raises(Conflict):
        actions.finish_assessment(case=case, by=officer, edition=1)
    with pytest.raises(Conflict):
        actions.save_assessment(case=case, by=officer, content=needs(safety="Lain."), edition=1)


# two editors


def test_who_saves_over_a_newer_edition_is_shown_all_three_and_nothing_is_written(
    case: Case, officer: User, ketua: User
) -> None:
    actions.save_plan(case=case, by=officer, content=plan_words(officer))
    actions.save_plan(case=case, by=ketua, content=plan_words(officer, aim="Tujuan Ketua."), edition=1)
    with pytest.raises(Overtaken) as found:
        actions.save_plan(case=case, by=officer, content=plan_words(officer, aim="Tujuan saya."), edition=1)
    assert found.value.base["aim"] == "Anak aman dan bersekolah."
    assert (found.value.theirs["aim"], found.value.edition, found.value.who) == ("Tujuan Ketua.", 2, ketua.name)
    assert CarePlan.objects.get().words["aim"] == "Tujuan Ketua."


def test_two_who_begin_at_the_same_time_meet_as_well(case: Case, officer: User, ketua: User) -> None:
    actions.save_plan(case=case, by=officer, content=plan_words(officer))
    with pytest.raises(Overtaken) as found:
        actions.save_plan(case=case, by=ketua, content=plan_words(ketua, aim="Lain."))
    assert (found.value.base, found.value.edition) == ({}, 1)


def test_the_same_words_again_write_nothing(case: Case, officer: User) -> None:
    for _press in range(2):
        actions.save_plan(case=case, by=officer, content=plan_words(officer))
    assert (CarePlan.objects.get().edition, verbs()) == (1, ["plan.write"])


# plan


def test_a_plan_rests_on_a_finished_assessment(case: Case, officer: User) -> None:
    with pytest.raises(DomainError):
        submitted(case, officer)
    assessed(case, officer)
    assert submitted(case, officer).status == "waiting"


def test_approved_by_a_second_person_each_line_is_a_duty(case: Case, officer: User, ketua: User) -> None:
    body = an_agency()
    words = plan_words(officer) | line(body, "butir2", service="Jemput anak ke sekolah.")
    plan = planned(case, officer, ketua, words)
    assert (plan.status, plan.submitted_by, plan.approved_by) == ("in_force", officer, ketua)
    ours, theirs = duty(case, "plan_step"), duty(case, "plan_service")
    assert (ours.officer, ours.agency, theirs.agency, theirs.what) == (officer, None, body, "")
    assert ours.due_at is not None and timezone.localdate(ours.due_at) == item(case).due_on
    assert "plan" not in open_kinds(case)
    assert Duty.objects.get(case_id=case.pk, kind="plan").status == "done"
    assert duty(case, "supervisor_review").officer == ketua
    assert verbs()[-3:] == ["plan.write", "plan.submit", "plan.approve"]


def test_nobody_approves_their_own_plan(case: Case, officer: User, ketua: User) -> None:
    assessed(case, officer)
    plan = submitted(case, officer)
    with pytest.raises(Refused):
        actions.approve_plan(case=case, by=officer, edition=plan.edition)
    assert CarePlan.objects.get().status == "waiting"


def test_who_wrote_in_it_approves_only_where_nobody_else_can(case: Case, officer: User, ketua: User) -> None:
    wakil = a_user(Role.WAKIL, officer.office)
    assessed(case, officer)
    actions.save_plan(case=case, by=ketua, content=plan_words(officer))
    plan = actions.submit_plan(case=case, by=officer, edition=1)
    with pytest.raises(Refused) as refused:
        actions.approve_plan(case=case, by=ketua, edition=1)
    assert wakil.name in refused.value.message
    accounts.deactivate(user=wakil, by=OPERATOR)
    plan = CarePlan.objects.get(pk=plan.pk)
    assert actions.approve_plan(case=case, by=ketua, edition=1).approved_by == ketua


def test_staff_who_sign_no_closures_approve_none(case: Case, officer: User) -> None:
    assessed(case, officer)
    plan = submitted(case, officer)
    with pytest.raises(Refused):
        actions.approve_plan(case=case, by=a_user(Role.SEKRETARIAT, officer.office), edition=plan.edition)


def test_what_waits_and_is_changed_must_be_put_forward_again(case: Case, officer: User, ketua: User) -> None:
    assessed(case, officer)
    submitted(case, officer)
    actions.save_plan(case=case, by=ketua, content=plan_words(officer, aim="Lain."), edition=1)
    assert CarePlan.objects.get().status == "draft"
    with pytest.raises(Conflict):
        actions.approve_plan(case=case, by=ketua, edition=2)


def test_sent_back_its_writers_read_why(case: Case, officer: User, ketua: User) -> None:
    assessed(case, officer)
    plan = submitted(case, officer)
    with pytest.raises(DomainError):
        actions.send_back_plan(case=case, by=ketua, why=" ", edition=1)
    actions.send_back_plan(case=case, by=ketua, why="Siapa yang mengantar?", edition=plan.edition)
    draft = CarePlan.objects.get()
    assert (draft.status, draft.sent_back, draft.submitted_by) == ("draft", "Siapa yang mengantar?", None)
    with pytest.raises(Conflict):
        actions.send_back_plan(case=case, by=ketua, why="Lagi.", edition=1)
    assert verbs()[-1] == "plan.send_back"


@pytest.mark.parametrize(
    "changes",
    [{"aim": ""}, {f"service_{KEY}": ""}, {f"day_{KEY}": "2026-01-02"}, {f"who_{KEY}": "a:99999"}, {f"who_{KEY}": "x"}],
)
def test_a_plan_that_is_not_whole_is_not_put_forward(case: Case, officer: User, changes: dict[str, str]) -> None:
    assessed(case, officer)
    with pytest.raises(DomainError):
        submitted(case, officer, plan_words(officer, **changes))


def test_the_old_plan_stays_in_force_until_the_new_one_is_approved(case: Case, officer: User, ketua: User) -> None:
    old = planned(case, officer, ketua)
    first = duty(case, "plan_step")
    submitted(case, officer, plan_words(officer, aim="Lebih.") | line(an_agency(), "baru"))
    assert plan_in_force(case) == old
    actions.approve_plan(case=case, by=ketua, edition=1)
    assert CarePlan.objects.get(pk=old.pk).status == "past"
    assert duty(case, "plan_step") == first, "what did not change keeps its duty"
    assert open_kinds(case).count("plan_service") == 1
    assert open_kinds(case).count("supervisor_review") == 1


def test_a_line_that_goes_to_another_or_out_ends_its_duty(case: Case, officer: User, ketua: User) -> None:
    planned(case, officer, ketua, plan_words(officer) | line(officer, "keluar"))
    body = an_agency()
    submitted(case, officer, {"aim": "A", **line(body)})
    actions.approve_plan(case=case, by=ketua, edition=1)
    assert "plan_step" not in open_kinds(case) and duty(case, "plan_service").agency == body
    states = dict(PlanItem.objects.filter(plan__number=1).values_list("key", "state"))
    assert states == {KEY: "replaced", "keluar": "replaced"}


def test_what_was_done_stays_done_in_the_next_plan(case: Case, officer: User, ketua: User) -> None:
    planned(case, officer, ketua)
    settled(case, officer)
    planned(case, officer, ketua, plan_words(officer, aim="Lebih.") | line(officer, "baru"))
    assert (item(case).plan.number, item(case).state) == (2, "done")
    assert open_kinds(case).count("plan_step") == 1


# carrying out


def test_done_ends_the_duty_and_what_was_given_is_kept(case: Case, officer: User, ketua: User) -> None:
    planned(case, officer, ketua)
    settled(case, officer, "given")
    assert duty(case, "plan_step").is_open
    settled(case, officer)
    row = item(case)
    assert (row.state, row.settled_on, row.services.count()) == ("done", timezone.localdate(), 2)
    ended = Duty.objects.get(pk=row.duty)
    assert ended.status == "done" and ended.done_at is not None and ended.done_at <= timezone.now()
    with pytest.raises(Conflict):
        settled(case, officer)
    assert verbs()[-2:] == ["plan.service", "plan.service"]


def test_not_done_needs_a_word_why_and_ends_the_duty_without_fulfilling_it(
    case: Case, officer: User, ketua: User
) -> None:
    planned(case, officer, ketua)
    given: dict[str, Any] = {"by": officer, "on": timezone.localdate(), "outcome": "not_done"}
    with pytest.raises(DomainError):
        actions.note_service(item=item(case), words=" ", **given)
    actions.note_service(item=item(case), words="Sekolah menolak.", **given)
    assert Duty.objects.get(pk=item(case).duty).status == "cancelled"


@pytest.mark.parametrize("facts", [{"on": timedelta(days=1)}, {"outcome": "perhaps"}])
def test_what_cannot_be_is_not_noted(case: Case, officer: User, ketua: User, facts: dict[str, Any]) -> None:
    planned(case, officer, ketua)
    given = {"on": timezone.localdate(), "outcome": "done", "words": "Sudah."} | facts
    if isinstance(given["on"], timedelta):
        given["on"] = timezone.localdate() + given["on"]
    with pytest.raises(DomainError):
        actions.note_service(item=item(case), by=officer, **given)  # type: ignore[arg-type]  # what cannot be


# review


def test_a_review_ends_what_was_owed_and_starts_the_next(case: Case, officer: User, ketua: User) -> None:
    planned(case, officer, ketua)
    first = duty(case, "supervisor_review")
    row = actions.review(case=case, by=ketua, verdict="continue", words="Berjalan.")
    following = duty(case, "supervisor_review")
    assert Duty.objects.get(pk=first.pk).status == "done"
    assert following.pk != first.pk and following.event_at == row.at
    assert "assess_needs" not in open_kinds(case)
    assert verbs()[-1] == "plan.review"


def test_to_assess_again_is_a_duty_that_the_next_assessment_ends(case: Case, officer: User, ketua: User) -> None:
    planned(case, officer, ketua)
    actions.review(case=case, by=ketua, verdict="reassess", words="Keadaan berubah.")
    assert "assess_needs" in open_kinds(case)
    with pytest.raises(DomainError):
        submitted(case, officer, plan_words(officer, aim="Baru."))
    assessed(case, officer)
    assert "assess_needs" not in open_kinds(case)


def test_nobody_reviews_the_file_they_hold(case: Case, officer: User, ketua: User) -> None:
    planned(case, officer, ketua)
    with pytest.raises(Refused):
        actions.review(case=case, by=officer, verdict="continue", words="Berjalan.")
    with pytest.raises(Refused):
        actions.review(case=case, by=a_user(Role.SEKRETARIAT, case.office), verdict="continue", words="Berjalan.")
    assert not PlanReview.objects.exists()


@pytest.mark.parametrize(("verdict", "words"), [("perhaps", "Ya."), ("continue", " ")])
def test_a_review_says_what_and_why(case: Case, officer: User, ketua: User, verdict: str, words: str) -> None:
    planned(case, officer, ketua)
    with pytest.raises(DomainError):
        actions.review(case=case, by=ketua, verdict=verdict, words=words)


def test_without_a_plan_in_force_there_is_nothing_to_review(case: Case, ketua: User) -> None:
    with pytest.raises(DomainError):
        actions.review(case=case, by=ketua, verdict="continue", words="Berjalan.")


def test_the_review_is_never_the_new_holders(case: Case, officer: User, ketua: User) -> None:
    wakil = a_user(Role.WAKIL, officer.office)
    planned(case, officer, ketua)
    assert duty(case, "supervisor_review").officer == ketua
    cases.assign(case=case, officer=ketua, by=officer)
    assert duty(case, "supervisor_review").officer == wakil
    assert duty(case, "plan_step").officer == ketua
    assert verbs()[-1] == "plan.follow_holder"


# who may


def test_where_another_body_leads_the_steps_are_its_own(case: Case, officer: User, ketua: User) -> None:
    planned(case, officer, ketua)
    body = an_agency()
    case.lead = body
    acts = (
        lambda: actions.save_assessment(case=case, by=officer, content=needs()),
        lambda: actions.save_plan(case=case, by=officer, content=plan_words(officer)),
        lambda: actions.review(case=case, by=ketua, verdict="continue", words="Berjalan."),
        lambda: settled(case, officer),
    )
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert body.name in refused.value.message


def test_what_is_withheld_or_of_another_office_is_refused(case: Case, officer: User, ketua: User) -> None:
    conflicts.recuse(subject=case.child_id, office=case.office, by=ketua)
    for outsider in (ketua, an_officer_elsewhere(), a_user(Role.GUBERNUR)):
        with pytest.raises(Refused):
            actions.save_assessment(case=case, by=outsider, content=needs())
        with pytest.raises(Refused):
            actions.save_plan(case=case, by=outsider, content=plan_words(officer))


def test_a_closed_file_takes_no_plan(officer: User, ketua: User) -> None:
    case, _by, _second = a_planned_case(officer, ketua)
    settled(case, officer)
    closed(case, officer, ketua)
    with pytest.raises(Refused):
        actions.save_plan(case=case, by=officer, content=plan_words(officer))
