"""What is written down about material that arrived: each step, each refusal, its entry, its duty."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.children import actions as children
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.duties.models import Status as DutyStatus
from suar.casework.duties.rulebook import rulebook
from suar.casework.material import actions, rules
from suar.casework.material.models import Arrival, Status, Step, Taken
from suar.core.clocks.calendars import WIB
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import Role, User
from suar.registry.agencies import actions as agencies
from tests.casework.material.ground import PATH, a_police_line, an_arrival, duty, fresh, last, verbs
from tests.factories import a_case, a_triaged_complaint, a_user, an_agency, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


@pytest.fixture
def arrival(officer: User) -> Arrival:
    return an_arrival(officer)


# begun


def test_one_press_begins_the_record_its_first_step_and_the_duty_of_the_same_day(officer: User) -> None:
    arrival = an_arrival(officer)
    assert (arrival.subject, arrival.number[:2], arrival.status) == (arrival.pk, "M-", Status.OPEN)
    assert [row.step for row in arrival.taken.all()] == [Step.STOP]
    owed = duty(arrival, "material_call")
    assert owed.due_at is not None and owed.due_at.astimezone(WIB).date() == timezone.localdate()
    assert (owed.about, owed.reference, owed.agency_id, owed.rule) == (
        "office",
        arrival.number,
        None,
        "house.material.call",
    )
    assert verbs() == ["material.begin"]


def test_what_was_noticed_yesterday_and_written_today_is_late_from_the_first_moment(officer: User) -> None:
    arrival = an_arrival(officer, noticed_at=timezone.now() - timedelta(days=1))
    assert duty(arrival, "material_call").is_late(timezone.now())
    late = Duty.objects.late(timezone.now()).ours()
    assert arrival.call_duty in set(late.values_list("pk", flat=True))


def test_of_a_childs_file_it_lies_under_the_childs_key(officer: User) -> None:
    case = a_case(officer)
    arrival = an_arrival(officer, case=case)
    assert (arrival.subject, arrival.reference) == (case.child_id, case.number)
    assert not DataKey.objects.filter(pk=arrival.pk).exists()
    owed = duty(arrival, "material_call")
    assert (owed.about, owed.case_id, owed.reference) == ("child", case.pk, case.number)


def test_of_a_complaint_it_lies_under_the_complaints_key(officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    arrival = an_arrival(officer, complaint=complaint)
    assert (arrival.subject, arrival.reference) == (complaint.subject, complaint.number)
    assert duty(arrival, "material_call").about == "complaint"


def test_the_same_form_again_begins_nothing(officer: User) -> None:
    form = uuid4()
    first, second = (an_arrival(officer, arrival_id=form) for _ in range(2))
    assert first.number == second.number and Arrival.objects.count() == 1
    with pytest.raises(Conflict):
        an_arrival(a_user(Role.KETUA), arrival_id=form)


def test_nobody_begins_one_in_the_future_a_hundred_years_ago_or_for_another_office(officer: User) -> None:
    for off in (timedelta(minutes=5), timedelta(days=-36_525)):
        with pytest.raises(DomainError):
            an_arrival(officer, noticed_at=timezone.now() + off)
    with pytest.raises(Refused):
        actions.begin(office=an_officer_elsewhere().office, by=officer)
    with pytest.raises(DomainError):
        an_arrival(officer, case=a_case(an_officer_elsewhere()))
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("role", [Role.MITRA, Role.GUBERNUR, Role.ADMIN])
def test_only_staff_write_it_down(role: str) -> None:
    outsider = a_user(role)
    with pytest.raises(Refused):
        actions.begin(office=outsider.office, by=outsider)


def test_what_is_withheld_is_refused_and_not_seen(officer: User) -> None:
    ketua = a_user(Role.KETUA)
    case = a_case(ketua)
    arrival = an_arrival(ketua, case=case)
    conflicts.recuse(subject=case.child_id, office=case.office, by=officer)
    with pytest.raises(Refused):
        an_arrival(officer, case=case)
    for act in (actions.stop, actions.set_apart, actions.call, actions.close):
        with pytest.raises(Refused):
            act(arrival=fresh(arrival), by=officer)
    assert not Arrival.objects.visible_to(officer).exists() and Arrival.objects.visible_to(ketua).exists()


# the steps


def test_the_call_ends_its_duty_and_the_receipt_is_owed_in_three_days(arrival: Arrival, officer: User) -> None:
    line, at = a_police_line(), timezone.now() - timedelta(minutes=10)
    actions.call(arrival=arrival, by=officer, contact=line, at=at, answered="Bripka Contoh")
    row = last(arrival, Step.CALL)
    assert (row.agency, row.line, row.words, row.at) == (line.agency, "Piket PPA", {"answered": "Bripka Contoh"}, at)
    called, owed = duty(arrival, "material_call"), duty(arrival, "material_receipt")
    assert (called.status, called.done_at) == (DutyStatus.DONE, at)
    assert owed.event_at == at and owed.due_at is not None
    assert owed.due_at.astimezone(WIB).date() == timezone.localdate(at) + timedelta(days=3)
    assert verbs() == ["material.begin", "material.step"]


def test_without_a_unit_it_was_the_emergency_number(arrival: Arrival, officer: User) -> None:
    actions.call(arrival=arrival, by=officer)
    assert (last(arrival, Step.CALL).agency, last(arrival, Step.CALL).line) == (None, "110")


def test_a_unit_without_a_number_may_have_been_called(arrival: Arrival, officer: User) -> None:
    unit = an_agency("police")
    actions.call(arrival=arrival, by=officer, agency=unit)
    assert (last(arrival, Step.CALL).agency, last(arrival, Step.CALL).line) == (unit, "")


def test_no_body_is_called_that_is_gone_or_from_which_the_file_is_withheld(officer: User) -> None:
    ketua, case = a_user(Role.KETUA), a_case(officer)
    gone, kept = an_agency("police"), an_agency("police")
    agencies.deactivate(agency=gone, by=ketua)
    head = a_user(Role.MITRA, name="Herkulanus Bujangga", agency=kept)
    conflicts.declare(user=head, by=head, heads_agency=True)
    children.edit(child=case.child, by=officer, guardian="Herkulanus Bujangga")
    arrival = an_arrival(officer, case=case)
    for unit in (gone, kept):
        with pytest.raises(DomainError):
            actions.call(arrival=fresh(arrival), by=officer, agency=unit)
    assert duty(arrival, "material_call").is_open


def test_the_receipt_ends_its_duty(arrival: Arrival, officer: User) -> None:
    actions.call(arrival=arrival, by=officer)
    actions.receive(arrival=arrival, by=officer, receipt_number="STP/1", handed_to="Aiptu Contoh")
    assert last(arrival, Step.RECEIPT).words == {"number": "STP/1", "to": "Aiptu Contoh"}
    assert duty(arrival, "material_receipt").status == DutyStatus.DONE


def test_a_receipt_needs_its_number_or_a_person(arrival: Arrival, officer: User) -> None:
    actions.call(arrival=arrival, by=officer)
    with pytest.raises(DomainError):
        actions.receive(arrival=arrival, by=officer, receipt_number="  ")


@pytest.mark.parametrize(
    ("act", "facts"), [(actions.instruct, {"instruction": "keep"}), (actions.receive, {"receipt_number": "STP/1"})]
)
def test_nothing_is_told_or_given_by_the_police_before_they_were_called(
    arrival: Arrival, officer: User, act: Any, facts: dict[str, Any]
) -> None:
    with pytest.raises(DomainError):
        act(arrival=arrival, by=officer, **facts)
    actions.call(arrival=arrival, by=officer)
    act(arrival=arrival, by=officer, **facts)


def test_the_steps_before_may_come_in_any_order(arrival: Arrival, officer: User) -> None:
    actions.note(arrival=arrival, by=officer, lies_on="email", path=PATH)
    actions.offer_talk(arrival=arrival, by=officer, whom="Petugas Contoh")
    actions.set_apart(arrival=arrival, by=officer)
    assert [row.place for row in arrival.taken.all()] == [1, 2, 3, 4]
    assert rules.next_step({row.step for row in arrival.taken.all()}) == Step.CALL


@pytest.mark.parametrize(
    ("act", "facts"),
    [
        (actions.note, {"lies_on": "cloud", "path": PATH}),
        (actions.note, {"lies_on": "phone", "path": " "}),
        (actions.note, {"lies_on": "phone", "path": PATH, "noticed_at": timezone.now() + timedelta(days=1)}),
        (actions.note, {"lies_on": "phone", "path": "x" * (rules.PATH_LONGEST + 1)}),
        (actions.note, {"lies_on": "phone", "path": "Grup prostitusi kota"}),
        (actions.instruct, {"instruction": "copy"}),
        (actions.offer_talk, {"whom": ""}),
        (actions.set_apart, {"at": timezone.now() + timedelta(days=1)}),
    ],
)
def test_what_no_step_takes_is_refused_and_nothing_is_written(
    arrival: Arrival, officer: User, act: Any, facts: dict[str, Any]
) -> None:
    actions.call(arrival=arrival, by=officer)
    before = verbs()
    with pytest.raises(DomainError):
        act(arrival=fresh(arrival), by=officer, **facts)
    assert verbs() == before


def test_a_name_between_quotation_marks_is_written_as_it_is(arrival: Arrival, officer: User) -> None:
    actions.note(arrival=arrival, by=officer, lies_on="social", path='Grup "open bo kota", pesan pukul 21.00')
    assert "open bo" in (last(arrival, Step.NOTE).words or {})["path"]


def test_whoever_corrects_a_step_writes_a_new_row_and_the_old_one_stays(arrival: Arrival, officer: User) -> None:
    other = a_user(Role.SEKRETARIAT)
    actions.note(arrival=arrival, by=officer, lies_on="phone", path="Pesan ke-2")
    actions.note(arrival=fresh(arrival), by=other, lies_on="phone", path="Pesan ke-3")
    rows = list(Taken.objects.filter(arrival=arrival, step=Step.NOTE).select_related("arrival"))
    assert [(row.by_id, (row.words or {})["path"]) for row in rows] == [
        (officer.pk, "Pesan ke-2"),
        (other.pk, "Pesan ke-3"),
    ]
    assert verbs() == ["material.begin", "material.step", "material.correct"]


def test_an_earlier_time_counts_for_the_duty_too(arrival: Arrival, officer: User) -> None:
    before = timezone.now() - timedelta(days=2)
    actions.note(arrival=arrival, by=officer, lies_on="phone", path=PATH, noticed_at=before)
    owed = duty(arrival, "material_call")
    assert owed.event_at == before and owed.is_late(timezone.now())
    assert fresh(arrival).noticed_at == before


def test_a_call_that_is_corrected_moves_both_clocks(arrival: Arrival, officer: User) -> None:
    early, later = timezone.now() - timedelta(hours=5), timezone.now() - timedelta(hours=1)
    actions.call(arrival=arrival, by=officer, at=later)
    actions.call(arrival=fresh(arrival), by=officer, at=early)
    assert duty(arrival, "material_call").done_at == early
    assert duty(arrival, "material_receipt").event_at == early
    assert Duty.objects.filter(kind="material_receipt").count() == 1


def test_two_who_take_a_step_at_once_do_not_write_over_each_other(arrival: Arrival, officer: User) -> None:
    mine, theirs = fresh(arrival), fresh(arrival)
    actions.set_apart(arrival=mine, by=officer)
    with pytest.raises(Conflict):
        actions.call(arrival=theirs, by=a_user(Role.KETUA))
    assert duty(arrival, "material_call").is_open


def test_no_press_on_the_page_of_the_duty_ends_it(arrival: Arrival, officer: User) -> None:
    owed = duty(arrival, "material_call")
    for act in (duties.finish, duties.cancel):
        more = {"why": "Sudah"} if act is duties.cancel else {}
        with pytest.raises(Refused):
            act(duty=owed, by=officer, **more)  # type: ignore[operator]  # two actions of different facts


def test_both_clocks_are_rules_of_the_house_and_say_so() -> None:
    for rule_id in ("house.material.call", "house.material.receipt"):
        rule = rulebook().get(rule_id, on=timezone.localdate())
        assert rule.house and rule.basis == "aturan KPPAD"
