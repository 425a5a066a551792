"""Must show: what a thief opens of an erased child, with which files and which keys; and that after a day of work
nothing lies open anywhere on the disk. SQLite, in real files: what PostgreSQL leaves is in test_leftovers.py."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.real_clock

ERASED, OTHER = "(sudah dimusnahkan)", "Safirmawar Contoh"
NAME = "Zirkoniamelati"
ROOT = Path(__file__).resolve().parents[3]


def run(home: Path, *words: str) -> dict[str, Any]:
    """One process in that home, with a directory for temporary files of its own."""
    temporary = home.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        "SUAR_DEVELOPMENT": "1",
        "SUAR_HOME": str(home),
        "SUAR_ADMIN_PASSWORD": "kata-sandi-untuk-uji",
        "TMPDIR": str(temporary),
        "DJANGO_SETTINGS_MODULE": "suar.config.settings.desk",
    }
    command = [sys.executable, "-m", "tests.core.vault.a_day", *words]
    if words[0] == "init":
        command = [sys.executable, "-c", "from suar.config.cli import main; main()", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, Any] = {} if words[0] == "init" else json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("theft")


@pytest.fixture(scope="module")
def day(ground: Path) -> dict[str, Any]:
    """A day of work, at whose end a child is erased. `home` as it is after it, `stolen` as it was before."""
    run(ground / "home", "init", "--admin", "operator", "--office", "kalbar")
    found = run(ground / "home", "work")
    (ground / "home" / "main" / "forgotten.txt").unlink()
    return found


def taken(ground: Path, name: str, *, master: bool = True, secrets_of: str = "") -> Path:
    """The files as they were before the erasure, in a place of the thief's: with the master key or without, and with
    the keysets of another home."""
    home = ground / name
    shutil.copytree(ground / "stolen", home)
    if secrets_of:
        for keyset in (ground / secrets_of / "secret").glob("*.keyset"):
            shutil.copy(keyset, home / "secret")
    if not master:
        (home / "secret" / "master.key").unlink()
    return home


def test_after_an_erasure_neither_its_key_nor_its_tokens_are_in_any_file(day: dict[str, Any]) -> None:
    """The control stands in the same test: before, each of them was found."""
    assert len(day["found_before"]) == day["needles"] > 5
    assert day["found_after"] == {}
    assert day["sound"]


def test_after_a_day_of_work_nothing_lies_open_on_the_disk(day: dict[str, Any]) -> None:
    """Stores, logs, temporary files, copies, the rotated keysets, and the files that were taken meanwhile."""
    assert day["plain"] == {}


def test_the_search_of_the_disk_finds_what_was_forgotten(day: dict[str, Any]) -> None:
    assert day["control"]["story 0"] == ["home/main/forgotten.txt"]
    assert {place for places in day["control"].values() for place in places} == {"home/main/forgotten.txt"}


def test_the_date_on_the_paper_is_that_of_the_copy_that_exists(day: dict[str, Any]) -> None:
    assert day["unreadable_from"] == day["expires"]


def test_the_erased_is_erased_and_the_others_open(ground: Path, day: dict[str, Any]) -> None:
    assert run(ground / "home", "open", day["child"]) == {"name": ERASED}
    assert run(ground / "home", "open", day["other"]) == {"name": OTHER}


def test_all_files_of_before_without_the_master_key_open_nothing(ground: Path, day: dict[str, Any]) -> None:
    home = taken(ground, "without-master", master=False)
    assert run(home, "open", day["child"]) == {"fails": "VaultLocked"}
    assert run(home, "open", day["other"]) == {"fails": "VaultLocked"}


def test_the_stores_of_before_under_the_keysets_of_after_open_nothing(ground: Path, day: dict[str, Any]) -> None:
    """The wrapping key of then is gone: yesterday's rows with all of today's secrets, the master key among them."""
    home = taken(ground, "rotated", secrets_of="home")
    assert run(home, "open", day["child"]) == {"fails": "TinkError"}
    assert run(home, "open", day["other"]) == {"fails": "TinkError"}


def test_all_files_of_before_with_the_master_key_open_everything(ground: Path, day: dict[str, Any]) -> None:
    """What no erasure can mend: whoever took the keysets and the master key of then has that day."""
    home = taken(ground, "with-master")
    assert run(home, "open", day["child"])["name"] == NAME
    assert run(home, "open", day["other"])["name"] == OTHER


def test_yesterdays_copy_obeys_the_tombstones_of_a_newer_one_beside_it(ground: Path, day: dict[str, Any]) -> None:
    keys = ground / "both-keys"
    shutil.copytree(ground / "copies" / "keys", keys)
    for newer in (ground / "newer" / "keys").glob("keys-*"):
        shutil.copy(newer, keys)
    assert restore(ground, day, "restored", keys, days=0) == {"obeyed": 1, "sound": True}
    assert run(ground / "restored", "open", day["child"]) == {"name": ERASED}
    assert run(ground / "restored", "open", day["other"]) == {"name": OTHER}


def test_yesterdays_copy_is_refused_from_the_day_on_the_paper(ground: Path, day: dict[str, Any]) -> None:
    keys = ground / "copies" / "keys"
    assert restore(ground, day, "late", keys, days=31) == {"fails": "BackupError"}


def test_until_that_day_yesterdays_copy_alone_opens_the_child_to_whoever_has_the_sheet(
    ground: Path, day: dict[str, Any]
) -> None:
    """Stated, not hidden: it is why copies of the keys lie apart and live 30 days."""
    keys = ground / "copies" / "keys"
    assert restore(ground, day, "early", keys, days=0)["obeyed"] == 0
    assert run(ground / "early", "open", day["child"])["name"] == NAME


def restore(ground: Path, day: dict[str, Any], name: str, keys: Path, *, days: int) -> dict[str, Any]:
    sheet = ground / "home" / "secret" / "master.key"
    source = ground / "copies" / "main"
    return run(ground / name, "restore", str(source), str(keys), day["before"], str(days), str(sheet))
