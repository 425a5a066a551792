"""What a command says of a home that cannot be worked in: one line, exit status 1, nothing changed."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from suar.config import standing
from suar.core.alone import InUse, alone
from tests.config.test_command import PASSWORD, run

pytestmark = pytest.mark.real_clock

# Each app's commands by one that asks, one that changes, and the one that serves.
COMMANDS = (
    ("ledger", "verify"),
    ("vault", "status"),
    ("tick",),
    ("import", "list"),
    ("report", "governor", "--period", "2021", "--out", "keluar"),
    ("backup", "--to", "salinan"),
    ("upgrade",),
    ("serve", "--public", "localhost:1", "--desk", "localhost:2"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("kantor") / "home"
    result = run("init", "--admin", "operator", "--home", str(where), SUAR_ADMIN_PASSWORD=PASSWORD)
    assert result.returncode == 0, result.stderr
    return where


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A copy of a new home that a test may spoil."""
    return shutil.copytree(made, tmp_path / "home")


def in_store(home: Path, store: str, statement: str) -> None:
    with closing(sqlite3.connect(home / store / f"{store}.sqlite3")) as connection:
        connection.execute(statement)
        connection.commit()


def tables_of(home: Path) -> set[str]:
    with closing(sqlite3.connect(home / "main" / "main.sqlite3")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def without_a_store(home: Path) -> None:
    (home / "keys" / "keys.sqlite3").unlink()


def of_a_newer_release(home: Path) -> None:
    in_store(home, "main", "INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '0999_later', '')")


def never_filled(home: Path) -> None:
    in_store(home, "intake", "DELETE FROM django_migrations")


def open_to_others(home: Path) -> None:
    (home / "secret" / "master.key").chmod(0o644)


def half_made(home: Path) -> None:
    (home / standing.UNFINISHED).touch()


def without_a_key(home: Path) -> None:
    (home / "secret" / "tokens.keyset").unlink()


def with_another_file(home: Path) -> None:
    (home / "main" / "main.sqlite3").write_bytes(b"bukan basis data" * 400)


SPOILED: dict[Callable[[Path], None], str] = {
    without_a_store: "keys.sqlite3 is missing",
    of_a_newer_release: "newer Suar: the store main has cases.0999_later",
    never_filled: "The store intake has no tables",
    open_to_others: "Others can read secret/master.key",
    half_made: "is half made",
    without_a_key: "Missing or unreadable",
    with_another_file: "main.sqlite3 is no store of Suar",
}


def refused(result: subprocess.CompletedProcess[str], text: str) -> None:
    assert result.returncode == 1, result
    assert result.stdout == ""
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith("Error: ") and text in line


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__)
def test_a_home_that_cannot_be_worked_in_is_refused_in_one_line(spoil: Callable[[Path], None], home: Path) -> None:
    spoil(home)
    # Which command it is makes no difference: each kind of spoiling meets two, and all of them together every one.
    place = list(SPOILED).index(spoil)
    for words in {COMMANDS[place], COMMANDS[-1]}:
        refused(run(*words, "--home", str(home)), SPOILED[spoil])


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_that_needs_a_home_looks_at_it_first(words: tuple[str, ...], home: Path) -> None:
    half_made(home)
    refused(run(*words, "--home", str(home)), "is half made")


def test_a_home_of_an_older_release_asks_for_the_upgrade_and_the_upgrade_does_it(home: Path) -> None:
    for store in ("main", "keys", "intake"):
        in_store(home, store, "DELETE FROM django_migrations WHERE app = 'documents'")
    in_store(home, "main", "DROP TABLE documents_series")
    refused(run("tick", "--home", str(home)), "lacks documents.0001_initial. Run `suar upgrade`")
    result = run("upgrade", "--json", "--home", str(home))
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["entries"] > 0
    assert "documents_series" in tables_of(home)
    kept = sorted(path.name.partition("-")[0] for path in (home / "backups").rglob("*.suar"))
    assert kept == ["intake", "keys", "main"]
    assert run("ledger", "verify", "--home", str(home)).returncode == 0


def test_an_init_that_was_cut_off_is_not_taken_for_an_office(home: Path) -> None:
    half_made(home)
    result = run("init", "--admin", "lain", "--home", str(home), SUAR_ADMIN_PASSWORD=PASSWORD)
    refused(result, "is half made")


def test_an_upgrade_beside_a_server_is_refused_and_names_it(home: Path) -> None:
    with alone(home, "serve"):
        refused(run("upgrade", "--home", str(home)), "is in use by `suar serve` (process ")
        refused(run(*COMMANDS[-1], "--home", str(home)), "is in use by")
        assert run("tick", "--home", str(home)).returncode == 0
    assert not (home / "backups" / "main").exists()


def test_the_lock_of_a_killed_process_holds_nobody(home: Path) -> None:
    (home / ".lock").write_text("`suar serve` (process 1)", encoding="utf-8")
    with alone(home, "upgrade"), pytest.raises(InUse, match="`suar upgrade`"), alone(home, "serve"):
        pass
    with alone(home, "serve"):
        assert (home / ".lock").stat().st_mode & 0o077 == 0


def test_a_database_server_that_is_away_is_told_in_one_line(home: Path) -> None:
    away = {f"SUAR_DATABASE_{store}": "postgresql://suar@127.0.0.1:1/suar" for store in ("MAIN", "KEYS", "INTAKE")}
    result = run("vault", "status", "--home", str(home), **away)
    assert result.returncode == 1
    assert result.stderr.startswith("Error: A store does not answer")
    assert "Traceback" not in result.stderr
