from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.casework.register.ages import age_on, contradiction, read_age
from suar.casework.register.reading import Age, Cell


@pytest.mark.parametrize(
    ("cell", "age"),
    [
        (8, Age(8)),
        (17.0, Age(17)),
        ("8", Age(8)),
        ("17 th", Age(17)),
        ("16th", Age(16)),
        ("17 Th.", Age(17)),
        ("11 tahun", Age(11)),
        ("(11 tahun)", Age(11)),
        ("1 thn 3 bln", Age(1, 3)),
        ("1tahun2bulan", Age(1, 2)),
        ("1 tahun, 2 bulan", Age(1, 2)),
        ("8 bulan", Age(0, 8)),
        ("15 bln", Age(1, 3)),
        ("2,5 thn", Age(2, 6)),
        (2.5, Age(2, 6)),
        ("10 hari", Age(0)),
        ("6 minggu", Age(0, 1)),
    ],
)
def test_an_age_is_read_in_each_spelling(cell: Cell, age: Age) -> None:
    reading = read_age(cell)
    assert reading.value == age
    assert reading.doubt is None


@pytest.mark.parametrize("cell", ["15-16 th", "15 - 16", "15 s/d 16 tahun", "15/16", "15 th - 16 th", "15 atau 16"])
def test_a_range_keeps_both_ends_with_a_doubt(cell: str) -> None:
    reading = read_age(cell)
    assert reading.value == Age(15, to_years=16)
    assert reading.doubt


@pytest.mark.parametrize("cell", ["± 15 th", "sekitar 15 tahun", "kurang lebih 15", "15 kira-kira"])
def test_an_estimate_is_read_with_a_doubt(cell: str) -> None:
    reading = read_age(cell)
    assert reading.value == Age(15)
    assert "perkiraan" in (reading.doubt or "")


def test_an_adult_is_read_with_a_doubt() -> None:
    assert "18 tahun" in (read_age("30 tahun").doubt or "")
    assert read_age("30 tahun").value == Age(30)


@pytest.mark.parametrize(
    "cell",
    ["<18", "kelas 5", "16 th 3", "-5", -5, "150", "17 thn lebih", True, dt.datetime(2021, 1, 3), "#VALUE!", "16-15"],
)
def test_what_is_no_age_stays_text_with_a_doubt(cell: Cell) -> None:
    reading = read_age(cell)
    assert reading.value is None
    assert reading.text
    assert reading.doubt


@given(
    years=st.integers(0, 17), months=st.integers(0, 11), spelling=st.sampled_from(["{} th {} bln", "{} Tahun {} Bulan"])
)
def test_years_and_months_come_back(years: int, months: int, spelling: str) -> None:
    assert read_age(spelling.format(years, months)).value == Age(years, months)


@pytest.mark.parametrize(
    ("age", "born", "fits"),
    [
        (Age(11), dt.date(2010, 1, 5), True),  # eleven since January
        (Age(11), dt.date(2010, 6, 17), True),  # the running year
        (Age(9), dt.date(2010, 6, 17), False),
        (Age(13), dt.date(2010, 6, 17), False),
        (Age(10, to_years=12), dt.date(2009, 3, 1), True),
        (Age(18), dt.date(2003, 6, 1), False),  # still seventeen: child and adult at once
        (Age(17), dt.date(2003, 1, 1), False),
        (Age(0, 8), dt.date(2020, 6, 1), True),
    ],
)
def test_an_age_contradicts_a_birth_date_beyond_the_running_year_or_across_eighteen(
    age: Age, born: dt.date, fits: bool
) -> None:
    doubt = contradiction(age, born, dt.date(2021, 3, 1))
    assert (doubt is None) is fits


@given(
    born=st.dates(dt.date(2000, 1, 1), dt.date(2020, 12, 31)), day=st.dates(dt.date(2021, 1, 1), dt.date(2021, 12, 31))
)
def test_the_completed_age_never_contradicts_its_birth_date(born: dt.date, day: dt.date) -> None:
    assert contradiction(Age(age_on(born, day)), born, day) is None
