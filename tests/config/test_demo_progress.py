"""Building the demo says a line a month and how long it will still take."""

from __future__ import annotations

from datetime import date, timedelta

from suar.config.demo.progress import AFTER_YEAR, BEFORE_YEAR, Progress


def test_each_month_is_said_once_with_the_time_left() -> None:
    lines: list[str] = []
    now = [0.0]
    progress = Progress(lines.append, lambda: now[0])
    progress.stage("Keys, stores, office", 0)
    now[0] = 18.0
    for n in range(365):
        progress.day(date(2026, 1, 1) + timedelta(days=n), n, 365)
    assert len(lines) == 13
    assert (lines[0].split(), lines[1].split()) == (
        ["Keys,", "stores,", "office", "0%"],
        "Jan 2026 18%, about 82 s left".split(),
    )


def test_the_time_left_follows_the_pace_so_far() -> None:
    lines: list[str] = []
    now = [0.0]
    progress = Progress(lines.append, lambda: now[0])
    now[0] = 50.0
    progress.stage("half", 0.5)
    now[0] = 100.0
    progress.stage("end", 1.0)
    assert [line.split("about ")[1] for line in lines] == ["50 s left", "1 s left"]
    assert 0 < BEFORE_YEAR + AFTER_YEAR < 1
