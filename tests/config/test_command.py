"""The `suar` command: help without a home, the home anywhere on the line, what is refused, with which exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from suar.config import cli

pytestmark = pytest.mark.real_clock

SUAR = str(Path(sys.executable).with_name("suar"))
PASSWORD = "kata-sandi-untuk-uji"


def run(*arguments: str, home: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """The command as an operator starts it, without anything of this process's environment."""
    environment = {"PATH": os.environ["PATH"], "SUAR_DEVELOPMENT": "1", **more}
    if home is not None:
        environment["SUAR_HOME"] = str(home)
    return subprocess.run([SUAR, *arguments], env=environment, capture_output=True, text=True, timeout=120)


def commands(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield (*before, name)
        if isinstance(found, click.Group):
            yield from commands(found, (*before, name))


def within(*arguments: str) -> Result:
    return CliRunner().invoke(cli.suar, arguments)


ALL = list(commands(cli.suar))


def test_every_command_of_the_handbook_is_there() -> None:
    named = {words[0] for words in ALL}
    assert named == set(cli.COMMANDS)
    assert {"init", "demo", "serve", "import", "report", "ledger", "vault", "clocks", "tick", "upgrade"} <= named
    assert {
        ("ledger", "verify"),
        ("vault", "rotate"),
        ("clocks", "due"),
        ("import", "register"),
        ("names", "compare"),
    } <= set(ALL)


# What they do is the answer: they serve, make, or take back.
NO_ANSWER = {("init",), ("demo",), ("serve",), ("password",), ("leader",), ("import", "undo"), ("paper", "print")}


def test_every_command_that_answers_a_question_answers_in_json() -> None:
    silent = set()
    for words in ALL:
        command: click.Command | None = cli.suar
        for word in words:
            assert isinstance(command, click.Group)
            command = command.get_command(click.Context(command), word)
        assert command is not None
        options = {option for parameter in command.params for option in parameter.opts}
        if not isinstance(command, click.Group) and "--json" not in options:
            silent.add(words)
    assert silent == NO_ANSWER


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_each_explains_itself_without_a_home(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUAR_HOME", cli.NO_HOME)
    result = within(*words, "--help")
    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output
    assert "--home DIR" in result.output


def test_help_comes_without_a_home_also_from_a_shell() -> None:
    result = run("--help")
    assert result.returncode == 0
    assert all(name in result.stdout for name in cli.COMMANDS)
    assert run("ledger", "verify", "--help").returncode == 0


@pytest.mark.parametrize("words", [("tick",), ("ledger", "verify"), ("vault", "status"), ("upgrade",)])
def test_without_a_home_it_asks_which_and_exits_2(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUAR_HOME", cli.NO_HOME)
    result = within(*words)
    assert result.exit_code == 2
    assert "Give --home DIR or set SUAR_HOME" in result.output


def test_a_directory_that_is_no_home_is_named_with_exit_2(tmp_path: Path) -> None:
    result = run("tick", "--home", str(tmp_path))
    assert result.returncode == 2
    assert f"{tmp_path} is not a home yet" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["nothing", "serv", ""])
def test_an_unknown_command_exits_2(name: str) -> None:
    assert within(name).exit_code == 2


@pytest.mark.parametrize(
    "line", [["--home", "/a", "tick"], ["tick", "--home", "/a"], ["tick", "--home=/a", "--json"], ["--home=/a", "tick"]]
)
def test_the_home_is_read_wherever_it_stands(line: list[str]) -> None:
    assert cli.home_in(line) == "/a"


def test_a_line_without_a_home_names_none() -> None:
    assert cli.home_in(["tick", "--json"]) is None
    assert cli.home_in(["tick", "--home"]) is None


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new home made by the command, as an office makes it."""
    where = tmp_path_factory.mktemp("kantor") / "home"
    result = run("init", "--admin", "operator", "--home", str(where), SUAR_ADMIN_PASSWORD=PASSWORD)
    assert result.returncode == 0, result.stderr
    assert "Lembar pemulihan" in result.stdout
    return where


def test_a_new_home_has_its_secrets_closed_to_others(home: Path) -> None:
    for name in ("secret", "public", "main", "keys", "intake"):
        assert (home / name).stat().st_mode & 0o777 == 0o700, name
    for path in (home / "secret").iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_a_second_init_is_refused_and_changes_nothing(home: Path) -> None:
    before = {path: path.read_bytes() for path in (home / "secret").iterdir()}
    result = run("init", "--admin", "lain", "--home", str(home), SUAR_ADMIN_PASSWORD=PASSWORD)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "Lembar pemulihan" not in result.stdout
    assert {path: path.read_bytes() for path in (home / "secret").iterdir()} == before


@pytest.mark.parametrize(
    ("weak", "why"),
    [("cekak", "12"), ("operator-utama1", "mirip"), ("1q2w3e4r5t6y", "umum"), ("kppad-kota-uji-1", "kantor ini")],
)
def test_the_first_password_is_as_strong_as_every_other(weak: str, why: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    words = ("init", "--admin", "operator-utama", "--office-name", "KPPAD Kota Uji", "--home", str(home))
    result = run(*words, SUAR_ADMIN_PASSWORD=weak)
    assert (result.returncode, result.stdout) == (1, "")
    assert why in result.stderr and weak not in result.stderr and "Traceback" not in result.stderr
    assert not home.exists()


def test_the_home_may_stand_before_or_after_the_command_or_in_the_environment(home: Path) -> None:
    for arguments, given in ((("--home", str(home), "tick", "--json"), None), (("tick", "--json"), home)):
        result = run(*arguments, home=given)
        assert result.returncode == 0, result.stderr
        assert json.loads(result.stdout)["reminded"] == 0


def test_a_new_home_verifies(home: Path) -> None:
    result = run("ledger", "verify", "--json", "--home", str(home))
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["sound"] is True


@pytest.mark.parametrize("address", ["8000", "localhost:", "localhost:0", "localhost:99999", "localhost:http"])
def test_an_address_that_is_none_exits_2(home: Path, address: str) -> None:
    result = run("serve", "--public", address, "--home", str(home))
    assert result.returncode == 2
    assert "is not HOST:PORT" in result.stderr


def test_a_tick_answers_in_json_and_in_words(home: Path) -> None:
    answered = run("tick", "--json", "--home", str(home))
    assert answered.returncode == 0, answered.stderr
    counts = json.loads(answered.stdout)
    assert {
        "taken_back",
        "reminded",
        "late",
        "escalated",
        "erasures",
        "swept",
        "requeued",
        "pruned",
        "sequenced",
    } <= set(counts)
    assert all(isinstance(count, int) for count in counts.values())
    assert "reminded: 0" in run("tick", "--home", str(home)).stdout
