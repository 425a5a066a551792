"""The worker's round: each step in its turn, a database that is away is waited for, a fault ends the process."""

from __future__ import annotations

import logging
import signal

import pytest
from django.db import DatabaseError, OperationalError

from suar.config import worker
from suar.config.worker import Loop, attempt, steps

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fault", [OperationalError, DatabaseError])
def test_a_database_that_is_locked_is_tried_again(fault: type[Exception], caplog: pytest.LogCaptureFixture) -> None:
    def step() -> None:
        raise fault("database is locked: Rara Contoh")

    with caplog.at_level(logging.WARNING, "suar.worker"):
        attempt("take over", step)
    assert "take over" in caplog.text and fault.__name__ in caplog.text
    assert "Rara" not in caplog.text, "the words of a fault may quote a row"


@pytest.mark.parametrize("fault", [ValueError, RuntimeError, KeyError])
def test_any_other_fault_ends_the_process(fault: type[Exception]) -> None:
    def step() -> None:
        raise fault("a fault")

    with pytest.raises(fault):
        attempt("tick", step)


def test_each_step_runs_as_often_as_it_asks() -> None:
    done: list[str] = []
    loop = Loop([("often", 1.0, lambda: done.append("often")), ("seldom", 60.0, lambda: done.append("seldom"))])
    for now in (100.0, 100.5, 101.0, 102.0):
        loop.round(now)
    assert done == ["often", "seldom", "often", "often"]


def test_one_that_fails_holds_up_no_other_and_has_its_turn_again() -> None:
    done: list[str] = []

    def locked() -> None:
        done.append("tried")
        raise OperationalError("locked")

    loop = Loop([("locked", 1.0, locked), ("other", 1.0, lambda: done.append("other"))])
    loop.round(100.0)
    loop.round(101.0)
    assert done == ["tried", "other", "tried", "other"]


def test_a_stop_is_heard_between_two_steps() -> None:
    done: list[str] = []
    loop = Loop([("one", 1.0, lambda: loop.stop(signal.SIGTERM, None)), ("two", 1.0, lambda: done.append("two"))])
    loop.run()
    assert done == []


def test_a_real_round_of_an_empty_office_does_nothing_wrong() -> None:
    names = [name for name, _, _ in steps()]
    assert {"take over", "deliver replies", "tick", "sequence"} <= set(names)
    Loop(steps()).round(worker.MINUTE * 10)
