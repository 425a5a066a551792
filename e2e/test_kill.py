"""Kill -9 in the middle of 200 complaints: every receipt that was shown is found, none twice, none without its key."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from e2e import office as offices
from e2e.phone import Phone

COMPLAINTS, CLIENTS = 200, 8
TARGETS = ("public worker", "worker", "desk")
COUNT = """
import django, json; django.setup()
from suar.casework.complaints.models import Complaint
from suar.casework.intake.models import Filing
from suar.core.vault.models import DataKey
ids = list(Complaint.objects.filter(channel="form").values_list("id", flat=True))
subjects = set(Complaint.objects.values_list("subject", flat=True))
print(json.dumps({
    "complaints": len(ids), "filings": Filing.objects.count(), "waiting": Filing.objects.waiting().count(),
    "without_key": len(subjects - set(DataKey.objects.values_list("subject", flat=True))),
    "stories": len({c.story for c in Complaint.objects.filter(channel="form")}),
}))
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Running]:
    with offices.serving(tmp_path_factory.mktemp("killed") / "home") as running:
        yield running


def below(pid: int) -> list[tuple[int, str]]:
    """(pid, command line) of every process under this one."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [(int(a), int(b), c) for a, b, c in (line.split(None, 2) for line in listed.splitlines())]
    found, frontier = [], {pid}
    while frontier:
        children = [(p, c) for p, parent, c in rows if parent in frontier]
        found += children
        frontier = {p for p, _ in children}
    return found


def victims(office: offices.Running) -> dict[str, int]:
    """A public worker, the desk (its master or one of its own), the worker: whichever is alive at the moment."""
    assert office.process is not None
    processes = below(office.process.pid)
    public = {pid for pid, command in processes if "asgi.public" in command}
    found = {
        "public worker": [pid for pid in public if _parent(pid) in public],
        "desk": [pid for pid, command in processes if "asgi.desk" in command],
        "worker": [pid for pid, command in processes if "suar.config.worker" in command],
    }
    return {name: random.choice(pids) for name, pids in found.items() if pids}


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except FileNotFoundError:
        return 0


def complain(address: str, n: int) -> str:
    return Phone(address, patience=60).complain(f"Cerita uji nomor {n}")


def kill_in_turn(office: offices.Running, killed: Counter[str], over: threading.Event) -> None:
    """One kill -9 every second, each target in its turn, while complaints come in."""
    for name in itertools.cycle(TARGETS):
        if over.wait(1.0):
            return
        pid = victims(office).get(name)
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed[name] += 1


def test_kills_lose_no_receipt_and_double_no_complaint(office: offices.Running) -> None:
    killed: Counter[str] = Counter()
    over = threading.Event()
    killer = threading.Thread(target=kill_in_turn, args=(office, killed, over))
    killer.start()
    with ThreadPoolExecutor(CLIENTS) as pool:
        tell = partial(complain, office.public)
        receipts = list(pool.map(tell, range(COMPLAINTS)))
    over.set()
    killer.join()
    assert all(killed[name] >= 1 for name in TARGETS), killed
    offices.wait_for(office.public + "/")
    deadline = time.monotonic() + 60
    while (counted := json.loads(office.python(COUNT)))["waiting"] and time.monotonic() < deadline:
        time.sleep(1)
    assert len(set(receipts)) == COMPLAINTS
    assert counted == {
        "complaints": COMPLAINTS,
        "filings": COMPLAINTS,
        "waiting": 0,
        "without_key": 0,
        "stories": COMPLAINTS,
    }
    lost = [r for r in receipts if 'value="hapus"' not in Phone(office.public).look_up(r)]
    assert lost == []
    assert json.loads(office.run("ledger", "verify", "--json").stdout)["sound"] is True


def test_a_clean_stop_ends_every_process(office: offices.Running) -> None:
    assert office.process is not None
    processes = [pid for pid, _ in below(office.process.pid)]
    office.stop()
    assert [pid for pid in processes if Path(f"/proc/{pid}").exists()] == []
    office.start()
