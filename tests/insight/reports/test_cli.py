"""`suar report governor`: files in both editions, the published table in the terminal, errors that say what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from suar.insight.reports.cli import report
from tests.factories import an_office
from tests.insight.reports.builders import EXPECTED, PUBLISHED, some_cases, the_register_of_2021

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(report, ["governor", *arguments])


def test_the_published_table_is_printed_and_written(tmp_path: Path) -> None:
    the_register_of_2021()
    result = run("--period", "2021", "--format", "json,xlsx", "--out", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert "294 kasus = 123 pengaduan + 171 temuan" in result.output
    assert ["ABH", "36", "88", "124"] in [line.split() for line in result.output.splitlines()]
    assert ["Kubu", "Raya", "74"] in [line.split() for line in result.output.splitlines()]
    names = {"report.json", "report-terbuka.json", "laporan-2021-RAHASIA.xlsx", "laporan-2021-terbuka.xlsx"}
    assert {path.name for path in tmp_path.iterdir()} == names
    figures = json.loads((tmp_path / "report.json").read_bytes())["figures"]
    assert {key: figures[key] for key in PUBLISHED} == {key: EXPECTED[key] for key in PUBLISHED}
    assert oct((tmp_path / "report.json").stat().st_mode & 0o777) == "0o600"


def test_a_secret_report_closes_the_file_of_its_name_that_was_open_to_others(tmp_path: Path) -> None:
    some_cases(an_office(), [{}])
    for name in ("report.json", "report-terbuka.json"):
        (tmp_path / name).write_text("{}")
        (tmp_path / name).chmod(0o644)
    assert run("--period", "2021", "--format", "json", "--out", str(tmp_path)).exit_code == 0
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()}
    assert modes == {"report.json": "0o600", "report-terbuka.json": "0o644"}
    assert json.loads((tmp_path / "report.json").read_bytes())["figures"]


def test_the_answer_in_json_names_paths_and_fingerprint(tmp_path: Path) -> None:
    some_cases(an_office(), [{}])
    result = run("--period", "2021-Q2", "--format", "docx", "--out", str(tmp_path / "new"), "--json")
    answer = json.loads(result.output)
    assert (answer["rows"], answer["provisional"], len(answer["fingerprint"])) == (1, False, 64)
    assert all(Path(path).exists() for path in answer["paths"])


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--period", "besok"], 1, "bukan periode"),
        (["--period", "2021", "--format", "odt"], 2, "--format takes"),
        (["--period", "2021", "--format", ","], 2, "--format takes"),
        (["--period", "2021", "--office", "tidak-ada"], 1, "No office"),
        ([], 2, "--period"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, arguments: list[str], status: int, words: str) -> None:
    an_office()
    result = run(*arguments, "--out", str(tmp_path))
    assert (result.exit_code, words in result.output) == (status, True), result.output


def test_with_several_offices_one_must_be_named(tmp_path: Path) -> None:
    an_office()
    an_office("sambas", "KPPAD Kabupaten Sambas")
    for missing in ((), ("--office", "tidak-ada")):
        told = run("--period", "2021", *missing, "--out", str(tmp_path)).output
        assert "sambas           KPPAD Kabupaten Sambas" in told
    assert "several offices" in run("--period", "2021", "--out", str(tmp_path)).output
    assert run("--period", "2021", "--office", "sambas", "--format", "json", "--out", str(tmp_path)).exit_code == 0


def test_a_home_without_an_office_says_so(tmp_path: Path) -> None:
    assert "no office yet" in run("--period", "2021", "--out", str(tmp_path)).output
