"""The public process as the kernel confines it: it files, and opens nothing that is not its own, though the same user
owns it all. On a kernel without Landlock it says so and serves."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from suar.casework.intake import surface
from suar.config import confinement, serving
from suar.core.documents import spreadsheets
from suar.core.vault import keysets
from suar.core.vault.daykeys import statement

pytestmark = pytest.mark.real_clock

INSIDE = """
import json, os, socket, sys
import django
django.setup()
from datetime import datetime
from django.core.management import call_command
from django.utils import timezone
from suar.casework.intake import actions
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import DayKey, Filing
given = json.loads(os.environ["GIVEN"])
call_command("migrate", database="intake", verbosity=0)
day = {name: bytes.fromhex(given[name]) for name in ("keyset", "signature")}
DayKey.objects.create(key_id="day", valid_from=datetime.fromisoformat(given["valid_from"]), **day)
now = timezone.now()
actions.file(draft=Draft.begin(now, "review").answering({"about": "self", "story": "Takut."}), now=now)
told = {"filed": Filing.objects.count()}
def tried(name, act):
    try:
        act()
        told[name] = "reached"
    except OSError as refusal:
        told[name] = type(refusal).__name__
for path in given["paths"]:
    tried(path, lambda: os.listdir(path) if os.path.isdir(path) else open(path, "rb").read())
tried("write", lambda: open(os.path.join(os.environ["SUAR_PUBLIC_DIR"], "draft.keyset"), "ab"))
tried("connect", lambda: socket.create_connection(("127.0.0.1", given["port"]), 5))
tried("signal", lambda: os.kill(os.getppid(), 0))
store = os.path.dirname(os.environ["SUAR_DATABASE_INTAKE"].removeprefix("sqlite://"))
tried("link", lambda: os.symlink("../main/x", os.path.join(store, "link")))
tried("pipe", lambda: os.mkfifo(os.path.join(store, "pipe")))
sys.stdout.write(json.dumps(told))
"""
PORTS = """
import socket, sys
for port in sys.argv[1:]:
    with socket.socket() as tried:
        if tried.connect_ex(("127.0.0.1", int(port))) == 0:
            print(port)
"""
REACH = """
import django
django.setup()
from django.db import connections
with connections["intake"].cursor() as cursor:
    cursor.execute("SELECT 1")
"""


def known_to_the_kernel() -> int:
    """The version of Landlock that this kernel speaks; 0 for none."""
    try:
        return confinement._call(confinement.CREATE_RULESET, None, 0, confinement.VERSION_ASKED)
    except confinement.Unconfined:
        return 0


def confined(*command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*serving.CONFINED, *command], env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for name in ("keys", "main", "secret", "intake"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x").write_text("rahasia")
    return tmp_path


@pytest.fixture
def workbook() -> Iterator[Path]:
    """What the desk has in memory while it draws an export."""
    with tempfile.TemporaryDirectory(dir=spreadsheets._MEMORY) as memory:
        drawn = Path(memory) / "x"
        drawn.write_text("rahasia")
        yield drawn


def test_inside_it_files_and_reaches_nothing_else_of_the_home(office: Path, workbook: Path) -> None:
    signing, now = keysets.new(keysets.SIGNING), timezone.now()
    surface.create(office / "public", verifier=keysets.public_part(signing))
    public = keysets.public_part(keysets.new(keysets.INTAKE))
    signed = keysets.sign(signing, statement("day", public, now))
    closed = [str(office), *(str(office / name / "x") for name in ("keys", "main", "secret")), str(office / "keys")]
    closed += [str(workbook), str(workbook.parent), str(workbook.parent.parent)]
    closed += ["/etc/shadow", f"/proc/{os.getpid()}/environ", str(Path(__file__))]
    with socket.create_server(("127.0.0.1", 0)) as desk:
        given: dict[str, object] = {"keyset": public.hex(), "signature": signed.hex(), "valid_from": now.isoformat()}
        given |= {"paths": closed, "port": desk.getsockname()[1]}
        outer = serving.outside({"SUAR_HOME": str(office), "SUAR_DEVELOPMENT": "1", "PATH": os.environ["PATH"]})
        done = confined(sys.executable, "-c", INSIDE, environment=outer | {"GIVEN": json.dumps(given)})
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert told.pop("filed") == 1
    kernel = known_to_the_kernel()
    if kernel == 0:
        assert "not confined by this kernel" in done.stdout
        return
    told.pop("connect" if kernel < 4 else "", None)
    told.pop("signal" if kernel < 6 else "", None)
    assert told == dict.fromkeys(told, "PermissionError"), told
    assert len(told) >= len(closed) + 1


def test_of_all_ports_its_databases_alone_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as database, socket.create_server(("127.0.0.1", 0)) as other:
        ports = [str(server.getsockname()[1]) for server in (database, other)]
        environment = {
            "SUAR_PUBLIC_DIR": "/nonexistent",
            "SUAR_DATABASE_INTAKE": f"postgresql://public@127.0.0.1:{ports[0]}/intake",
        }
        done = confined(sys.executable, "-c", PORTS, *ports, environment=environment)
    open_ports = [line for line in done.stdout.splitlines() if line.isdigit()]
    assert open_ports == (ports[:1] if known_to_the_kernel() >= 4 else ports), done.stderr


@pytest.mark.django_db
def test_the_store_of_this_suite_is_within_reach_from_inside(tmp_path: Path) -> None:
    wanted = connections["intake"].settings_dict
    if connections["intake"].vendor == "sqlite":
        url = f"sqlite://{tmp_path / 'intake.sqlite3'}"
    else:
        url = f"postgresql://{wanted['USER']}:{wanted['PASSWORD']}@/{wanted['NAME']}?host={wanted['HOST']}"
    outer = serving.outside({"SUAR_HOME": str(tmp_path), "SUAR_DATABASE_INTAKE": url, "SUAR_DEVELOPMENT": "1"})
    done = confined(sys.executable, "-c", REACH, environment=outer)
    assert done.returncode == 0, done.stderr


def test_each_kind_of_store_asks_for_what_it_needs() -> None:
    public = {"SUAR_PUBLIC_DIR": "/srv/suar/public"}
    read, write, connect = confinement.needs(public | {"SUAR_DATABASE_INTAKE": "sqlite:///srv/suar/intake/i.sqlite3"})
    assert "/srv/suar/public" in read and "/srv/suar/intake" in write and connect == []
    assert not {"/", "/srv", "/srv/suar", "/etc", "/proc", "/home", "/tmp"} & {*read, *write}
    _, write, connect = confinement.needs(public | {"SUAR_DATABASE_INTAKE": "postgresql://p@h/intake"})
    assert (set(write), connect) == (set(confinement.TO_WRITE), [5432])


def test_a_kernel_without_it_is_told_in_one_line_and_served(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unknown(*arguments: object) -> int:
        raise confinement.Unconfined("Function not implemented")

    became: list[Any] = []
    monkeypatch.setattr(confinement, "_call", unknown)
    monkeypatch.setattr(os, "execv", lambda path, command: became.append((path, command)))
    monkeypatch.setattr(sys, "argv", ["confinement", "/bin/true", "a"])
    monkeypatch.setenv("SUAR_PUBLIC_DIR", "/nonexistent")
    monkeypatch.setenv("SUAR_DATABASE_INTAKE", "sqlite:///nonexistent/i.sqlite3")
    confinement.main()
    assert became == [("/bin/true", ["/bin/true", "a"])]
    assert capsys.readouterr().out.count("\n") == 1
