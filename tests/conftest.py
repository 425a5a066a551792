"""The suite's ground: a home with real keys, both engines, three standing people, and the promises every test keeps."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from hypothesis import HealthCheck
from hypothesis import settings as property_settings

from tests import clock, prepared
from tests.reading import reads_write_nothing
from tests.signing_in import signed_in_just_now

# How fast a property is tried depends on what else the machine does: only what it finds fails a test.
property_settings.register_profile("suar", deadline=None, suppress_health_check=[HealthCheck.too_slow])
property_settings.load_profile("suar")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--at", help="the instant of this run, with its offset: 2027-03-20T02:30+07:00")


def pytest_configure(config: pytest.Config) -> None:
    """Draw the instant before any test module is read; workers get it from the environment."""
    if asked := config.getoption("--at"):
        os.environ[clock.VARIABLE] = asked
    os.environ[clock.VARIABLE] = clock.draw().isoformat(timespec="minutes")
    stack = ExitStack()
    stack.enter_context(clock.at(clock.instant() - clock.PREPARING))
    config.add_cleanup(stack.close)


def pytest_report_header() -> str:
    return f"instant: {os.environ[clock.VARIABLE]} (the same again: --at {os.environ[clock.VARIABLE]})"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Named at the end too: a quiet run prints no header."""
    terminalreporter.write_line(pytest_report_header())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Each test stands at the instant of the run, one that names an instant there, one that drives other processes at
    the machine's."""
    named = item.get_closest_marker("at")
    moment = datetime.fromisoformat(named.args[0]) if named else clock.instant()
    with clock.of_the_machine() if item.get_closest_marker("real_clock") else clock.at(moment):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: Any) -> Generator[None, object, object]:
    """What more than one test shares is built before the instant."""
    if fixturedef.scope == "function" or request.node.get_closest_marker("real_clock"):
        return (yield)
    with clock.of_preparing():
        return (yield)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Each worker's databases are copies of prepared ones."""
    with prepared.copied():
        yield


@pytest.fixture(scope="session", autouse=True)
def home() -> Iterator[Path]:
    """A home with its own secrets, made once a worker process."""
    from suar.casework.intake import surface
    from suar.core.vault import keyring

    keyring.create(settings.SUAR_HOME / "secret")
    surface.create(settings.SUAR_HOME / "public", verifier=keyring.keyring().day_key_verifier())
    yield settings.SUAR_HOME


@pytest.fixture(autouse=True)
def _a_get_writes_nothing() -> Iterator[None]:
    with reads_write_nothing():
        yield


@pytest.fixture(autouse=True)
def _whoever_is_signed_in_did_so_just_now() -> Iterator[None]:
    with signed_in_just_now():
        yield


@pytest.fixture(autouse=True)
def _nothing_kept_from_another_test() -> Iterator[None]:
    """The counts of the sidebar are kept for seconds, by the number of a user that the next test gives to another; the
    public process counts the filings, messages and wrong codes of a minute; limits of the house are read once a day."""
    from suar.casework.duties.books import books
    from suar.casework.intake import flood
    from suar.registry.accounts import crowding

    caches["counts"].clear()
    books.forget()
    flood.filings.moments.clear()
    flood.messages.moments.clear()
    flood.receipts.hours.clear()
    flood.wrong_tries.moments.clear()
    crowding.strangers.clear()
    crowding.known.clear()
    yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every database test may use the three stores: an action touches `keys` and `main`."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None and "databases" not in marker.kwargs:
            marker.kwargs["databases"] = ["default", "keys", "intake"]
