"""Keyset pages: every row once, there and back, whatever is added meanwhile."""

from __future__ import annotations

import base64
import datetime as dt
import json

import pytest
from django.contrib.contenttypes.models import ContentType
from hypothesis import given
from hypothesis import strategies as st

from suar.core.ui.paging import Page, cursor, page
from suar.registry.accounts.models import Session

ORDER = ("app_label", "-pk")


UNREADABLE = ["", "x", "!!!", "W10", "WzFd", "W3sieCI6MX0sMV0", "bnVsbA", "W251bGwsW11d", "é"]
# Cursors of the right shape whose values no row could have.
WRONG: list[list[object]] = [["a", "x"], ["a", 1e400], [1, "1; drop"], ["\0", 1], ["a", {"t": "2026"}], ["a", {}]]
WRONG += [["\ud800", 1]]
# Moments that no row could have; the first two leave the calendar in another zone.
NO_MOMENT = ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-11-24T08:00:00", "0001-01-01"]


def marked(values: list[object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


@pytest.fixture
def rows(db: None) -> list[int]:
    ContentType.objects.all().delete()
    labels = ["b", "a", "c", "a", "b"]
    for i in range(25):
        ContentType.objects.create(app_label=labels[i % 5], model=f"m{i}")
    return list(ContentType.objects.order_by(*ORDER).values_list("pk", flat=True))


def walk(size: int) -> list[Page[ContentType]]:
    pages = [page(ContentType.objects.all(), {}, ORDER, size)]
    while pages[-1].older:
        pages.append(page(ContentType.objects.all(), {"lama": pages[-1].older}, ORDER, size))
    return pages


def keys(one: Page[ContentType]) -> list[int]:
    return [row.pk for row in one.rows]


@pytest.mark.parametrize("size", [1, 4, 5, 24, 25, 26])
def test_going_on_shows_every_row_once_and_in_order(rows: list[int], size: int) -> None:
    assert [key for one in walk(size) for key in keys(one)] == rows


@pytest.mark.parametrize("size", [1, 4, 5, 24])
def test_going_back_shows_the_same_pages(rows: list[int], size: int) -> None:
    there = walk(size)
    here = there[-1]
    for expected in reversed(there[:-1]):
        here = page(ContentType.objects.all(), {"baru": here.newer}, ORDER, size)
        assert keys(here) == keys(expected)
    assert here.newer == ""
    assert there[0].newer == ""


def test_a_row_added_before_moves_nothing(rows: list[int]) -> None:
    first = page(ContentType.objects.all(), {}, ORDER, 5)
    ContentType.objects.create(app_label="a", model="added")
    assert keys(page(ContentType.objects.all(), {"lama": first.older}, ORDER, 5)) == rows[5:10]


def test_an_empty_list_has_one_empty_page(db: None) -> None:
    one = page(ContentType.objects.none(), {}, ORDER, 5)
    assert (one.rows, one.older, one.newer) == ([], "", "")


@pytest.mark.parametrize("name", ["lama", "baru"])
@pytest.mark.parametrize("text", [*UNREADABLE, *map(marked, WRONG)])
def test_a_mangled_link_gives_the_first_page(rows: list[int], name: str, text: str) -> None:
    assert keys(page(ContentType.objects.all(), {name: text}, ORDER, 5)) == rows[:5]


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    found = cursor(text, ORDER)
    assert found is None or len(found) == 2


def test_a_moment_survives_the_address() -> None:
    from suar.core.ui.paging import mark

    row = ContentType(app_label="x", model="y")
    at = dt.datetime(2026, 11, 24, 14, 5, 1, 2, tzinfo=dt.UTC)
    row.opened_at = at  # type: ignore[attr-defined]  # stands for a model with a moment
    row.day = at.date()  # type: ignore[attr-defined]  # as above
    assert cursor(mark(row, ("-opened_at", "day")), ("-opened_at", "day")) == [at, at.date()]


@pytest.mark.parametrize("text", NO_MOMENT)
def test_a_moment_that_no_row_could_have_gives_the_first_page(db: None, text: str) -> None:
    row = Session.objects.create(place="a", sealed=b"", expire_date=dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    for name in ("lama", "baru"):
        shown = page(Session.objects.all(), {name: marked([{"t": text}, "a"])}, ("-expire_date", "-pk"))
        assert shown.rows == [row]


def test_a_link_of_nothing_but_brackets_is_no_error() -> None:
    """A hundred thousand of them fit into an address; Python's reader of JSON gives up on them in its own way."""
    assert cursor(base64.urlsafe_b64encode(b"[" * 90_000).decode(), ORDER) is None
