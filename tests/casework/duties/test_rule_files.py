"""The rule files that ship: every row loads, counts, and says what it is."""

from __future__ import annotations

import json
from datetime import date, datetime, time

import pytest
from click.testing import CliRunner

from suar.casework.duties.rulebook import rulebook
from suar.core.clocks.cli import make_group
from suar.core.clocks.engine import WIB, Certainty, Rule, RuleNotInForce, Unit, due

LAW = tuple(rule for rule in rulebook().all() if not rule.house)
HOUSE = tuple(rule for rule in rulebook().all() if rule.house)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def test_both_files_are_read_and_hold_each_id_once() -> None:
    assert LAW
    assert HOUSE
    assert len(rulebook()) == len(LAW) + len(HOUSE)


@pytest.mark.parametrize("rule", rulebook().all(), ids=lambda rule: rule.id)
def test_every_rule_gives_a_due_moment_on_its_first_and_last_day(rule: Rule) -> None:
    for day in (rule.effective_from, rule.effective_to or date(2026, 11, 24)):
        event = datetime.combine(day, time(10), tzinfo=WIB)
        plain, extended = due(rule, event), due(rule, event, extended=True)
        assert plain < event if rule.counts_back else plain >= event
        assert extended > plain if rule.extension else extended == plain
        assert rulebook().get(rule.id, on=day) is rule


@pytest.mark.parametrize("rule", rulebook().all(), ids=lambda rule: rule.id)
def test_every_rule_names_actor_basis_and_where_it_comes_from(rule: Rule) -> None:
    assert len(rule.actor) >= 3
    assert len(rule.basis) > 7
    assert rule.note
    assert rule.starts_on == rule.starts_on.lower().replace(" ", "_")


def test_only_the_three_notices_before_a_hearing_count_back() -> None:
    back = {rule.id for rule in rulebook().all() if rule.counts_back}
    assert back == {"kuhap25.summons_trial", "kuhap25.notice_any", "perma1.summons"}


def test_detention_alone_counts_its_first_day() -> None:
    inclusive = {rule.id for rule in rulebook().all() if rule.inclusive}
    assert inclusive == {rule.id for rule in LAW if ".detain." in rule.id}
    assert len(inclusive) == 17


def test_a_month_of_thirty_days_belongs_to_the_new_kuhap_alone() -> None:
    thirty = {rule.id for rule in rulebook().all() if rule.month_days}
    assert thirty == {
        rule.id
        for rule in LAW
        if rule.id.startswith("kuhap25.") and Unit.MONTHS in (rule.limit.unit, rule.extension and rule.extension.unit)
    }
    assert thirty == {"kuhap25.block.duration"}


def test_a_house_rule_is_never_taken_for_law() -> None:
    for rule in HOUSE:
        assert rule.id.startswith("house.")
        assert rule.certainty is Certainty.HOUSE
        assert rule.basis == "aturan KPPAD"
    assert not any(rule.limit.unit is Unit.SAME_DAY for rule in LAW)


# Totals of adult and child detention, limit and extension together.
@pytest.mark.parametrize(
    ("stages", "days"),
    [
        (("kuhap25.detain", date(2026, 2, 2)), 60 + 50 + 90 + 90 + 90),
        (("kuhap81.detain", date(2025, 12, 1)), 60 + 50 + 90 + 90 + 110),
        (("sppa.detain", date(2026, 2, 2)), 15 + 10 + 25 + 25 + 35),
    ],
)
def test_the_ordinary_stages_of_detention_sum_up(stages: tuple[str, date], days: int) -> None:
    prefix, on = stages
    total = 0
    for stage in ("investigation", "prosecution", "trial", "appeal", "cassation"):
        rule = rulebook().get(f"{prefix}.{stage}", on=on)
        last = due(rule, datetime.combine(on, time(10), tzinfo=WIB), extended=True)
        total += (last.date() - on).days + 1
    assert total == days


def test_the_old_kuhap_goes_on_for_what_began_under_it() -> None:
    with pytest.raises(RuleNotInForce, match="1981-12-31 to 2026-01-01"):
        rulebook().get("kuhap81.detain.investigation", on=date(2026, 1, 5))
    rule = rulebook().get("kuhap81.detain.investigation", on=date(2025, 12, 20))
    assert due(rule, at("2026-01-05 10:00")) == at("2026-01-24 23:59:59")
    assert rule.limit.unit is Unit.DAYS_UNSPECIFIED


@pytest.mark.parametrize(
    ("rule", "event", "expected"),
    [
        ("kuhap25.spdp", "2026-03-18 10:00", "2026-03-25 10:00:00"),
        ("kuhap25.summons_trial", "2026-03-12 09:30", "2026-03-05 09:30:00"),
        ("kuhap25.block.lift", "2026-03-17 09:30", "2026-03-27 23:59:59"),
        ("tpks.uptd_to_police", "2026-03-06 16:30", "2026-03-09 16:30:00"),
        ("tpks.uptd.deadline", "2022-05-09 00:00", "2025-05-09 00:00:00"),
        ("tunas.self_assessment", "2026-03-06 00:00", "2026-12-31 23:59:59"),
        ("uptd.high_risk", "2026-03-06 22:10", "2026-03-06 22:10:00"),
        ("police.sp2hp.periodic", "2026-01-31 09:00", "2026-02-28 09:00:00"),
        ("kuhp.limit.18", "2026-06-01 12:00", "2044-06-01 12:00:00"),
        ("house.complaint.first_read", "2026-03-06 22:10", "2026-03-09 23:59:59"),
        ("house.complaint.triage", "2026-03-06 22:10", "2026-03-09 23:59:59"),
        ("house.complaint.triage_urgent", "2026-03-21 23:00", "2026-03-21 23:59:59"),
        ("house.aftercare.unsafe", "2026-03-21 23:00", "2026-03-21 23:59:59"),
        ("house.complaint.answer", "2026-03-17 22:10", "2026-03-26 23:59:59"),
        ("house.report.handover", "2026-03-06 16:30", "2026-03-09 16:30:00"),
        ("house.triage.thoughts_of_dying", "2026-03-21 23:00", "2026-03-21 23:59:59"),
        ("house.see_child.high", "2026-03-06 16:30", "2026-03-07 16:30:00"),
        ("house.see_child.medium", "2026-03-06 16:30", "2026-03-09 16:30:00"),
        ("house.see_child.low", "2026-03-06 16:30", "2026-03-13 16:30:00"),
        ("house.review.imported", "2026-03-06 16:30", "2026-04-05 16:30:00"),
        ("house.aftercare.third", "2026-08-31 16:30", "2027-02-28 16:30:00"),
    ],
)
def test_rules_of_daily_use(rule: str, event: str, expected: str) -> None:
    moment = at(event)
    assert due(rulebook().get(rule, on=moment.date()), moment) == at(expected)


def test_the_command_answers_every_rule() -> None:
    lines = [
        json.dumps({"rule": rule.id, "event_at": "2026-11-24T10:00", "on": rule.effective_from.isoformat()})
        for rule in rulebook().all()
    ]
    result = CliRunner().invoke(make_group(rulebook), ["due", "--json"], input="\n".join(lines))
    replies = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    for rule, reply in zip(rulebook().all(), replies, strict=True):
        assert list(reply) == ["rule", "due_at", "unit", "basis", "certainty", "counts_back"]
        assert (reply["rule"], reply["unit"], reply["basis"]) == (rule.id, rule.limit.unit, rule.basis)
        assert datetime.fromisoformat(reply["due_at"]).utcoffset() == WIB.utcoffset(None)
