"""Who is left to sign, by the dates of the appointments. No database."""

from __future__ import annotations

from datetime import date

import pytest

from suar.registry.accounts.vacancy import Held, who_may_sign

ENDS, BEGINS = date(2026, 12, 31), date(2027, 2, 1)
FOUR = [
    Held(1, "ketua", date(2023, 1, 1), ENDS),
    Held(2, "wakil", date(2023, 1, 1), ENDS),
    Held(3, "divisi_pengaduan", date(2023, 1, 1)),
    Held(4, "sekretariat", date(2023, 1, 1)),
]
SIGN = {"ketua", "wakil", "divisi_pengaduan"}


@pytest.mark.parametrize(
    ("on", "without", "able"),
    [
        (ENDS, set(), {1, 2, 3}),
        (ENDS, {1}, {2, 3}),
        (date(2027, 1, 1), set(), {3}),
        (date(2027, 1, 1), {3}, set()),
        (date(2022, 12, 31), set(), set()),
    ],
)
def test_a_role_signs_on_its_days_alone(on: date, without: set[int], able: set[int]) -> None:
    assert who_may_sign(FOUR, on, roles=SIGN, without=without).able == able


def test_where_a_second_person_is_there_is_nothing_to_advise() -> None:
    assert who_may_sign(FOUR, ENDS, roles=SIGN, without={1}).advice == ""


def test_where_somebody_begins_later_one_waits_for_that_day() -> None:
    held = [*FOUR, Held(5, "ketua", BEGINS)]
    left = who_may_sign(held, date(2027, 1, 1), roles=SIGN, without={3})
    assert left.next_on == BEGINS and "01-02-2027" in left.advice


def test_where_nobody_comes_an_appointment_is_asked_for_and_no_role_is_lent() -> None:
    left = who_may_sign(FOUR, date(2027, 1, 1), roles=SIGN, without={3})
    assert left.next_on is None and "SK pengangkatan" in left.advice
