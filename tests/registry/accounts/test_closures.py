"""A closed day moves every limit in working days: what is changed late or in a row, the leaders hear of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from suar.core.alarms.models import Alarm
from suar.registry.accounts import closures
from suar.registry.accounts.alarm_kinds import CLOSED
from suar.registry.accounts.alarms import heard
from suar.registry.accounts.models import Role, User
from tests.factories import a_user, an_office

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def told() -> list[str]:
    return [alarm.details for alarm in Alarm.objects.open().filter(kind=CLOSED)]


def in_days(n: int) -> date:
    return timezone.localdate() + timedelta(days=n)


@pytest.mark.parametrize(("days", "asks"), [(-30, True), (0, True), (6, True), (7, False), (200, False)])
def test_a_day_that_is_near_or_over_asks_for_a_look(days: int, asks: bool) -> None:
    assert closures.asks_for_a_look(TODAY + timedelta(days=days), set(), TODAY) is asks


def test_a_row_asks_for_a_look_and_days_far_apart_do_not() -> None:
    on = TODAY + timedelta(days=90)
    assert not closures.asks_for_a_look(on, {on, on + timedelta(days=1)}, TODAY)
    assert not closures.asks_for_a_look(on, {on + timedelta(days=7 * n) for n in range(9)}, TODAY)
    assert closures.asks_for_a_look(on, {on + timedelta(days=n) for n in (0, 3, 6)}, TODAY)


def test_a_holiday_known_in_time_is_told_of_to_nobody() -> None:
    closure = closures.add_closure(on=in_days(60), name="Gawai Contoh", by=a_user(Role.SEKRETARIAT))
    closures.edit_closure(closure=closure, on=in_days(61), name="Gawai", by=a_user(Role.KETUA))
    assert told() == []


def test_the_leaders_of_every_office_hear_of_a_late_one_and_a_new_name_alone_is_none() -> None:
    by = a_user(Role.SEKRETARIAT)
    other = a_user(Role.KETUA, an_office("sambas", "KPPAD Kabupaten Sambas"))
    closure = closures.add_closure(on=in_days(1), name="Libur Contoh", by=by)
    assert told() == [f"{by.actor_id} {in_days(1).isoformat()}"]
    assert heard(User.objects.get(pk=other.pk)).filter(kind=CLOSED).exists()
    ketua = a_user(Role.KETUA)
    closures.edit_closure(closure=closure, on=closure.on, name="Libur", by=ketua)
    assert len(told()) == 1


def test_moving_a_day_away_at_the_last_moment_and_taking_it_off_are_late_too() -> None:
    closure = closures.add_closure(on=in_days(30), name="Libur Contoh", by=a_user(Role.KETUA))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closures, "SOON", timedelta(days=31))
        closures.remove_closure(closure=closure, by=a_user(Role.WAKIL))
    assert len(told()) == 1
