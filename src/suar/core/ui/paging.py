"""Keyset paging: a page costs the same at row 20 and at row 1,000,000, and no row is shown twice while others are
added."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import FETCH_RAISE, Model, Q, QuerySet

SIZE = 20


@dataclass(frozen=True, slots=True)
class Page[M: Model]:
    """One page. `older` and `newer` are cursors for the address (`?lama=` and `?baru=`), empty where there is no
    such page."""

    rows: list[M]
    older: str = ""
    newer: str = ""

    def __len__(self) -> int:
        return len(self.rows)


def page[M: Model](
    rows: QuerySet[M], query: Mapping[str, Any], order: Sequence[str] = ("-pk",), size: int = SIZE
) -> Page[M]:
    """The page that the address asks for: `?lama=CURSOR` goes on, `?baru=CURSOR` goes back, neither is the first page.

    `order` names fields as order_by does; they must be non-null and the last one unique (an index over them makes each
    page cheap). A cursor that cannot be read gives the first page: an old or mangled link is no error. Rows load
    nothing later: a field or relation that the query left out raises, where it would have cost a query for each row.
    """
    rows = rows.fetch_mode(FETCH_RAISE)
    back = beyond(rows, query.get("baru", ""), order, backwards=True)
    if back is not None:
        found = list(back.order_by(*flipped(order))[: size + 1])
        shown = found[:size][::-1]
        if not shown:
            return page(rows, {}, order, size)
        return Page(shown, older=mark(shown[-1], order), newer=mark(shown[0], order) if len(found) > size else "")
    on = beyond(rows, query.get("lama", ""), order)
    found = list((rows if on is None else on).order_by(*order)[: size + 1])
    shown = found[:size]
    older = mark(shown[-1], order) if len(found) > size else ""
    return Page(shown, older=older, newer=mark(shown[0], order) if on is not None and shown else "")


def flipped(order: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def beyond[M: Model](
    rows: QuerySet[M], text: str, order: Sequence[str], *, backwards: bool = False
) -> QuerySet[M] | None:
    """Rows strictly after the cursor in this order (before it when `backwards`), or None where the cursor means
    nothing."""
    values = cursor(text, order)
    if values is None:
        return None
    wanted, same = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field = name.removeprefix("-")
        sign = "lt" if name.startswith("-") != backwards else "gt"
        wanted |= same & Q(**{f"{field}__{sign}": value})
        same &= Q(**{field: value})
    # The whole is an OR, which no index serves; the range of the first field says the same and starts the index there.
    first = order[0].removeprefix("-")
    sign = "lte" if order[0].startswith("-") != backwards else "gte"
    try:
        return rows.filter(wanted, **{f"{first}__{sign}": values[0]})
    except (TypeError, ValueError, OverflowError, ValidationError):
        return None


def mark(row: Model, order: Sequence[str]) -> str:
    """The cursor of one row: its values in the order's fields. They stand in the address: never order by a
    personal field."""
    values = []
    for name in order:
        value: Any = row
        for part in name.removeprefix("-").split("__"):
            value = getattr(value, part)
        plain = str(value) if isinstance(value, UUID) else value
        values.append({"t": value.isoformat()} if isinstance(value, datetime | date) else plain)
    raw = json.dumps(values, separators=(",", ":")).encode("utf-8")
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def cursor(text: str, order: Sequence[str]) -> list[Any] | None:
    """The values in a cursor, or None where it cannot be read."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        values = json.loads(raw)
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(values, list) or len(values) != len(order):
        return None
    try:
        return [moment(value["t"]) if isinstance(value, dict) else scalar(value) for value in values]
    except (KeyError, TypeError, ValueError):
        return None


def moment(text: str) -> datetime | date:
    """A day, or a moment with its zone. Raises ValueError for what no row can hold: a naive moment, or one that
    falls out of the calendar in another zone."""
    found = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    if not 1 < found.year < 9999 or (isinstance(found, datetime) and found.tzinfo is None):
        raise ValueError("No moment of a row.")
    return found


def scalar(value: Any) -> Any:
    if not isinstance(value, str | int | float) or value in (math.inf, -math.inf):
        raise TypeError("A cursor holds plain values.")
    if isinstance(value, str) and "\0" in value:
        raise ValueError("No text of a database holds NUL.")
    if isinstance(value, str):
        value.encode("utf-8")  # half a surrogate: UnicodeEncodeError, which is a ValueError
    return value
