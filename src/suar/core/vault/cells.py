"""Database values as JSON and back, the same for both engines: what JSON has no word for is `{tag: text}`."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

_READ: dict[str, Callable[[Any], Any]] = {
    "x": lambda text: b64decode(text),
    "T": datetime.fromisoformat,
    "D": date.fromisoformat,
    "t": time.fromisoformat,
    "P": lambda text: timedelta(microseconds=int(text)),
    "d": Decimal,
    "u": UUID,
    "j": lambda value: value,
}


def to_cell(value: Any) -> Any:
    """Raises TypeError for a value of a type that no column of ours holds."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return {"x": b64encode(bytes(value)).decode()}
    if isinstance(value, list | dict):
        return {"j": value}
    for kind, tag in ((datetime, "T"), (date, "D"), (time, "t")):
        if isinstance(value, kind):
            return {tag: value.isoformat()}
    if isinstance(value, timedelta):
        return {"P": str(value // timedelta(microseconds=1))}
    if isinstance(value, Decimal | UUID):
        return {"d" if isinstance(value, Decimal) else "u": str(value)}
    raise TypeError(f"a backup has no form for {type(value).__name__}")


def from_cell(cell: Any) -> Any:
    if isinstance(cell, dict):
        ((tag, text),) = cell.items()
        return _READ[tag](text)
    return cell
