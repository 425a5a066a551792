"""`clocks due`, `list` and `show` as a caller sees them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from suar.core.clocks.cli import make_group
from suar.core.clocks.engine import Calendar, Certainty, Rulebook
from tests.core.clocks.builders import make_rule

BOOK = Rulebook(
    [
        make_rule("72 hours", id="a.hours"),
        make_rule("10 working_days", "7 working_days", id="a.work", certainty=Certainty.VERIFY),
        make_rule("7 days_unspecified", id="a.summons", counts_back=True),
        make_rule("20 days_unspecified", id="a.old", effective_to=date(2026, 1, 1), inclusive=True),
    ]
)
CLOCKS = make_group(lambda: BOOK)


def asked(*lines: object, command: tuple[str, ...] = ("due", "--json")) -> Result:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n"
    return CliRunner().invoke(CLOCKS, command, input=text)


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_line_is_answered_with_moment_unit_basis_and_certainty() -> None:
    result = asked({"rule": "a.hours", "event_at": "2026-03-06T16:30:00+07:00", "pauses": [], "extended": False})
    assert result.exit_code == 0
    assert answers(result) == [
        {
            "rule": "a.hours",
            "due_at": "2026-03-09T16:30:00+07:00",
            "unit": "hours",
            "basis": "a text",
            "certainty": "sourced",
            "counts_back": False,
        }
    ]


@pytest.mark.parametrize(
    ("question", "due_at"),
    [
        # any zone in, +07:00 out; without a zone it is Pontianak's time, a bare date its 00:00
        ({"rule": "a.hours", "event_at": "2026-03-06T09:30:00Z"}, "2026-03-09T16:30:00+07:00"),
        ({"rule": "a.hours", "event_at": "2026-03-06T18:30:00+09:00"}, "2026-03-09T16:30:00+07:00"),
        ({"rule": "a.hours", "event_at": "2026-03-06T16:30"}, "2026-03-09T16:30:00+07:00"),
        ({"rule": "a.hours", "event_at": "2026-03-06"}, "2026-03-09T00:00:00+07:00"),
        (
            {
                "rule": "a.hours",
                "event_at": "2026-03-06T16:30",
                "pauses": [["2026-03-07T00:00", "2026-03-08T01:00+08:00"]],
            },
            "2026-03-10T16:30:00+07:00",
        ),
        ({"rule": "a.work", "event_at": "2026-03-02T10:00", "extended": True}, "2026-04-01T23:59:59+07:00"),
        (
            {"rule": "a.work", "event_at": "2026-03-02T10:00", "extended": None, "pauses": None, "on": None},
            "2026-03-16T23:59:59+07:00",
        ),
        ({"rule": "a.summons", "event_at": "2026-03-12T09:30"}, "2026-03-05T09:30:00+07:00"),
        # a case begun under the old law, an event under the new
        ({"rule": "a.old", "event_at": "2026-02-05T09:30", "on": "2025-11-20"}, "2026-02-24T23:59:59+07:00"),
        # the last day of the old law in Pontianak, although it is still the day before elsewhere
        ({"rule": "a.old", "event_at": "2026-01-01T16:59:59Z"}, "2026-01-20T23:59:59+07:00"),
    ],
)
def test_moments_are_read_in_any_zone_and_written_in_pontianaks(question: dict[str, object], due_at: str) -> None:
    result = asked(question)
    assert answers(result)[0].get("due_at") == due_at
    assert result.exit_code == 0


GOOD = {"rule": "a.hours", "event_at": "2026-03-06T16:30:00+07:00"}


@pytest.mark.parametrize(
    ("line", "reason", "rule"),
    [
        ({**GOOD, "rule": "a.nothing"}, "unknown rule 'a.nothing'", "a.nothing"),
        ({**GOOD, "rule": "a.old"}, "not in force on 2026-03-06", "a.old"),
        ({**GOOD, "rule": "a.old", "event_at": "2026-01-01T17:00:00Z"}, "not in force on 2026-01-02", "a.old"),
        ({**GOOD, "on": "1999-12-31"}, "not in force on 1999-12-31", "a.hours"),
        ({**GOOD, "pauses": [["2026-03-08T00:00", "2026-03-07T00:00"]]}, "pause ends before it begins", "a.hours"),
        ({**GOOD, "pauses": [["2026-03-08T00:00", None]]}, "`pauses` must be an ISO 8601 moment", "a.hours"),
        ({**GOOD, "pauses": ["2026-03-08T00:00"]}, "`pauses` must be a list of [from, to]", "a.hours"),
        ({**GOOD, "pauses": {}}, "`pauses` must be a list of [from, to]", "a.hours"),
        ({**GOOD, "extended": "yes"}, "`extended` must be true or false", "a.hours"),
        ({**GOOD, "on": "soon"}, "`on` is no date", "a.hours"),
        ({**GOOD, "on": 20260306}, "`on` is no date", "a.hours"),
        ({**GOOD, "event_at": "yesterday"}, "`event_at` is no ISO 8601 moment: 'yesterday'", "a.hours"),
        ({**GOOD, "event_at": "2026-02-30T10:00"}, "`event_at` is no ISO 8601 moment", "a.hours"),
        ({**GOOD, "event_at": "0001-01-01T00:00+14:00"}, "`event_at` is no ISO 8601 moment", "a.hours"),
        ({**GOOD, "event_at": "9999-12-31T00:00"}, "outside the years 1 to 9999", "a.hours"),
        ({**GOOD, "event_at": 1772789400}, "`event_at` must be an ISO 8601 moment", "a.hours"),
        ({"rule": "a.hours"}, "`event_at` must be an ISO 8601 moment", "a.hours"),
        ({"event_at": "2026-03-06"}, "`rule` must name a rule", None),
        ({**GOOD, "rule": 7}, "`rule` must name a rule", None),
        ([GOOD], "not a JSON object", None),
        ("{", "not a line of JSON", None),
        ("[" * 200_000, "not a line of JSON", None),
        ("9" * 5_000, "not a line of JSON", None),
    ],
)
def test_a_line_that_cannot_be_answered_is_named_and_the_others_are_answered(
    line: object, reason: str, rule: str | None
) -> None:
    result = asked(GOOD, line, GOOD)
    before, error, after = answers(result)
    assert result.exit_code == 1
    assert error["line"] == 2
    assert error["rule"] == rule
    assert reason in error["error"]
    assert before == after
    assert before["due_at"] == "2026-03-09T16:30:00+07:00"


def test_empty_lines_are_passed_over_but_counted() -> None:
    result = asked("", GOOD, "   ", "{")
    assert [reply.get("line") for reply in answers(result)] == [None, 4]


def test_lines_in_a_wrong_encoding_harm_no_other(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    good = json.dumps(GOOD).encode()
    path.write_bytes(
        b"\xef\xbb\xbf"
        + good
        + b"\r\n"
        + b'{"rule": "\xff"}\n'
        + b'{"rule": "\\ud800", "event_at": "2026-03-06"}\n'
        + good
    )
    result = CliRunner().invoke(CLOCKS, ["due", "--json", str(path)])
    assert result.exit_code == 1
    assert ["due_at" in reply for reply in answers(result)] == [True, False, False, True]


def test_no_line_no_answer() -> None:
    result = CliRunner().invoke(CLOCKS, ["due", "--json"], input="")
    assert (result.exit_code, result.stdout) == (0, "")


def test_without_json_a_person_can_read_it() -> None:
    result = asked(GOOD, {"rule": "a.summons", "event_at": "2026-03-12T09:30"}, "{", command=("due",))
    hours, summons, error = result.stdout.splitlines()
    assert hours == "2026-03-09T16:30:00+07:00  a.hours  hours  a text  [sourced]"
    assert "before the event" in summons
    assert error.startswith("line 3: not a line of JSON")
    assert result.exit_code == 1


def test_local_closures_come_with_the_calendar() -> None:
    closed = make_group(lambda: BOOK, lambda: Calendar.indonesia(closures=[date(2026, 3, 3)]))
    question = json.dumps({"rule": "a.work", "event_at": "2026-03-02T10:00"})
    result = CliRunner().invoke(closed, ["due", "--json"], input=question)
    assert answers(result)[0]["due_at"] == "2026-03-17T23:59:59+07:00"


def test_rules_are_listed_and_filtered() -> None:
    rows = CliRunner().invoke(CLOCKS, ["list"]).stdout.splitlines()
    assert [row.split()[0] for row in rows] == ["a.hours", "a.old", "a.summons", "a.work"]
    assert "10 working_days + 7 working_days" in rows[3]
    listed = answers(CliRunner().invoke(CLOCKS, ["list", "SUMM", "--json"]))
    assert [rule["id"] for rule in listed] == ["a.summons"]
    assert listed[0]["counts_back"] is True


def test_a_rule_is_shown_in_every_version() -> None:
    shown = CliRunner().invoke(CLOCKS, ["show", "a.old", "--json"])
    assert answers(shown)[0]["effective_to"] == "2026-01-01"
    assert "limit           20 days_unspecified" in CliRunner().invoke(CLOCKS, ["show", "a.old"]).stdout
    unknown = CliRunner().invoke(CLOCKS, ["show", "a.nothing"])
    assert unknown.exit_code == 1
    assert "unknown rule" in unknown.stderr
