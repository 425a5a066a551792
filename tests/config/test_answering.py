"""A surface's server: one load, then forks; nothing that must not be shared is there before them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from suar.config.serving import outside

pytestmark = pytest.mark.real_clock

LOADED = """
import json, os
from suar.config.answering import loaded
loaded("suar.config.asgi.{surface}:application")
from django.db import connections
print(json.dumps({{
    "threads": len(os.listdir("/proc/self/task")),
    "open": [c.alias for c in connections.all(initialized_only=True) if c.connection is not None],
}}))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    for folder in ("static", "public/static", "intake"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "public" / "django.key").write_text("of this test alone")
    return {"PATH": os.environ["PATH"], "SUAR_HOME": str(tmp_path), "SUAR_DEVELOPMENT": "1"}


@pytest.mark.parametrize("surface", ["public", "desk"])
def test_no_thread_and_no_connection_is_there_before_the_fork(surface: str, environment: dict[str, str]) -> None:
    told = environment | {"DJANGO_SETTINGS_MODULE": "suar.config.settings.desk"}
    if surface == "public":
        told = outside(environment)
    code = LOADED.format(surface=surface)
    done = subprocess.run([sys.executable, "-c", code], env=told, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert (found["threads"], found["open"]) == (1, [])


def workers_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def answering(environment: dict[str, str]) -> Iterator[tuple[int, str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "suar.config.answering", "suar.config.asgi.public:application"]
    server = subprocess.Popen([*command, "127.0.0.1", port, "2"], env=outside(environment))
    try:
        yield server.pid, f"http://127.0.0.1:{port}/static/ui/htmx.min.js"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in {"Z", "X"}
    except OSError:
        return True


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def until_answered(url: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not answers(url):
        assert time.monotonic() < deadline, f"{url} did not answer"
        time.sleep(0.05)


def test_no_other_protocol_is_spoken_than_http_1(environment: dict[str, str]) -> None:
    preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
    with answering(environment) as (_master, url):
        until_answered(url)
        with socket.create_connection(("127.0.0.1", urlsplit(url).port or 0), timeout=5) as line:
            line.sendall(preface)
            said = line.recv(64)
    assert said == b"" or said.startswith(b"HTTP/1.1 400 ")


def test_a_worker_that_was_killed_is_replaced_and_the_other_goes_on(environment: dict[str, str]) -> None:
    with answering(environment) as (master, url):
        until_answered(url)
        before = workers_of(master)
        assert len(before) == 2
        os.kill(before[0], signal.SIGKILL)
        deadline = time.monotonic() + 10
        while len(set(workers_of(master)) - {before[0]}) < 2:
            assert time.monotonic() < deadline, "nobody took its place"
            time.sleep(0.02)
        assert before[1] in workers_of(master)
        until_answered(url, 5)


def test_no_request_process_outlives_a_server_that_was_killed(environment: dict[str, str]) -> None:
    with answering(environment) as (master, url):
        until_answered(url)
        left = workers_of(master)
        assert len(left) == 2
        os.kill(master, signal.SIGKILL)
        deadline = time.monotonic() + 5
        while not all(is_gone(one) for one in left):
            assert time.monotonic() < deadline, "somebody goes on answering"
            time.sleep(0.02)
    assert not answers(url)


LATE = """
import os, signal, sys, time
from suar.config.lineage import forks_die_with_me
forks_die_with_me(signal.SIGKILL)
from suar.config import lineage
lineage.os.getppid = lambda: 1  # as where the parent ended between the fork and the order
child = os.fork()
if child == 0:
    time.sleep(60)
_, status = os.waitpid(child, 0)
print(os.waitstatus_to_exitcode(status))
"""


def test_a_fork_whose_parent_is_gone_already_ends_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, check=True, timeout=10)
    assert done.stdout.strip() == "0"
