"""Short form of `make fire`: kill -9 at random moments under load; the whole server killed in the moment of *kirim*."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fire import kills, outage
from fire.offices import served

from e2e import office as offices
from e2e.processes import alive, below, serving

KILLS, ROUNDS = {"sqlite": 40, "postgres": 12}, 4
RECEIPTS = 15  # at the least, on the busiest machine
SEED = 20261125  # the moments still differ: they are those of the machine


@pytest.fixture(scope="module", params=list(KILLS))
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def office(engine: str) -> Iterator[offices.Running]:
    with served(engine) as running:
        yield running


def test_kills_lose_no_receipt_and_double_no_complaint(office: offices.Running, engine: str) -> None:
    shot = kills.shoot(office, KILLS[engine], SEED, least=RECEIPTS)
    assert shot.kills.total() >= KILLS[engine]
    assert engine == "postgres" or set(shot.kills) == set(kills.TARGETS), shot.kills
    assert (shot.told.failed, shot.told.differed) == ([], [])
    assert len(shot.told.receipts) >= RECEIPTS and shot.told.desk and shot.told.again
    assert shot.verdict.well, shot.verdict


def test_a_server_killed_whole_comes_back_and_files_the_same_form_once(office: offices.Running) -> None:
    struck = outage.strike(office, ROUNDS, SEED)
    assert struck.verdict is not None
    assert struck.verdict.well, struck.verdict
    assert len(struck.told.receipts) == ROUNDS
    assert struck.changed == 0


def test_a_clean_stop_ends_every_process(office: offices.Running) -> None:
    assert office.process is not None
    processes = [pid for pid, _ in below(office.process.pid)]
    office.stop()
    assert len(processes) >= 5
    assert [pid for pid in processes if alive(pid)] == []
    assert serving(office.home) == []  # nor is anybody left of those who were killed before
    office.start()
