"""What the six steps decide without a database: gaps, who approves, what is next, what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from suar.casework.plans import rules
from suar.casework.plans.rules import Approval, Facts, Term, approval
from tests.casework.plans.ground import needs

DAY = date(2027, 3, 5)
A, B, C = 1, 2, 3


def term(user: int, since: str = "2026-01-01", until: str | None = None) -> Term:
    return Term(user, date.fromisoformat(since), date.fromisoformat(until) if until else None)


@pytest.mark.parametrize(
    ("terms", "writers", "expected"),
    [
        ([term(A), term(B), term(C)], {A}, Approval(frozenset({B, C}))),
        ([term(A), term(B), term(C)], {A, B}, Approval(frozenset({C}))),  # who wrote in it comes last
        ([term(A), term(B)], {A, B}, Approval(frozenset({B}))),  # with two left the second is the other one
        ([term(A), term(B, until="2027-03-05")], {A}, Approval(frozenset({B}))),  # the last day counts
        ([term(A), term(B, until="2027-03-04")], {A}, Approval(frozenset())),  # over yesterday
        ([term(A)], {A}, Approval(frozenset())),  # never oneself
        ([term(A), term(B, "2027-03-06"), term(C, "2027-04-01")], {A}, Approval(frozenset(), date(2027, 3, 6))),
        ([term(A), term(A, "2027-04-01")], {A}, Approval(frozenset())),  # one's own next term is no other's
        ([term(A), term(B, "2027-03-05")], set(), Approval(frozenset({B}))),  # an acting leader, from the first day
        ([term(B), term(C)], {A}, Approval(frozenset({B, C}))),  # put forward by staff who approve nothing
        ([], {A}, Approval(frozenset())),
    ],
)
def test_who_approves_by_the_decrees(terms: list[Term], writers: set[int], expected: Approval) -> None:
    assert approval(terms, DAY, submitted_by=A, writers=writers) == expected


def test_what_an_assessment_lacks() -> None:
    assert rules.lacking(needs()) == []
    assert rules.lacking(needs(wishes="")) == ["wishes"]
    assert rules.lacking(needs(need_mind="yes")) == ["words_mind"]
    assert rules.lacking(needs(need_mind="unknown")) == []
    assert set(rules.lacking({})) == {*rules.NEEDED, "wishes"}


def test_lines_are_read_from_the_flat_text_the_first_due_first() -> None:
    words = {"aim": "x", "goal_b": "1", "day_b": "2027-01-02", "goal_a": "2", "day_a": "2027-01-03", "goal_c": "3"}
    found = rules.items_of(words)
    assert [item.key for item in found] == ["b", "a", "c"]
    assert not any(item.is_whole for item in found)
    assert rules.past_days(found, DAY, set()) == [], "what is not whole has no day to hold"


BEGUN = Facts()
ASSESSED = Facts(assessed=True)
PLANNED = Facts(assessed=True, in_force=True, items=2, open_items=2)


@pytest.mark.parametrize(
    ("facts", "code", "now"),
    [
        (BEGUN, "assess", "assessment"),
        (Facts(assessing=True), "finish_assessment", "assessment"),
        (ASSESSED, "plan", "plan"),
        (Facts(assessed=True, planning=True), "submit", "plan"),
        (Facts(assessed=True, planning=True, waiting=True), "approve", "plan"),
        (PLANNED, "carry", "carrying"),
        (replace(PLANNED, review_due=True), "review", "review"),
        (replace(PLANNED, verdict="change"), "plan", "plan"),
        (replace(PLANNED, verdict="change", planning=True), "submit", "plan"),
        (replace(PLANNED, assess_again=True), "assess", "assessment"),
        (replace(PLANNED, open_items=0), "review", "review"),
        (replace(PLANNED, open_items=0, verdict="continue"), "review", "review"),
        (replace(PLANNED, open_items=0, verdict="close"), "propose_closure", "closure"),
        (replace(PLANNED, open_items=0, closing=True), "sign_closure", "closure"),
        (Facts(assessed=True, closed=True, check_ins_left=2), "check_in", "closure"),
    ],
)
def test_what_is_next(facts: Facts, code: str, now: str) -> None:
    assert rules.next_of(facts) == code
    assert [step for step, state in rules.states(facts).items() if state == "now"] == [now]


def test_lines_go_on_while_a_review_is_due() -> None:
    assert rules.states(replace(PLANNED, review_due=True))["carrying"] == "going"


def test_when_all_is_done_nothing_is_next() -> None:
    over = Facts(assessed=True, closed=True, was_planned=True, was_reviewed=True)
    assert rules.next_of(over) == "" and set(rules.states(over).values()) == {"done"}


@pytest.mark.parametrize(
    ("facts", "late", "ours", "word"),
    [
        (PLANNED, False, True, "items"),
        (PLANNED, False, False, ""),
        (replace(PLANNED, open_items=0), False, True, ""),
        (ASSESSED, True, True, "plan"),
        (ASSESSED, False, True, ""),
        (replace(PLANNED, open_items=0), True, True, ""),
        (replace(PLANNED, open_items=0, assess_again=True), False, True, "assess"),
    ],
)
def test_what_stands_in_the_way_of_closing(facts: Facts, late: bool, ours: bool, word: str) -> None:
    assert rules.hindrance(facts, plan_late=late, led_here=ours) == word


@pytest.mark.parametrize(("tries", "may"), [(0, False), (1, False), (2, True), (5, True)])
def test_a_check_in_is_given_up_at_the_third_try(tries: int, may: bool) -> None:
    assert rules.may_end_unreached(tries) is may
