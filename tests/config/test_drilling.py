"""A drill restores the newest copy with two sheets in a home of its own, opens it, keeps nothing, and says in the
ledger how it went; `suar doctor` says when there was none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bench import databases

from suar.config import drilling
from suar.core.alone import alone

pytestmark = pytest.mark.real_clock

SUAR = str(Path(sys.executable).with_name("suar"))
CHILD = """
import django; django.setup()
from suar.casework.children import actions
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Office
actions.register(office=Office.objects.get(), by=OPERATOR, name="Rara Contoh", sex="P", birth_date="2011-03-09")
"""


def run(
    home: Path, *words: str, given: str = "", check: bool = True, stores: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    environment = dict(stores or {}) | {
        "PATH": os.environ["PATH"],
        "SUAR_DEVELOPMENT": "1",
        "SUAR_HOME": str(home),
        "SUAR_ADMIN_PASSWORD": "kata-sandi-untuk-uji",
        "DJANGO_SETTINGS_MODULE": "suar.config.settings.desk",
    }
    command = [SUAR, *words] if words[0] != "python" else [sys.executable, "-c", words[1]]
    done = subprocess.run(command, env=environment, input=given, capture_output=True, text=True, timeout=180)
    assert not check or done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new home with one child, and a copy of last night beside it."""
    home = tmp_path_factory.mktemp("office") / "home"
    made = run(home, "init", "--admin", "operator", "--shares")
    assert "Lembar 3 / Sheet 3" in made.stdout
    run(home, "python", CHILD)
    run(home, "backup", "--to", str(home.parent / "copy"))
    return home


@pytest.fixture(scope="module")
def sheets(office: Path) -> list[str]:
    found: list[str] = json.loads(run(office, "vault", "shares", "--json").stdout)["sheets"]
    return found


def drilled(office: Path, given: str) -> subprocess.CompletedProcess[str]:
    room = office.parent / "room"
    room.mkdir(exist_ok=True)
    words = ("drill", "--from", str(office.parent / "copy"), "--into", str(room), "--json")
    return run(office, *words, given=given, check=False)


def health(office: Path) -> dict[str, dict[str, object]]:
    return {check["code"]: check for check in json.loads(run(office, "doctor", "--json", check=False).stdout)["checks"]}


def test_two_sheets_are_enough_and_nothing_is_left_behind(office: Path, sheets: list[str]) -> None:
    done = drilled(office, "\n".join(sheets[:2]))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["sound"], found["keys"], found["failed"], found["age_hours"]) == (True, 1, None, 0)
    assert found["opened"] >= 1
    assert list((office.parent / "room").iterdir()) == []
    shown = run(office, "ledger", "show", "--limit", "5", "--json").stdout
    assert "vault.drill" in shown
    assert not set(" ".join(sheets).split()[:3]) & set(shown.split())
    assert health(office)["drill"]["well"] is True


def test_what_a_killed_drill_left_goes_with_the_next_and_nothing_else(tmp_path: Path) -> None:
    killed, running, other = (tmp_path / name for name in ("suar-drill-killed", "suar-drill-runs", "another"))
    for room in (killed, running, other):
        (room / "home" / "keys").mkdir(parents=True)
        (room / ".lock").touch()
    (tmp_path / "suar-drill-link").symlink_to(other)
    with alone(running, "drill"):
        drilling.sweep(tmp_path)
    assert {room.name for room in tmp_path.iterdir()} == {"suar-drill-runs", "suar-drill-link", "another"}
    assert (running / "home" / "keys").is_dir() and (other / "home" / "keys").is_dir()


def test_a_drill_that_is_killed_is_cleaned_up_after(office: Path, sheets: list[str]) -> None:
    room = office.parent / "room"
    left = room / "suar-drill-killed" / "home" / "keys"
    left.mkdir(parents=True)
    (left / "keys.sqlite3").write_bytes(b"x")
    assert drilled(office, "\n".join(sheets[:2])).returncode == 0
    assert list(room.iterdir()) == []


def test_one_sheet_alone_is_refused_before_anything_is_restored(office: Path, sheets: list[str]) -> None:
    done = drilled(office, sheets[0])
    assert done.returncode == 1
    assert "2 different sheets" in done.stderr


def test_a_copy_that_does_not_open_fails_the_drill_and_stays_red(office: Path, sheets: list[str]) -> None:
    (main,) = (office.parent / "copy").glob("main-*.suar")
    whole = main.read_bytes()
    main.write_bytes(whole[: len(whole) // 2])
    try:
        done = drilled(office, "\n".join(sheets[1:]))
    finally:
        main.write_bytes(whole)
    assert done.returncode == 1
    assert json.loads(done.stdout)["failed"] == "restore"
    assert health(office)["drill"]["well"] is False
    assert list((office.parent / "room").iterdir()) == []


def test_the_doctor_answers_in_words_and_exits_1_when_something_is_wrong(office: Path) -> None:
    assert health(office)["copy"]["well"] is True
    done = run(office, "doctor", check=False)
    assert ("BAD" in done.stdout) == (done.returncode == 1)
    assert "Last backup" in done.stdout


def test_an_office_on_postgresql_rehearses_into_files_and_says_so_in_its_own_ledger(tmp_path: Path) -> None:
    home, copy = tmp_path / "home", tmp_path / "copy"
    with TemporaryDirectory(prefix="suar-tests-") as folder, databases.running(Path(folder) / "postgres") as stores:
        run(home, "init", "--admin", "operator", "--shares", stores=stores)
        run(home, "python", CHILD, stores=stores)
        run(home, "backup", "--to", str(copy), stores=stores)
        sheets = json.loads(run(home, "vault", "shares", "--json", stores=stores).stdout)["sheets"]
        done = run(
            home, "drill", "--from", str(copy), "--json", given="\n".join(sheets[1:]), check=False, stores=stores
        )
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        assert (found["sound"], found["keys"], found["failed"]) == (True, 1, None)
        assert found["opened"] >= 1
        assert "vault.drill" in run(home, "ledger", "show", "--limit", "5", "--json", stores=stores).stdout
    assert not (home / "main" / "main.sqlite3").exists()
