"""What whoever took over the host of the form can make the worker do: no more than was asked for, and not for long."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from suar.casework.complaints import intake_keys, outside
from suar.casework.intake import channel
from suar.casework.intake.models import Filing, Reply
from suar.core.alarms.models import Alarm
from tests.config.test_channel import answers, row
from tests.factories import an_office

pytestmark = [pytest.mark.django_db, pytest.mark.real_clock]


@pytest.fixture(autouse=True)
def office() -> None:
    an_office()
    intake_keys.publish()


def told_of() -> list[str]:
    return [alarm.kind for alarm in Alarm.objects.open()]


def a_filing() -> Filing:
    facts: dict[str, Any] = {"content_tag": b"t", "key_id": "k", "sealed": b"", "filed_on": timezone.localdate()}
    return Filing.objects.create(form_id=uuid4(), lookup_id=uuid4().bytes, reply_key=b"r", taken=True, **facts)


def a_reply() -> Reply:
    return Reply.objects.create(id=uuid4(), filing=a_filing(), sealed=b"x", sent_on=timezone.localdate())


def test_of_more_arrivals_than_were_asked_for_the_rest_is_left_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "MOST_ARRIVALS", 2)
    ids = [UUID(int=n) for n in range(1, 5)]
    rows = [row(Filing, form_id=str(pk), lookup_id=pk.bytes, reply_key=b"r") for pk in ids]
    assert outside.Outside(answers(arrivals={"filing": rows, "further": []})).exchange() == 2
    assert set(Filing.objects.values_list("pk", flat=True)) == set(ids[:2])
    assert "outside.unreadable" in told_of()


def test_a_reply_that_nobody_asked_about_is_not_marked_and_takes_no_statement(
    django_assert_max_num_queries: Any,
) -> None:
    asked, before = a_reply(), a_reply()
    Reply.objects.filter(pk=before.pk).update(read_on=date(2026, 11, 1))
    read = {str(one.pk): "2026-11-20" for one in (asked, before)} | {str(uuid4()): "2026-11-20" for _n in range(300)}
    with django_assert_max_num_queries(40, using="intake"):
        outside.Outside(answers(read=read)).exchange()
    marked = dict(Reply.objects.values_list("pk", "read_on"))
    assert marked == {asked.pk: date(2026, 11, 20), before.pk: date(2026, 11, 1)}
    assert "outside.unreadable" in told_of()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_reply_is_read_on_a_day_that_can_be_reckoned_with(day: str) -> None:
    reply = a_reply()
    outside.Outside(answers(read={str(reply.pk): day})).exchange()
    assert Reply.objects.get().read_on is None and "outside.unreadable" in told_of()


def test_of_more_deleted_codes_than_one_answer_has_the_rest_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "MOST_DELETED", 2)
    deleted = [str(a_filing().pk) for _n in range(3)]
    outside.Outside(answers(deleted=deleted)).exchange()
    assert {str(pk) for pk in Filing.objects.filter(lookup_id=None).values_list("pk", flat=True)} == set(deleted[:2])


@pytest.mark.parametrize("fails", [True, False])
def test_whoever_answers_slowly_is_asked_seldom(fails: bool, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SUAR_INTAKE_CHANNEL = ["false"] if fails else answers()
    clock, asked = [1000.0], list[float]()
    monkeypatch.setattr(outside.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(outside, "_outside", {})
    told = outside._told

    def slowly(*given: Any) -> bytes:
        asked.append(clock[0])
        clock[0] += 50.0
        return told(*given)

    monkeypatch.setattr(outside, "_told", slowly)
    for _n in range(5):
        outside.exchange()
        clock[0] += 51.0
    assert asked == [1000.0, 1254.0]


def test_a_quick_one_is_asked_each_time(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SUAR_INTAKE_CHANNEL = ["false"]
    asked = list[int]()

    def refused(*_given: Any) -> bytes:
        asked.append(1)
        raise OSError

    monkeypatch.setattr(outside, "_outside", {})
    monkeypatch.setattr(outside, "_told", refused)
    for _n in range(3):
        outside.exchange()
    assert len(asked) == 3
