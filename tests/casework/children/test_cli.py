"""`suar names compare`: one answer a line, in order, without a home."""

from __future__ import annotations

import json
import os
import subprocess

import pytest
from click.testing import CliRunner, Result

from suar.casework.children.cli import names
from tests.config.test_command import SUAR, run

pytestmark = pytest.mark.real_clock


def asked(*lines: str | bytes, as_json: bool = True) -> Result:
    typed = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    return CliRunner().invoke(names, ["compare", *(["--json"] if as_json else [])], input=typed)


def test_each_pair_is_answered_in_its_order() -> None:
    result = asked(
        '{"a": "Soeparman", "b": "Suparman"}', '{"a": "Rina", "b": "Rini"}', '{"b": "Tinus", "a": "Agustinus"}'
    )
    assert result.exit_code == 0
    replies = [json.loads(line) for line in result.output.splitlines()]
    assert [reply["verdict"] for reply in replies] == ["same", "different", "possible"]
    assert all(0 <= reply["score"] <= 1 for reply in replies)
    assert replies[0]["evidence"] == ["old_spelling"]


@pytest.mark.parametrize(
    "line",
    [
        "Rahasia", "[]", '"Rahasia"', '{"a": "Rahasia"}', '{"a": "Rahasia", "b": null}', '{"a": 1, "b": 2}', "",
        b'{"a": "Rahasia\xff", "b": ""}', "[" * 9000, '{"a": "' + "Rahasia" * 2000 + '", "b": ""}',
    ],
)  # fmt: skip
def test_a_line_that_is_no_pair_is_an_error_and_the_others_are_answered(line: str | bytes) -> None:
    result = asked(line, '{"a": "Rina", "b": "Rina"}')
    first, second = (json.loads(one) for one in result.output.splitlines())
    assert result.exit_code == 1
    assert first == {"error": 'Not a JSON object with the texts "a" and "b".', "line": 1}
    assert second["verdict"] == "same"
    assert "Rahasia" not in result.output


def test_for_people_there_is_a_line_without_the_names() -> None:
    result = asked('{"a": "Uray Soeparman", "b": "Suparman"}', "x", as_json=False)
    assert result.output.splitlines() == [
        "same       0.956  old_spelling, title",
        'line 2: Not a JSON object with the texts "a" and "b".',
    ]
    assert result.exit_code == 1


def test_nothing_is_asked_of_an_empty_input() -> None:
    result = asked()
    assert (result.exit_code, result.output) == (0, "")


def test_it_answers_while_the_next_line_is_still_to_come() -> None:
    """From a shell, without a home."""
    assert run("names", "compare", "--json", "/dev/null").returncode == 0
    environment, pipe = {"PATH": os.environ["PATH"], "SUAR_DEVELOPMENT": "1"}, subprocess.PIPE
    command = [SUAR, "names", "compare", "--json"]
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("Rina", "Rini"):
            process.stdin.write(json.dumps({"a": "Rina", "b": name}).encode() + b"\n")
            process.stdin.flush()
            assert b"verdict" in process.stdout.readline()
        process.stdin.close()
        assert process.wait(30) == 0
