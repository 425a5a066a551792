"""Is the child safe now: what was said last counts, whenever the paper is entered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.cases import actions
from suar.casework.cases.models import Case
from suar.casework.duties.models import Duty
from suar.registry.accounts.models import Role, User
from tests.factories import a_case, a_user

pytestmark = pytest.mark.django_db

AGO = timedelta(minutes=20)


@pytest.fixture
def officer() -> User:
    return a_user(Role.SEKRETARIAT)


def safe_in(case: Case) -> str:
    return Case.objects.get(pk=case.pk).safe_now


def test_paper_from_before_does_not_undo_a_danger_that_was_set_by_hand(officer: User) -> None:
    case = a_case(officer, safe_now="unknown")
    actions.set_safety(case=case, safe_now="no", note="Diancam malam ini", by=officer)
    actions.write_sheet(case=case, by=officer, safe="yes", at=timezone.now() - timedelta(days=3))
    assert safe_in(case) == "no"


def test_paper_of_the_same_day_does_not_undo_a_danger_that_was_found_after_it(officer: User) -> None:
    case = a_case(officer, safe_now="unknown")
    actions.write_sheet(case=case, by=officer, safe="no")
    watch = Duty.objects.open().get(case_id=case.pk, kind="monitor")
    actions.write_sheet(case=case, by=officer, safe="yes", at=timezone.now() - AGO)
    assert safe_in(case) == "no"
    assert Duty.objects.open().get(case_id=case.pk, kind="monitor").pk == watch.pk


def test_a_sheet_about_a_day_without_its_hour_undoes_no_danger_of_that_day(officer: User) -> None:
    case, yesterday = a_case(officer, safe_now="unknown"), timezone.now() - timedelta(days=1)
    actions.write_sheet(case=case, by=officer, safe="no", at=yesterday)
    actions.write_sheet(case=case, by=officer, safe="yes", on=timezone.localdate(yesterday))
    assert safe_in(case) == "no"


def test_danger_on_paper_after_the_last_word_counts_though_it_is_entered_late(officer: User) -> None:
    case = a_case(officer, safe_now="unknown")
    actions.write_sheet(case=case, by=officer, safe="yes", at=timezone.now() - timedelta(days=5))
    assert safe_in(case) == "yes"
    actions.write_sheet(case=case, by=officer, safe="no", at=timezone.now() - timedelta(days=3))
    assert safe_in(case) == "no"


def test_paper_from_before_a_file_that_opened_without_it_says_how_safe_the_child_is(officer: User) -> None:
    case = a_case(officer, safe_now="unknown")
    actions.write_sheet(case=case, by=officer, safe="no", at=timezone.now() - AGO)
    assert safe_in(case) == "no"


def test_paper_from_before_a_file_that_opened_in_danger_does_not_undo_it(officer: User) -> None:
    case = a_case(officer, safe_now="no")
    actions.write_sheet(case=case, by=officer, safe="yes", at=timezone.now() - AGO)
    assert safe_in(case) == "no"


def test_danger_of_today_counts_though_the_clock_was_set_back(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    case = a_case(officer, safe_now="unknown")
    actions.set_safety(case=case, safe_now="yes", note="Di rumah nenek", by=officer)
    earlier = timezone.now() - AGO
    monkeypatch.setattr("django.utils.timezone.now", lambda: earlier)
    actions.write_sheet(case=case, by=officer, safe="no")
    assert safe_in(case) == "no"


def test_what_is_known_no_longer_is_not_known_by_older_paper(officer: User) -> None:
    case = a_case(officer, safe_now="unknown")
    actions.set_safety(case=case, safe_now="unknown", note="Pindah, belum diketahui ke mana", by=officer)
    actions.write_sheet(case=case, by=officer, safe="yes", at=timezone.now() - AGO)
    assert safe_in(case) == "unknown"
