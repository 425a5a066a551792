"""Files that are read as one child's come to their end together or not at all."""

from __future__ import annotations

import pytest
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.retention import actions
from suar.casework.retention.models import Act, Item, ItemStatus, Kind
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger import keyholding
from suar.core.vault import keys
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_merge
from tests.factories import (
    a_case,
    a_closed_case,
    a_due_item,
    a_duty,
    a_hold,
    a_started_act,
    a_user,
    an_act,
    an_approved_act,
    an_officer,
    an_old_case,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def ketua(officer: User) -> User:
    return a_user(Role.KETUA, officer.office)


def proposed() -> int:
    return actions.propose_due(now=timezone.now())


def one_child(ketua: User, first: Case, second: Case) -> None:
    a_merge(first.child, second.child, ketua)


def asked(case: Case, officer: User) -> Item:
    return actions.ask_for(kind=Kind.CHILD, subject=case.child_id, why="request", by=officer)


def test_an_old_file_is_not_proposed_while_another_of_the_same_child_is_open(officer: User, ketua: User) -> None:
    old = an_old_case(officer)
    one_child(ketua, a_case(officer), old)
    assert proposed() == 0
    with pytest.raises(DomainError, match="masih dikerjakan"):
        asked(old, officer)
    second = a_user(Role.WAKIL, officer.office)
    with pytest.raises(Conflict):
        actions.erase_at_once(subject=old.child_id, why="order", first=ketua, second=second)
    assert not keys.is_erased(old.child_id)


def test_nor_while_anybody_owes_something_about_the_other(officer: User, ketua: User) -> None:
    first, second = an_old_case(officer), an_old_case(officer)
    one_child(ketua, first, second)
    a_duty(subject=second.child_id, office=officer.office)
    assert proposed() == 0


def test_the_time_of_both_has_run_out_when_that_of_the_later_one_has(officer: User, ketua: User) -> None:
    old, late = an_old_case(officer), a_closed_case(officer, ketua)
    for duty in Duty.objects.open().about(late.child_id).select_related("office"):
        duties.cancel(duty=duty, by=ketua, why="Selesai.")
    one_child(ketua, old, late)
    assert proposed() == 0
    a_merge(an_old_case(officer).child, an_old_case(officer).child, ketua)
    assert proposed() == 2


def test_an_act_about_one_takes_the_other_along_and_both_open_no_more(officer: User, ketua: User) -> None:
    first, second, other = an_old_case(officer), an_old_case(officer), an_old_case(officer)
    one_child(ketua, first, second)
    item = a_due_item(officer, first)
    act = a_started_act(officer, item)
    assert {one.subject for one in act.items.all()} == {first.child_id, second.child_id}
    keyholding.finish_erasures()
    assert actions.finish_started() == 1
    assert keys.is_erased(first.child_id) and keys.is_erased(second.child_id) and not keys.is_erased(other.child_id)


def test_so_does_the_operators_emergency(officer: User, ketua: User) -> None:
    first, second = an_old_case(officer), an_old_case(officer)
    one_child(ketua, first, second)
    wakil = a_user(Role.WAKIL, officer.office)
    act = actions.erase_at_once(subject=second.child_id, why="order", first=ketua, second=wakil)
    assert {(one.subject, one.why) for one in act.items.all()} == {
        (first.child_id, "order"),
        (second.child_id, "order"),
    }
    assert keys.is_erased(first.child_id) and keys.is_erased(second.child_id)


def test_where_one_is_held_neither_goes(officer: User, ketua: User) -> None:
    first, second = an_old_case(officer), an_old_case(officer)
    one_child(ketua, first, second)
    a_hold(second.child_id, ketua)
    with pytest.raises(Refused, match=second.number):
        an_act(officer, asked(first, officer))
    with pytest.raises(Refused, match=second.number):
        actions.erase_at_once(
            subject=first.child_id, why="order", first=ketua, second=a_user(Role.WAKIL, officer.office)
        )
    assert not Act.objects.exists()


def test_one_that_stands_in_an_act_already_keeps_the_other_out_of_a_second(officer: User, ketua: User) -> None:
    first, second = an_old_case(officer), an_old_case(officer)
    act = an_act(officer, a_due_item(officer, first))
    one_child(ketua, first, second)
    with pytest.raises(Conflict, match=first.number):
        an_act(officer, asked(second, officer))
    with pytest.raises(Conflict, match=second.number):
        actions.approve(act=act, by=ketua)


def test_what_became_one_child_with_an_open_file_meanwhile_goes_no_further(officer: User, ketua: User) -> None:
    waiting, chosen, going = (an_old_case(officer) for _ in range(3))
    item = a_due_item(officer, waiting)
    act = an_act(officer, a_due_item(officer, chosen))
    approved = an_approved_act(officer, a_due_item(officer, going))
    for case in (waiting, chosen, going):
        one_child(ketua, a_case(officer), case)
    assert actions.propose_due(now=timezone.now()) == 1
    assert Item.objects.get(pk=item.pk).status == ItemStatus.DROPPED
    with pytest.raises(Conflict, match=chosen.number):
        actions.approve(act=act, by=ketua)
    with pytest.raises(Conflict, match=going.number):
        started(approved, ketua)


def started(act: Act, by: User) -> None:
    act.not_before = timezone.now()
    actions.start(act=act, by=by)
