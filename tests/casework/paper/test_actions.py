"""Numbered paper: printed once, entered once with the true time, closed with a reason, counted."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.cases.models import MonitoringSheet, Note
from suar.casework.complaints.models import Complaint
from suar.casework.duties.models import Duty
from suar.casework.paper import actions
from suar.casework.paper.models import Kind, Pad, Sheet, Status, Why
from suar.core.alarms.models import Alarm
from suar.core.clocks.calendars import WIB
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.registry.accounts.models import Role, User
from tests.casework.paper.ground import (
    STORY,
    a_printed_pad,
    a_sheet,
    an_older_case,
    facts,
    fresh,
    fresh_pad,
    verbs,
    yesterday,
)
from tests.factories import a_case, a_user, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return a_user(Role.SEKRETARIAT)


# --- printed


def test_a_pad_takes_the_next_number_and_each_sheet_one_of_it(staff: User) -> None:
    first, second = a_printed_pad(staff, Kind.WATCH, count=3), a_printed_pad(staff, Kind.VISIT, count=1)
    year = timezone.localdate().year
    assert (first.pad.number, second.pad.number) == (f"KP-{year}-0001", f"KP-{year}-0002")
    assert [sheet.number[:-2] for sheet in first.sheets] == [f"KP-{year}-0001-{n:02d}" for n in (1, 2, 3)]
    assert verbs() == ["paper.print", "paper.print"]


def test_only_an_intake_sheet_carries_what_is_derived_of_a_code_and_no_row_holds_the_code(staff: User) -> None:
    printed = a_printed_pad(staff)
    sheet = fresh(printed.sheets[0])
    assert len(bytes(sheet.lookup_id)) == 16 and len(bytes(sheet.reply_key)) == 32
    assert len(set(printed.codes)) == 2 and not a_printed_pad(staff, Kind.WATCH).codes
    kept = "".join(str(value) for row in Sheet.objects.values_list() for value in row)
    kept += "".join(str(value) for entry in Entry.objects.values_list() for value in entry)
    assert not any(code in kept for code in printed.codes)
    assert printed.codes[0] not in repr(printed)


def test_a_form_sent_twice_prints_one_pad(staff: User) -> None:
    pk = a_printed_pad(staff).pad.pk
    with pytest.raises(Conflict, match="sudah dicetak"):
        actions.print_pad(office=staff.office, by=staff, kind=Kind.INTAKE, count=2, pad_id=pk)
    assert Pad.objects.count() == 1


@pytest.mark.parametrize(("kind", "count"), [("intake", 0), ("intake", 101), ("lain", 1)])
def test_too_many_none_and_an_unknown_kind_are_refused(staff: User, kind: str, count: int) -> None:
    with pytest.raises(DomainError):
        actions.print_pad(office=staff.office, by=staff, kind=kind, count=count)


def test_another_offices_pad_and_a_role_without_paper_are_refused(staff: User) -> None:
    for other in (an_officer_elsewhere(), an_outsider()):
        with pytest.raises(Refused):
            actions.print_pad(office=staff.office, by=other, kind=Kind.WATCH, count=1)


# --- entered


def test_an_intake_sheet_becomes_a_complaint_of_the_true_time_with_the_papers_number(staff: User) -> None:
    sheet, when = a_sheet(staff), yesterday()
    complaint = actions.enter_intake(sheet=sheet, by=staff, at=when, facts=facts())
    complaint.refresh_from_db()
    assert (complaint.received_at, complaint.story) == (when, STORY)
    assert complaint.answers["desk"]["paper"] == sheet.number
    kept = fresh(sheet)
    assert (kept.status, kept.complaint_id, kept.entered_by) == (Status.ENTERED, complaint.pk, staff)
    assert kept.written_on == when.astimezone(WIB).date()
    assert verify().wrong == []


def test_the_clock_to_answer_runs_from_the_paper_and_may_be_late_at_once(staff: User) -> None:
    sheet = a_sheet(staff, days=30)
    complaint = actions.enter_intake(sheet=sheet, by=staff, at=timezone.now() - timedelta(days=20), facts=facts())
    duty = Duty.objects.get(subject=complaint.subject, kind="answer_reporter")
    assert duty.event_at == complaint.received_at and duty.is_late(timezone.now())


def test_a_watch_sheet_is_of_the_day_on_the_paper_and_the_next_watch_is_counted_from_it() -> None:
    case, staff = an_older_case()
    sheet, when = a_sheet(staff, Kind.WATCH), yesterday()
    owed = Duty.objects.open().get(subject=case.child_id, kind="monitor")
    row = actions.enter_watch(sheet=sheet, case=case, by=staff, at=when, facts={"state": "Sekolah lagi"})
    assert (row.on, row.at) == (when.astimezone(WIB).date(), when)
    owed.refresh_from_db()
    assert owed.done_at == when
    assert Duty.objects.open().get(subject=case.child_id, kind="monitor").event_at == when
    assert (fresh(sheet).case, fresh(sheet).row) == (case, row.pk)


def test_a_visit_is_of_the_moment_on_the_paper_and_is_the_child_seen() -> None:
    case, staff = an_older_case()
    sheet, when = a_sheet(staff, Kind.VISIT), yesterday()
    note = actions.enter_visit(sheet=sheet, case=case, by=staff, at=when, seen="Rumah rapi", said="")
    assert (note.kind, note.at) == (Note.Kind.VISIT, when)
    assert Duty.objects.get(subject=case.child_id, kind="see_child").done_at == when


def test_a_sheet_is_entered_once_whoever_presses(staff: User) -> None:
    sheet, other = a_sheet(staff), a_user(Role.KETUA, staff.office)
    seen_by_both = fresh(sheet)
    actions.enter_intake(sheet=sheet, by=staff, at=yesterday(), facts=facts())
    for by in (staff, other):
        with pytest.raises(Conflict, match="satu kali"):
            actions.enter_intake(sheet=seen_by_both, by=by, at=yesterday(), facts=facts(story="lain"))
    assert Complaint.objects.count() == 1


def test_a_refusal_of_the_file_leaves_the_sheet_open(staff: User) -> None:
    sheet, case = a_sheet(staff, Kind.WATCH), a_case(staff)
    with pytest.raises(DomainError):
        actions.enter_watch(sheet=sheet, case=case, by=staff, at=yesterday(), facts={"asked": "tanpa lembaga"})
    assert fresh(sheet).is_open and not MonitoringSheet.objects.exists()


def test_a_time_ahead_and_one_before_the_print_are_refused(staff: User) -> None:
    sheet = a_sheet(staff)
    for at in (timezone.now() + timedelta(minutes=5), sheet.pad.at - timedelta(days=1)):
        with pytest.raises(DomainError, match="Waktu di kertas"):
            actions.enter_intake(sheet=sheet, by=staff, at=at, facts=facts())


def test_a_pad_printed_while_the_clock_ran_ahead_is_entered_with_its_true_time(staff: User) -> None:
    intake, watch, visit = (a_sheet(staff, kind) for kind in Kind.values)
    case, at = a_case(staff), intake.pad.at - timedelta(days=1)
    with pytest.raises(DomainError, match="jam komputer salah"):
        actions.enter_intake(sheet=intake, by=staff, at=at, facts=facts(), clock="entah")
    assert actions.enter_intake(sheet=intake, by=staff, at=at, facts=facts(), clock="seen").received_at == at
    actions.enter_watch(sheet=watch, case=case, by=staff, at=at, facts={"state": "Tenang."}, clock="other")
    actions.enter_visit(sheet=visit, case=case, by=staff, at=at, seen="Rumah rapi", said="", clock="writer")
    said = [json.loads(entry.data).get("clock") for entry in Entry.objects.filter(verb="paper.enter").order_by("pk")]
    assert said == ["seen", "other", "writer"] and fresh(intake).written_on == at.astimezone(WIB).date()


def test_of_a_time_that_is_true_no_word_about_the_clock_is_kept(staff: User) -> None:
    actions.enter_intake(sheet=a_sheet(staff), by=staff, at=yesterday(), facts=facts(), clock="seen")
    assert "clock" not in Entry.objects.get(verb="paper.enter").data


def test_a_sheet_of_another_kind_and_a_file_of_another_office_are_refused(staff: User) -> None:
    sheet = a_sheet(staff, Kind.VISIT)
    with pytest.raises(DomainError, match="untuk hal lain"):
        actions.enter_intake(sheet=sheet, by=staff, at=yesterday(), facts=facts())
    with pytest.raises(DomainError, match="nomor berkas"):
        elsewhere = a_case(an_officer_elsewhere())
        actions.enter_visit(sheet=sheet, case=elsewhere, by=staff, at=yesterday(), seen="x", said="")


def test_another_office_enters_nothing(staff: User) -> None:
    with pytest.raises(Refused):
        actions.enter_intake(sheet=a_sheet(staff), by=an_officer_elsewhere(), at=yesterday(), facts=facts())


# --- closed, found again, counted


def test_a_spoiled_sheet_is_over_and_its_code_opens_nothing(staff: User) -> None:
    sheet = actions.close(sheet=a_sheet(staff), by=staff, why=Why.MISTAKE)
    assert (sheet.status, bytes(fresh(sheet).lookup_id)) == (Status.SPOILED, b"")
    with pytest.raises(Conflict, match="tidak dipakai"):
        actions.enter_intake(sheet=fresh(sheet), by=staff, at=yesterday(), facts=facts())


def test_a_lost_sheet_that_is_found_is_still_entered_and_its_code_works(staff: User) -> None:
    sheet = actions.close(sheet=a_sheet(staff), by=staff, why=Why.LOST_BLANK)
    assert not Alarm.objects.open().exists()
    actions.enter_intake(sheet=fresh(sheet), by=staff, at=yesterday(), facts=facts())
    assert (fresh(sheet).status, fresh(sheet).why) == (Status.ENTERED, "")
    assert fresh(sheet).carries_code


def test_a_sheet_lost_written_upon_is_told_to_the_leaders(staff: User) -> None:
    sheet = actions.close(sheet=a_sheet(staff), by=staff, why=Why.LOST_WRITTEN)
    assert Alarm.objects.open().get(kind="paper.lost").subject == sheet.number


def test_two_who_close_one_sheet_do_not_overwrite_each_other(staff: User) -> None:
    sheet = a_sheet(staff)
    seen = fresh(sheet)
    actions.close(sheet=sheet, by=staff, why=Why.LOST_BLANK)
    with pytest.raises(Conflict):
        actions.close(sheet=seen, by=staff, why=Why.UNUSED)
    with pytest.raises(DomainError):
        actions.close(sheet=fresh(sheet), by=staff, why="lain")
    with pytest.raises(Refused):
        actions.close(sheet=fresh(sheet), by=an_officer_elsewhere(), why=Why.UNUSED)


def test_counting_moves_the_day_on_and_a_number_that_does_not_fit_is_refused(staff: User) -> None:
    pad = fresh_pad(a_printed_pad(staff, count=3, days=20).pad)
    assert pad.count_by < timezone.now()
    with pytest.raises(DomainError, match="3 lembar"):
        actions.count(pad=pad, by=staff, blank=2)
    counted = actions.count(pad=pad, by=staff, blank=3)
    assert counted.counted_by == staff and counted.count_by > timezone.now() + timedelta(days=13)
    with pytest.raises(Refused):
        actions.count(pad=pad, by=an_officer_elsewhere(), blank=3)


def test_a_pad_whose_sheets_are_all_back_is_not_counted(staff: User) -> None:
    sheet = a_sheet(staff, count=1)
    actions.close(sheet=sheet, by=staff, why=Why.UNUSED)
    with pytest.raises(Conflict, match="sudah kembali"):
        actions.count(pad=fresh_pad(sheet.pad), by=staff, blank=0)
    assert verbs() == ["paper.print", "paper.close"]
