"""How long ago, how pressing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from suar.core.ui.moments import due_tone, since

NOW = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (dt.timedelta(seconds=20), "baru saja"),
        (dt.timedelta(minutes=20), "20 menit lalu"),
        (dt.timedelta(hours=2), "2 jam lalu"),
        (dt.timedelta(hours=20), "kemarin"),
        (dt.timedelta(days=3), "3 hari lalu"),
        (dt.timedelta(days=150), "5 bulan lalu"),
        (dt.timedelta(days=800), "2 tahun lalu"),
        (dt.timedelta(hours=-2), "2 jam lagi"),
    ],
)
def test_since(back: dt.timedelta, words: str) -> None:
    with translation.override("id"):
        assert since(NOW - back, NOW) == words


def test_a_night_ago_is_hours_until_it_is_long_ago() -> None:
    midnight = NOW.replace(hour=1)
    assert since(midnight - dt.timedelta(hours=2), midnight) == "2 jam lalu"


@pytest.mark.parametrize(
    ("ahead", "tone"),
    [
        (dt.timedelta(minutes=-1), "red"),
        (dt.timedelta(hours=3), "amber"),
        (dt.timedelta(hours=11), "amber"),
        (dt.timedelta(days=1), ""),
    ],
)
def test_late_is_red_and_today_is_amber(ahead: dt.timedelta, tone: str) -> None:
    assert due_tone(NOW + ahead, NOW) == tone
