"""When nobody at the desk reads, the public form says so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.utils import timezone

from suar.casework.intake import promises
from suar.casework.intake.models import Filing, Opening
from tests.casework.intake.visitor import Visitor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_weekend_is_no_silence_and_the_day_after_the_promise_is() -> None:
    Opening.objects.create(opened_on=date(2026, 11, 20))
    monday_night = datetime.fromisoformat("2026-11-23T23:00:00+07:00")
    assert promises.unread_since(monday_night) is None
    assert promises.unread_since(monday_night + timedelta(hours=2)) == date(2026, 11, 20)


def test_past_the_promise_the_first_page_says_so_and_puts_those_who_answer_first(visitor: Visitor) -> None:
    calm = visitor.get("/")
    assert "sedang tidak membaca" not in calm.words
    Opening.objects.create(opened_on=timezone.localdate() - 20 * DAY)
    page = visitor.get("/")
    said, begin = page.words.index("sedang tidak membaca"), page.words.index("Mulai cerita")
    assert said < page.words.index("129") < begin and page.words.index("110") < begin
    assert said < page.words.index("08111-129-129") < begin
    assert page.text.count('href="tel:110"') == 1
    assert page.wire <= 14_000
    english = visitor.get("/en/")
    assert "not reading" in english.words


def test_a_promise_that_was_broken_is_called_so(visitor: Visitor) -> None:
    code = visitor.file().code
    Filing.objects.update(promise_read_by=timezone.now() - DAY)
    assert "Kami terlambat. Maaf." in visitor.look_up(code).words


def test_a_store_that_is_away_leaves_the_first_page_as_it_is(visitor: Visitor) -> None:
    with patch.object(Opening.objects, "values_list", side_effect=OperationalError):
        assert visitor.get("/").heading == "Ada yang membuatmu tidak aman?"
