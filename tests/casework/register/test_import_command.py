"""`suar import`: exactly the JSON that is promised, exit status, progress on standard error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from suar.casework.cases.models import Case
from suar.casework.register.cli import import_group
from suar.casework.register.models import ImportRun, State
from tests.casework.register.builders import HEADINGS, SAMPLE, case, xlsx
from tests.factories import an_office

pytestmark = pytest.mark.django_db
EXPECTED = SAMPLE.with_name("register-2021.expected.json")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(import_group, [str(one) for one in arguments])


@pytest.fixture(autouse=True)
def office() -> None:
    an_office()


def test_the_sample_as_json() -> None:
    result = run("register", SAMPLE, "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(answer) == ["accepted", "duplicates", "rejected", "counts"]
    assert (answer["accepted"], answer["duplicates"]) == (294, 0)
    assert answer["counts"] == json.loads(EXPECTED.read_text())
    assert [list(one) for one in answer["rejected"]] == [["row", "column", "reason"]] * 2
    assert ImportRun.objects.get().state == State.VISIBLE


def test_a_second_run_accepts_nothing() -> None:
    run("register", SAMPLE)
    answer = json.loads(run("register", SAMPLE, "--json").stdout)
    assert (answer["accepted"], answer["duplicates"], answer["counts"]["rows"]) == (0, 294, 0)
    assert Case.objects.count() == 294


def test_in_words_it_lists_the_rejected_rows_and_succeeds() -> None:
    result = run("register", SAMPLE)
    assert result.exit_code == 0
    assert result.stdout.startswith("accepted 294, already there 0, rejected 2")
    assert "Baris 321" in result.stdout
    assert "Reading" in result.stderr


def test_a_dry_run_stores_nothing() -> None:
    answer = json.loads(run("register", SAMPLE, "--dry-run", "--json").stdout)
    assert answer["counts"] == json.loads(EXPECTED.read_text())
    assert not ImportRun.objects.exists()


def test_staged_rows_are_shown_to_nobody() -> None:
    run("register", SAMPLE, "--staged")
    assert ImportRun.objects.get().state == State.STAGED
    assert not Case.objects.standing().exists()


def test_an_unreadable_file_is_exit_status_1_with_advice(tmp_path: Path) -> None:
    (tmp_path / "alamat.csv").write_text("a,b\n")
    result = run("register", tmp_path / "alamat.csv", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Simpan Sebagai" in result.stderr
    assert run("register", tmp_path / "none.xlsx").exit_code == 1


def test_a_mapping_file_says_what_headings_mean(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text(json.dumps({"Wilayah kerja kasus": "district"}))
    head = [heading if heading != "Kab/Kota" else "Wilayah kerja kasus" for heading in HEADINGS]
    (tmp_path / "r.xlsx").write_bytes(xlsx([head, case(), case(name="Dara Rekaan")]).getvalue())
    answer = json.loads(run("register", tmp_path / "r.xlsx", "--mapping", tmp_path / "map.json", "--json").stdout)
    assert answer["counts"]["by_district"] == {"61.71": 2}


@pytest.mark.parametrize("text", ["no json", '{"Tanggal": "bukan_kolom"}', '["Tanggal"]'])
def test_a_mapping_that_cannot_be_used_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "map.json").write_text(text)
    result = run("register", SAMPLE, "--mapping", tmp_path / "map.json")
    assert result.exit_code == 2
    assert "--mapping" in result.stderr
    assert not ImportRun.objects.exists()


def test_of_several_offices_one_is_named() -> None:
    an_office("sambas", "KPPAD Kabupaten Sambas")
    result = run("register", SAMPLE)
    assert result.exit_code == 2
    assert "kalbar, sambas" in result.stderr
    assert run("register", SAMPLE, "--office", "sambas").exit_code == 0
    assert ImportRun.objects.get().office.code == "sambas"


def test_the_list_and_an_undo_by_the_beginning_of_the_number() -> None:
    run("register", SAMPLE)
    (listed,) = json.loads(run("list", "--json").stdout)
    assert (listed["state"], listed["accepted"]) == ("visible", 294)
    assert listed["run"] in run("list").stdout
    assert run("undo", "000000", "--why", "uji").exit_code == 1
    assert run("undo", listed["run"][:8], "--why", "uji").exit_code == 0
    assert not Case.objects.exists()
    assert run("undo", listed["run"], "--why", "uji").exit_code == 1


def test_the_list_does_not_show_the_name_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "register Bujang Rekaan.xlsx"
    file.write_bytes(xlsx([HEADINGS, case()]).getvalue())
    assert run("register", file).exit_code == 0
    assert ImportRun.objects.count() == 1
    for said in (run("list"), run("list", "--json")):
        assert str(ImportRun.objects.get().pk) in said.stdout
        assert "Bujang" not in said.output
