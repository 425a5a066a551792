from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suar.casework.intake import receipt
from suar.core.vault import keysets

LOOKUP = keysets.open_prf(keysets.new(keysets.TOKENS))
receipts = st.builds(receipt.new)


def test_a_receipt_is_twenty_digits_in_five_groups_of_four() -> None:
    digits = receipt.new()
    assert [len(group) for group in receipt.groups(digits)] == [4, 4, 4, 4, 4]
    assert receipt.parse(digits) == digits


@given(receipts, st.integers(0, 19), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(digits: str, place: int, shift: int) -> None:
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    with pytest.raises(receipt.InvalidReceipt, match="tidak pas"):
        receipt.parse(wrong)


@given(receipts, st.integers(0, 18))
def test_every_swap_of_neighbours_is_found(digits: str, place: int) -> None:
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if swapped != digits:
        with pytest.raises(receipt.InvalidReceipt):
            receipt.parse(swapped)


@pytest.mark.parametrize("separator", [" ", "-", ".", "\u00a0", "\u2013", "", "  ", "\n"])
def test_groups_may_be_separated_by_anything_usual(separator: str) -> None:
    digits = receipt.new()
    assert receipt.parse(separator.join(receipt.groups(digits))) == digits


def test_other_digits_and_lookalike_letters_are_read() -> None:
    digits = receipt.new()
    arabic = digits.translate({ord("0") + n: 0x0660 + n for n in range(10)})
    wide = digits.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    letters = digits.replace("0", "O").replace("1", "l")
    assert {receipt.parse(text) for text in (arabic, wide, letters)} == {digits}


def test_a_wrong_number_of_digits_is_counted_for_the_person() -> None:
    with pytest.raises(receipt.InvalidReceipt, match="Yang terketik 19 angka"):
        receipt.parse("1" * 19)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert len(receipt.parse(text)) == receipt.LENGTH
    except receipt.InvalidReceipt:
        pass


def test_the_own_word_joins_the_derivation_whatever_its_case_and_width() -> None:
    digits = receipt.new()
    bare, word = receipt.derive(digits, "", LOOKUP), receipt.derive(digits, "Kucing Ôren", LOOKUP)
    same = receipt.derive(digits, "  ｋucing  o\u0302ren ", LOOKUP)
    assert word.lookup_id == same.lookup_id and word.reply_key == same.reply_key
    assert bare.lookup_id != word.lookup_id and bare.reply_key != word.reply_key
    assert bare.tag_key == word.tag_key


def test_another_telephones_keyboard_writes_the_same_word() -> None:
    assert receipt.own_word("Jum’at") == receipt.own_word("jum'at")
    assert receipt.own_word("hati ❤\ufe0f") == receipt.own_word("hati ❤")
    assert receipt.own_word("ku\u200bcing\u00ad") == "kucing"
    assert receipt.own_word("“bulan”") == receipt.own_word('"bulan"')


def test_another_lookup_key_derives_something_else() -> None:
    digits, other = receipt.new(), keysets.open_prf(keysets.new(keysets.TOKENS))
    assert receipt.derive(digits, "", LOOKUP).lookup_id != receipt.derive(digits, "", other).lookup_id


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_a_reply_opens_for_its_receipt_alone(text: str) -> None:
    mine, message = receipt.derive(receipt.new(), "", LOOKUP), uuid4()
    sealed = receipt.seal_reply(mine.reply_key, text, message)
    assert receipt.open_reply(mine.private_key, sealed, message) == text
    stranger = receipt.derive(receipt.new(), "", LOOKUP)
    for key, place, body in [
        (stranger.private_key, message, sealed),
        (mine.private_key, uuid4(), sealed),
        (mine.private_key, message, sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (mine.private_key, message, b""),
    ]:
        with pytest.raises(receipt.Unreadable):
            receipt.open_reply(key, body, place)


def test_half_a_character_is_no_match_and_no_error() -> None:
    digits = receipt.new()
    known = receipt.derive(digits, "bunga", LOOKUP).lookup_id
    assert receipt.derive(digits, "\ud800", LOOKUP).lookup_id != known
    with pytest.raises(receipt.InvalidReceipt):
        receipt.parse("\ud800")
