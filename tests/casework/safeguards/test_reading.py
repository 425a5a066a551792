"""What reading somebody should look at: counts against one's own usual days, by dated numbers with their reasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from suar.casework.safeguards import reading
from suar.casework.safeguards.reading import Read, Usual
from suar.core.clocks.calendars import WIB

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=WIB)
RULE = reading.rule_on(NOON.date())


def opened(n: int, *, at: datetime = NOON, every: timedelta = timedelta(minutes=1), whose: str = "anak") -> list[Read]:
    return [Read(at + i * every, "read.case", f"{whose}-{i}") for i in range(n)]


def signs(
    reads: list[Read],
    usual: Usual | None = None,
    *,
    districts: dict[str, str] | None = None,
    on_watch: Callable[[datetime], bool] = lambda at: False,
) -> dict[str, int]:
    found = reading.signs_of(reads, usual or Usual(), RULE, district_of=districts or {}, on_watch=on_watch)
    return {code: sign["n"] for code, sign in found.items()}


def test_an_ordinary_day_has_no_sign() -> None:
    assert signs(opened(14, every=timedelta(minutes=30), at=NOON - timedelta(hours=5))) == {}


def test_many_files_in_an_hour() -> None:
    assert signs(opened(14)) == {}
    assert signs(opened(15)) == {"hour": 15}


def test_an_hour_is_any_sixty_minutes_and_a_file_counts_once() -> None:
    late = NOON + timedelta(minutes=50)
    assert signs(opened(8, at=late, whose="a") + opened(8, at=late + timedelta(minutes=20), whose="b")) == {"hour": 16}
    assert signs([Read(NOON, "read.case", "satu")] * 200) == {}


def test_many_files_in_a_day() -> None:
    assert signs(opened(30, every=timedelta(minutes=10), at=NOON - timedelta(hours=4)))["day"] == 30


def test_what_is_usual_for_oneself_raises_the_number_and_never_lowers_it() -> None:
    busy, quiet = Usual(days=20, day=20, hour=9, names=0), Usual(days=20, day=2, hour=1, names=0)
    reads = opened(20, every=timedelta(minutes=2))
    assert "hour" not in signs(reads, busy)
    assert signs(reads, quiet) == signs(reads) == {"hour": 20}


def test_few_days_of_work_say_nothing_about_what_is_usual() -> None:
    assert signs(opened(20), Usual(days=4, day=20, hour=20)) == {"hour": 20}


def test_names_shown_many_times() -> None:
    reads = [Read(NOON + timedelta(minutes=n), "read.child_name", "satu") for n in range(12)]
    assert (signs(reads[:11]), signs(reads)) == ({}, {"names": 12})


def test_files_of_districts_that_are_not_ones_own() -> None:
    districts = {f"anak-{n}": "61.08" for n in range(6)}
    own = Usual(days=10, day=5, hour=3, districts=frozenset({"61.71"}))
    assert signs(opened(6), own, districts=districts) == {"elsewhere": 6}
    assert signs(opened(6), Usual(days=2), districts=districts) == {}
    assert signs(opened(6), Usual(days=10, districts=frozenset({"61.08"})), districts=districts) == {}


@pytest.mark.parametrize(("hour", "night"), [(21, False), (22, True), (0, True), (4, True), (5, False)])
def test_the_night_is_from_ten_to_five_but_for_whoever_has_the_watch(hour: int, night: bool) -> None:
    reads = opened(3, at=NOON.replace(hour=hour))
    assert signs(reads) == ({"night": 3} if night else {})
    assert signs(reads, on_watch=lambda at: True) == {}


def test_searching_without_opening() -> None:
    def searched(found: str) -> list[Read]:
        return [Read(NOON + timedelta(minutes=n), reading.SEARCH, shown=frozenset({found})) for n in range(12)]

    assert signs(searched("berkas")) == {"searches": 12}
    worked = [*searched("berkas"), Read(NOON + timedelta(minutes=12), "read.case", "anak", frozenset({"berkas"}))]
    assert signs(worked) == {}
    later = [*searched("berkas"), Read(NOON + timedelta(hours=1), "read.case", "anak", frozenset({"berkas"}))]
    assert signs(later) == {"searches": 12}


def test_the_usual_day_is_a_median_of_days_with_work() -> None:
    days = {date(2026, 11, n): opened(n, every=timedelta(hours=2)) for n in (1, 2, 9)}
    usual = reading.usual_of(days | {date(2026, 11, 20): []}, {"61.71"})
    assert (usual.days, usual.day, usual.is_known) == (3, 2, False)
    assert reading.usual_of({}, set()) == Usual()


def test_every_number_has_its_reason_and_the_rule_its_day() -> None:
    assert all(len(limit.note) > 40 for limit in RULE.signs.values())
    assert RULE.effective_from <= NOON.date()
    assert reading.rule_on(date(2000, 1, 1)).id == RULE.id


def test_the_words_ask_and_never_blame() -> None:
    from suar.casework.safeguards.alarm_kinds import KINDS
    from suar.casework.safeguards.panels import SIGNS

    said = " ".join(str(word) for kind in KINDS for word in (kind.words, kind.advice)) + " ".join(
        map(str, SIGNS.values())
    )
    assert not any(word in said.casefold() for word in ("curiga", "pelanggar", "mencuri", "tersangka", "bersalah"))
    assert set(SIGNS) == set(RULE.signs)
