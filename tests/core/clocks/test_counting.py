"""The counting rules, one table each, to be read by a lawyer: length, event, due. All times are Pontianak's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from suar.core.clocks.engine import (
    WIB,
    Calendar,
    NaiveMoment,
    NoDueMoment,
    OutsideCalendar,
    PauseEndsBeforeItBegins,
    due,
    due_many,
)
from tests.core.clocks.builders import at, make_rule, pauses

MOMENT_TABLE = [
    # "3x24 jam" is 72 clock hours from a time of day, not three dates
    ("72 hours", "2026-03-06 16:30", "2026-03-09 16:30:00"),
    ("24 hours", "2026-12-31 23:59", "2027-01-01 23:59:00"),
    ("4 hours", "2026-03-21 22:00", "2026-03-22 02:00:00"),
    # the new KUHAP: Hari = 24 jam; weekends and holidays count
    ("1 calendar_days", "2026-03-20 08:15", "2026-03-21 08:15:00"),
    ("7 calendar_days", "2026-03-18 10:00", "2026-03-25 10:00:00"),
    ("14 calendar_days", "2026-02-20 00:00", "2026-03-06 00:00:00"),
    ("1 calendar_days", "2028-02-28 09:00", "2028-02-29 09:00:00"),
    # a law that says only "hari" is counted the same way
    ("14 days_unspecified", "2026-02-20 09:00", "2026-03-06 09:00:00"),
    ("90 days_unspecified", "2026-01-15 09:00", "2026-04-15 09:00:00"),
    # months and years keep day and hour, cut to the month's last day
    ("1 months", "2026-01-31 14:00", "2026-02-28 14:00:00"),
    ("1 months", "2028-01-31 14:00", "2028-02-29 14:00:00"),
    ("1 months", "2026-02-28 14:00", "2026-03-28 14:00:00"),
    ("6 months", "2026-08-31 08:00", "2027-02-28 08:00:00"),
    ("1 months", "2026-12-15 08:00", "2027-01-15 08:00:00"),
    ("1 years", "2028-02-29 10:00", "2029-02-28 10:00:00"),
    ("3 years", "2022-05-09 00:00", "2025-05-09 00:00:00"),
    ("18 years", "2026-06-01 12:00", "2044-06-01 12:00:00"),
    # "segera", without a number: the event's moment
    ("immediately", "2026-03-20 23:10", "2026-03-20 23:10:00"),
    # by the end of the day, also on a holiday
    ("same_day", "2026-03-21 00:05", "2026-03-21 23:59:59"),
    ("same_day", "2026-03-21 23:59:59", "2026-03-21 23:59:59"),
]


@pytest.mark.parametrize(("length", "event", "expected"), MOMENT_TABLE)
def test_limits_that_run_from_the_moment(length: str, event: str, expected: str) -> None:
    assert due(make_rule(length), at(event)) == at(expected)


WORKING_TABLE = [
    # the event's own day is not counted
    (1, "2026-03-02 08:00", "2026-03-03"),
    (1, "2026-03-02 23:59", "2026-03-03"),
    (5, "2026-03-02 08:00", "2026-03-09"),
    # from Friday over the weekend, from Saturday and from Sunday
    (1, "2026-03-06 10:00", "2026-03-09"),
    (1, "2026-03-07 10:00", "2026-03-09"),
    (2, "2026-03-08 10:00", "2026-03-10"),
    # Nyepi and Idul Fitri 2026: cuti bersama 18 and 20, holidays 19, 21 and 22, cuti bersama 23 and 24 March
    (1, "2026-03-17 10:00", "2026-03-25"),
    (3, "2026-03-16 10:00", "2026-03-26"),
    # Imlek: Monday 16 February is cuti bersama, Tuesday 17 a holiday
    (1, "2026-02-13 10:00", "2026-02-18"),
    # Christmas: Thursday 24 December is cuti bersama, Friday 25 a holiday
    (1, "2026-12-23 10:00", "2026-12-28"),
    # over the turn of the year: Friday 1 January 2027 is a holiday
    (2, "2026-12-30 10:00", "2027-01-04"),
    (60, "2026-01-05 08:00", "2026-04-10"),
]


@pytest.mark.parametrize(("days", "event", "expected"), WORKING_TABLE)
def test_working_days_end_at_the_last_second_of_the_last(days: int, event: str, expected: str) -> None:
    assert due(make_rule(f"{days} working_days"), at(event)) == at(f"{expected} 23:59:59")


def test_a_local_closure_is_no_working_day() -> None:
    flooded = Calendar.indonesia(range(2026, 2028), closures=[at("2026-03-03 00:00").date()])
    assert due(make_rule("1 working_days"), at("2026-03-02 08:00"), (), flooded) == at("2026-03-04 23:59:59")


# A 2025 judgment of a district court lists the stages so: 20 days, then 40 by extension.
DETENTION_TABLE = [
    ("20 days_unspecified", "2024-12-05 13:00", "2024-12-24"),
    ("40 days_unspecified", "2024-12-25 00:00", "2025-02-02"),
    ("1 days_unspecified", "2026-03-02 23:59", "2026-03-02"),
    ("7 days_unspecified", "2026-02-25 09:00", "2026-03-03"),
    ("30 calendar_days", "2028-02-01 09:00", "2028-03-01"),
]


@pytest.mark.parametrize(("length", "event", "last_day"), DETENTION_TABLE)
def test_detention_counts_its_first_day(length: str, event: str, last_day: str) -> None:
    assert due(make_rule(length, inclusive=True), at(event)) == at(f"{last_day} 23:59:59")


def test_an_extended_detention_is_one_row_of_days() -> None:
    rule = make_rule("20 days_unspecified", "40 days_unspecified", inclusive=True)
    assert due(rule, at("2024-12-05 13:00"), extended=True) == at("2025-02-02 23:59:59")


DETENTION_PAUSES = [
    # three times 24 hours in hospital: three days more
    (["2026-03-05 08:00 / 2026-03-08 08:00"], "2026-03-24"),
    (["2026-03-05 00:00 / 2026-03-08 00:00"], "2026-03-24"),
    # written with the last second of the third day
    (["2026-03-05 00:00 / 2026-03-07 23:59:59"], "2026-03-24"),
    # what is left over from whole days is no pause, in favour of liberty
    (["2026-03-05 08:00 / 2026-03-05 20:00"], "2026-03-21"),
    (["2026-03-05 08:00 / 2026-03-08 20:00"], "2026-03-24"),
    # twice a day and a half makes three days
    (["2026-03-05 08:00 / 2026-03-06 20:00", "2026-03-10 08:00 / 2026-03-11 20:00"], "2026-03-24"),
    # before the detention and after its end nothing is paused
    (["2026-02-20 00:00 / 2026-02-27 00:00"], "2026-03-21"),
    (["2026-03-22 00:00 / 2026-03-25 00:00"], "2026-03-21"),
    # a pause on a day that only counts because of an earlier pause
    (["2026-03-05 00:00 / 2026-03-06 00:00", "2026-03-22 00:00 / 2026-03-23 00:00"], "2026-03-23"),
]


@pytest.mark.parametrize(("spans", "last_day"), DETENTION_PAUSES)
def test_paused_days_are_no_detention(spans: list[str], last_day: str) -> None:
    rule = make_rule("20 calendar_days", inclusive=True)
    assert due(rule, at("2026-03-02 15:00"), pauses(*spans)) == at(f"{last_day} 23:59:59")


MOMENT_PAUSES = [
    (["2026-03-04 10:00 / 2026-03-05 12:00"], "2026-03-10 14:00"),
    # two that overlap are one; two that do not add up
    (["2026-03-04 10:00 / 2026-03-05 12:00", "2026-03-05 00:00 / 2026-03-05 20:00"], "2026-03-10 22:00"),
    (["2026-03-05 12:00 / 2026-03-05 13:00", "2026-03-03 10:00 / 2026-03-03 12:00"], "2026-03-09 15:00"),
    # only the part inside the running clock: before the event nothing, across it the rest
    (["2026-02-01 00:00 / 2026-03-01 00:00"], "2026-03-09 12:00"),
    (["2026-03-01 00:00 / 2026-03-02 18:00"], "2026-03-09 18:00"),
    # begun before the limit, the whole of it; at or after the limit, nothing
    (["2026-03-09 11:00 / 2026-03-19 11:00"], "2026-03-19 12:00"),
    (["2026-03-09 12:00 / 2026-03-19 11:00"], "2026-03-09 12:00"),
    # a second pause that the clock reaches only because of the first
    (["2026-03-04 12:00 / 2026-03-05 12:00", "2026-03-10 00:00 / 2026-03-11 00:00"], "2026-03-11 12:00"),
    # an empty pause, and one in another zone
    (["2026-03-04 10:00 / 2026-03-04 10:00"], "2026-03-09 12:00"),
    (["2026-03-04T03:00+00:00 / 2026-03-04T12:00+09:00"], "2026-03-09 12:00"),
    (["2026-03-04T03:00+00:00 / 2026-03-04T13:00+09:00"], "2026-03-09 13:00"),
]


@pytest.mark.parametrize(("spans", "expected"), MOMENT_PAUSES)
@pytest.mark.parametrize("length", ["168 hours", "7 calendar_days", "7 days_unspecified"])
def test_a_pause_adds_its_length(length: str, spans: list[str], expected: str) -> None:
    assert due(make_rule(length), at("2026-03-02 12:00"), pauses(*spans)) == at(expected)


def test_a_pause_adds_its_length_to_months() -> None:
    paused = pauses("2026-02-10 00:00 / 2026-02-12 06:00")
    assert due(make_rule("1 months"), at("2026-01-31 14:00"), paused) == at("2026-03-02 20:00")


WORKING_PAUSES = [
    # Monday 2 March, three working days: until Thursday the 5th. A touched day is not counted, however short the touch.
    (["2026-03-03 10:00 / 2026-03-03 10:05"], "2026-03-06"),
    (["2026-03-03 10:00 / 2026-03-04 10:00"], "2026-03-09"),
    # ending at midnight does not touch the day that begins then; a second later does
    (["2026-03-03 10:00 / 2026-03-04 00:00"], "2026-03-06"),
    (["2026-03-03 10:00 / 2026-03-04 00:00:01"], "2026-03-09"),
    # the event's own day is not counted anyway; a weekend neither
    (["2026-03-02 10:00 / 2026-03-02 20:00"], "2026-03-05"),
    (["2026-03-07 00:00 / 2026-03-09 00:00"], "2026-03-05"),
    # begun before the event and reaching into the count
    (["2026-02-20 00:00 / 2026-03-03 08:00"], "2026-03-06"),
    # two pauses on one day take one day
    (["2026-03-03 08:00 / 2026-03-03 09:00", "2026-03-03 10:00 / 2026-03-03 11:00"], "2026-03-06"),
    # after the limit
    (["2026-03-06 00:00 / 2026-03-08 00:00"], "2026-03-05"),
]


@pytest.mark.parametrize(("spans", "expected"), WORKING_PAUSES)
def test_a_day_touched_by_a_pause_is_no_working_day(spans: list[str], expected: str) -> None:
    assert due(make_rule("3 working_days"), at("2026-03-02 09:00"), pauses(*spans)) == at(f"{expected} 23:59:59")


def test_the_same_day_and_at_once_know_no_pause() -> None:
    paused = pauses("2026-03-02 00:00 / 2026-03-09 00:00")
    assert due(make_rule("same_day"), at("2026-03-02 09:00"), paused) == at("2026-03-02 23:59:59")
    assert due(make_rule("immediately"), at("2026-03-02 09:00"), paused) == at("2026-03-02 09:00")


BACKWARD_TABLE = [
    # summons at least 7 Hari before the hearing
    ("7 calendar_days", "2026-03-12 09:30", "2026-03-05 09:30"),
    ("3 days_unspecified", "2026-03-02 09:30", "2026-02-27 09:30"),
    ("72 hours", "2026-03-02 09:30", "2026-02-27 09:30"),
    ("1 months", "2026-03-31 09:30", "2026-02-28 09:30"),
    # hearing on Friday: Thursday one, Wednesday two, Tuesday three, and all of Tuesday is still in time
    ("3 working_days", "2026-03-06 09:30", "2026-03-03 23:59:59"),
    ("1 working_days", "2026-03-09 09:30", "2026-03-06 23:59:59"),
    ("1 working_days", "2026-03-08 09:30", "2026-03-06 23:59:59"),
    # over Idul Fitri
    ("1 working_days", "2026-03-25 09:30", "2026-03-17 23:59:59"),
]


@pytest.mark.parametrize(("length", "event", "expected"), BACKWARD_TABLE)
def test_a_backward_clock_gives_the_latest_moment_allowed(length: str, event: str, expected: str) -> None:
    assert due(make_rule(length, counts_back=True), at(event)) == at(expected)


def test_a_pause_before_the_hearing_makes_a_backward_clock_earlier() -> None:
    days = make_rule("7 calendar_days", counts_back=True)
    inside = pauses("2026-03-08 00:00 / 2026-03-10 00:00")
    assert due(days, at("2026-03-12 09:30"), inside) == at("2026-03-03 09:30")
    assert due(days, at("2026-03-12 09:30"), pauses("2026-03-12 10:00 / 2026-03-14 00:00")) == at("2026-03-05 09:30")
    assert due(days, at("2026-03-12 09:30"), pauses("2026-03-01 00:00 / 2026-03-05 09:30")) == at("2026-03-05 09:30")
    working = make_rule("3 working_days", counts_back=True)
    assert due(working, at("2026-03-06 09:30"), pauses("2026-03-04 10:00 / 2026-03-04 11:00")) == at(
        "2026-03-02 23:59:59"
    )


EXTENSION_TABLE = [
    # one unit: one length
    ("10 working_days", "7 working_days", None, "2026-03-02 10:00", "2026-04-01 23:59:59"),
    ("6 months", "6 months", None, "2026-08-31 10:00", "2027-08-31 10:00"),
    # two units: one after the other. A year, then 12 Bulan of 30 Hari each
    ("1 years", "12 months", 30, "2026-01-10 10:00", "2028-01-05 10:00"),
    ("72 hours", "2 working_days", None, "2026-03-03 10:00", "2026-03-10 23:59:59"),
]


@pytest.mark.parametrize(("length", "extension", "month_days", "event", "expected"), EXTENSION_TABLE)
def test_an_extension_is_added_to_the_limit(
    length: str, extension: str, month_days: int | None, event: str, expected: str
) -> None:
    rule = make_rule(length, extension, month_days=month_days)
    assert due(rule, at(event), extended=True) == at(expected)
    assert due(rule, at(event)) < due(rule, at(event), extended=True)


def test_a_rule_without_extension_has_nothing_to_add() -> None:
    assert due(make_rule("24 hours"), at("2026-03-02 10:00"), extended=True) == at("2026-03-03 10:00")


def test_a_month_of_thirty_days_is_no_calendar_month() -> None:
    assert due(make_rule("1 months", month_days=30), at("2026-01-31 14:00")) == at("2026-03-02 14:00")
    assert due(make_rule("6 months", month_days=30), at("2026-01-01 00:00")) == at("2026-06-30 00:00")


def test_a_fixed_date_ends_with_its_day() -> None:
    rule = make_rule("date", effective_to=at("2026-12-31 00:00").date())
    assert due(rule, at("2026-03-06 10:00")) == at("2026-12-31 23:59:59")
    with pytest.raises(NoDueMoment, match="date is not known"):
        due(make_rule("date"), at("2026-03-06 10:00"))


def test_the_day_of_an_event_is_the_day_in_pontianak() -> None:
    # 18:00 UTC on Monday is 01:00 on Tuesday in Pontianak
    event = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
    answer = due(make_rule("1 working_days"), event)
    assert answer.isoformat() == "2026-03-04T23:59:59+07:00"
    assert due(make_rule("24 hours"), event).isoformat() == "2026-03-04T01:00:00+07:00"


def test_the_fixed_offset_is_pontianaks_since_1988() -> None:
    zone = ZoneInfo("Asia/Pontianak")
    first = datetime(1988, 1, 2, tzinfo=UTC)
    assert all(
        (first + timedelta(days=days)).astimezone(zone).utcoffset() == WIB.utcoffset(None) for days in range(40_000)
    )


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    for length in ("24 hours", "1 working_days", "immediately"):
        with pytest.raises(PauseEndsBeforeItBegins, match="2026-03-04T10:00:00"):
            due(make_rule(length), at("2026-03-02 10:00"), pauses("2026-03-04 10:00 / 2026-03-03 10:00"))


def test_a_moment_without_zone_is_refused() -> None:
    naive = datetime(2026, 3, 2, 10)  # noqa: DTZ001 - the case under test
    with pytest.raises(NaiveMoment):
        due(make_rule("24 hours"), naive)
    with pytest.raises(NaiveMoment):
        due(make_rule("24 hours"), at("2026-03-02 10:00"), [(naive, at("2026-03-03 10:00"))])


def test_moments_beyond_the_calendar_are_named() -> None:
    for event in ("9999-12-31 10:00", "1970-01-01 10:00"):
        with pytest.raises(OutsideCalendar, match="leave the calendar"):
            due(make_rule("1 working_days"), at(event))
    with pytest.raises(OutsideCalendar):
        due(make_rule("2 working_days"), at("2100-12-30 10:00"))
    with pytest.raises(OutsideCalendar):
        due(make_rule("2 working_days", counts_back=True), at("1981-01-02 10:00"))
    with pytest.raises(OutsideCalendar):
        due(make_rule("1 working_days"), at("2100-12-01 10:00"), pauses("2100-11-30 00:00 / 2101-12-01 00:00"))
    for length in ("24 hours", "1 months", "1 years", "1000000 years"):
        with pytest.raises(NoDueMoment, match="years 1 to 9999"):
            due(make_rule(length), at("9999-12-31 10:00"))
    with pytest.raises(NoDueMoment):
        due(make_rule("24 hours"), at("0001-01-01T00:00+23:00"))


def test_many_events_of_one_rule_keep_their_order() -> None:
    events = [at("2026-03-06 10:00"), at("2026-03-02 10:00")]
    assert due_many(make_rule("1 working_days"), events) == [at("2026-03-09 23:59:59"), at("2026-03-03 23:59:59")]
