"""A honey file that was erased is at its end: its mark goes, and no figure changes by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.retention import actions as retention
from suar.casework.safeguards import honey
from suar.casework.safeguards.alarm_kinds import HONEY, HONEY_LIST
from suar.core import ledger
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.core.vault import marks
from suar.insight.reports import figures
from suar.insight.reports.figures import Scope
from suar.insight.reports.periods import parse
from suar.registry.accounts.models import User
from tests.casework.safeguards.ground import told
from tests.factories import a_done_act, a_honey_file, an_office, an_officer

pytestmark = pytest.mark.django_db


def ended(case: Case) -> None:
    """By an act of two persons, as a mistake."""
    item = retention.ask_for(kind="child", subject=case.child_id, why="mistake", by=an_officer())
    a_done_act(an_officer(), item)


def looked(kind: str = HONEY) -> int:
    """The worker's rounds of the day after."""
    tomorrow = timezone.now() + timedelta(days=1)
    return [told(kind, tomorrow) for _ in range(2)][-1]


def test_its_mark_goes_with_its_end_and_no_figure_changes(bait: Case, ketua: User) -> None:
    office = an_office()
    years = [parse(str(bait.opened_on.year)), parse(str(timezone.localdate().year))]
    at = timezone.now() + timedelta(days=40)
    before = [figures.count(Scope(office, year, at)) for year in years]
    ended(bait)
    assert bait.child_id in marks.standing()
    assert [figures.count(Scope(office, year, at)) for year in years] == before
    assert looked() == 0
    assert marks.all_marks() == ()
    assert [figures.count(Scope(office, year, at)) for year in years] == before
    assert honey.rows(ketua) == [] and not Case.objects.visible_to(ketua).filter(pk=bait.pk).exists()
    ledger.read("case", by=an_officer(), subject=bait.child_id, office=bait.office.code, ids=[bait.pk])
    assert looked() == 0
    sequence_all()
    assert verify().wrong == []


def test_that_the_list_was_changed_is_told_before_the_mark_goes(bait: Case) -> None:
    ended(bait)
    assert told(HONEY_LIST) == 0 and bait.child_id in marks.standing()
    assert looked(HONEY_LIST) == 1
    assert marks.all_marks() == ()


def test_killed_before_its_mark_goes_the_next_round_goes_on(bait: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    ended(bait)

    def dies(subject: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(marks, "drop", dies)
        with pytest.raises(KeyboardInterrupt):
            looked()
    assert bait.child_id in marks.standing()
    assert looked() == 0
    assert marks.all_marks() == ()
    assert Entry.objects.filter(verb="safeguard.put_away").count() == 1


def test_another_mark_stays_where_one_goes(bait: Case, ketua: User, wakil: User) -> None:
    other = a_honey_file(ketua, wakil)
    ended(bait)
    looked()
    assert list(marks.standing()) == [other.child_id]
    assert other in Case.objects.visible_to(ketua)
