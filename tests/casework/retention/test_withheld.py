"""Whoever is in conflict neither learns that a file comes to its end nor brings it there, stops it or lets it go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions as conflicts
from suar.casework.retention import actions
from suar.casework.retention.models import Act, Item, Kind
from suar.config.demo.clock import at
from suar.core.errors import Conflict, Refused
from suar.core.ledger.models import Entry, Hold
from suar.registry.accounts.models import Role, User
from tests.desk.pages import signed_in, text_of
from tests.factories import (
    a_due_item,
    a_group_finding,
    a_hold,
    a_started_act,
    a_user,
    an_act,
    an_approved_act,
    an_officer,
    an_old_case,
)

pytestmark = pytest.mark.django_db
LISTS = [reverse(f"retention:{name}-list") for name in ("item", "act", "hold")]


def withheld_from(user: User, case: Case) -> User:
    conflicts.recuse(subject=case.child_id, office=case.office, by=user, reference=case.number, case_id=case.pk)
    return user


def in_conflict(role: str, case: Case) -> User:
    return withheld_from(a_user(role, case.office), case)


@pytest.fixture
def case() -> Case:
    return an_old_case(an_officer())


def entries() -> int:
    return Entry.objects.filter(verb__startswith="retention.").count()


def test_no_list_and_no_paper_names_the_file_to_whoever_is_in_conflict(case: Case) -> None:
    officer = an_officer(case.office)
    hold = a_hold(an_old_case(officer).child_id, a_user(Role.KETUA, case.office))
    act = a_started_act(officer, a_due_item(officer, case))
    named, free = in_conflict(Role.WAKIL, case), a_user(Role.WAKIL, case.office)
    withheld_from(named, Case.objects.get(child=hold.subject))
    for url in LISTS:
        assert text_of(signed_in(free), url, status="semua") != text_of(signed_in(named), url, status="semua")
        for number in (case.number, hold.reference):
            assert number not in text_of(signed_in(named), url, status="semua")
    for name in ("detail", "approve", "start", "withdraw", "pdf"):
        assert signed_in(named).get(reverse(f"retention:act-{name}", args=[act.pk])).status_code == 404
    assert signed_in(named).get(reverse("retention:hold-lift", args=[hold.pk])).status_code == 404
    assert signed_in(free).get(reverse("retention:act-detail", args=[act.pk])).status_code == 200


def test_an_act_is_not_found_by_the_number_of_a_withheld_file(case: Case) -> None:
    officer = an_officer(case.office)
    an_act(officer, a_due_item(officer, case))
    named = in_conflict(Role.KETUA, case)
    assert not Act.objects.visible_to(named).exists()
    assert "acts_to_approve" not in text_of(signed_in(named), LISTS[1], q=case.number)


def test_nobody_in_conflict_asks_for_the_end_of_the_file_or_draws_it_up(case: Case) -> None:
    named = in_conflict(Role.DIVISI_PENGADUAN, case)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.ask_for(kind=Kind.CHILD, subject=case.child_id, why="request", by=named)
    item = a_due_item(an_officer(case.office), case)
    with pytest.raises(Conflict):
        actions.draw_up(office=case.office, items=[item.pk], by=named)
    assert Item.objects.get().act is None


def taken_back(act: Act, by: User) -> object:
    return actions.withdraw(act=act, why="wrong", by=by)


def approved(act: Act, by: User) -> object:
    return actions.approve(act=act, by=by)


@pytest.mark.parametrize("step", [approved, taken_back])
def test_nobody_in_conflict_approves_or_stops_an_act(case: Case, step: Callable[[Act, User], object]) -> None:
    officer = an_officer(case.office)
    act = an_act(officer, a_due_item(officer, case))
    before = entries()
    with pytest.raises(Refused, match="bukan untuk Anda"):
        step(act, in_conflict(Role.WAKIL, case))
    assert entries() == before and Act.objects.get().status == "proposed"


def test_nobody_in_conflict_carries_it_out(case: Case) -> None:
    officer = an_officer(case.office)
    act = an_approved_act(officer, a_due_item(officer, case))
    named = in_conflict(Role.WAKIL, case)
    with at(timezone.now() + timedelta(days=8)), pytest.raises(Refused, match="bukan untuk Anda"):
        actions.start(act=act, by=named)
    assert Act.objects.get().status == "approved"


def test_nobody_in_conflict_holds_the_file_or_lifts_its_hold(case: Case) -> None:
    named = in_conflict(Role.KETUA, case)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.hold(subject=case.child_id, reason="court", basis="Surat 1/CONTOH", by=named)
    hold = a_hold(case.child_id, a_user(Role.WAKIL, case.office))
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.lift(hold=hold, why="Sudah selesai.", by=named)
    assert Hold.objects.standing().exists()


def test_the_command_takes_nobody_in_conflict_for_one_of_the_two(case: Case) -> None:
    officer, leader = an_officer(case.office), a_user(Role.KETUA, case.office)
    for first, second in (
        (in_conflict(Role.DIVISI_PENGADUAN, case), leader),
        (officer, in_conflict(Role.WAKIL, case)),
    ):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            actions.erase_at_once(subject=case.child_id, why="order", first=first, second=second)
    assert not Act.objects.exists()


def test_the_event_of_a_withheld_child_is_held_by_nobody_in_conflict() -> None:
    ketua = a_user(Role.KETUA)
    finding = a_group_finding(ketua)
    report = Complaint.objects.filter(finding=finding)[0]
    named = a_user(Role.WAKIL, ketua.office)
    conflicts.recuse(subject=report.subject, office=report.office, by=named, reference=report.number)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.hold(subject=finding.pk, reason="court", basis="Surat 1/CONTOH", by=named)
    hold = actions.hold(subject=finding.pk, reason="court", basis="Surat 1/CONTOH", by=ketua)
    assert hold.reference not in text_of(signed_in(named), LISTS[2])
    assert hold.reference in text_of(signed_in(ketua), LISTS[2])
