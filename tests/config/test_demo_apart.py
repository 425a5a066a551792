"""A demo has nothing of an office: it hears none of its settings, and what it built is served by nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import databases

from suar.config import single
from suar.config.demo.command import forget_the_office
from suar.config.environment import STORES
from suar.config.standing import DEMO
from tests.config.test_command import PASSWORD, run

pytestmark = pytest.mark.real_clock

OFFICE = {
    "SUAR_DATABASE_MAIN": "postgresql://suar_main:x@127.0.0.1:1/suar_main",
    "SUAR_DATABASE_KEYS": "postgresql://suar_keys:x@127.0.0.1:1/suar_keys",
    "SUAR_DATABASE_INTAKE": "postgresql://suar_intake:x@127.0.0.1:1/suar_intake",
    "SUAR_PUBLIC_DIR": "/srv/suar/public",
    "SUAR_KEY_DIR": "/run/suar",
    "SUAR_MASTER_KEY": "rahasia",
    "SUAR_INTAKE_CHANNEL": "ssh outside",
    "SUAR_EMAIL": "smtps://kantor:rahasia@surel.contoh.go.id",
    "SUAR_OIDC_ISSUER": "https://masuk.contoh.go.id",
    "SUAR_OIDC_CLIENT": "meja",
    "SUAR_LOG_ORIGIN": "kppad.contoh.go.id/suar",
}
TO_DEMO = """
import os
import suar.config.demo.command as command
command._build = lambda home: print(sorted(name for name in os.environ if name.startswith("SUAR_")))
command.demo(["--build-only"], standalone_mode=False)
"""


def test_the_demo_hears_no_setting_of_the_office_in_whose_shell_it_is_tried(tmp_path: Path) -> None:
    environment = OFFICE | {"PATH": os.environ["PATH"], "SUAR_HOME": str(tmp_path), "SUAR_ALLOWED_HOSTS": "localhost"}
    done = subprocess.run([sys.executable, "-c", TO_DEMO], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "['SUAR_ALLOWED_HOSTS', 'SUAR_HOME']"


def test_what_is_none_of_suars_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", dict(OFFICE) | {"PATH": "/bin", "SUAR_HOME": "/srv/coba"})
    forget_the_office()
    assert os.environ == {"PATH": "/bin", "SUAR_HOME": "/srv/coba"}


def test_a_demo_is_served_by_the_demo_alone(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / DEMO).touch()
    for name in ("desk", "worker"):
        with pytest.raises(SystemExit, match="is a demo"):
            single.main([name, *(["127.0.0.1:1"] if name == "desk" else [])], {"SUAR_HOME": str(tmp_path)})
    home = tmp_path / "home"
    assert run("init", "--admin", "operator", "--home", str(home), SUAR_ADMIN_PASSWORD=PASSWORD).returncode == 0
    (home / DEMO).touch()
    refused = run("serve", "--public", "localhost:1", "--desk", "localhost:2", "--home", str(home))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "is a demo" in refused.stderr and "Traceback" not in refused.stderr
    assert run("ledger", "verify", "--home", str(home)).returncode == 0, "whoever tries it may look at it"


@pytest.fixture(params=["sqlite", "postgres"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Settings that name three empty stores outside of every home."""
    if request.param == "sqlite":
        yield {f"SUAR_DATABASE_{name.upper()}": f"sqlite://{tmp_path}/{name}.sqlite3" for name in STORES}
        return
    with databases.running(tmp_path / "server") as made:
        yield {name: url for name, url in made.items() if not name.endswith("_BARE")}


def test_a_second_home_begins_in_no_store_of_the_first(stores: dict[str, str], tmp_path: Path) -> None:
    first = run("init", "--admin", "satu", "--home", str(tmp_path / "a"), SUAR_ADMIN_PASSWORD=PASSWORD, **stores)
    assert first.returncode == 0, first.stderr
    for name, url in stores.items():
        home = tmp_path / name
        second = run("init", "--admin", "dua", "--home", str(home), SUAR_ADMIN_PASSWORD=PASSWORD, **{name: url})
        assert (second.returncode, second.stdout) == (1, "")
        assert f"{name.rpartition('_')[2].lower()} holds tables already" in second.stderr
        assert not (home / "secret").exists() and not (home / "init.unfinished").exists()
    verified = run("ledger", "verify", "--home", str(tmp_path / "a"), **stores)
    assert verified.returncode == 0, verified.stdout
