"""What open editions give away together: a whole less its printed parts."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from suar.core.ledger.actors import OPERATOR
from suar.insight.reports import actions, rendering
from suar.insight.reports.differences import Printed, betrayed, printed_in
from suar.insight.reports.editions import Edition
from suar.insight.reports.models import Snapshot
from suar.insight.reports.periods import parse
from suar.registry.accounts.models import Role
from tests.desk.pages import signed_in, text_of
from tests.factories import a_user, an_office
from tests.insight.reports.builders import some_cases

ABH = ("by_cluster", "ABH")


def edition(code: str, count: int | None = None) -> Printed:
    """An open edition that prints this number of ABH, or none."""
    period = parse(code)
    return Printed(code, period.first, period.last, {} if count is None else {ABH: count})


YEAR, FIRST, SECOND, THIRD = (
    edition(code, n) for code, n in (("2021", 124), ("2021-Q1", 40), ("2021-Q2", 39), ("2021-Q3", 40))
)
FOURTH = edition("2021-Q4")  # 5, and hidden


def test_a_year_less_three_quarters_tells_the_fourth() -> None:
    assert betrayed(YEAR, [FIRST, SECOND, THIRD, FOURTH], 10) == {"2021-Q1": 1, "2021-Q2": 1, "2021-Q3": 1}
    assert betrayed(THIRD, [FIRST, SECOND, YEAR], 10) == {"2021-Q1": 1, "2021-Q2": 1, "2021": 1}


def test_two_quarters_and_their_year_tell_nothing() -> None:
    assert betrayed(YEAR, [FIRST, SECOND], 10) == {}
    assert betrayed(FIRST, [SECOND], 10) == {}


def test_a_year_less_all_but_its_last_days_tells_those() -> None:
    assert betrayed(YEAR, [edition("2021-01-01..2021-12-15", 121)], 10) == {"2021-01-01..2021-12-15": 1}
    assert betrayed(YEAR, [edition("2021-01-01..2021-12-15", 114)], 10) == {}
    assert betrayed(YEAR, [edition("2021-01-01..2021-12-15")], 10) == {}, "what is not printed is not subtracted"


def test_days_that_cross_are_named_without_a_number() -> None:
    assert betrayed(FIRST, [edition("2021-03-01..2021-04-30", 20)], 10) == {"2021-03-01..2021-04-30": -1}


def test_the_same_days_again_are_no_other_period() -> None:
    assert betrayed(YEAR, [Printed("again", date(2021, 1, 1), date(2021, 12, 31), {ABH: 120})], 10) == {}


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), min_size=12, max_size=12), st.sets(st.integers(0, 11), max_size=11))
def test_whatever_the_months_count_a_single_missing_small_one_is_found(months: list[int], left_out: set[int]) -> None:
    year = edition("2021", sum(months))
    shown = [edition(f"2021-{n + 1:02d}", count) for n, count in enumerate(months) if n not in left_out and count >= 10]
    rest = sum(months) - sum(one.cells[ABH] for one in shown)
    told = betrayed(year, shown, 10)
    alone = {one.label for one in shown if 0 < year.cells[ABH] - one.cells[ABH] < 10}
    assert set(told) == ({one.label for one in shown} if 0 < rest < 10 else alone)


@pytest.mark.django_db
def test_the_page_of_an_open_edition_names_what_must_not_be_published_beside_it() -> None:
    office = an_office()
    days = [date(2021, 2, 3)] * 14 + [date(2021, 5, 4)] * 13 + [date(2021, 8, 4)] * 15 + [date(2021, 11, 4)] * 4
    some_cases(office, [{"cluster": "abh", "region_code": "61.71", "opened_on": day} for day in days])
    codes = ("2021", "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4")
    frozen = {code: actions.freeze(office=office, period=parse(code), by=OPERATOR) for code in codes}
    parts = [printed_in(rendering.view_of(frozen[code], Edition.OPEN)) for code in codes]
    assert parts[0].cells[ABH] == 46 and ABH not in parts[4].cells
    browser = signed_in(a_user(Role.KETUA, office))
    page = text_of(browser, reverse("reports:report-detail", args=[frozen["2021"].pk]))
    assert "Jangan terbitkan bersama" in page and "Triwulan III 2021" in page and "Triwulan IV 2021:" not in page
    quarter = text_of(browser, reverse("reports:report-detail", args=[frozen["2021-Q4"].pk]))
    assert "Jangan terbitkan bersama" not in quarter
    secret = text_of(browser, reverse("reports:report-secret", args=[frozen["2021"].pk]))
    assert "Jangan terbitkan bersama" not in secret


@pytest.mark.django_db
def test_of_each_other_period_the_newest_snapshot_counts() -> None:
    office = an_office()
    some_cases(office, [{"opened_on": date(2021, 2, 3)}] * 12)
    year = actions.freeze(office=office, period=parse("2021"), by=OPERATOR)
    actions.freeze(office=office, period=parse("2021-Q1"), by=OPERATOR)
    some_cases(office, [{"opened_on": date(2021, 2, 4)}])
    later = timezone.now() + timedelta(minutes=1)
    with patch("django.utils.timezone.now", lambda: later):
        newer = actions.freeze(office=office, period=parse("2021-Q1"), by=OPERATOR)
    actions.freeze(office=office, period=parse("2020"), by=OPERATOR)
    assert list(Snapshot.objects.overlapping(year)) == [newer]
