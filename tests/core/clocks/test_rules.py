"""Rules that contradict themselves, versions of a rule, and what is in force when."""

from __future__ import annotations

from datetime import date

import pytest

from suar.core.clocks.engine import Certainty, Rule, Rulebook, RuleNotInForce, UnknownRule
from suar.core.clocks.errors import InvalidRule
from tests.core.clocks.builders import limit_of, make_rule


def test_a_rule_is_in_force_from_its_first_to_its_last_day() -> None:
    book = Rulebook([make_rule("7 calendar_days", effective_from=date(2026, 1, 2), effective_to=date(2026, 12, 31))])
    assert book.get("test.rule", on=date(2026, 1, 2)) is book.get("test.rule", on=date(2026, 12, 31))
    for day in (date(2026, 1, 1), date(2027, 1, 1)):
        with pytest.raises(RuleNotInForce, match=f"not in force on {day}"):
            book.get("test.rule", on=day)


def test_each_date_has_its_version() -> None:
    old = make_rule("20 days_unspecified", effective_from=date(1981, 12, 31), effective_to=date(2026, 1, 1))
    new = make_rule("20 calendar_days", effective_from=date(2026, 1, 2))
    book = Rulebook([new, old])
    assert book.get("test.rule", on=date(2026, 1, 1)) is old
    assert book.get("test.rule", on=date(2026, 1, 2)) is new
    assert book.versions("test.rule") == (old, new)
    assert len(book) == 1
    assert book.all() == (old, new)


@pytest.mark.parametrize("ends", [None, date(2026, 1, 2)])
def test_versions_must_not_overlap(ends: date | None) -> None:
    old = make_rule("20 calendar_days", effective_to=ends)
    with pytest.raises(InvalidRule, match="overlap on 2026-01-02"):
        Rulebook([old, make_rule("20 calendar_days", effective_from=date(2026, 1, 2))])


def test_an_unknown_rule_is_named() -> None:
    book = Rulebook([make_rule("1 hours")])
    assert "test.rule" in book
    assert "test.other" not in book
    with pytest.raises(UnknownRule, match=r"unknown rule 'test\.other'"):
        book.get("test.other", on=date(2026, 1, 2))


def test_rules_are_found_by_text() -> None:
    one = make_rule("1 hours", id="one")
    ended = make_rule("1 hours", id="ended", effective_to=date(2020, 1, 1))
    book = Rulebook([one, ended])
    assert book.matching("END") == (ended,)
    assert book.matching("") == (ended, one)
    assert book.matching("a text") == (ended, one)


@pytest.mark.parametrize(
    ("length", "extension", "fields", "reason"),
    [
        ("hours", None, {}, "hours needs an amount"),
        ("0 hours", None, {}, "hours needs an amount of 1 or more"),
        ("1 immediately", None, {}, "immediately takes no amount"),
        ("same_day", "1 hours", {}, "an extension needs limits with amounts"),
        ("1 hours", "0 hours", {}, "hours needs an amount of 1 or more"),
        ("1 hours", None, {"effective_to": date(1999, 1, 1)}, "effective_to before effective_from"),
        ("1 hours", None, {"inclusive": True}, "only days can be counted inclusively"),
        ("1 working_days", None, {"inclusive": True}, "only days can be counted inclusively"),
        ("1 calendar_days", "1 days_unspecified", {"inclusive": True}, "need one unit"),
        ("1 calendar_days", None, {"inclusive": True, "counts_back": True}, "exclude each other"),
        ("immediately", None, {"counts_back": True}, "immediately cannot count back"),
        ("1 hours", None, {"month_days": 30}, "month_days without a limit in months"),
        ("1 months", None, {"month_days": 0}, "month_days must be 1 or more"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(
    length: str, extension: str | None, fields: dict[str, object], reason: str
) -> None:
    values: dict[str, object] = {
        "id": "test.rule",
        "starts_on": "something_happened",
        "limit": limit_of(length),
        "extension": limit_of(extension) if extension else None,
        "actor": "somebody",
        "basis": "a text",
        "effective_from": date(2000, 1, 1),
        "effective_to": None,
        "certainty": Certainty.SOURCED,
        **fields,
    }
    with pytest.raises(InvalidRule, match=reason):
        Rule(**values)


@pytest.mark.parametrize(("certainty", "house"), [(Certainty.SOURCED, True), (Certainty.HOUSE, False)])
def test_a_house_rule_says_so_twice(certainty: Certainty, house: bool) -> None:
    with pytest.raises(InvalidRule, match="go together"):
        Rule(
            id="test.rule",
            starts_on="something_happened",
            limit=limit_of("1 hours"),
            extension=None,
            actor="somebody",
            basis="a text",
            effective_from=date(2000, 1, 1),
            effective_to=None,
            certainty=certainty,
            house=house,
        )
