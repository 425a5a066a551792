"""Must show: two persons, or two workers, at the same step of the same act in the same moment; it is taken once.

On PostgreSQL each has a connection of its own and stands inside its transaction when the other begins. SQLite lets one
write at a time: there each has read the act before the other wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from suar.casework.retention import actions
from suar.casework.retention.actions import acts, carrying_out
from suar.casework.retention.models import Act, ActStatus, Item, ItemStatus
from suar.config.demo.clock import at
from suar.core.documents.models import Series
from suar.core.errors import Conflict, Refused
from suar.core.ledger import keyholding, triggers
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.keyholding import finish_erasures
from suar.core.ledger.models import Entry, Erasure, Hold
from suar.core.ledger.verify import verify
from suar.core.vault import keys, rotation
from suar.core.vault.keyring import keyring
from suar.registry.accounts.models import Role, User
from tests.at_once import at_once, met
from tests.factories import a_due_item, a_hold, a_started_act, a_user, an_act, an_office, an_officer, an_old_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _founded() -> Iterator[None]:
    an_office()
    yield
    triggers.drop()  # they would refuse that the rows go with the test


def sound() -> bool:
    sequence_all()
    return verify().wrong == []


def test_of_two_approvals_at_once_exactly_one_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    act = an_act()
    leaders = [a_user(Role.KETUA, act.office), a_user(Role.WAKIL, act.office)]
    monkeypatch.setattr(acts, "_must_be_free", met(acts._must_be_free))
    seen = [Act.objects.select_related("office").get() for _ in leaders]
    brought = at_once(*(lambda n=n: actions.approve(act=seen[n], by=leaders[n]).approved_by for n in range(2)))  # type: ignore[misc]  # of both
    assert brought.count(Conflict) == 1
    act.refresh_from_db()
    assert (act.status, act.approved_by) == (ActStatus.APPROVED, next(one for one in brought if one is not Conflict))
    assert Entry.objects.filter(verb="retention.approve").count() == 1
    assert sound()


def test_of_an_approval_and_a_withdrawal_at_once_one_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = an_officer()
    act = an_act(officer)
    ketua = a_user(Role.KETUA, act.office)
    monkeypatch.setattr(acts, "recorded", met(acts.recorded))
    seen = [Act.objects.select_related("office").get() for _ in range(2)]
    brought = at_once(
        lambda: actions.approve(act=seen[0], by=ketua).status,
        lambda: actions.withdraw(act=seen[1], why="wrong", by=officer).status,
    )
    assert brought.count(Conflict) == 1
    act.refresh_from_db()
    assert act.status == next(one for one in brought if one is not Conflict)
    withdrawn = act.status == ActStatus.WITHDRAWN
    assert Item.objects.get().status == (ItemStatus.DUE if withdrawn else ItemStatus.CHOSEN)
    assert sound()


def test_of_two_starts_at_once_one_counts_and_each_file_is_intended_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first, leaders = an_officer(), [a_user(Role.KETUA), a_user(Role.WAKIL)]
    act = actions.approve(act=an_act(first, a_due_item(first), a_due_item(first)), by=leaders[0])
    seen = [Act.objects.select_related("office").get() for _ in leaders]
    monkeypatch.setattr(acts.holds, "decide_alone", met(acts.holds.decide_alone))

    def start(n: int) -> object:
        return actions.start(act=seen[n], by=leaders[n]).started_by

    with at(timezone.now() + timedelta(days=8)):
        brought = at_once(lambda: start(0), lambda: start(1))
    assert brought.count(Conflict) == 1
    assert Erasure.objects.open().count() == 2
    assert Entry.objects.filter(verb="vault.erase.intend").count() == 2
    act.refresh_from_db()
    assert act.status == ActStatus.RUNNING and sound()


def test_of_a_hold_and_a_start_at_once_one_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    officer, ketua, wakil = an_officer(), a_user(Role.KETUA), a_user(Role.WAKIL)
    case = an_old_case(officer)
    act = actions.approve(act=an_act(officer, a_due_item(officer, case)), by=ketua)
    act = Act.objects.select_related("office").get(pk=act.pk)
    monkeypatch.setattr(keyholding.holds, "decide_alone", met(keyholding.holds.decide_alone))
    with at(timezone.now() + timedelta(days=8)):
        brought = at_once(
            lambda: bool(a_hold(case.child_id, wakil)), lambda: actions.start(act=act, by=ketua).status == "running"
        )
    held, begun = Hold.objects.standing().exists(), Erasure.objects.open().exists()
    assert held != begun
    assert brought == ([True, Refused] if held else [Conflict, True])
    act = Act.objects.get()
    assert act.status == (ActStatus.APPROVED if held else ActStatus.RUNNING) and sound()


def worker() -> int:
    finish_erasures()
    return actions.finish_started()


def carried_out_once(act: Act, subjects: list[Any]) -> bool:
    act.refresh_from_db()
    assert act.status == ActStatus.DONE and bytes(act.paper).startswith(b"%PDF")
    assert all(keys.is_erased(subject) for subject in subjects)
    assert not Erasure.objects.open().exists() and not rotation.under_way(keyring())
    assert set(Item.objects.values_list("status", flat=True)) == {ItemStatus.ERASED}
    done = list(Entry.objects.filter(verb="vault.erase").values_list("subject", flat=True))
    assert sorted(done) == sorted(subjects), "each file is told of once"
    assert Entry.objects.filter(verb="retention.done").count() == 1
    assert Series.objects.get(name="letter").last == 1, "one number, and none is lost"
    return sound()


def a_running_act() -> tuple[Act, list[Any]]:
    officer: User = an_officer()
    act = a_started_act(officer, a_due_item(officer), a_due_item(officer))
    return act, [item.subject for item in act.items.all()]


def test_two_workers_at_once_carry_an_act_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    act, subjects = a_running_act()
    monkeypatch.setattr(keyholding, "_destroy", met(keyholding._destroy))
    monkeypatch.setattr(carrying_out, "items_of", met(carrying_out.items_of))
    assert sorted(at_once(worker, worker)) == [0, 1]  # type: ignore[type-var]  # two numbers
    assert carried_out_once(act, subjects)


@pytest.mark.parametrize("place", ["_destroy", "scrub", "rotate", "_done", "scrub_everything"])
def test_a_worker_that_does_all_of_it_within_another_changes_nothing(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever step the first stands before, the second takes every step; then the first goes on."""
    act, subjects = a_running_act()
    step, second = getattr(keyholding, place), list[int]()

    def overtaken(*args: Any, **kwargs: Any) -> Any:
        if not second:
            second.append(0)
            second[0] = worker()
        return step(*args, **kwargs)

    monkeypatch.setattr(keyholding, place, overtaken)
    first = worker()
    assert (second, first) == ([1], 0)
    assert carried_out_once(act, subjects)
