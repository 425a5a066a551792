"""An office signs its heads under one name, which its home keeps: whoever runs a command with another is refused."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytest_django import Settings

from suar.config import single
from suar.config.environment import environment
from suar.core import origin
from suar.core.ledger import actions
from tests.config.test_command import PASSWORD, run

pytestmark = pytest.mark.real_clock

OURS = "kppad.contoh.go.id/suar"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("kantor") / "home"
    given = {"SUAR_ADMIN_PASSWORD": PASSWORD, "SUAR_LOG_ORIGIN": OURS}
    assert run("init", "--admin", "operator", "--ketua", "ketua", "--home", str(where), **given).returncode == 0
    return where


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "home")


def names(home: Path) -> set[str]:
    """Under which every head is signed."""
    with closing(sqlite3.connect(home / "main" / "main.sqlite3")) as connection:
        notes = connection.execute("SELECT note FROM ledger_head").fetchall()
    return {note.partition("\n")[0] for (note,) in notes}


def test_a_command_without_the_setting_signs_under_the_name_of_the_home(home: Path) -> None:
    for given in ({}, {"SUAR_LOG_ORIGIN": OURS}):
        assert run("password", "ketua", "--home", str(home), **given).returncode == 0
    assert names(home) == {OURS}
    assert run("ledger", "verify", "--home", str(home)).returncode == 0
    assert f"{OURS}+" in run("ledger", "heads", "--home", str(home)).stdout


@pytest.mark.parametrize("words", [("password", "ketua"), ("tick",), ("ledger", "verify"), ("upgrade",), ("serve",)])
def test_with_another_it_is_refused_and_nothing_is_signed(words: tuple[str, ...], home: Path) -> None:
    before = (home / "main" / "main.sqlite3").read_bytes()
    said = run(*words, "--home", str(home), SUAR_LOG_ORIGIN="suar")
    assert (said.returncode, said.stdout) == (1, "")
    assert OURS in said.stderr and "Traceback" not in said.stderr
    assert (home / "main" / "main.sqlite3").read_bytes() == before


def test_a_process_of_a_service_manager_is_refused_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUAR_LOG_ORIGIN", "suar")
    with pytest.raises(SystemExit, match=OURS):
        single.main(["worker"], {"SUAR_HOME": str(home)})


def test_the_settings_say_the_name_of_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUAR_HOME", str(tmp_path))
    monkeypatch.delenv("SUAR_LOG_ORIGIN", raising=False)
    assert environment().log_origin == "suar"
    (tmp_path / "secret").mkdir()
    (tmp_path / origin.FILE).write_text(f"{OURS}\n", encoding="utf-8")
    assert environment().log_origin == OURS


def test_a_restored_home_goes_on_under_the_name_of_its_heads(home: Path, tmp_path: Path) -> None:
    assert run("backup", "--to", str(tmp_path / "salinan"), "--home", str(home)).returncode == 0
    again = tmp_path / "lain"
    (again / "secret").mkdir(parents=True, mode=0o700)
    shutil.copy2(home / "secret" / "master.key", again / "secret" / "master.key")
    restored = run("restore", "--from", str(tmp_path / "salinan"), "--home", str(again))
    assert restored.returncode == 0, restored.stderr
    assert names(again) == {OURS} and origin.kept(again) == OURS
    assert run("ledger", "verify", "--home", str(again)).returncode == 0


@pytest.mark.django_db(databases="__all__")
def test_a_name_that_is_kept_is_not_replaced(settings: Settings, tmp_path: Path) -> None:
    settings.SUAR_HOME, settings.SUAR_LOG_ORIGIN = tmp_path, OURS
    actions.keep_log_name()
    settings.SUAR_LOG_ORIGIN = "lain"
    actions.keep_log_name()
    assert origin.kept(tmp_path) == actions.log_name() == OURS
