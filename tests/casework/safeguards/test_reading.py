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


@pytest.mark.parametrize("verb", ["read.duty", "read.finding", "read.import", "read.complaint", "read.material"])
def test_whatever_page_tells_about_a_child_is_a_file_that_was_opened(verb: str) -> None:
    reads = [Read(NOON + timedelta(minutes=n), verb, f"anak-{n}") for n in range(15)]
    assert (signs(reads[:14]), signs(reads)) == ({}, {"hour": 15})
    same = [Read(read.at, "read.case", read.subject) for read in reads]
    assert signs([*reads, *same]) == {"hour": 15}, "a file and its duty are one file"


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


# many days


def patient(files_a_day: int, days: int) -> dict[date, set[str]]:
    """So many other files on each of the days up to this one."""
    return {NOON.date() - timedelta(days=n): {f"anak-{n}-{i}" for i in range(files_a_day)} for n in range(days)}


def over(days: dict[date, set[str]], told: dict[str, date] | None = None) -> dict[str, int]:
    """The signs of many days at noon, by the rule in force."""
    counted = {
        code: reading.read_only(days, NOON.date(), n, (told or {}).get(code)) for code, n in RULE.windows.items()
    }
    found = reading.signs_of([], Usual(), RULE, district_of={}, on_watch=lambda at: False, over=counted)
    return {code: sign["n"] for code, sign in found.items()}


def test_nine_files_a_day_for_two_weeks_are_no_sign_on_any_day_and_one_together() -> None:
    assert signs(opened(9, every=timedelta(minutes=20), at=NOON - timedelta(hours=3))) == {}
    assert over(patient(9, 14)) == {"fortnight": 126}


def test_the_windows_are_told_from_their_number_on_and_not_one_below() -> None:
    assert set(RULE.windows) == {"fortnight", "quarter"}
    for code, window in RULE.windows.items():
        least = RULE.signs[code].at_least
        days = {NOON.date() - timedelta(days=window - 1): {str(n) for n in range(least - 1)}}
        assert code not in over(days)
        days[NOON.date()] = {"satu lagi"}
        assert over(days)[code] == least


def test_a_day_before_the_window_is_not_counted_and_its_first_day_is() -> None:
    for window in RULE.windows.values():
        first = NOON.date() - timedelta(days=window - 1)
        assert reading.read_only({first: {"satu"}}, NOON.date(), window, None) == 1
        assert reading.read_only({first - timedelta(days=1): {"satu"}}, NOON.date(), window, None) == 0
        assert reading.read_only({NOON.date() + timedelta(days=1): {"satu"}}, NOON.date(), window, None) == 0


def test_a_file_counts_once_however_often_and_on_however_many_days() -> None:
    same = {NOON.date() - timedelta(days=n): {"satu", "dua"} for n in range(14)}
    assert reading.read_only(same, NOON.date(), 14, None) == 2


def test_slower_still_is_seen_by_the_longer_window() -> None:
    assert over(patient(2, 90)) == {"quarter": 180}
    assert over(patient(1, 90)) == {}


def test_what_was_told_is_not_told_again_and_what_comes_after_is() -> None:
    days = patient(9, 14)
    told = {"fortnight": NOON.date() - timedelta(days=1)}
    assert "fortnight" not in over(days, told)
    since = NOON.date() - timedelta(days=7)
    assert over(days, {"fortnight": since}) == {"fortnight": 63}


def test_the_usual_of_a_patient_reader_does_not_raise_these_numbers() -> None:
    own = Usual(days=20, day=9, hour=9, names=9)
    counted = {"fortnight": 126, "quarter": 0}
    found = reading.signs_of([], own, RULE, district_of={}, on_watch=lambda at: False, over=counted)
    assert found == {"fortnight": {"n": 126, "limit": RULE.signs["fortnight"].at_least}}
