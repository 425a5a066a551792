"""A press that is refused takes no mark off, and whoever pressed is told of; nor do the statements to `main` name what
is marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.casework.complaints import actions as complaints
from suar.casework.duties import actions as duties
from suar.casework.safeguards import actions
from suar.casework.safeguards.actions.honey import Place
from suar.casework.safeguards.alarm_kinds import HONEY, HONEY_LIST, HONEY_REAL
from suar.core import ledger
from suar.core.alarms.models import Alarm
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.models import Entry
from suar.core.vault import marks
from suar.registry.accounts.models import User
from tests.casework.safeguards.ground import told
from tests.conditions import MET
from tests.desk.pages import signed_in
from tests.factories import a_case, a_child, a_triaged_complaint, an_agency, an_officer

pytestmark = pytest.mark.django_db


def look(place: Place) -> int:
    return actions.watch_honey(now=timezone.now(), place=place)


def stale_child(bait: Case, by: User) -> Child:
    """As somebody read it before another saved it."""
    child = Child.objects.select_related("office").get(pk=bait.child_id)
    child.version += 1
    return child


PRESSES: dict[str, Callable[[Case, User], object]] = {
    "refuse the closure": lambda bait, by: cases.refuse_closure(case=bait, by=by, why="Belum."),
    "propose the closure": lambda bait, by: cases.propose_closure(case=bait, reason="di_luar", note="Sudah.", by=by),
    "a child that changed": lambda bait, by: children.edit(child=stale_child(bait, by), by=by, school="SD Contoh"),
    "a duty without a kind": lambda bait, by: duties.start(
        by=by, kind="agency_answer", about="child", subject=bait.child_id, office=bait.office, what=""
    ),
}


@pytest.mark.parametrize("press", PRESSES.values(), ids=PRESSES)
def test_a_refused_press_takes_no_mark_off(bait: Case, press: Callable[[Case, User], object]) -> None:
    before = Entry.objects.newest_first()[0].pk
    with pytest.raises(DomainError):
        press(Case.objects.select_related("child", "office").get(pk=bait.pk), an_officer())
    assert bait.child_id in marks.standing()
    assert Entry.objects.filter(pk__gt=before).about(bait.child_id).count() == 0
    assert told(HONEY_REAL) == 0


def test_whoever_presses_in_vain_on_its_page_is_told_of(bait: Case) -> None:
    officer = an_officer()
    pressed = signed_in(officer).post(
        reverse("cases:closure-refuse", args=[bait.pk]), {"why": "Belum.", "version": bait.version}
    )
    assert pressed.status_code == 409
    assert bait.child_id in marks.standing()
    assert told(HONEY) == 1
    assert Alarm.objects.get(kind=HONEY).details.split()[0] == officer.actor_id


def test_a_complaint_that_cannot_join_it_takes_no_mark_off(bait: Case) -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer)
    complaints.open_complaint(complaint=complaint, by=officer)
    complaint.version += 1  # somebody else saved it meanwhile
    with pytest.raises(Conflict):
        complaints.make_case(complaint=complaint, by=officer, child=Child.objects.get(pk=bait.child_id))
    told()
    assert told(HONEY_REAL) == 0


def test_whoever_opened_it_and_worked_in_it_is_told_of_both_times(bait: Case) -> None:
    officer = an_officer()
    ledger.read("case", by=officer, subject=bait.child_id, office=bait.office.code, ids=[bait.pk])
    cases.write_note(case=bait, by=officer, said="Ibu menelepon.")
    assert told(HONEY) == 1
    assert Alarm.objects.get(kind=HONEY).details.split()[0] == officer.actor_id
    assert Alarm.objects.get(kind=HONEY_REAL).details == officer.actor_id
    assert marks.all_marks() == ()


def test_a_mark_that_was_lifted_for_nothing_is_put_back_at_the_second_look(bait: Case) -> None:
    place = Place()
    look(place)
    marks.lift(bait.child_id)
    ledger.read("case", by=an_officer(), subject=bait.child_id, office=bait.office.code, ids=[bait.pk])
    look(place)
    assert Alarm.objects.filter(kind=HONEY).count() == 1
    assert bait.child_id not in marks.standing()  # what lifted it may not be committed yet
    look(place)
    assert bait.child_id in marks.standing()
    assert not Alarm.objects.filter(kind=HONEY_REAL).exists()


def test_work_that_is_committed_between_two_looks_keeps_the_mark_off(bait: Case) -> None:
    place = Place()
    marks.lift(bait.child_id)
    look(place)
    cases.write_note(case=bait, by=an_officer(), said="Ibu menelepon.")
    look(place)
    look(place)
    assert marks.all_marks() == ()
    assert Alarm.objects.filter(kind=HONEY_REAL).count() == 1


def test_a_second_file_by_whoever_planted_it_and_a_changed_child_are_work(bait: Case, ketua: User) -> None:
    a_case(ketua, Child.objects.get(pk=bait.child_id))
    assert told(HONEY_REAL) == 1
    half_made = actions.plant(office=ketua.office, by=ketua)
    children.edit(child=Child.objects.select_related("office").get(pk=half_made.child_id), by=ketua, school="SD Contoh")
    assert told(HONEY_REAL) == 2
    assert Alarm.objects.filter(kind=HONEY_REAL).order_by("pk").last().details == ketua.actor_id  # type: ignore[union-attr]  # just raised


def test_a_hand_over_by_whoever_planted_it_is_work(bait: Case, ketua: User) -> None:
    complaints.hand_over(
        case=bait,
        agency=an_agency(),
        purpose="Pendampingan.",
        packet="Salinan berkas.",
        recipient="Ibu Sari",
        conditions=MET,
        by=ketua,
    )
    assert told(HONEY_REAL) == 1


# what the server's log can hold


def asked(place: Place, days: int = 0) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        actions.watch_honey(now=timezone.now() + timedelta(days=days), place=place)
    # PostgreSQL numbers its cursors.
    return [re.sub(r"-|_sync_\d+", "", query["sql"]) for query in queries]


def names(statements: list[str], case: Case) -> bool:
    return any(one.hex in sql for one in (case.pk, case.child_id) for sql in statements)


def test_no_statement_to_main_names_a_marked_file(bait: Case) -> None:
    other = a_case(child=a_child())
    ledger.read("case", by=an_officer(), subject=other.child_id, office=other.office.code, ids=[other.pk])
    ledger.read("case_export", by=an_officer(), ids=[other.pk])
    place = Place()
    statements = asked(place)
    assert names(statements, other)  # what was read is asked for
    assert not names(statements, bait)
    statements = asked(place, days=1)  # the list's change is told
    assert Alarm.objects.filter(kind=HONEY_LIST).exists()
    assert not names(statements, bait)


def test_a_look_asks_the_same_with_and_without_a_mark(bait: Case) -> None:
    other = a_case(child=a_child())
    ledger.read("case", by=an_officer(), subject=other.child_id, office=other.office.code, ids=[other.pk])
    marks.keep_news(bait.child_id, 0)
    place = Place()
    asked(place)
    marked = asked(place)
    marks.drop(bait.child_id)
    assert asked(place) == marked
