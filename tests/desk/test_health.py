"""The page of the system: well in a house in order, red in each situation, with what to do; help for everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from suar.casework.complaints import intake_keys
from suar.casework.intake.models import DayKey, Filing, Further
from suar.core import ledger
from suar.core.alarms.actions import close_one
from suar.core.alarms.models import Alarm
from suar.core.ledger import triggers
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR, WORKER
from suar.core.ledger.models import Entry
from suar.core.ledger.tampered import accept
from suar.core.vault.models import LastHead
from suar.desk import health
from suar.desk.alarm_kinds import KEY_PRINTED
from suar.registry.accounts.models import Role
from suar.registry.accounts.permissions import TABLE, Permission
from suar.registry.agencies.models import Agency
from tests.desk.pages import signed_in, text_of
from tests.factories import a_user, an_agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_order() -> None:
    """A house in which the worker has just made its round."""
    ledger.read("uji", by=WORKER)
    intake_keys.publish()
    sequence_all()


def red(later: timedelta = timedelta(0)) -> dict[str, str]:
    """What is not well, and what the page advises."""
    return {check.label: check.advice for check in health.checks(timezone.now() + later) if not check.well}


def a_filing(**facts: Any) -> Filing:
    given: dict[str, Any] = {
        "form_id": uuid4(),
        "reply_key": bytes(32),
        "content_tag": bytes(32),
        "key_id": "k",
        "sealed": b"x",
        "filed_on": timezone.localdate(),
    }
    return Filing.objects.create(**{**given, **facts})


def test_a_house_in_order_is_well() -> None:
    assert red() == {}


def test_a_missing_trigger_is_named() -> None:
    try:
        triggers.drop()
        assert list(red()) == ["Penjaga basis data"]
        (check,) = [check for check in health.checks(timezone.now()) if not check.well]
        assert "ledger_entry_no_" in check.value
        assert "suar upgrade" in check.advice
    finally:
        triggers.install()
    assert red() == {}


def test_entries_that_wait_longer_than_a_minute_for_their_place() -> None:
    ledger.read("uji", by=WORKER)
    assert red() == {}
    assert list(red(timedelta(seconds=90))) == ["Entri menunggu urutan"]


def test_what_waits_in_quarantine_is_counted_and_red_after_a_day() -> None:
    today = timezone.localdate()
    a_filing(doubt=Filing.Doubt.RATE, filed_on=today - timedelta(days=1))
    (check,) = [check for check in health.checks(timezone.now()) if check.code == "quarantine"]
    assert (check.value, check.well) == ("1", True)
    a_filing(doubt=Filing.Doubt.HASTY, filed_on=today - timedelta(days=2))
    assert "loloskan satu" in red()["Kiriman di karantina"]
    health.watch(timezone.now())
    assert Alarm.objects.open().filter(kind="house.quarantine").count() == 1
    Filing.objects.quarantined().update(doubt="")
    health.watch(timezone.now())
    assert not Alarm.objects.open().filter(kind="house.quarantine").exists()


def test_a_row_that_was_changed_past_the_program_and_then_changed_stands_until_somebody_looked_into_it() -> None:
    agency = an_agency()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agencies_agency SET note = 'diubah'")
    with ledger.record("agency.edit", by=WORKER) as entry:
        entry.change(Agency.objects.get(pk=agency.pk))
    sequence_all()
    assert "suar ledger verify" in red()["Baris yang diubah di luar Suar"]
    accept(Entry.objects.findings().get(), by=OPERATOR, why="diperiksa")
    sequence_all()
    assert red() == {}


def test_no_key_for_the_form_today() -> None:
    assert list(red(timedelta(days=3))) == ["Kunci formulir hari ini", "Cadangan terakhir"]
    DayKey.objects.all().delete()
    assert list(red()) == ["Kunci formulir hari ini"]


def test_arrivals_that_do_not_open_are_shown_as_kept() -> None:
    filing = a_filing(set_aside=True)
    Further.objects.create(
        filing=filing, content_tag=bytes(32), key_id="k", sealed=b"x", filed_on=timezone.localdate(), set_aside=True
    )
    (check,) = [check for check in health.checks(timezone.now()) if not check.well]
    assert (check.label, check.value) == ("Pengaduan yang tidak dapat dibuka", "2")
    assert "tidak hilang" in check.advice


def test_a_queue_of_filings_that_grows() -> None:
    a_filing()
    assert red() == {}
    for _ in range(49):
        a_filing()
    assert list(red()) == ["Pengaduan menunggu dipindahkan"]


def test_a_head_outside_that_is_not_the_last() -> None:
    LastHead.objects.all().delete()
    assert red() == {"Kepala jejak di luar": "Jalankan suar ledger verify."}


def test_failed_tasks() -> None:
    now = timezone.now()
    DBTaskResult.objects.create(
        task_path="suar.insight.reports.tasks.draw",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        exception_class_path="builtins.OSError",
        traceback="",
        return_value=None,
        status=TaskResultStatus.FAILED,
        finished_at=now,
        run_after=now,
    )
    assert list(red()) == ["Tugas gagal"]


def test_each_red_line_says_what_to_do() -> None:
    DayKey.objects.all().delete()
    LastHead.objects.all().delete()
    a_filing(set_aside=True)
    assert all(red(timedelta(hours=1)).values())
    page = text_of(signed_in(a_user(Role.ADMIN)), "/kesehatan/")
    assert page.count("perlu perhatian") == 3  # the entries of this test's own account are younger than a minute
    assert "Minta teknisi memeriksa kunci formulir." in page


def test_a_copy_that_is_a_day_and_a_half_old_and_a_drill_of_last_month_are_red() -> None:
    assert list(red(timedelta(hours=37))) == ["Cadangan terakhir"]
    with ledger.record("vault.backup", by=OPERATOR, data={"backup": "20261125T021500Z"}):
        pass
    with ledger.record("vault.drill", by=OPERATOR, data={"sound": True}):
        pass
    sequence_all()
    assert red() == {}
    assert {"Cadangan terakhir", "Latihan pemulihan terakhir"} <= set(red(timedelta(days=36)))


def test_a_drill_that_failed_is_red_at_once() -> None:
    with ledger.record("vault.drill", by=OPERATOR, data={"sound": False, "failed": "restore"}):
        pass
    sequence_all()
    assert list(red()) == ["Latihan pemulihan terakhir"]


def test_a_disk_that_is_nearly_full_or_read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "ROOM", 1 << 60)
    assert list(red()) == ["Ruang disk"]
    monkeypatch.undo()
    monkeypatch.setattr(health, "_read_only", lambda: True)
    assert list(red()) == ["Ruang disk"]


def test_a_clock_behind_the_record() -> None:
    assert list(red(-timedelta(hours=1))) == ["Jam mesin"]


def test_a_complaint_of_the_day_before_yesterday_that_still_waits() -> None:
    a_filing(filed_on=timezone.localdate() - timedelta(days=2))
    assert list(red()) == ["Pengaduan menunggu dipindahkan"]


def test_a_check_that_is_not_well_is_an_alarm_until_it_is_well_again() -> None:
    now = timezone.now()
    assert health.watch(now) == 0
    kept = list(LastHead.objects.all())
    LastHead.objects.all().delete()
    assert (health.watch(now), health.watch(now)) == (1, 1)
    (alarm,) = Alarm.objects.open()
    assert alarm.kind == "house.heads"
    LastHead.objects.bulk_create(kept)
    sequence_all()
    assert health.watch(now) == 0
    assert not Alarm.objects.open().exists()


@pytest.mark.parametrize("role", list(Role))
def test_the_system_is_for_leaders_and_the_admin_and_help_for_everybody(role: Role) -> None:
    client = signed_in(a_user(role))
    assert client.get("/kesehatan/").status_code == (200 if role in TABLE[Permission.SYSTEM] else 403)
    page = text_of(client, "/bantuan/")
    assert "Bila foto atau video diterima" in page
    assert "Jangan dibuka, diteruskan, disalin, atau dicetak." in page


def test_the_master_key_printed_at_the_server_is_told_to_the_leaders_once_and_again_when_printed_again() -> None:
    def printed(verb: str, **data: Any) -> None:
        with ledger.record(verb, by=OPERATOR, data=data):
            pass

    def told() -> tuple[int, int]:
        health.watch(timezone.now())
        found = Alarm.objects.filter(kind=KEY_PRINTED)
        return found.open().count(), found.closed().count()

    printed("vault.shares", made=3, founding=True)
    assert told() == (0, 0), "what the first day printed is what the leaders were given"
    printed("vault.recovery_sheet")
    assert told() == told() == (1, 0)
    close_one(alarm=Alarm.objects.get(kind=KEY_PRINTED), by=a_user(Role.KETUA))
    assert told() == (0, 1), "looked into: it does not come back by itself"
    printed("vault.shares", made=3)
    assert told() == (1, 1)
