from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.casework.register.dates import read_birth_date, read_date
from suar.casework.register.reading import Cell
from tests.casework.register.builders import TODAY

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
SHORT = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("3 Jan 2021", (2021, 1, 3)),
        ("9 Januari 2021", (2021, 1, 9)),
        ("08-01-2021", (2021, 1, 8)),
        ("8 - 1 - 2021", (2021, 1, 8)),
        ("08.01.21", (2021, 1, 8)),
        ("1/8/2021", (2021, 8, 1)),
        ("17/6/10", (2010, 6, 17)),
        ("27 Okt '09", (2009, 10, 27)),
        ("27 Okt ’09", (2009, 10, 27)),
        ("27Okt09", (2009, 10, 27)),
        ("3-Agst-2021", (2021, 8, 3)),
        ("12 Nopember 98", (1998, 11, 12)),
        ("12 Pebruari 2020", (2020, 2, 12)),
        ("29 Februari 2020", (2020, 2, 29)),
        ("2021-08-01", (2021, 8, 1)),
        ("2021/8/1", (2021, 8, 1)),
        ("2021-08-01 10:20:00", (2021, 8, 1)),
        ("2021-08-01T10:20:00Z", (2021, 8, 1)),
        ("8 Januari 2021 jam 10.30 WIB", (2021, 1, 8)),
        ("08-01-2021 09:15", (2021, 1, 8)),
        ("Jan 3, 2021", (2021, 1, 3)),
        ("Senin, 4 Januari 2021", (2021, 1, 4)),
        ("Jum'at/8-1-2021", (2021, 1, 8)),
        ("Jumat 8 Januari 2021", (2021, 1, 8)),
        ("  9\u00a0Januari\n2021. ", (2021, 1, 9)),
        (dt.datetime(2021, 1, 2), (2021, 1, 2)),
        (dt.datetime(2021, 1, 2, 15, 30), (2021, 1, 2)),
        (dt.date(2021, 1, 2), (2021, 1, 2)),
        (44198, (2021, 1, 2)),
        (44198.75, (2021, 1, 2)),
        ("44198", (2021, 1, 2)),
    ],
)
def test_a_date_is_read_in_each_spelling(cell: Cell, day: tuple[int, int, int]) -> None:
    reading = read_date(cell, today=TODAY)
    assert reading.value == dt.date(*day)
    assert reading.doubt is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31/02/2021", "31/02/2021 bukan tanggal yang ada."),
        ("30 Februari 2020", "30 Februari 2020 bukan tanggal yang ada."),
        ("29-2-2021", "29-2-2021 bukan tanggal yang ada."),
        ("0/1/2021", "bukan tanggal yang ada"),
        ("8/13/2021", "13 bukan bulan"),
        ("3 Jan", "Tahunnya tidak tertulis"),
        ("3/1", "Tahunnya tidak tertulis"),
        ("Januari 2021", "Harinya tidak tertulis"),
        ("1-2021", "Harinya tidak tertulis"),
        ("3 Foo 2021", "Nama bulan"),
        ("20210103", "tidak terbaca sebagai tanggal"),
        ("kemarin", "bukan tanggal"),
        (2021, "2021 bukan tanggal"),
        (True, "bukan tanggal"),
        (dt.time(3, 0), "bukan tanggal"),
        ("1/1/2201", "Tahun 2201 tidak mungkin"),
        ("1/1/1889", "Tahun 1889 tidak mungkin"),
        ("#REF!", "galat rumus"),
        ("5-3 Jan 2021", "terbalik"),
    ],
)
def test_a_date_that_does_not_exist_or_is_incomplete_is_never_guessed(cell: Cell, reason: str) -> None:
    reading = read_date(cell, today=TODAY)
    assert reading.value is None
    assert reading.doubt is not None
    assert reason in reading.doubt


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "tidak diketahui"])
def test_a_blank_date_has_no_value_and_no_doubt(cell: Cell) -> None:
    reading = read_date(cell, today=TODAY)
    assert (reading.value, reading.text, reading.doubt) == (None, "", None)


def test_a_range_counts_from_its_first_day_and_says_so() -> None:
    reading = read_date("3 s/d 5 Jan 2021", today=TODAY)
    assert reading.value == dt.date(2021, 1, 3)
    assert "rentang" in (reading.doubt or "")


def test_a_misspelt_month_is_read_with_a_doubt() -> None:
    reading = read_date("12 Septembar 2020", today=TODAY)
    assert reading.value == dt.date(2020, 9, 12)
    assert "Septembar" in (reading.doubt or "")


def test_a_day_to_come_is_read_with_a_doubt() -> None:
    reading = read_date("25 November 2026", today=TODAY)
    assert reading.value == dt.date(2026, 11, 25)
    assert "belum terjadi" in (reading.doubt or "")


def test_the_workbook_of_a_mac_counts_its_days_from_1904() -> None:
    assert read_date(42736, today=TODAY, epoch=dt.datetime(1904, 1, 1)).value == dt.date(2021, 1, 2)


def test_a_shifted_telephone_number_is_not_repeated_in_the_reason() -> None:
    assert "0800" not in (read_date("0800-347-3604", today=TODAY).doubt or "")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("Pontianak, 12 Maret 2008", (2008, 3, 12)),
        ("Ptk, 3-5-07", (2007, 5, 3)),
        ("1/8/05", (2005, 8, 1)),
        ("12/3/98", (1998, 3, 12)),
    ],
)
def test_a_birth_date_is_read_also_behind_the_place(cell: str, day: tuple[int, int, int]) -> None:
    assert read_birth_date(cell, today=TODAY).value == dt.date(*day)


def test_a_birth_date_to_come_is_no_value() -> None:
    reading = read_birth_date("25-11-2026", today=TODAY)
    assert reading.value is None
    assert reading.doubt


@given(day=st.dates(dt.date(1990, 1, 1), TODAY), style=st.integers(0, 12))
def test_every_day_comes_back_from_every_spelling(day: dt.date, style: int) -> None:
    long, short, weekday = MONTHS[day.month - 1], SHORT[day.month - 1], DAYS[day.weekday()]
    spellings: list[Cell] = [
        f"{day.day} {long} {day.year}",
        f"{day.day} {short} {day.year}",
        f"{day.day} {short.upper()} '{day:%y}",
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day:%y}",
        f"{day:%d.%m.%Y}",
        f"{weekday}, {day.day} {long} {day.year}",
        f"{weekday}/{day:%d-%m-%Y}",
        f"{day.day} {long} {day.year} pukul 08.05 WIB",
        day.isoformat(),
        dt.datetime.combine(day, dt.time(9, 30)),
        (day - dt.date(1899, 12, 30)).days,
        f"{long.lower()} {day.day}, {day.year}",
    ]
    assert read_date(spellings[style], today=TODAY).value == day


@given(day=st.dates(dt.date(1927, 12, 1), TODAY))
def test_two_figures_mean_the_hundred_years_up_to_next_year(day: dt.date) -> None:
    expected = day if day.year > TODAY.year - 99 else None
    read = read_date(f"{day:%d/%m/%y}", today=TODAY, earliest=1900).value
    assert read is not None
    assert TODAY.year - 99 < read.year <= TODAY.year + 1
    assert expected is None or read == expected
