"""What the lead tells: the sheet and what it lacks in one, the lead's duties ended by it, the answers that grow old."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case, MonitoringSheet
from suar.casework.leading import panels
from suar.casework.leading.models import Watching
from suar.casework.leading.panels import is_stale
from suar.config.demo.clock import at
from suar.core.errors import DomainError, Refused
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.registry.accounts.models import Role, User
from tests.casework.leading.ground import duty, fresh, led_elsewhere, open_kinds, told
from tests.factories import a_case, a_user, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def case(officer: User) -> Case:
    return led_elsewhere(officer, a_case(officer, safe_now="no"))


def test_one_press_writes_the_sheet_and_what_it_lacks_and_starts_the_next_watch(case: Case, officer: User) -> None:
    before = duty(case, "monitor")
    row = told(case, officer)
    assert row.sheet == MonitoringSheet.objects.get(case=case)
    assert (row.lead, row.sheet.safe, row.sheet.obstacles) == (case.lead, "yes", "A")
    assert fresh(case).safe_now == "yes"
    before.refresh_from_db()
    assert before.status == "done" and duty(case, "monitor").status == "open"
    entries = [one.verb for one in Entry.objects.filter(verb__in=["leading.watch", "case.sheet"])]
    assert sorted(entries) == ["case.sheet", "leading.watch"]
    assert verify().wrong == []


def test_what_the_lead_has_done_it_owes_no_longer(case: Case, officer: User) -> None:
    told(case, officer, plan="made", plan_on=TODAY)
    assert set(open_kinds(case)) == {"monitor"}
    assert duty(case, "lead_plan").status == duty(case, "lead_see_child").status == "done"


def test_who_else_saw_the_child_or_before_it_led_ends_no_duty_of_the_lead(case: Case, officer: User) -> None:
    told(case, officer, seen_by="other", seen_who="Wali kelas")
    told(case, officer, seen_on=TODAY - timedelta(days=1))
    assert {"lead_see_child", "lead_plan"} <= set(open_kinds(case))


def test_the_same_form_twice_is_one(case: Case, officer: User) -> None:
    pk = uuid4()
    assert told(case, officer, entry_id=pk) == told(case, officer, entry_id=pk)
    assert Watching.objects.count() == MonitoringSheet.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"told_by": " "}, "siapa yang memberi kabar"),
        ({"seen_on": None}, "hari apa anak terakhir ditemui"),
        ({"seen_by": "unknown"}, "siapa yang bertemu"),
        ({"plan": "made"}, "tanggal rencananya"),
        ({"seen_on": TODAY + timedelta(days=1)}, "sesudah hari kabar"),
        ({"plan": "made", "plan_on": TODAY + timedelta(days=1)}, "sesudah hari kabar"),
        ({"how": "mimpi"}, "tidak dikenal"),
        ({"sheet": {"on": TODAY + timedelta(days=1)}}, "belum tiba|sesudah"),
    ],
)
def test_what_does_not_fit_is_refused_whole(case: Case, officer: User, facts: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        told(case, officer, **facts)
    assert not Watching.objects.exists() and not MonitoringSheet.objects.exists()


def test_what_we_saw_ourselves_needs_nobody_who_told(case: Case, officer: User) -> None:
    assert told(case, officer, how="visit", told_by="", seen_by="commission").told_by == ""


def test_a_file_that_the_commission_leads_has_its_usual_sheets(officer: User) -> None:
    with pytest.raises(Refused, match="Komisi sendiri"):
        told(a_case(officer), officer)


def test_nobody_writes_for_another_office(case: Case) -> None:
    with pytest.raises(Refused):
        told(case, an_officer_elsewhere())


# the answers on top of the file


def tones(case: Case, user: User) -> dict[str, str]:
    return {one.label: one.tone for one in panels.answers(fresh(case), user)}


def test_five_answers_and_all_are_amber_while_nobody_told(case: Case, officer: User) -> None:
    assert len(panels.answers(fresh(case), officer)) == 5
    assert set(tones(case, officer).values()) == {"amber", "red"}, "red: not safe"
    assert panels.answers(a_case(officer), officer) == []


def test_what_was_told_within_the_interval_of_the_risk_is_not_amber(case: Case, officer: User) -> None:
    told(case, officer, plan="made", plan_on=TODAY, sheet={"safe": "yes"})
    assert set(tones(case, officer).values()) == {"", "green"}


def test_what_is_older_than_the_interval_is_amber() -> None:
    old = TODAY - timedelta(days=8)
    with at(timezone.now() - timedelta(days=9)):  # what was told before the file says nothing of how the child is now
        officer = an_officer()
        case = led_elsewhere(officer, a_case(officer, safe_now="no"))
    told(case, officer, seen_on=old, plan="made", plan_on=old, sheet={"on": old, "safe": "yes"})
    assert set(tones(case, officer).values()) == {"amber"}


@pytest.mark.parametrize(
    ("risk", "fresh", "old"), [("high", 7, 8), ("medium", 14, 15), ("low", 28, 32), ("unknown", 7, 8)]
)
def test_an_answer_grows_old_by_the_interval_of_its_risk(case: Case, risk: str, fresh: int, old: int) -> None:
    case.risk = risk  # low: a month, however long
    assert not is_stale(case, TODAY - timedelta(days=fresh), TODAY)
    assert is_stale(case, TODAY - timedelta(days=old), TODAY)
    assert is_stale(case, None, TODAY)


def test_safe_and_obstacles_come_from_the_newest_sheet_whoever_wrote_it(case: Case, officer: User) -> None:
    told(case, officer)
    cases.write_sheet(case=case, by=officer, safe="no", obstacle_law=True)
    values = {one.label: one.value for one in panels.answers(fresh(case), officer)}
    assert values["Hambatan"].startswith("B.") and values["Aman, menurut kabar"] == "Belum."


def test_news_from_before_the_file_was_opened_again_ends_nothing_of_today(officer: User) -> None:
    case, now = led_elsewhere(officer, a_case(officer, safe_now="yes")), timezone.now()
    with at(now + timedelta(days=20)):
        case = fresh(case)
        cases.propose_closure(case=case, reason="reintegrasi", note="Aman.", by=officer)
        cases.countersign_closure(case=case, by=a_user(Role.KETUA))
    with at(now + timedelta(days=40)):
        case = fresh(case)
        cases.reopen(case=case, why="Lagi.", by=officer)
        old = timezone.localdate() - timedelta(days=35)
        told(case, officer, seen_on=old, plan="made", plan_on=old)
        assert {"lead_see_child", "lead_plan"} <= set(open_kinds(case))
        told(case, officer, seen_on=timezone.localdate())
        assert "lead_see_child" not in open_kinds(case)
