"""What the worker proposes, what it leaves alone, and what a person may ask for."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.complaints import actions as complaints
from suar.casework.duties import actions as duties
from suar.casework.retention import actions
from suar.casework.retention.models import Item, ItemStatus, Kind
from suar.config import tick
from suar.config.demo.clock import at
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.core.ledger.orphans import span_of
from suar.core.vault import keys
from suar.registry.accounts.models import Role
from tests.casework.register import builders
from tests.factories import (
    LONG_AGO,
    a_case,
    a_child,
    a_closed_case,
    a_complaint,
    a_due_item,
    a_duty,
    a_group_finding,
    a_hold,
    a_user,
    an_import,
    an_officer,
    an_officer_elsewhere,
    an_old_case,
)

pytestmark = pytest.mark.django_db


def proposed() -> int:
    return actions.propose_due(now=timezone.now())


def test_an_old_closed_file_is_proposed_once_and_nothing_of_it_is_erased() -> None:
    case = an_old_case()
    assert (proposed(), proposed()) == (1, 0)
    item = Item.objects.get()
    assert (item.kind, item.subject, item.reference, item.group) == (
        Kind.CHILD,
        case.child_id,
        case.number,
        "case.closed",
    )
    assert item.status == ItemStatus.DUE and item.ran_out_on is not None
    assert keys.open_one(case.child_id)
    entry = Entry.objects.get(verb="retention.propose")
    assert (entry.actor, entry.office) == ("system:worker", case.office.code)


def test_a_young_an_open_and_an_awaited_file_are_left_alone() -> None:
    a_closed_case()
    a_case()
    awaited = an_old_case()
    a_duty("other", what="Menelepon", subject=awaited.child_id, office=awaited.office, due_at=timezone.now())
    assert proposed() == 0


def test_a_child_with_one_open_file_keeps_all_of_them() -> None:
    officer = an_officer()
    child = a_child(officer)
    an_old_case(officer, child=child)
    a_case(officer, child=child)
    assert proposed() == 0


def test_what_is_erased_already_is_not_proposed() -> None:
    keyholding.erase(subject=an_old_case().child_id, by=OPERATOR, why="request")
    assert proposed() == 0


@pytest.mark.parametrize(
    ("decided", "group", "years"),
    [
        ({"status": "noise", "noise": "question"}, "complaint.noise", 1),
        ({"status": "out_of_remit", "why": "dirujuk", "nowhere": True}, "complaint.closed", 2),
    ],
)
def test_a_complaint_without_a_file_goes_some_years_after_the_last_thing_done(
    decided: dict[str, Any], group: str, years: int
) -> None:
    before = timezone.now() - timedelta(days=366 * years + 60)
    with at(before):
        officer = an_officer()
        complaint = a_complaint(officer)
    with at(before + timedelta(days=58)):
        complaints.close_as(complaint=complaint, by=officer, **decided)
    with at(timezone.now() - timedelta(days=90)):
        assert proposed() == 0
    assert proposed() == 1
    item = Item.objects.get()
    assert (item.kind, item.reference, item.group) == (Kind.COMPLAINT, complaint.number, group)


def test_a_finding_goes_when_every_child_found_is_grown() -> None:
    with at(timezone.now() - timedelta(days=366 * 20)):
        finding = a_group_finding()
    a_year_ago = timezone.now() - timedelta(days=366)
    assert actions.propose_due(now=a_year_ago, span=(finding.pk, finding.pk)) == 0
    assert actions.propose_due(now=timezone.now(), span=(finding.pk, finding.pk)) == 1
    assert Item.objects.get().kind == Kind.FINDING


def test_a_finished_row_of_a_register_is_a_class_of_its_own() -> None:
    with at(LONG_AGO):
        run = an_import(None, builders.case(age="17 th", date="3 Jan 2020"), visible=True)
        for duty in run.office.duties.open():
            duties.finish(duty=duty, by=OPERATOR, note="Ditinjau.")
    assert proposed() == 1
    assert set(Item.objects.values_list("group", flat=True)) == {"case.imported"}


def test_a_proposal_is_dropped_when_the_file_is_opened_again() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    a_due_item(officer, case)
    cases.reopen(case=case, why="Anak datang lagi.", by=officer)
    assert proposed() == 1
    assert Item.objects.get().status == ItemStatus.DROPPED
    assert Entry.objects.filter(verb="retention.drop").count() == 1
    assert proposed() == 0


def test_each_minute_looks_at_its_own_part_of_the_subjects() -> None:
    case = an_old_case()
    share = case.child_id.int * 24 * 60 >> 128
    moment = timezone.now().astimezone(UTC).replace(hour=0, minute=0) + timedelta(minutes=share)
    low, high = span_of(moment)
    assert low <= case.child_id <= high
    assert actions.propose_due(now=moment, span=span_of(moment + timedelta(minutes=1))) == 0
    assert actions.propose_due(now=moment, span=(low, high)) == 1
    assert {"retention", "erasure_papers"} <= set(tick.tick())


def test_a_person_may_ask_for_a_closed_file_before_its_time() -> None:
    officer = an_officer()
    case = a_closed_case(officer)
    for duty in officer.office.duties.open().filter(subject=case.child_id):
        duties.finish(duty=duty, by=officer, note="Selesai.")
    item = actions.ask_for(kind=Kind.CHILD, subject=case.child_id, why="request", by=officer)
    assert (item.why, item.ran_out_on, item.asked_by) == ("request", None, officer)
    assert Entry.objects.get(verb="retention.ask").why == "request"
    with pytest.raises(Conflict):
        actions.ask_for(kind=Kind.CHILD, subject=case.child_id, why="order", by=officer)
    assert proposed() == 0
    assert Item.objects.get().status == ItemStatus.DUE


def test_a_file_in_use_a_foreign_file_and_a_reason_of_the_calendar_cannot_be_asked_for() -> None:
    officer, elsewhere = an_officer(), an_officer_elsewhere()
    with pytest.raises(DomainError):
        actions.ask_for(kind=Kind.CHILD, subject=a_case(officer).child_id, why="request", by=officer)
    old = an_old_case(officer)
    with pytest.raises(DomainError):
        actions.ask_for(kind=Kind.CHILD, subject=old.child_id, why="retention", by=officer)
    for stranger in (elsewhere, a_user(Role.GUBERNUR)):
        with pytest.raises(Refused):
            actions.ask_for(kind=Kind.CHILD, subject=old.child_id, why="request", by=stranger)
    assert not Item.objects.exists()


def test_a_held_file_is_proposed_all_the_same_and_says_so_in_the_list() -> None:
    case = an_old_case()
    a_hold(case.child_id, a_user(Role.KETUA, case.office))
    assert proposed() == 1
