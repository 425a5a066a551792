"""Letter numbers: the pattern decides, a wrong one is explained, no two letters of a period share a number."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from suar.core.documents.numbers import MAX_LENGTH, ROMAN, PatternError, Reset, parse, render

NEW = "{klasifikasi}/{urut:03d}/{unit}/{tahun}"
OLD = "{urut}/LC-KB/{bulan_romawi}/{tahun}"
DAY = dt.date(2026, 11, 24)


def test_the_new_style_prints_classification_counter_unit_and_year() -> None:
    assert render(NEW, n=7, on=DAY, klasifikasi="000.8.3", unit="LC") == "000.8.3/007/LC/2026"


def test_the_old_style_prints_the_month_in_roman_figures() -> None:
    assert render(OLD, n=431, on=DAY) == "431/LC-KB/XI/2026"


def test_a_counter_beyond_its_width_is_never_cut() -> None:
    assert render("{urut:02d}/{tahun}", n=1234, on=DAY) == "1234/2026"


def test_day_and_month_have_two_figures() -> None:
    assert render("{tanggal}.{bulan}.{tahun}-{urut}", n=1, on=dt.date(2026, 3, 4)) == "04.03.2026-1"


@pytest.mark.parametrize(
    ("pattern", "reset", "period"),
    [
        (NEW, Reset.YEARLY, "2026"),
        (OLD, Reset.YEARLY, "2026"),
        ("{urut}/{bulan}", Reset.NEVER, ""),
        ("S-{urut}", Reset.NEVER, ""),
    ],
)
def test_the_counter_starts_anew_with_the_year_only_if_the_year_is_printed(
    pattern: str, reset: Reset, period: str
) -> None:
    parsed = parse(pattern)
    assert parsed.resets is reset
    assert parsed.period(DAY) == period


def test_a_pattern_says_which_texts_it_needs() -> None:
    assert parse(NEW).texts == {"klasifikasi", "unit"}
    assert parse(OLD).texts == frozenset()


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "kosong"),
        ("   ", "kosong"),
        ("{tahun}", "tepat satu kali"),
        ("{urut}/{urut}", "tepat satu kali"),
        ("{urut}/{nama}", "{nama} tidak dikenal"),
        ("{urut:d}", "Lebar"),
        ("{urut:3}", "Lebar"),
        ("{urut:099d}", "Lebar"),
        ("{tahun:02d}/{urut}", "Lebar"),
        ("{urut}{tahun}", "Pisahkan {urut} dan {tahun}"),
        ("{urut}/{tahun", "kurawal"),
        ("}{urut}", "kurawal"),
        ("{{urut}}", "kurawal"),
        ("{urut!r}", "tidak dikenal"),
        ("{urut.__class__}", "tidak dikenal"),
        ("{urut}\n", "spasi di tepi"),
        ("{urut}\x07a", "huruf, angka"),
        ("{urut}/" + "x" * 80, "terlalu panjang"),
    ],
)
def test_a_wrong_pattern_is_explained(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError) as caught:
        parse(pattern)
    assert reason in caught.value.message


def test_a_missing_or_strange_text_is_explained() -> None:
    with pytest.raises(PatternError, match="unit"):
        render(NEW, n=1, on=DAY, klasifikasi="000")
    with pytest.raises(PatternError, match="klasifikasi"):
        render(NEW, n=1, on=DAY, klasifikasi="0/1", unit="LC")
    with pytest.raises(ValueError, match="from 1"):
        render(OLD, n=0, on=DAY)


LITERALS = st.text(alphabet="/-. ABCxyz", min_size=1, max_size=5)
OTHERS = st.lists(st.sampled_from(["{tahun}", "{bulan}", "{bulan_romawi}", "{klasifikasi}", "{unit}"]), max_size=4)


@st.composite
def patterns(draw: st.DrawFn) -> str:
    fields = draw(st.permutations([draw(st.sampled_from(["{urut}", "{urut:03d}", "{urut:06d}"])), *draw(OTHERS)]))
    source = fields[0]
    for field in fields[1:]:
        source += draw(LITERALS) + field
    assume(len(source) <= MAX_LENGTH)
    return source


@given(patterns(), st.integers(1, 9999), st.integers(1, 9999), st.dates(), st.dates())
def test_two_letters_of_one_period_never_share_a_number(
    pattern: str, n: int, m: int, day: dt.date, other: dt.date
) -> None:
    parsed = parse(pattern)
    texts = {"klasifikasi": "000.1", "unit": "LC"}
    one, two = render(parsed, n=n, on=day, **texts), render(parsed, n=m, on=other, **texts)
    if n != m and parsed.period(day) == parsed.period(other) and (day.month, day.day) == (other.month, other.day):
        assert one != two
    if (n, day) == (m, other):
        assert one == two


@given(st.dates(), st.integers(1, 10**6))
def test_the_number_holds_counter_month_and_year(day: dt.date, n: int) -> None:
    counter, month, year = render("{urut}/{bulan_romawi}/{tahun}", n=n, on=day).split("/")
    assert (int(counter), ROMAN.index(month) + 1, int(year)) == (n, day.month, day.year)
