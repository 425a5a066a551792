"""A child is erased whole: what was closed as the same as a complaint of that child goes in the same act."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.retention import actions
from suar.casework.retention.actions.repeats import repeats_of
from suar.casework.retention.models import Act, Item, Kind
from suar.config.demo.clock import at
from suar.core.errors import Conflict
from suar.core.ledger import keyholding
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.verify import verify
from suar.core.vault import keys
from suar.registry.accounts.models import Role, User
from tests.factories import a_complaint, a_hold, a_triaged_complaint, a_user, an_act, an_officer

pytestmark = pytest.mark.django_db


def settled(subject: UUID, officer: User) -> None:
    for duty in Duty.objects.open().about(subject).select_related("office"):
        duties.finish(duty=duty, by=officer, note="Selesai.")


def closed(officer: User, *, same_as: Complaint | None = None, settle: bool = True) -> Complaint:
    complaint, same = a_complaint(officer), {"status": "duplicate", "same_as": same_as}
    complaint = complaints.close_as(
        complaint=complaint, by=officer, **(same if same_as else {"status": "noise", "noise": "test"})
    )
    if settle:
        settled(complaint.subject, officer)
    return complaint


def asked(complaint: Complaint, officer: User) -> Item:
    return actions.ask_for(kind=Kind.COMPLAINT, subject=complaint.subject, why="request", by=officer)


def test_what_repeats_the_story_is_in_the_act_and_opens_no_more() -> None:
    officer, ketua = an_officer(), a_user(Role.KETUA)
    first = closed(officer)
    second = closed(officer, same_as=first)
    third, other = closed(officer, same_as=second), closed(officer)
    act = an_act(officer, asked(first, officer))
    assert {item.reference for item in act.items.all()} == {first.number, second.number, third.number}
    act = actions.approve(act=act, by=ketua)
    with at(timezone.now() + timedelta(days=8)):
        actions.start(act=act, by=ketua)
    keyholding.finish_erasures()
    assert actions.finish_started() == 1
    assert all(keys.is_erased(one.subject) for one in (first, second, third)) and not keys.is_erased(other.subject)
    assert Complaint.objects.get(pk=third.pk).story == "(sudah dimusnahkan)"
    sequence_all()
    assert verify().sound


def test_what_was_proposed_already_is_taken_along_and_what_is_held_is_not() -> None:
    officer = an_officer()
    first = closed(officer)
    second, held = closed(officer, same_as=first), closed(officer, same_as=first)
    a_hold(held.subject, a_user(Role.KETUA))
    proposed = asked(second, officer)
    act = an_act(officer, asked(first, officer))
    assert {item.subject for item in act.items.all()} == {first.subject, second.subject}
    assert act.items.get(subject=second.subject).pk == proposed.pk


def test_while_a_repetition_is_worked_on_no_act_is_drawn_up() -> None:
    officer = an_officer()
    first = closed(officer)
    second = closed(officer, same_as=first)
    item = asked(first, officer)
    complaint = Complaint.objects.select_related("office", "officer", "case").get(pk=second.pk)
    duties.begin(
        kind="other",
        about=Duty.About.COMPLAINT,
        subject=complaint.subject,
        case_id=None,
        office=complaint.office,
        reference=complaint.number,
        officer=officer,
        event_at=timezone.now(),
        by=officer,
    )
    with pytest.raises(Conflict, match=second.number):
        an_act(officer, item)
    assert not Act.objects.exists()


def test_the_command_takes_what_repeats_the_story_along() -> None:
    officer, ketua = an_officer(), a_user(Role.KETUA)
    first = closed(officer)
    second = closed(officer, same_as=first)
    act = actions.erase_at_once(subject=first.subject, why="request", first=officer, second=ketua)
    assert act.items.count() == 2 and keys.is_erased(first.subject) and keys.is_erased(second.subject)


def test_what_repeats_a_complaint_that_became_a_case_belongs_to_the_child() -> None:
    officer = an_officer()
    first = a_triaged_complaint(officer)
    second = closed(officer, same_as=first)
    case = complaints.make_case(complaint=first, by=officer)
    child = Item(kind=Kind.CHILD, subject=case.child_id, why="request")
    assert [item.subject for item in repeats_of([child], officer)] == [second.subject]
    child.why = "retention"
    assert repeats_of([child], officer) == []


def test_what_is_withheld_from_whoever_draws_up_is_left_out_without_a_word() -> None:
    officer, other = an_officer(), an_officer()
    first = closed(officer)
    second = closed(officer, same_as=first)
    conflicts.recuse(subject=second.subject, office=second.office, by=other, reference=second.number)
    item = asked(first, officer)
    assert [one.subject for one in an_act(other, item).items.all()] == [first.subject]
