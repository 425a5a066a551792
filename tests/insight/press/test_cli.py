"""`suar press lint`: its exit status, its answers, and that it needs no home."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from suar.config import cli
from suar.insight.press.cli import NOTHING
from tests.config.test_command import SUAR

pytestmark = pytest.mark.real_clock


def lint(*arguments: str, typed: str | bytes = "") -> Result:
    return CliRunner().invoke(cli.suar, ["press", "lint", *arguments], input=typed)


@pytest.fixture(autouse=True)
def without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUAR_HOME", cli.NO_HOME)


def test_marks_are_named_by_line_and_column_with_status_1(tmp_path: Path) -> None:
    file = tmp_path / "pernyataan.txt"
    file.write_text("Baris satu.\nAnak itu pemain lama.\n", encoding="utf-8")
    result = lint(str(file))
    assert result.exit_code == 1
    assert "2:10 word.repeat “pemain lama” → anak yang pernah dijangkau sebelumnya" in result.output


def test_a_statement_without_marks_is_status_0_and_not_called_safe() -> None:
    result = lint("-", typed="Komisi menerima laporan.")
    assert (result.exit_code, result.output.strip()) == (0, NOTHING)
    assert "dua mata membaca sebelum dikirim" in NOTHING


def test_it_answers_in_json_with_the_better_text() -> None:
    result = lint("-", "--json", typed="Korban berinisial Zq. Mucikarinya dicari.")
    answer = json.loads(result.output)
    assert result.exit_code == 1
    assert answer["better"] == "Korban berinisial Zq. Pihak yang mengeksploitasinya dicari."
    assert [(mark["rule"], mark["better"]) for mark in answer["marks"]] == [
        ("id.name", None),
        ("word.buyer", "Pihak yang mengeksploitasinya"),
    ]
    assert answer["marks"][0]["certainty"] == "verify" and answer["note"] == ""
    clean = lint("-", "--json", typed="Komisi menerima laporan.")
    assert (clean.exit_code, json.loads(clean.output)["note"]) == (0, NOTHING)


def test_what_is_no_text_exits_2(tmp_path: Path) -> None:
    file = tmp_path / "gambar.bin"
    file.write_bytes(b"\xff\xfe\x00\x01\x80")
    result = lint(str(file))
    assert result.exit_code == 2 and "no text in UTF-8" in result.output
    assert lint(str(tmp_path / "tiada.txt")).exit_code == 2


def test_it_runs_from_a_shell_without_any_home() -> None:
    environment = {"PATH": os.environ["PATH"]}
    words = [SUAR, "press", "lint", "-"]
    ran = subprocess.run(
        words, env=environment, input="Anak itu pemain lama.", capture_output=True, text=True, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "word.repeat" in ran.stdout
