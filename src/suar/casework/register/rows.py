"""Rows of a register that are no case: blank ones, month captions, totals, repeated headers, notes and signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from suar.casework.register.dates import month_number
from suar.casework.register.headings import Column, Field
from suar.casework.register.tables import fold, table

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# Columns that say something about a case; a row with nothing in them is none.
_CASE_FIELDS = frozenset(
    {
        Field.KIND,
        Field.CLUSTER,
        Field.CHILD_NAME,
        Field.SEX,
        Field.AGE,
        Field.BIRTH_DATE,
        Field.DISTRICT,
        Field.REPORTER,
        Field.SUMMARY,
    }
)


class Why(StrEnum):
    """Why a row was passed over."""

    BLANK = "blank"
    ONLY_NUMBER = "only_number"
    CAPTION = "caption"
    TOTAL = "total"
    HEADER = "header"
    COLUMN_NUMBERS = "column_numbers"
    NOTE = "note"


def why_no_case(texts: Sequence[str], columns: Sequence[Column], *, has_date: bool, tail: bool) -> Why | None:
    """Why a row of texts is no case, or None when it is to be read as one.

    `has_date`: its date column holds a real date. `tail`: a total or a note came before and no case since, so that a
    line of one or two cells is a signature or a remark.
    """
    written = [(index, text) for index, text in enumerate(texts) if text]
    if not written:
        return Why.BLANK
    if has_date:
        return None
    if _is_header(texts, columns):
        return Why.HEADER
    if len(written) >= 3 and _are_column_numbers([text for _index, text in written]):
        return Why.COLUMN_NUMBERS
    if caption_month([text for _index, text in written]) is not None:
        return Why.CAPTION
    if any(_starts_with(text, "totals") for _index, text in written[:2]):
        return Why.TOTAL
    fields = {column.index: column.field for column in columns}
    if all(fields.get(index) is Field.NUMBER for index, _text in written):
        return Why.ONLY_NUMBER if any(sign.isdigit() for _index, text in written for sign in text) else Why.NOTE
    return Why.NOTE if _is_note(written, fields, tail) else None


def caption_month(texts: Sequence[str]) -> int | None:
    """The month of a caption row (*JANUARI*, *Bulan Maret 2021*); 0 for one of another period; None for other rows."""
    distinct = {fold(text) for text in texts}
    if len(distinct) != 1:
        return None
    words = [word for word in distinct.pop().split() if not _YEAR.fullmatch(word)]
    opener = bool(words) and words[0] in table("rows")["captions"]
    rest = words[1:] if opener else words
    if len(rest) == 1 and (month := month_number(rest[0])) and not month[1]:
        return month[0]
    return 0 if opener and len(rest) <= 1 else None


def year_of(titles: Sequence[str]) -> int | None:
    """The one year that the titles name; None for none or several."""
    years = {int(found) for title in titles for found in _YEAR.findall(title)}
    return years.pop() if len(years) == 1 else None


def _is_header(texts: Sequence[str], columns: Sequence[Column]) -> bool:
    same = sum(
        1
        for column in columns
        if column.index < len(texts) and texts[column.index] and fold(texts[column.index]) == fold(column.heading)
    )
    return same >= 3


def _are_column_numbers(texts: Sequence[str]) -> bool:
    """The row (1) (2) (3) that official tables put under their headings."""
    numbers = [text.strip("() .") for text in texts]
    return all(number.isdigit() for number in numbers) and [int(number) for number in numbers] == list(
        range(int(numbers[0]), int(numbers[0]) + len(numbers))
    )


def _is_note(written: Sequence[tuple[int, str]], fields: dict[int, Field | None], tail: bool) -> bool:
    if len(written) > 2:
        return False
    if tail or any(_starts_with(text, "notes") for _index, text in written):
        return True
    return not any(fields.get(index) in _CASE_FIELDS | {Field.DATE} for index, _text in written)


def _starts_with(text: str, kind: str) -> bool:
    folded = fold(text)
    return any(folded == word or folded.startswith(word + " ") for word in _openers(kind))


@cache
def _openers(kind: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in table("rows")[kind])
