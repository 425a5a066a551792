"""Decisions about a complaint, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from suar.casework.complaints import rules
from suar.registry.agencies.models import Kind


def test_only_a_yes_starts_a_duty_of_the_same_day() -> None:
    codes = [question.code for question in rules.QUESTIONS]
    assert rules.duties_started(dict.fromkeys(codes, "yes")) == list(rules.SAME_DAY)
    assert rules.duties_started(dict.fromkeys(codes, "unknown")) == []
    assert rules.duties_started({"dying": "yes", "pregnancy": "no"}) == ["suicide_safety"]


def test_reports_go_to_the_uptd_the_police_and_social_affairs() -> None:
    assert {kind for kind in Kind.values if rules.takes_reports(kind)} == {"uptd", "police", "social"}


@pytest.mark.parametrize(
    ("triage", "form", "safe"),
    [
        ({"no_safe_place": "yes"}, {"safe": "yes"}, "no"),
        ({"danger_now": "yes", "no_safe_place": "no"}, {}, "no"),
        ({"no_safe_place": "no"}, {"safe": "now"}, "yes"),
        ({}, {"safe": "now"}, "no"),
        ({}, {"safe": "no"}, "no"),
        ({}, {"safe": "yes"}, "unknown"),
        ({}, {}, "unknown"),
    ],
)
def test_that_a_child_is_safe_takes_somebody_of_the_office(
    triage: dict[str, str], form: dict[str, str], safe: str
) -> None:
    assert rules.safe_now(triage, form) == safe


def test_an_age_is_what_was_written_down_else_by_the_birth_date() -> None:
    on = date(2026, 11, 25)
    assert rules.age_in({"age": 15, "birth_date": "2001-01-01"}, on) == 15
    assert rules.age_in({"age": "", "birth_date": "2012-11-25"}, on) == 14
    assert rules.age_in({"age": "belasan"}, on) is rules.age_in(None, on) is None


def test_a_number_over_a_shoulder_shows_three_digits_at_the_most() -> None:
    assert rules.number_of("08001234567") == "•••• 567"
    assert rules.number_of("567") == "••••"
