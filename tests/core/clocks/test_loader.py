"""A misread file must not start a clock."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from suar.core.clocks.errors import InvalidRule
from suar.core.clocks.loader import load

GOOD = """
rules:
  - id: test.rule
    starts_on: something_happened
    limit: {amount: 7, unit: calendar_days}
    extension: {amount: 3, unit: working_days}
    actor: somebody
    basis: a text
    effective_from: 2026-01-02
    effective_to: "2026-12-31"
    certainty: verify
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_loads(tmp_path: Path) -> None:
    rule = load(written(tmp_path, GOOD)).get("test.rule", on=date(2026, 6, 1))
    assert str(rule.limit) == "7 calendar_days"
    assert str(rule.extension) == "3 working_days"
    assert rule.effective_to == date(2026, 12, 31)
    assert (rule.counts_back, rule.inclusive, rule.month_days, rule.house, rule.note) == (False, False, None, False, "")


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        ("    actor: somebody\n", "", "test.rule: `actor` is missing"),
        ("actor: somebody", "actor: ''", "`actor` must be text"),
        ("actor: somebody", "actor: 7", "`actor` must be text"),
        ("certainty: verify", "certainty: perhaps", "`certainty` must be one of sourced, verify, house"),
        ("certainty: verify", "certainty: house", "house and certainty `house` go together"),
        ("amount: 7, unit: calendar_days", "amount: 7, unit: moons", "`limit` has an unknown unit 'moons'"),
        ("amount: 7, unit: calendar_days", "amount: 7.5, unit: calendar_days", "`limit` must be a whole number"),
        ("amount: 7, unit: calendar_days", "amount: true, unit: calendar_days", "`limit` must be a whole number"),
        ("amount: 7, unit: calendar_days", "amount: 7", "`limit` must be {amount, unit}"),
        ("{amount: 7, unit: calendar_days}", "null", "`limit` is empty"),
        ("2026-01-02", "null", "`effective_from` is empty"),
        ("2026-01-02", "2026-01-02 10:00:00", "`effective_from` must be a date"),
        ('"2026-12-31"', '"31 December"', "`effective_to` is no date: '31 December'"),
        ('"2026-12-31"', "2025-12-31", "effective_to before effective_from"),
        ("certainty: verify", "certainty: verify\n    counts_back: 1", "`counts_back` must be true or false"),
        ("certainty: verify", "certainty: verify\n    count_back: true", "`count_back` is not a field of a rule"),
        ("  - id: test.rule", "  - just a text\n  - id: test.rule", "entry 1 is not a mapping"),
        ("  - id: test.rule\n    ", "  - ", "entry 1: `id` is missing"),
        ("rules:", "clocks:", "no list `rules`"),
        ("rules:", "rules: [", "rules.yaml: "),
    ],
)
def test_a_mistake_is_named_with_file_rule_and_field(tmp_path: Path, was: str, becomes: str, reason: str) -> None:
    assert was in GOOD
    with pytest.raises(InvalidRule) as refused:
        load(written(tmp_path, GOOD.replace(was, becomes)))
    assert str(refused.value).startswith("rules.yaml: ")
    assert reason in str(refused.value)


def test_a_rule_has_the_defaults_of_its_file_where_it_says_nothing_else(tmp_path: Path) -> None:
    defaults = "defaults: {actor: nobody, basis: a law}\n"
    rule = load(written(tmp_path, defaults + GOOD.replace("    basis: a text\n", ""))).get(
        "test.rule", on=date(2026, 6, 1)
    )
    assert (rule.actor, rule.basis) == ("somebody", "a law")


@pytest.mark.parametrize("wrong", ["[basis]", "{id: test.rule}", "{base: a law}"])
def test_what_cannot_be_a_default_is_refused_with_the_name_of_the_file(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(InvalidRule, match=r"rules\.yaml: .*default"):
        load(written(tmp_path, f"defaults: {wrong}\n{GOOD}"))


def test_a_missing_file_is_an_invalid_rule(tmp_path: Path) -> None:
    with pytest.raises(InvalidRule, match=r"nowhere\.yaml"):
        load(tmp_path / "nowhere.yaml")


def test_two_files_make_one_book(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(GOOD.replace("test.rule", "test.other"), encoding="utf-8")
    assert len(load(written(tmp_path, GOOD), other)) == 2
    with pytest.raises(InvalidRule, match="overlap"):
        load(other, other)
