"""The worker's round: each step in its turn, a database that is away is waited for, and a step that fails is told and
holds up no other."""

from __future__ import annotations

import logging
import signal

import pytest
from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

from suar.config import worker
from suar.config.tick import PARTS
from suar.config.worker import Loop, attempt, steps
from suar.core import alarms
from suar.core.alarms.models import Alarm
from suar.core.vault.master import VaultLocked
from suar.desk.alarm_kinds import STEP

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A round closes what is not in order; a test's own transaction looks so."""
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda _self: None)


@pytest.mark.parametrize("fault", [OperationalError, DatabaseError])
def test_a_database_that_is_locked_is_tried_again(fault: type[Exception], caplog: pytest.LogCaptureFixture) -> None:
    def step() -> None:
        raise fault("database is locked: Rara Contoh")

    with caplog.at_level(logging.WARNING, "suar.worker"):
        attempt("take over", step)
    assert "take over" in caplog.text and fault.__name__ in caplog.text
    assert "Rara" not in caplog.text, "the words of a fault may quote a row"


@pytest.mark.parametrize("fault", [ValueError, OverflowError, KeyError, MemoryError, DataError, IntegrityError])
def test_a_step_that_fails_is_named_without_a_word_of_it_and_the_others_go_on(
    fault: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def broken() -> None:
        done.append("tried")
        raise fault("Rara Contoh")

    loop = Loop([("take over", 1.0, broken), ("other", 1.0, lambda: done.append("other"))])
    for second in (100.0, 101.0, 100.0 + worker.PAUSE):
        loop.round(second)
    assert done == ["tried", "other", "other", "tried", "other"], "it has its turn again, after a pause"
    assert f"take over fails: {fault.__name__}" in caplog.text and "Rara" not in caplog.text
    assert [(alarm.kind, alarm.subject) for alarm in Alarm.objects.open()] == [(STEP, "take-over")]


def test_the_alarm_of_a_step_closes_when_it_works_again_also_after_a_new_start() -> None:
    well = False

    def step() -> None:
        if not well:
            raise ValueError

    first = Loop([("step", 1.0, step)])
    first.round(100.0)
    well = True
    Loop([("step", 1.0, step)]).round(100.0)
    assert not Alarm.objects.open().exists()
    well = False
    second = Loop([("step", 1.0, step)])
    second.round(100.0)
    assert Alarm.objects.open().count() == 1
    well = True
    second.round(200.0)
    assert not Alarm.objects.open().exists()


def test_a_store_that_stays_away_is_told_in_the_end() -> None:
    def step() -> None:
        raise OperationalError("no such table")

    loop = Loop([("step", 1.0, step)])
    for second in (100.0, 101.0, 99.0 + worker.LONG):
        loop.round(second)
    assert not Alarm.objects.exists()
    loop.round(101.0 + worker.LONG)
    assert [alarm.kind for alarm in Alarm.objects.open()] == [STEP]


def test_a_record_that_is_away_when_it_is_to_be_told_is_told_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def step() -> None:
        raise ValueError

    def away(*_args: object, **_also: object) -> None:
        raise OperationalError("locked")

    loop = Loop([("step", 1.0, step)])
    with monkeypatch.context() as patched:
        patched.setattr(alarms, "raise_alarm", away)
        loop.round(100.0)
    loop.round(200.0)
    assert Alarm.objects.open().count() == 1


def test_a_key_that_is_gone_ends_the_process() -> None:
    def step() -> None:
        raise VaultLocked("gone")

    with pytest.raises(VaultLocked):
        attempt("take over", step)


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
    assert {"take over", "deliver replies", "sequence", *(f"tick {name}" for name in PARTS)} <= set(names)
    assert {"alarms", "mailed", "copies"} <= set(PARTS)
    loop = Loop(steps())
    loop.round(worker.MINUTE * 10)
    assert set(loop.told.values()) == {False}
