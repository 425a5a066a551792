"""`suar vault erase`: an emergency without waiting, with both persons named, holds obeyed and the same paper."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children.models import Child
from suar.casework.complaints import actions as complaints
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.retention import actions
from suar.casework.retention.actions import carrying_out
from suar.casework.retention.alarm_kinds import AT_ONCE
from suar.casework.retention.cli import vault
from suar.casework.retention.models import Act, ActStatus, Item, ItemStatus
from suar.core.alarms.models import Alarm
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.models import Entry, Erasure
from suar.core.ledger.verify import verify
from suar.core.vault import keys
from suar.registry.accounts.models import Role, User
from tests.factories import (
    a_case,
    a_child,
    a_closed_case,
    a_complaint,
    a_due_item,
    a_duty,
    a_group_finding,
    a_hold,
    a_user,
    an_act,
    an_officer,
    an_officer_elsewhere,
    an_old_case,
)

pytestmark = pytest.mark.django_db


def run(subject: object, first: User, second: User, *more: str, why: str = "order") -> Result:
    names = ["--first", first.username, "--second", second.username]
    return CliRunner().invoke(vault, ["erase", str(subject), "--why", why, *names, "--yes", *more])


def pair() -> tuple[User, User]:
    officer = an_officer()
    return officer, a_user(Role.KETUA, officer.office)


def a_done_case(officer: User) -> Case:
    """Closed today, and nothing is owed after it."""
    case = a_closed_case(officer)
    for duty in Duty.objects.open().about(case.child_id):
        duties.finish(duty=duty, by=officer, note="Selesai.")
    return case


def test_a_closed_file_is_erased_at_once_with_both_names_a_paper_and_an_alarm() -> None:
    officer, ketua = pair()
    case = an_old_case(officer)
    answer = json.loads(run(case.child_id, officer, ketua, "--json").output)
    act = Act.objects.get()
    assert answer["subject"] == str(case.child_id) and answer["paper"] == act.number
    assert answer["no_backup_opens_it_from"] == str(act.unreadable_from)
    assert "none is kept longer than 30 days" in answer["provided_that"]
    assert (act.at_once, act.status, act.started_by) == (True, ActStatus.DONE, None)
    assert (act.proposed_by, act.approved_by) == (officer, ketua)
    assert Child.objects.get(pk=case.child_id).name == "(sudah dimusnahkan)"
    assert Alarm.objects.open().get().kind == AT_ONCE
    entry = Entry.objects.get(verb="retention.erase_at_once")
    assert entry.actor == "system:operator"
    assert officer.actor_id in entry.data and ketua.actor_id in entry.data
    sequence_all()
    assert verify().wrong == []


def test_a_file_that_somebody_works_on_is_refused_with_a_reason() -> None:
    """An emergency spares the waiting time and nothing else: what an act of the desk refuses is refused here."""
    officer, ketua = pair()
    awaited = an_old_case(officer)
    a_duty("other", what="Menelepon", subject=awaited.child_id, office=officer.office, due_at=timezone.now())
    reopened = an_old_case(officer)
    cases.reopen(case=reopened, why="Anak datang lagi.", by=officer)
    open_, undecided = a_case(officer), a_complaint(officer)
    for subject in (open_.child_id, undecided.subject, awaited.child_id, reopened.child_id):
        result = run(subject, officer, ketua)
        assert result.exit_code == 1 and "masih dikerjakan" in result.output
        assert keys.open_one(subject)
    young = run(a_done_case(officer).child_id, officer, ketua, why="retention")
    assert young.exit_code == 1 and "belum habis" in young.output
    assert not Act.objects.exists() and not Erasure.objects.exists() and not Alarm.objects.open().exists()


def test_a_young_file_whose_work_is_over_goes_by_order_and_in_its_own_class() -> None:
    officer, ketua = pair()
    case = a_done_case(officer)
    assert run(case.child_id, officer, ketua).exit_code == 0
    item = Item.objects.get()
    assert (item.group, item.ran_out_on, item.status) == ("case.closed", None, ItemStatus.ERASED)
    assert [one.item for one in Act.objects.get().listings.all()] == [item]


def test_a_child_for_whom_no_file_was_opened_can_be_ended_as_a_mistake() -> None:
    officer, ketua = pair()
    child = a_child(officer)
    assert "belum habis" in run(child.pk, officer, ketua, why="retention").output
    assert run(child.pk, officer, ketua, why="mistake").exit_code == 0
    assert keys.is_erased(child.pk)


def test_two_operators_at_the_same_moment_are_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    officer, ketua = pair()
    case = an_old_case(officer)
    look, done = carrying_out._proposal_of, list[Act]()

    def meanwhile(*args: Any) -> Item:
        found = look(*args)
        if not done:
            done.append(Act())  # only the first look is overtaken
            actions.ask_for(kind="child", subject=case.child_id, why="order", by=officer)
        return found

    monkeypatch.setattr(carrying_out, "_proposal_of", meanwhile)
    result = run(case.child_id, officer, ketua)
    assert result.exit_code == 1 and "sudah diusulkan" in result.output
    assert not Erasure.objects.exists() and not Act.objects.exists()


def test_a_complaint_and_a_finding_are_erased_too_and_a_proposal_is_taken_up() -> None:
    officer, ketua = pair()
    case = an_old_case(officer)
    a_due_item(officer, case)
    complaint = a_complaint(officer)
    complaints.close_as(complaint=complaint, status="noise", noise="question", by=officer)
    for subject in (complaint.subject, a_group_finding(officer).pk, case.child_id):
        assert run(subject, officer, ketua).exit_code == 0
        assert keys.is_erased(subject)
    assert set(Item.objects.values_list("status", "why")) == {(ItemStatus.ERASED, "order")}


def test_a_held_file_is_not_erased_in_an_emergency_either() -> None:
    officer, ketua = pair()
    case = a_case(officer)
    a_hold(case.child_id, ketua)
    result = run(case.child_id, officer, ketua)
    assert result.exit_code == 1 and case.number in result.output
    assert not Act.objects.exists() and not Erasure.objects.exists() and not Alarm.objects.open().exists()


def test_two_persons_are_two_who_may_and_are_of_the_office() -> None:
    officer, ketua = pair()
    case = an_old_case(officer)
    stranger = a_user(Role.KETUA, an_officer_elsewhere().office)
    for first, second in ((ketua, ketua), (officer, officer), (officer, stranger), (a_user(Role.GUBERNUR), ketua)):
        result = run(case.child_id, first, second)
        assert result.exit_code == 1 and "Error" in result.output and "Traceback" not in result.output
    assert not Erasure.objects.exists()


def test_what_is_no_file_has_no_key_or_is_in_an_act_is_refused_in_words() -> None:
    officer, ketua = pair()
    case = an_old_case(officer)
    an_act(officer, a_due_item(officer, case))
    for subject in (uuid4(), a_duty(office=officer.office).subject, case.child_id, "not-an-id"):
        result = run(subject, officer, ketua)
        assert result.exit_code in (1, 2) and "Error" in result.output and "Traceback" not in result.output
    again = an_old_case(officer)
    assert run(again.child_id, officer, ketua).exit_code == 0
    assert run(again.child_id, officer, ketua).exit_code == 1
    nobody = CliRunner().invoke(
        vault, ["erase", str(uuid4()), "--why", "order", "--first", "nobody", "--second", ketua.username]
    )
    assert nobody.exit_code == 1 and "Nobody is called nobody" in nobody.output
