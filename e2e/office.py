"""A real office for the journeys: a home made by `suar init`, its people, the three processes under the supervisor."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SUAR = [str(Path(sys.executable).with_name("suar"))]
PASSWORD = "kata-sandi-untuk-uji"
PEOPLE = {
    "ketua": "Ketua Contoh",
    "wakil": "Wakil Contoh",
    "divisi_pengaduan": "Rani Contoh",
    "divisi_pemantauan": "Bimo Contoh",
    "sekretariat": "Sari Contoh",
    "mitra": "Petugas UPTD Contoh",
    "gubernur": "Kantor Gubernur",
    "admin": "Admin Contoh",
}

SEED = """
import django; django.setup()
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.actions import sequence_all
from suar.registry.accounts import actions
from suar.registry.accounts.models import Office
from suar.registry.agencies.models import Agency
office = Office.objects.get()
people = {people!r}
for role, name in people.items():
    user = actions.add_user(username=role, name=name, password={password!r}, by=OPERATOR)
    agency = Agency.objects.filter(kind="uptd").first() if role == "mitra" else None
    actions.appoint(user=user, office=office, role=role, agency=agency, by=OPERATOR)
sequence_all()
"""


@dataclass
class Running:
    """Addresses and the supervisor's process."""

    home: Path
    public: str
    desk: str
    environment: dict[str, str] = field(repr=False)
    process: subprocess.Popen[bytes] | None = None
    by: str = "serve"  # the command that starts it

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """`suar …` on this home. Raises AssertionError with what it said when it failed, unless `check` is off."""
        command = [*SUAR, *arguments, "--home", str(self.home)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert not check or done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
        return done

    def python(self, code: str) -> str:
        """Python with this home's desk settings; returns what it printed."""
        done = subprocess.run([sys.executable, "-c", code], env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        self.process = launch(self)
        wait_for(self.public + "/")
        wait_for(self.desk + "/akun/masuk/")

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            assert self.process.wait(10) == 0


def launch(office: Running) -> subprocess.Popen[bytes]:
    """`suar serve` (or `demo`) on this home, without waiting for an answer."""
    public, desk = office.public.split("//")[1], office.desk.split("//")[1]
    command = [*SUAR, office.by, "--home", str(office.home), "--public", public, "--desk", desk]
    return subprocess.Popen(command, env=office.environment)


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def wait_for(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        assert time.monotonic() < deadline, f"{url} did not answer in {seconds} s"
        time.sleep(0.1)


NO_FLOOD = "1000000"  # the journeys file as fast as they can, and are no flood
OWN_RATE = ""  # the product's own: what comes faster is sorted


def make(home: Path, stores: Mapping[str, str] | None = None, *, flood_rate: str = NO_FLOOD) -> Running:
    """A new home with one person for each role. `stores`: SUAR_DATABASE_… of each, where they are not files."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SUAR_DATABASE")}
    environment |= {
        "SUAR_HOME": str(home),
        "SUAR_DEVELOPMENT": "1",
        "SUAR_RELAXED_SIGN_IN": "1",
        "SUAR_FLOOD_RATE": flood_rate,
        "SUAR_ADMIN_PASSWORD": PASSWORD,
        "DJANGO_SETTINGS_MODULE": "suar.config.settings.desk",
    }
    environment |= stores or {}
    office = Running(home, f"http://127.0.0.1:{free_port()}", f"http://127.0.0.1:{free_port()}", environment)
    office.run("init", "--admin", "operator")
    office.python(SEED.format(people=PEOPLE, password=PASSWORD))
    return office


@contextmanager
def serving(home: Path, stores: Mapping[str, str] | None = None) -> Iterator[Running]:
    office = make(home, stores)
    office.start()
    try:
        yield office
    finally:
        office.stop()
