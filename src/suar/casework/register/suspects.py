"""A child listed as suspect in an exploitation case: found for a person to review, never recoded."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

from suar.casework.cases.clusters import is_exploitation
from suar.casework.register.reading import Reading
from suar.casework.register.tables import fold, table


def listed_as_suspect(
    *, cluster: Reading[str], role: Reading[str], status: str, remark: str, summary: str, others: Collection[str] = ()
) -> bool:
    """Whether the register puts the child down as suspect while the case is one of exploitation.

    Such a child is mostly a victim too, and a person forced to commit an offence by whoever traffics them is not to be
    punished (UU 21/2007 art. 18). `others` are cells of columns without a meaning of their own.
    """
    if not _hints().search(" ".join((cluster.text, role.text, status, remark, summary, *others)).casefold()):
        return False
    rules = table("suspects")
    texts = [fold(text) for text in (cluster.text, role.text, status, remark, summary, *others)]
    exploitation = (cluster.value is not None and is_exploitation(cluster.value)) or any(
        _exploitation().search(text) for text in texts
    )
    if not exploitation:
        return False
    short = {*fold(cluster.text).split(), *fold(role.text).split()}
    whole = {fold(remark), fold(status), *map(fold, others)}
    named = role.value == "suspect" or not (short | whole).isdisjoint(rules["suspect"])
    return named or any(_phrases().search(text) for text in texts)


@cache
def _hints() -> re.Pattern[str]:
    return re.compile("|".join(table("suspects")["hints"]))


@cache
def _exploitation() -> re.Pattern[str]:
    return _any_of(table("suspects")["exploitation"])


@cache
def _phrases() -> re.Pattern[str]:
    return _any_of(table("suspects")["phrases"])


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    star = r"\w*"
    parts = [
        star * word.startswith("*") + re.escape(fold(word)) + star * word.endswith("*")  # the table's own wildcards
        for word in words
    ]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")
