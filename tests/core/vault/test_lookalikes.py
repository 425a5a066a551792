"""A name that looks the same is the same: whatever alphabet, width or unseen sign it was written with."""

from __future__ import annotations

import unicodedata

import pytest

from suar.core.vault import sounds
from suar.core.vault.lookalikes import fold


@pytest.mark.parametrize(
    "written",
    [
        "\u0412udi",  # a Cyrillic capital
        "Bud\u0456",  # a Cyrillic small letter
        "\u0392ud\u03b9",  # Greek
        "\uff22\uff55\uff44\uff49",  # full width
        "\u24b7\u24e4\u24d3\u24d8",  # in circles
        "\U0001d401\U0001d42e\U0001d41d\U0001d422",  # bold of mathematics
        "Bu\u200bd\u2060i\ufe0f",  # parted by what nobody sees
        "B\u034fu\u00addi\U000e0064",
        "B\u0336u\u0336d\u0336i\u0336",  # crossed out
        "Bud\u0131",  # without its dot
        "B\u00fad\u00ec",  # with accents
    ],
)
def test_what_looks_like_a_name_is_that_name(written: str) -> None:
    assert fold(written) == "Budi"
    assert [word.text for word in sounds.words(written)] == ["budi"]


def test_a_capital_that_looks_like_ours_does_not_escape_by_being_small() -> None:
    for letter in "\u0412\u041a\u041c\u041d\u0422\u0392\u039a\u03a4\u03a7":
        capital, small = fold(letter), fold(letter.lower())
        assert capital.isascii() and capital.isupper(), unicodedata.name(letter)
        assert small.isascii() and small.islower(), unicodedata.name(letter)


def test_what_looks_like_nothing_of_ours_stays_and_plain_text_is_not_touched() -> None:
    assert fold("\u0416 \u4f0d") == "\u0416 \u4f0d"
    assert fold("Sa'diyah binti A. Rahman, 40 th.") == "Sa'diyah binti A. Rahman, 40 th."


@pytest.mark.parametrize(
    ("written", "meant"), [("Bud1", "Budi"), ("4nd1", "Andi"), ("R1z4l1", "Rizali"), ("8udi", "Budi")]
)
def test_digits_among_letters_are_read_as_letters(written: str, meant: str) -> None:
    assert not sounds.voiced(sounds.letters(written)).isdisjoint(sounds.voiced(sounds.letters(meant)))


def test_a_long_row_of_digits_costs_no_more_than_a_name() -> None:
    assert len(sounds.skeletons("1717171717171717a")) <= sounds.MOST_KEYS
