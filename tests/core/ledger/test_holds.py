"""A hold keeps a file from every way of erasing it, and comes too late once the intent is recorded."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from tests.core.ledger.test_keyholding import a_child
from tests.factories import a_triaged_complaint, an_import, an_officer

from suar.casework.cases.models import Batch
from suar.casework.complaints import actions as complaints
from suar.casework.register import actions as register
from suar.casework.register.models import ImportedRow, State
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger import copies, holds, keyholding
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Copy, Entry, Erasure, Hold
from suar.core.ledger.verify import verify
from suar.core.vault import keys

pytestmark = pytest.mark.django_db


def a_hold(subject: object, **facts: str) -> Hold:
    given = {"reference": "2026-0001", "reason": "court", "basis": "Surat nomor 12/CONTOH", "office": "uji", **facts}
    return holds.set_hold(subject=subject, by=OPERATOR, **given)  # type: ignore[arg-type]  # a UUID


def test_what_is_held_is_not_erased_and_may_be_once_the_hold_is_lifted() -> None:
    child = a_child()
    hold = a_hold(child.pk)
    with pytest.raises(Refused, match="2026-0001"):
        keyholding.erase(subject=child.pk, by=OPERATOR, why="order")
    assert not Erasure.objects.exists() and not keys.is_erased(child.pk)
    holds.lift_hold(hold=hold, why="Putusan berkekuatan tetap.", by=OPERATOR)
    keyholding.erase(subject=child.pk, by=OPERATOR, why="order")
    assert keys.is_erased(child.pk)
    sequence_all()
    assert verify().wrong == []


def test_one_held_file_stops_the_whole_batch() -> None:
    first, second = a_child("Anak 1"), a_child("Anak 2")
    a_hold(second.pk)
    with pytest.raises(Refused):
        keyholding.intend_many({first.pk: "retention", second.pk: "retention"}, by=OPERATOR)
    assert not Erasure.objects.exists()


def test_once_the_erasure_is_intended_or_done_it_is_too_late_for_a_hold() -> None:
    child, other = a_child("Anak 1"), a_child("Anak 2")
    keyholding.intend_many({child.pk: "retention"}, by=OPERATOR)
    with pytest.raises(Conflict):
        a_hold(child.pk)
    keyholding.erase(subject=other.pk, by=OPERATOR, why="request")
    with pytest.raises(DomainError):
        a_hold(other.pk)
    assert not Hold.objects.exists()


@pytest.mark.parametrize("facts", [{"reason": "nothing"}, {"reason": ""}, {"basis": "  "}])
def test_a_hold_needs_a_reason_and_a_basis(facts: dict[str, str]) -> None:
    with pytest.raises(DomainError):
        a_hold(a_child().pk, **facts)


def test_a_hold_of_nothing_is_refused() -> None:
    with pytest.raises(DomainError):
        a_hold(uuid4())


def test_a_hold_is_set_once_and_lifted_once_with_a_reason_and_both_are_in_the_ledger() -> None:
    child = a_child()
    hold = a_hold(child.pk)
    assert a_hold(child.pk).pk == hold.pk
    stale = Hold.objects.get(pk=hold.pk)
    with pytest.raises(DomainError):
        holds.lift_hold(hold=hold, why=" ", by=OPERATOR)
    holds.lift_hold(hold=hold, why="Selesai.", by=OPERATOR)
    for again in (hold, stale):
        with pytest.raises(Conflict):
            holds.lift_hold(hold=again, why="Selesai.", by=OPERATOR)
    told = Entry.objects.about(child.pk).filter(verb__startswith="retention.").order_by("pk")
    assert list(told.values_list("verb", "why", "office")) == [
        ("retention.hold", "hold.court", "uji"),
        ("retention.lift_hold", "", "uji"),
    ]
    assert Hold.objects.get().basis == "Surat nomor 12/CONTOH"


def test_a_hold_follows_a_complaint_into_its_file() -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer)
    hold = a_hold(complaint.subject)
    case = complaints.make_case(complaint=complaint, by=officer)
    hold = Hold.objects.get(pk=hold.pk)
    assert (hold.subject, hold.basis) == (case.child_id, "Surat nomor 12/CONTOH")
    with pytest.raises(Refused):
        keyholding.erase(subject=case.child_id, by=OPERATOR, why="order")
    sequence_all()
    assert verify().wrong == []


def test_two_holds_that_meet_in_one_file_become_one() -> None:
    officer = an_officer()
    first, second = a_triaged_complaint(officer), a_triaged_complaint(officer)
    case = complaints.make_case(complaint=first, by=officer)
    kept, joined = a_hold(case.child_id), a_hold(second.subject)
    complaints.make_case(complaint=second, by=officer, case=case, child=case.child)
    assert [hold.pk for hold in Hold.objects.standing()] == [kept.pk]
    assert Hold.objects.get(pk=joined.pk).subject == case.child_id


def test_an_import_with_a_held_row_is_not_taken_back() -> None:
    officer = an_officer()
    run = an_import(officer, visible=True)
    subject = ImportedRow.objects.filter(run=run).values_list("child_id", flat=True)[0]
    a_hold(subject)
    with pytest.raises(Refused):
        register.undo(run=run, by=officer, why="Salah berkas.")
    run.refresh_from_db()
    assert run.state == State.VISIBLE and Batch.objects.get().visible
    assert keys.open_one(subject)


def test_the_date_is_that_of_the_youngest_copy_and_this_day_where_there_is_none() -> None:
    today = date(2026, 11, 24)
    assert copies.unreadable_from(today) == today
    copies.note("20261101T010000Z", by=OPERATOR)
    copies.note("20261023T010000Z", by=OPERATOR)
    assert Copy.objects.count() == 2
    assert copies.unreadable_from(today) == date(2026, 12, 1)
    assert copies.unreadable_from(date(2026, 12, 1)) == date(2026, 12, 1)
