"""One process of an office for a service manager: it becomes what `serve` would have started, and minds the lock."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from suar.config import serving, single
from suar.core import private
from suar.core.alone import InUse, alone, together
from suar.core.vault.keyring import write_private
from suar.core.vault.master import VaultLocked, as_recovery_text, master_key, new_master_key

pytestmark = pytest.mark.real_clock

OFFICE = {"SUAR_HOME": "/srv/suar", "PATH": "/bin", "SUAR_MASTER_KEY": "rahasia"}


@pytest.mark.parametrize("name", ["public", "desk", "worker"])
def test_it_is_the_process_that_the_supervisor_would_start(name: str) -> None:
    address = [] if name == "worker" else ["127.0.0.1:8000"]
    child = single.chosen([name, *address], OFFICE)
    started = {one.name: one for one in serving.children("127.0.0.1:8000", "127.0.0.1:8000", OFFICE)}[name]
    assert (child.command, child.environment) == (started.command, started.environment)


def test_the_public_form_is_confined_and_hears_no_secret_here_too() -> None:
    child = single.chosen(["public", "127.0.0.1:8000"], OFFICE)
    assert "suar.config.confinement" in child.command
    assert "rahasia" not in child.environment.values()


@pytest.mark.parametrize(
    "line", [[], ["public"], ["desk"], ["worker", ":80"], ["all"], ["public", "x"], ["desk", ":0"]]
)
def test_a_line_that_names_none_says_how_it_is_used(line: list[str]) -> None:
    with pytest.raises(SystemExit, match="usage"):
        single.chosen(line, OFFICE)


def test_without_a_home_and_with_an_unfit_one_it_ends_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="SUAR_HOME is not set"):
        single.main(["worker"], {})
    with pytest.raises(SystemExit, match="Missing or unreadable"):
        single.main(["worker"], {"SUAR_HOME": str(tmp_path)})


def test_it_becomes_the_process_and_keeps_the_lock(tmp_path: Path) -> None:
    """In a process of its own: what it becomes waits, and meanwhile nobody works alone in the home."""
    code = (
        "import os, sys; from pathlib import Path; from suar.core.alone import together; "
        "together(Path(sys.argv[1])); "
        "os.execv(sys.executable, [sys.executable, '-c', 'print(1, flush=True); input()'])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == b"1\n"
        with pytest.raises(InUse, match="in use"), alone(tmp_path, "upgrade"):
            raise AssertionError("two at once")
        together(tmp_path)
        process.stdin.close()
        assert process.wait(10) != 0


def test_beside_a_command_that_works_alone_none_is_served(tmp_path: Path) -> None:
    with alone(tmp_path, "upgrade"), pytest.raises(InUse, match="must work alone"):
        together(tmp_path)


def test_the_public_form_looks_at_nothing_of_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[Any] = []
    monkeypatch.setattr(os, "execve", lambda *given: became.append(given))
    single.main(["public", "127.0.0.1:8000"], {"SUAR_HOME": "/nonexistent/home"})
    ((_, command, environment),) = became
    assert command[-2] == "8000"
    assert environment["SUAR_PUBLIC_DIR"] == "/nonexistent/home/public"


def test_a_private_file_is_its_owners_and_in_a_folder_handed_to_a_group_the_groups_too(tmp_path: Path) -> None:
    shared, shown = tmp_path / "shared", tmp_path / "shown"
    for folder, mode in ((shared, 0o2770), (shown, 0o2750)):
        folder.mkdir()
        folder.chmod(mode)
    for folder, mode in ((tmp_path, 0o600), (shared, 0o660), (shown, 0o640)):
        write_private(folder / "a.keyset", b"x")
        assert stat.S_IMODE((folder / "a.keyset").stat().st_mode) == mode
        assert not private.readable_by_others(folder / "a.keyset")
        (folder / "a.keyset").chmod(mode | 0o004)
        assert private.readable_by_others(folder / "a.keyset")
    (tmp_path / "b").touch()
    (tmp_path / "b").chmod(0o640)
    assert private.readable_by_others(tmp_path / "b"), "no group without the sign"


def test_a_master_key_that_a_group_reads_needs_the_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUAR_MASTER_KEY", raising=False)
    key = tmp_path / "master.key"
    key.write_text(as_recovery_text(new_master_key()), encoding="ascii")
    key.chmod(0o640)
    with pytest.raises(VaultLocked, match="read by others"):
        master_key(tmp_path)
    tmp_path.chmod(0o2770)
    assert master_key(tmp_path).unseal(master_key(tmp_path).seal(b"x", "a"), "a") == b"x"
