"""The clock of the machine jumps: it is an alarm, and no copy is deleted until somebody has looked at the clock."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from suar.config import clockwatch
from suar.config.clockwatch import Clockwatch
from suar.config.tick import expire_copies
from suar.core import alarms, ledger
from suar.core.alarms.models import Alarm
from suar.core.ledger.actors import OPERATOR
from suar.core.vault import backup
from suar.desk.alarm_kinds import CLOCK

pytestmark = pytest.mark.django_db
NOW = timezone.now()


class Machine:
    """A clock on the wall and the seconds since the start."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # Of this moment: the first look holds the clock against the last entry of the record.
        self.wall, self.passed = timezone.now(), 1000.0
        monkeypatch.setattr(clockwatch.timezone, "now", lambda: self.wall)
        monkeypatch.setattr(time, "clock_gettime", lambda which: self.passed)

    def go(self, seconds: float, jump: timedelta = timedelta()) -> None:
        self.wall += timedelta(seconds=seconds) + jump
        self.passed += seconds


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    ledger.read("uji", by=OPERATOR)
    return Machine(monkeypatch)


def test_time_that_passes_is_no_jump_nor_is_a_night_asleep(machine: Machine) -> None:
    watch = Clockwatch()
    watch.look()
    for seconds in (60, 61, 12 * 3600):
        machine.go(seconds)
        assert abs(watch.look()) < timedelta(seconds=1)
    assert not Alarm.objects.exists()


@pytest.mark.parametrize("jump", [timedelta(days=1), -timedelta(days=1), timedelta(days=40)], ids=str)
def test_a_jump_is_an_alarm_once(machine: Machine, jump: timedelta) -> None:
    watch = Clockwatch()
    watch.look()
    machine.go(60, jump)
    watch.look()
    machine.go(60)
    watch.look()
    (alarm,) = Alarm.objects.open()
    assert (alarm.kind, alarm.details) == (CLOCK, f"seconds:{round(jump.total_seconds()):+d}")


def test_a_step_of_a_time_server_is_none(machine: Machine) -> None:
    watch = Clockwatch()
    watch.look()
    machine.go(60, timedelta(minutes=3))
    watch.look()
    assert not Alarm.objects.exists()


@pytest.mark.parametrize("gap", [timedelta(days=30), -timedelta(hours=1)], ids=str)
def test_a_start_long_after_or_before_the_last_entry_is_looked_at_too(machine: Machine, gap: timedelta) -> None:
    machine.wall = machine.wall + gap
    Clockwatch().look()
    assert Alarm.objects.open().filter(kind=CLOCK).exists()


def test_a_start_after_a_week_of_holidays_is_none(machine: Machine) -> None:
    machine.wall = NOW + timedelta(days=9)
    Clockwatch().look()
    assert not Alarm.objects.exists()


def a_copy_of(directory: Path, made: datetime) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"keys-{made.strftime(backup.STAMP)}.suar"
    path.write_bytes(b"x")
    return path


def test_no_copy_is_deleted_while_the_clock_is_in_doubt() -> None:
    copy = a_copy_of(settings.SUAR_HOME / "backups" / "keys", NOW)
    alarms.raise_alarm(CLOCK)
    assert expire_copies(NOW + timedelta(days=40)) == 0
    assert copy.exists()
    alarms.close(CLOCK)
    assert expire_copies(NOW + timedelta(days=40)) == 1
    assert not copy.exists()


def test_a_copy_made_weeks_after_the_last_deletes_none_that_night(tmp_path: Path) -> None:
    old = a_copy_of(tmp_path, NOW)
    backup.make(tmp_path, now=NOW + timedelta(days=40))
    assert old.exists()
    backup.make(tmp_path, now=NOW + timedelta(days=41))
    assert not old.exists()
