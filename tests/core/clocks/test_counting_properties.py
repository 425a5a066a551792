"""What holds for every event, pause and limit."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from suar.core.clocks.engine import WIB, Calendar, Pause, Rule, due
from suar.core.clocks.pauses import joined
from tests.core.clocks.builders import make_rule

CALENDAR = Calendar.indonesia(closures=[date(2026, 7, 7)])
NEVER_STOPPED = ("immediately", "same_day")
UNITS = ("hours", "calendar_days", "days_unspecified", "working_days", "months", "years")

moments = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(WIB))
spans = st.tuples(moments, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=40))).map(
    lambda span: (span[0], span[0] + span[1])
)
near_pauses = st.lists(spans, max_size=4)
zones = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@st.composite
def rules(draw: st.DrawFn, *, forward: bool = False) -> Rule:
    unit = draw(st.sampled_from(UNITS))
    amount = draw(st.integers(1, 3 if unit in ("months", "years") else 60))
    extension = draw(st.none() | st.integers(1, 30).map(lambda more: f"{more} {unit}"))
    days = unit in ("calendar_days", "days_unspecified")
    inclusive = days and draw(st.booleans())
    month_days = draw(st.sampled_from((None, 30))) if unit == "months" else None
    back = not forward and not inclusive and draw(st.booleans())
    return make_rule(f"{amount} {unit}", extension, inclusive=inclusive, month_days=month_days, counts_back=back)


@st.composite
def pauses_about(draw: st.DrawFn, event: datetime) -> list[Pause]:
    """Pauses that begin within two months around the event: most of them matter."""
    pairs = draw(st.lists(st.tuples(st.integers(-60 * 24, 60 * 24), st.integers(0, 20 * 24)), max_size=4))
    return [(event + timedelta(hours=begin), event + timedelta(hours=begin + length)) for begin, length in pairs]


@given(rules(forward=True), moments, st.data())
def test_a_pause_never_shortens(rule: Rule, event: datetime, data: st.DataObject) -> None:
    paused = data.draw(pauses_about(event))
    assert due(rule, event, paused, CALENDAR) >= due(rule, event, (), CALENDAR)
    assert due(rule, event, paused, CALENDAR) >= due(rule, event, paused[1:], CALENDAR)


@given(rules(), moments, st.data(), zones)
def test_the_zone_of_the_input_does_not_matter(
    rule: Rule, event: datetime, data: st.DataObject, zone: timezone
) -> None:
    paused = data.draw(pauses_about(event))
    elsewhere = [(begins.astimezone(zone), ends.astimezone(zone)) for begins, ends in paused]
    here = due(rule, event, paused, CALENDAR)
    assert due(rule, event.astimezone(zone), elsewhere, CALENDAR) == here
    assert here.utcoffset() == timedelta(hours=7)


@given(rules(), moments, st.data())
def test_the_order_and_the_overlap_of_pauses_do_not_matter(rule: Rule, event: datetime, data: st.DataObject) -> None:
    paused = data.draw(pauses_about(event))
    shuffled = data.draw(st.permutations(paused)) + paused
    assert due(rule, event, shuffled, CALENDAR) == due(rule, event, paused, CALENDAR)


@given(st.sampled_from(("hours", "calendar_days", "days_unspecified", "working_days")), st.integers(1, 60), st.data())
def test_a_later_event_is_never_due_earlier(unit: str, amount: int, data: st.DataObject) -> None:
    rule = make_rule(f"{amount} {unit}", counts_back=data.draw(st.booleans()))
    first, second = sorted((data.draw(moments), data.draw(moments)))
    paused = data.draw(pauses_about(first))
    assert due(rule, first, paused, CALENDAR) <= due(rule, second, paused, CALENDAR)


@given(st.sampled_from(("months", "years")), st.integers(1, 30), moments, moments)
def test_a_later_day_is_never_due_on_an_earlier_day(unit: str, amount: int, one: datetime, other: datetime) -> None:
    rule = make_rule(f"{amount} {unit}")
    first, second = sorted((one, other))
    assert due(rule, first).date() <= due(rule, second).date()


@given(rules(forward=True), moments, st.data())
def test_an_extension_is_never_earlier(rule: Rule, event: datetime, data: st.DataObject) -> None:
    paused = data.draw(pauses_about(event))
    extended = due(rule, event, paused, CALENDAR, extended=True)
    assert extended > due(rule, event, paused, CALENDAR) or rule.extension is None


@given(st.integers(1, 60), moments, st.data(), st.booleans())
def test_a_working_day_limit_is_never_on_a_day_off(
    days: int, event: datetime, data: st.DataObject, counts_back: bool
) -> None:
    paused = data.draw(pauses_about(event))
    answer = due(make_rule(f"{days} working_days", counts_back=counts_back), event, paused, CALENDAR)
    assert CALENDAR.is_working(answer.date())
    assert answer.weekday() < 5
    assert answer.date() not in CALENDAR.days_off
    assert (answer.hour, answer.minute, answer.second) == (23, 59, 59)
    assert not any(begins < answer + timedelta(seconds=1) and ends > answer for begins, ends in joined(paused))


@given(st.integers(1, 30), moments)
def test_as_many_working_days_lie_between_as_the_limit_says(days: int, event: datetime) -> None:
    last = due(make_rule(f"{days} working_days"), event, (), CALENDAR).date()
    after = [event.date() + timedelta(days=n) for n in range(1, (last - event.date()).days + 1)]
    assert sum(map(CALENDAR.is_working, after)) == days


@given(st.integers(1, 30), moments)
def test_counted_forward_from_a_backward_limit_the_event_is_just_in_time(days: int, event: datetime) -> None:
    latest = due(make_rule(f"{days} working_days", counts_back=True), event, (), CALENDAR)
    reached = due(make_rule(f"{days} working_days"), latest, (), CALENDAR)
    next_working = due(make_rule("1 working_days"), event - timedelta(days=1), (), CALENDAR)
    assert latest < event
    assert reached == next_working


@given(st.integers(1, 400), moments, st.data())
def test_the_running_time_of_a_paused_clock_is_its_limit(hours: int, event: datetime, data: st.DataObject) -> None:
    paused = joined(data.draw(pauses_about(event)))
    for back in (False, True):
        limit = due(make_rule(f"{hours} hours", counts_back=back), event, paused, CALENDAR)
        first, last = sorted((event, limit))
        stood = sum((max(min(ends, last) - max(begins, first), timedelta(0)) for begins, ends in paused), timedelta(0))
        assert last - first - stood == timedelta(hours=hours)


@given(near_pauses)
def test_joined_pauses_are_apart_in_order_and_cover_the_same_time(paused: list[Pause]) -> None:
    result = joined(paused)
    assert all(begins < ends for begins, ends in result)
    assert all(former[1] < latter[0] for former, latter in pairwise(result))
    for begins, ends in paused:
        assert begins == ends or any(first <= begins and ends <= last for first, last in result)
    edges = {moment for pause in paused for moment in pause}
    assert all(moment in edges for pause in result for moment in pause)


@given(st.integers(1, 60), moments)
def test_detention_ends_as_many_days_after_its_first_as_it_has_less_one(days: int, event: datetime) -> None:
    answer = due(make_rule(f"{days} calendar_days", inclusive=True), event)
    assert (answer.date() - event.date()).days == days - 1


@given(st.sampled_from(NEVER_STOPPED), moments, st.data())
def test_what_is_due_at_once_or_today_is_due_on_the_day(unit: str, event: datetime, data: st.DataObject) -> None:
    answer = due(make_rule(unit), event, data.draw(pauses_about(event)), CALENDAR)
    assert answer.date() == event.date()
    assert answer >= event.replace(microsecond=0)
