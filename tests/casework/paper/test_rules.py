"""Numbers of sheets: what was typed is read, a slip of the hand is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.casework.paper.rules import LETTERS, MOST, Number, parse
from suar.core.errors import DomainError

NUMBERS = st.builds(Number, st.integers(2021, 2099), st.integers(1, 9999), st.integers(1, MOST))


@given(NUMBERS)
def test_what_is_printed_is_read_back(number: Number) -> None:
    assert parse(str(number)) == number


@given(NUMBERS)
def test_small_letters_spaces_and_a_missing_prefix_are_read_too(number: Number) -> None:
    text = str(number)
    for typed in (text.lower(), text.replace("-", " "), f"  {text} ", text.removeprefix("KP-")):
        assert parse(typed) == number


@given(NUMBERS, st.integers(0, 30), st.sampled_from("0123456789"))
def test_one_wrong_figure_is_always_found(number: Number, where: int, figure: str) -> None:
    text = str(number)
    place = [index for index, char in enumerate(text) if char.isdigit()][where % sum(c.isdigit() for c in text)]
    wrong = text[:place] + figure + text[place + 1 :]
    if wrong != text:
        with pytest.raises(DomainError):
            parse(wrong)


@given(NUMBERS, st.integers(0, 2))
def test_two_neighbours_swapped_in_the_pad_are_always_found(number: Number, where: int) -> None:
    text = list(str(number))
    start = len("KP-2026-") + where
    text[start], text[start + 1] = text[start + 1], text[start]
    if "".join(text) != str(number):
        with pytest.raises(DomainError):
            parse("".join(text))


@pytest.mark.parametrize(
    ("typed", "help"),
    [
        ("", "KP-2026-0007-12-T"),
        ("2026", "KP-2026-0007-12-T"),
        ("12345678901234567890", "KP-2026-0007-12-T"),
        ("KP-2026-0007-12", "Huruf di ujung"),
        ("KP-2026-0007-12-A", "tidak pas"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_look_at(typed: str, help: str) -> None:
    with pytest.raises(DomainError, match=help):
        parse(typed)


def test_letters_that_a_hand_writes_like_figures_are_read_as_figures() -> None:
    number = Number(2026, 10, 1)
    assert parse(str(number).replace("0010", "OOIO")) == number


def test_the_letters_are_a_prime_number_of_letters_without_those_that_look_like_figures() -> None:
    assert len(LETTERS) == 23 and not set("IOQ") & set(LETTERS)
