"""A file is closed by two people, each bound to what was proposed, and opened again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.cases import actions
from suar.casework.cases.models import Case, Note
from suar.casework.duties.models import Duty
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role
from tests.casework.cases.stored import NO, open_kinds
from tests.factories import (
    a_case,
    a_closed_case,
    a_user,
    an_officer,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db


def test_two_people_close_a_file_and_after_care_begins() -> None:
    first, second = an_officer(), a_user(Role.KETUA)
    case = a_closed_case(first, second)
    stored = Case.objects.get(pk=case.pk)
    assert (stored.status, stored.closing_by, stored.closed_by) == ("closed", first, second)
    assert stored.closed_on == timezone.localdate()
    assert open_kinds(case) == ["after_care_1m", "after_care_3m", "after_care_6m"]
    assert [e.verb for e in Entry.objects.filter(verb__in=["case.propose_closure", "case.close"]).order_by("id")] == [
        "case.propose_closure",
        "case.close",
    ]


def test_what_is_late_stays_open_when_the_file_closes() -> None:
    officer = an_officer()
    case = a_case(officer, safe_now="yes", received_at=timezone.now() - timedelta(days=2))
    actions.propose_closure(case=case, reason="reintegrasi", note="Selesai.", by=officer)
    actions.countersign_closure(case=case, by=a_user(Role.KETUA))
    assert "see_child" in open_kinds(case)
    assert "plan" not in open_kinds(case)


def test_one_person_cannot_close_alone_nor_the_secretariat_second() -> None:
    officer = an_officer()
    case = a_case(officer, safe_now="yes")
    actions.propose_closure(case=case, reason="reintegrasi", note="Selesai.", by=officer)
    for by in (officer, a_user(Role.SEKRETARIAT), an_officer_elsewhere(), an_outsider()):
        with pytest.raises(Refused):
            actions.countersign_closure(case=case, by=by)
    assert Case.objects.get(pk=case.pk).status == "closing"


def test_a_child_that_is_safe_no_longer_keeps_its_file_open() -> None:
    officer, chief = an_officer(), a_user(Role.KETUA)
    case = a_case(officer, safe_now="yes")
    actions.propose_closure(case=case, reason="reintegrasi", note="Selesai.", by=officer)
    actions.set_safety(case=case, safe_now="no", note="Dijemput lagi.", by=officer)
    with pytest.raises(Refused, match="aman"):
        actions.countersign_closure(case=case, by=chief, version=case.version)
    assert Case.objects.get(pk=case.pk).status == "closing"
    actions.refuse_closure(case=case, by=chief, why="Belum aman.")
    assert Case.objects.get(pk=case.pk).status == "open"


@pytest.mark.parametrize("reason", ["dikembalikan ke orang tua", "damai", "dinikahkan"])
def test_what_others_did_is_never_a_reason(reason: str) -> None:
    case = a_case(safe_now="yes")
    with pytest.raises(Refused):
        actions.propose_closure(case=case, reason=reason, note="x", by=an_officer())


@pytest.mark.parametrize(
    ("reason", "note", "safe"), [("none", "x", "yes"), ("rujuk", " ", "yes"), ("putusan", "x", "no")]
)
def test_a_closure_needs_a_reason_a_note_and_a_safe_child(reason: str, note: str, safe: str) -> None:
    case = a_case(safe_now=safe)
    with pytest.raises(DomainError):
        actions.propose_closure(case=case, reason=reason, note=note, by=an_officer())
    assert Case.objects.get(pk=case.pk).status == "open"


def test_a_refused_closure_leaves_the_file_open_and_says_why() -> None:
    officer = an_officer()
    case = a_case(officer, safe_now="yes")
    with pytest.raises(Conflict):
        actions.refuse_closure(case=case, by=officer, why="Belum.")
    case.refresh_from_db()
    actions.propose_closure(case=case, reason="reintegrasi", note="Selesai.", by=officer)
    actions.refuse_closure(case=case, by=a_user(Role.KETUA), why="Sekolah belum menerima.")
    stored = Case.objects.get(pk=case.pk)
    assert (stored.status, stored.closing_reason) == ("open", "")
    assert Note.objects.get().said == "Sekolah belum menerima."


def test_a_closed_file_opens_again_under_its_number() -> None:
    case = a_closed_case()
    actions.reopen(case=case, why="Ada kabar baru.", by=an_officer())
    stored = Case.objects.get(pk=case.pk)
    assert (stored.status, stored.closed_on, stored.number) == ("open", None, case.number)
    assert open_kinds(case) == ["monitor", "see_child"]
    assert Entry.objects.filter(verb="case.reopen").count() == 1
    with pytest.raises(Conflict):
        actions.reopen(case=stored, why="Lagi.", by=an_officer())


@pytest.mark.parametrize("gone", [True, False])
def test_opened_again_it_is_not_in_the_hand_of_somebody_who_left(gone: bool) -> None:
    held = an_officer()
    case = a_closed_case(held)
    if gone:
        accounts.deactivate(user=held, by=a_user(Role.ADMIN))
    actions.reopen(case=Case.objects.get(pk=case.pk), why="Ada kabar baru.", by=an_officer(case.office))
    holder = None if gone else held
    assert Case.objects.get(pk=case.pk).officer == holder
    owed = Duty.objects.open().filter(case_id=case.pk)
    assert {duty.officer for duty in owed} == {holder} and owed.count() == 2


def test_a_closed_file_takes_no_new_work() -> None:
    case = a_closed_case()
    officer = an_officer()
    for work in (
        lambda: actions.write_sheet(case=case, by=officer),
        lambda: actions.assess_risk(case=case, answers=NO, by=officer),
        lambda: actions.add_task(case=case, by=officer, text="x"),
        lambda: actions.set_safety(case=case, safe_now="yes", note="", by=officer),
    ):
        with pytest.raises(Refused):
            work()
