"""A monitoring round: which files, in which turn, what a press writes, and that it goes on after anything."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import MonitoringSheet
from suar.casework.cases.perms import get_case
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.rounds import actions, panels, rules
from suar.casework.rounds.models import Round, RoundItem, State
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry, StaleRow
from suar.registry.accounts.models import Role, User
from tests.casework.rounds.ground import a_round, due_cases, item_of, verbs
from tests.factories import a_case, a_user, an_officer_elsewhere

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
NINE = datetime(2026, 11, 26, 9, tzinfo=WIB)


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PEMANTAUAN)


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


# rules


def test_the_child_without_a_safe_place_comes_first_then_the_higher_risk_then_what_waits_longest() -> None:
    early, late = NINE - timedelta(days=9), NINE
    turns = [
        rules.turn("no", "low", late, "4"),
        rules.turn("unknown", "high", late, "5"),
        rules.turn("yes", "high", early, "9"),
        rules.turn("yes", "high", late, "1"),
        rules.turn("yes", "unknown", early, "2"),
        rules.turn("yes", "low", None, "3"),
    ]
    assert turns == sorted(turns)


def test_of_a_long_pause_only_a_little_counts_as_work() -> None:
    marks = [NINE + timedelta(minutes=n) for n in (2, 4, 180)]
    assert rules.minutes_spent(NINE, marks, NINE + timedelta(minutes=181)) == 2 + 2 + 5 + 1
    assert rules.minutes_spent(NINE, [], NINE) == 0


@pytest.mark.parametrize(("ago", "days"), [(timedelta(hours=1), 1), (timedelta(days=3, hours=2), 3)])
def test_days_late_are_whole_days_and_at_least_one(ago: timedelta, days: int) -> None:
    assert rules.days_late(NINE - ago, NINE) == days
    assert rules.days_late(NINE + ago, NINE) == rules.days_late(None, NINE) == 0


# which files


def test_a_round_holds_what_is_due_and_not_what_is_due_later_closed_or_of_another_office(officer: User) -> None:
    due = due_cases(officer, 2)
    soon = a_case(officer, officer=officer)
    for duty in Duty.objects.open().filter(case_id=soon.pk, due_at__lt=timezone.now() + timedelta(days=1)):
        duties.finish(
            duty=Duty.objects.select_related("office").get(pk=duty.pk), by=officer, note="Anak ditemui di rumah."
        )
    a_case(an_officer_elsewhere())
    a_case(a_user(Role.WAKIL), received_at=timezone.now() - timedelta(days=60))  # due, and another's
    walk = actions.begin(office=officer.office, by=officer, scope="my_due")
    assert {item.case_id for item in walk.items.all()} == {case.pk for case in due}
    actions.end(walk=walk, by=officer)
    assert actions.begin(office=officer.office, by=officer, scope="due").items.count() == 3
    assert verbs() == ["round.begin", "round.end", "round.begin"]


def test_a_round_begins_with_the_child_who_is_least_safe(officer: User) -> None:
    first, second, third = due_cases(officer, 3)
    cases.set_safety(case=get_case(officer, third.pk), safe_now="no", note="", by=officer)
    cases.set_safety(case=get_case(officer, first.pk), safe_now="unknown", note="", by=officer)
    walk = actions.begin(office=officer.office, by=officer, scope="mine")
    assert [item.case for item in walk.items.order_by("place")] == [third, first, second]


def test_nobody_walks_two_rounds_at_once_and_nothing_due_is_said(officer: User) -> None:
    with pytest.raises(DomainError, match="Tidak ada berkas"):
        actions.begin(office=officer.office, by=officer, scope="due")
    with pytest.raises(DomainError, match="Pilih berkas"):
        actions.begin(office=officer.office, by=officer, scope="semua")
    walk = a_round(officer)
    assert actions.begin(office=officer.office, by=officer, scope="due") == walk
    assert Round.objects.count() == 1


def test_only_staff_of_the_office_begin_one_in_it(officer: User) -> None:
    due_cases(officer, 1)
    with pytest.raises(Refused):
        actions.begin(office=officer.office, by=an_officer_elsewhere(), scope="due")
    with pytest.raises(Refused):
        actions.begin(office=officer.office, by=a_user(Role.GUBERNUR), scope="due")


# writing


def test_a_sheet_is_written_through_the_file_its_watch_is_kept_and_the_next_begins(officer: User) -> None:
    item, case = item_of(a_round(officer))
    sheet = actions.write(item=item, case=case, by=officer, sheets=0, safe="no", state="Tinggal di posko.")
    assert MonitoringSheet.objects.get().pk == sheet.pk == fresh(item).sheet_id
    assert fresh(item).state == State.DONE
    assert fresh(case).safe_now == "no"
    kept = Duty.objects.filter(case_id=case.pk, kind="monitor")
    assert sorted(kept.values_list("status", flat=True)) == ["done", "open"]
    entry = Entry.objects.get(verb="round.write")
    assert entry.subject == case.child_id and entry.actor == officer.actor_id


def test_what_somebody_else_wrote_meanwhile_is_read_first(officer: User) -> None:
    item, case = item_of(a_round(officer))
    cases.write_sheet(case=case, by=a_user(Role.WAKIL), safe="no")
    with pytest.raises(Conflict, match="Orang lain baru saja"):
        actions.write(item=item, case=case, by=officer, sheets=0, safe="yes")
    assert MonitoringSheet.objects.count() == 1
    item, case = item_of(item.round)
    actions.write(item=item, case=case, by=officer, sheets=1, safe="yes")
    assert MonitoringSheet.objects.count() == 2


def test_a_file_that_somebody_else_changed_is_not_called_a_second_window(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, case = item_of(a_round(officer))

    def stale(**_facts: object) -> None:
        raise StaleRow

    monkeypatch.setattr(cases, "write_sheet", stale)
    with pytest.raises(StaleRow, match="baru saja mengubahnya"):
        actions.write(item=item, case=case, by=officer, sheets=0, safe="yes")
    assert fresh(item).state == State.WAITING


def test_a_second_press_writes_nothing(officer: User) -> None:
    item, case = item_of(a_round(officer))
    stale, _again = item_of(item.round)
    actions.write(item=item, case=case, by=officer, sheets=0, safe="yes")
    with pytest.raises(Conflict):
        actions.write(item=stale, case=case, by=officer, sheets=1, safe="yes")
    assert MonitoringSheet.objects.count() == 1


def test_what_the_file_refuses_leaves_its_turn_as_it_was(officer: User) -> None:
    item, case = item_of(a_round(officer))
    with pytest.raises(DomainError, match="tidak dikenal"):
        actions.write(item=item, case=case, by=officer, sheets=0, safe="mungkin")
    assert fresh(item).state == State.WAITING
    assert not MonitoringSheet.objects.exists()


def test_a_round_is_its_walkers_own(officer: User) -> None:
    item, case = item_of(a_round(officer))
    other = a_user(Role.WAKIL)
    for act in (
        lambda: actions.write(item=item, case=case, by=other, sheets=0, safe="yes"),
        lambda: actions.skip(item=item, case=case, by=other, reason="agreed"),
        lambda: actions.defer(item=item, case=case, by=other),
        lambda: actions.end(walk=item.round, by=other),
    ):
        with pytest.raises(Refused):
            act()
    assert not Round.objects.visible_to(other).exists()
    assert verbs() == ["round.begin"]


# passing over, putting off


def test_a_file_is_passed_over_with_a_reason_of_the_list_and_may_be_written_after_all(officer: User) -> None:
    item, case = item_of(a_round(officer))
    with pytest.raises(DomainError, match="Pilih alasan"):
        actions.skip(item=item, case=case, by=officer, reason="malas")
    item, case = item_of(item.round)
    actions.skip(item=item, case=case, by=officer, reason="unreached")
    assert (fresh(item).state, fresh(item).reason) == (State.SKIPPED, "unreached")
    assert Duty.objects.open().filter(case_id=case.pk, kind="monitor").exists()
    with pytest.raises(Conflict):
        actions.skip(item=item, case=case, by=officer, reason="agreed")
    actions.write(item=item, case=case, by=officer, sheets=0, safe="yes")
    assert (fresh(item).state, fresh(item).reason) == (State.DONE, "")


def test_what_is_put_off_comes_last_and_nothing_of_it_is_over(officer: User) -> None:
    walk = a_round(officer, 3)
    item, case = item_of(walk)
    actions.defer(item=item, case=case, by=officer)
    assert fresh(item).place == 4 and fresh(item).is_waiting
    assert list(walk.items.values_list("pk", flat=True))[-1] == item.pk
    last, its_case = item_of(walk, 4)
    actions.defer(item=last, case=its_case, by=officer)
    assert fresh(last).place == 4
    actions.write(item=fresh_item(last), case=case, by=officer, sheets=0, safe="yes")
    with pytest.raises(Conflict):
        actions.defer(item=item_of(walk, 4)[0], case=case, by=officer)


def fresh_item(item: RoundItem) -> RoundItem:
    return RoundItem.objects.select_related("round__office").get(pk=item.pk)


# the end


def test_after_the_last_file_the_round_is_over_by_itself(officer: User) -> None:
    walk = a_round(officer, 2)
    for place in (1, 2):
        assert fresh(walk).is_running
        item, case = item_of(walk, place)
        actions.write(item=item, case=case, by=officer, sheets=0, safe="yes")
    assert not fresh(walk).is_running
    assert panels.next_of(fresh(walk), officer) is None


def test_what_was_not_reached_is_left_and_due_the_next_time(officer: User) -> None:
    walk = a_round(officer, 3, scope="my_due")
    item, case = item_of(walk)
    actions.write(item=item, case=case, by=officer, sheets=0, safe="yes")
    actions.end(walk=item.round, by=officer)
    assert sorted(walk.items.values_list("state", flat=True)) == ["done", "left", "left"]
    with pytest.raises(Conflict, match="sudah selesai"):
        actions.end(walk=fresh_item(item).round, by=officer)
    assert actions.begin(office=officer.office, by=officer, scope="my_due").items.count() >= 2


def test_a_round_goes_on_where_it_stood(officer: User) -> None:
    walk = a_round(officer, 3)
    item, case = item_of(walk)
    actions.write(item=item, case=case, by=officer, sheets=0, safe="yes")
    again = Round.objects.visible_to(officer).running().get()
    assert again == walk
    assert panels.next_of(again, officer) == item_of(walk, 2)[0].pk
    told = panels.progress(panels.items_of(again, officer), again, timezone.now())
    assert (told.done, told.total) == (1, 3)
    assert told.words == "1 dari 3, 0 menit"
