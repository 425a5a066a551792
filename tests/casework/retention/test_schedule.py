"""How long what is kept: the schedule itself, and the day that follows from what stands in clear."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from suar.casework.retention import rules
from suar.casework.retention.models import Kind
from suar.casework.retention.rules import Certainty, FileFacts, schedule

ON = date(2026, 11, 26)


def a_file(**facts: object) -> FileFacts:
    given = {"number": "2010-0001", "opened_on": date(2010, 3, 1), "closed_on": date(2011, 3, 1), "age": 15}
    return FileFacts(**{"imported": False, **given, **facts})  # type: ignore[arg-type]  # as named


def test_every_class_says_what_it_rests_on_and_claims_no_law() -> None:
    groups = schedule().groups
    assert {group.kind for group in groups} == set(Kind.values)
    assert {group.counts_from for group in groups} <= {"closed", "decided", "found"}
    assert all(group.basis and group.name and group.years > 0 for group in groups)
    assert {group.certainty for group in groups} == {Certainty.HOUSE}
    assert [basis.certainty for basis in schedule().bases] == [Certainty.UNVERIFIED, Certainty.SOURCED]


def test_the_version_of_a_class_is_the_last_one_in_force() -> None:
    old = rules.Group("x", date(2020, 1, 1), "child", "closed", 5, Certainty.HOUSE, "x", "x", "x")
    new = rules.Group("x", date(2027, 1, 1), "child", "closed", 10, Certainty.HOUSE, "x", "x", "x")
    book = rules.Schedule(7, 18, (old, new), ())
    assert book.group("x", ON) is old
    assert book.group("x", date(2027, 1, 1)) is new
    assert book.in_force(ON) == [old]
    with translation.override("en"):
        assert [group.shown for group in schedule().in_force(ON)][2] == "Not a complaint"
    assert [group.shown for group in schedule().in_force(ON)][2] == "Bukan pengaduan"
    with pytest.raises(KeyError):
        book.group("x", date(2019, 1, 1))
    with pytest.raises(KeyError):
        book.group("y", ON)


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({}, date(2018, 3, 1)),  # of age in 2013 at the latest, and five years more
        ({"closed_on": date(2016, 5, 2)}, date(2021, 5, 2)),  # closed after that
        ({"age": None}, date(2033, 3, 1)),  # as if born on the day of the opening
        ({"age": 0}, date(2033, 3, 1)),
        ({"opened_on": date(2012, 2, 29), "age": 17}, date(2018, 3, 1)),
    ],
)
def test_a_file_is_kept_until_the_child_is_grown_and_five_years_more(facts: dict[str, object], day: date) -> None:
    found = rules.child_may_go([a_file(**facts)], ON)
    assert found is not None
    assert (found[0].code, found[1]) == ("case.closed", day)


def test_the_last_of_several_files_counts_and_an_open_one_keeps_them_all() -> None:
    found = rules.child_may_go([a_file(), a_file(opened_on=date(2014, 1, 1), closed_on=date(2019, 1, 1), age=17)], ON)
    assert found is not None and found[1] == date(2024, 1, 1)
    assert rules.child_may_go([a_file(), a_file(closed_on=None)], ON) is None
    assert rules.child_may_go([], ON) is None


def test_rows_of_a_register_are_a_class_of_their_own_only_where_nothing_else_is_there() -> None:
    imported = rules.child_may_go([a_file(imported=True)], ON)
    mixed = rules.child_may_go([a_file(imported=True), a_file()], ON)
    assert imported is not None and imported[0].code == "case.imported"
    assert mixed is not None and mixed[0].code == "case.closed"


def test_years_after_a_leap_day_end_on_the_first_of_march() -> None:
    assert rules.years_after(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert rules.years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
