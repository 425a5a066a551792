"""A flood is set apart sealed, never refused; a right code is answered at once, however many wrong ones came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from suar.casework.intake import actions as public
from suar.casework.intake import flood
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing
from tests.casework.intake.visitor import CHILD, Visitor

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC) + timedelta(hours=1)  # the key of the day is made by the fixture, before it


@pytest.fixture(autouse=True)
def calm(settings: Settings) -> None:
    """A flood begins with the sixth filing of a minute."""
    settings.SUAR_FLOOD_RATE = 5


def filed(now: datetime, *, took: timedelta = timedelta(minutes=3)) -> str:
    draft = Draft.begin(now - took, "review").answering({"story": "Ada akun yang mengancamku."})
    return public.file(draft=draft, now=now).filing.doubt


@pytest.mark.usefixtures("visitor")
def test_above_the_rate_what_comes_is_set_apart_by_how_it_came_and_nothing_is_refused() -> None:
    calm_ones = [filed(NOW + timedelta(seconds=n)) for n in range(5)]
    flooded = filed(NOW + timedelta(seconds=6))
    hasty = filed(NOW + timedelta(seconds=7), took=timedelta(seconds=2))
    assert (calm_ones, flooded, hasty) == ([""] * 5, Filing.Doubt.RATE, Filing.Doubt.HASTY)
    assert Filing.objects.count() == 7
    assert Filing.objects.waiting().count() == 5 and Filing.objects.quarantined().count() == 2


@pytest.mark.usefixtures("visitor")
def test_a_minute_later_the_flood_is_over_and_a_hasty_child_is_no_flood() -> None:
    for n in range(8):
        filed(NOW + timedelta(seconds=n))
    assert filed(NOW + timedelta(seconds=70), took=timedelta(seconds=3)) == ""


def test_a_field_that_nobody_sees_sets_apart_whoever_fills_it_and_gives_a_receipt_all_the_same(
    visitor: Visitor,
) -> None:
    receipt = visitor.press(visitor.fill(CHILD), "kirim", situs="https://contoh.invalid")
    assert receipt.status == 200 and len(receipt.code) == 20
    assert Filing.objects.get().doubt == Filing.Doubt.TRAP
    assert visitor.look_up(receipt.code).heading == "Sampai di mana"


def test_the_field_is_on_the_page_and_out_of_everybodys_way(visitor: Visitor) -> None:
    review = visitor.fill(CHILD)
    assert 'name="situs" tabindex="-1" aria-hidden="true" autocomplete="off"' in review.text


def test_wrong_codes_wait_ever_longer_and_the_right_one_never(visitor: Visitor) -> None:
    code = visitor.file().code
    waits = [float(visitor.look_up("1111 2222 3333 4444 5555").response.headers[flood.WAIT]) for _n in range(60)]
    assert waits[: flood.FREE_TRIES] == [0.0] * flood.FREE_TRIES
    assert waits == sorted(waits) and 1.5 < waits[-1] <= flood.LONGEST
    right = visitor.look_up(code)
    assert right.heading == "Sampai di mana" and flood.WAIT not in right.response.headers


def test_what_is_remembered_of_wrong_codes_is_when_and_nothing_else(visitor: Visitor) -> None:
    visitor.look_up("1111 2222 3333 4444 5555")
    (moment,) = flood.wrong_tries.moments
    assert isinstance(moment, datetime)


def test_a_clock_that_is_set_back_begins_the_minute_anew() -> None:
    minute = flood.Minute()
    assert [minute.count(NOW + timedelta(seconds=n)) for n in range(3)] == [1, 2, 3]
    assert minute.count(NOW - timedelta(hours=1)) == 1


@pytest.mark.usefixtures("visitor")
def test_a_thousand_junk_filings_in_a_minute_are_all_kept_and_a_genuine_one_among_them_too(settings: Settings) -> None:
    settings.SUAR_FLOOD_RATE = 20
    for n in range(1000):
        filed(NOW + timedelta(milliseconds=50 * n), took=timedelta(seconds=1))
    genuine = Draft.begin(NOW - timedelta(minutes=4), "review").answering({"safe": "now", "story": "Aku takut pulang."})
    kept = public.file(draft=genuine, now=NOW + timedelta(seconds=50)).filing
    assert Filing.objects.count() == 1001
    assert Filing.objects.waiting().count() == 20
    assert kept.doubt == Filing.Doubt.RATE
    assert public.look_up(genuine.receipt, genuine.word) is not None
