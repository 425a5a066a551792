"""One byte form for a ledger entry and one digest for a database row: the same values give the same bytes, always.

Both forms are a header line with a version, then each value as `tag length ":" payload`, the length in bytes and in
decimal. A reader needs no schema to take the bytes apart, so two different sequences of values never share a form.

    tag  value       payload
    n    None        empty
    b    bool        0 or 1                                          (rows only)
    i    int         decimal, a minus sign before negative numbers
    s    str         UTF-8, not normalised: what the database holds
    x    bytes       lower-case hexadecimal
    d    Decimal     digits "e" exponent, without trailing zeros     (rows only)
    D    date        YYYY-MM-DD                                      (rows only)
    t    time        HH:MM:SS.ffffff                                 (rows only)
    T    datetime    microseconds since 1970-01-01T00:00Z            (rows only)
    P    timedelta   microseconds                                    (rows only)
    u    UUID        32 hexadecimal digits                           (rows only)
    j    list, dict  `canonical_json`                                (rows only)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

ENTRY_HEADER = "suar-entry/1\n"
ROW_HEADER = "suar-row/1\n"
MIN_SALT = 16

type Field = str | int | bytes | bytearray | memoryview | None

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def encode(fields: Sequence[Field]) -> bytes:
    """The canonical bytes of a ledger entry, to be hashed as a leaf.

    Subclasses of str and int (a TextChoices member) count as what they hold; memoryview and bytearray as bytes.
    Raises ValueError for a bool (write 0 or 1: two spellings of one value would be two entries), for any other type
    and for text that has no UTF-8 form.
    """
    parts = [ENTRY_HEADER]
    add = parts.append
    for value in fields:
        if type(value) is str:
            # isascii() reads a flag; only other text has to be encoded to know its length in bytes.
            add(f"s{len(value) if value.isascii() else len(value.encode())}:{value}")
        elif value is None:
            add("n0:")
        elif type(value) is int:
            text = str(value)
            add(f"i{len(text)}:{text}")
        elif type(value) is bytes:
            add(f"x{2 * len(value)}:{value.hex()}")
        elif isinstance(value, bool) or not isinstance(value, _ENTRY_TYPES):
            raise ValueError(f"a ledger entry holds text, whole numbers, bytes or nothing, not {type(value).__name__}")
        else:
            add(_tagged(value))
    return "".join(parts).encode()


def decode(data: bytes) -> list[Field]:
    """The values of an entry, from what `encode` wrote. Raises ValueError for any other bytes."""
    header = ENTRY_HEADER.encode()
    if not data.startswith(header):
        raise ValueError("not the canonical form of an entry")
    values, place = [], len(header)
    while place < len(data):
        colon = data.index(b":", place)
        tag, length = data[place : place + 1], data[place + 1 : colon]
        if not length.isdigit():  # a minus sign would lead back
            raise ValueError("not the canonical form of an entry")
        end = colon + 1 + int(length)
        values.append(_read(tag, data[colon + 1 : end]))
        place = end
    if encode(values) != data:  # a second spelling of the same values is no entry
        raise ValueError("not the canonical form of an entry")
    return values


def _read(tag: bytes, payload: bytes) -> Field:
    if tag == b"s":
        return payload.decode()
    if tag == b"i":
        return int(payload)
    if tag == b"x":
        return bytes.fromhex(payload.decode())
    if tag == b"n":
        return None
    raise ValueError(f"an entry holds no value of kind {tag!r}")


def row_digest(values: Sequence[object], salt: bytes) -> bytes:
    """SHA-256 over the salt and the values of a row, 32 bytes; the caller fixes their order by a versioned list.

    Values as Django reads them from SQLite or PostgreSQL: a datetime must be aware and counts as its moment, a
    Decimal as its number (1.5 is 1.50), JSON as its content. Values of different types never give one digest.
    Raises ValueError for a salt below 16 bytes, a naive datetime, an aware time, a float, a Decimal that is not
    finite and any type not listed above.
    """
    if len(salt) < MIN_SALT:
        raise ValueError(f"the salt of a row digest must have at least {MIN_SALT} bytes")
    return sha256("".join((ROW_HEADER, _tagged(salt), *map(_tagged, values))).encode()).digest()


def canonical_json(obj: object) -> bytes:
    """JSON after RFC 8785 for str, int, bool, None, list, dict: keys in order of UTF-16, no white space, UTF-8.

    Two departures: floats are refused, and whole numbers of any size are written in full, where RFC 8785 would round
    them to a double. Text is not normalised. Tuples count as lists. Raises ValueError for other types, for keys that
    are not text and for text that has no UTF-8 form.
    """
    return _DUMPS(_ordered(obj)).encode()


_DUMPS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_ENTRY_TYPES = (str, int, bytes, memoryview, bytearray)


def _ordered(obj: object) -> object:
    if obj is None or isinstance(obj, str | int):
        return obj
    if isinstance(obj, list | tuple):
        return [_ordered(item) for item in obj]
    if isinstance(obj, dict):
        if not all(isinstance(key, str) for key in obj):
            raise ValueError("a key in canonical JSON must be text")
        return {key: _ordered(obj[key]) for key in sorted(obj, key=_utf16)}
    raise ValueError(f"canonical JSON has no {type(obj).__name__}")


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")


def _tagged(value: object) -> str:
    if type(value) is str and value.isascii():
        return f"s{len(value)}:{value}"
    render = _RENDER.get(type(value))
    if render is None:
        # A subclass counts as its nearest base that has a form: bool before int and datetime before date by the MRO.
        render = next((_RENDER[base] for base in type(value).__mro__ if base in _RENDER), None)
        if render is None:
            raise ValueError(f"a value of type {type(value).__name__} has no canonical form")
    tag, text = render(value)
    return f"{tag}{len(text) if text.isascii() else len(text.encode())}:{text}"


def _decimal(value: Decimal) -> tuple[str, str]:
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError("a Decimal must be finite to have a canonical form")
    text = "".join(map(str, digits)).lstrip("0")
    stripped = text.rstrip("0")
    if not stripped:
        return "d", "0e0"
    # By hand: Decimal.normalize() would round to the precision of the thread's context.
    return "d", f"{'-' * sign}{stripped}e{exponent + len(text) - len(stripped)}"


def _moment(value: datetime) -> tuple[str, str]:
    if value.utcoffset() is None:
        raise ValueError("a datetime must be aware to have a canonical form")
    return "T", str((value - _EPOCH) // _MICROSECOND)


def _time(value: time) -> tuple[str, str]:
    if value.tzinfo is not None:
        raise ValueError("a time of day must be without a zone to have a canonical form")
    return "t", value.isoformat(timespec="microseconds")


def _json(value: object) -> tuple[str, str]:
    return "j", canonical_json(value).decode()


# Called with a value of the key's type only; the table itself cannot say so.
_RENDER: dict[type, Callable[..., tuple[str, str]]] = {
    type(None): lambda value: ("n", ""),
    bool: lambda value: ("b", "1" if value else "0"),
    int: lambda value: ("i", int.__repr__(value)),
    str: lambda value: ("s", str.__str__(value)),
    bytes: lambda value: ("x", value.hex()),
    memoryview: lambda value: ("x", value.hex()),
    bytearray: lambda value: ("x", value.hex()),
    Decimal: _decimal,
    date: lambda value: ("D", value.isoformat()),
    time: _time,
    datetime: _moment,
    timedelta: lambda value: ("P", str(value // _MICROSECOND)),
    UUID: lambda value: ("u", value.hex),
    list: _json,
    tuple: _json,
    dict: _json,
}
