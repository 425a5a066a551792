"""The canonical form: it can be read back without loss, and nothing else has the same bytes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import IntEnum, StrEnum
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from suar.core.ledger.canonical import Field, canonical_json, encode, row_digest

SALT = bytes(range(16))

# Text that looks like the encoding itself is the attack worth drawing often.
texts = st.one_of(st.text(), st.sampled_from(["", "s1:a", "n0:", "0:", "i1:1", "\x00", "é", "🙈"]))
fields = st.one_of(st.none(), st.integers(), st.binary(max_size=40), texts)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
row_values = st.one_of(
    fields,
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.times(),
    st.datetimes(timezones=zones, min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)),
    st.timedeltas(),
    st.uuids(),
    st.lists(json_values, max_size=4),
    st.dictionaries(st.text(), json_values, max_size=4),
)


def decode(data: bytes) -> list[Field]:
    """The values of an entry, read back by the documented form alone."""
    header, rest = data.split(b"\n", 1)
    assert header == b"suar-entry/1"
    values: list[Field] = []
    while rest:
        tag, (length, rest) = rest[:1], rest[1:].split(b":", 1)
        payload, rest = rest[: int(length)], rest[int(length) :]
        assert len(payload) == int(length)
        match tag:
            case b"n":
                values.append(None)
            case b"i":
                values.append(int(payload))
            case b"s":
                values.append(payload.decode())
            case b"x":
                values.append(bytes.fromhex(payload.decode()))
            case _:
                raise AssertionError(tag)
    return values


def meaning(value: object) -> object:
    """What two values must share to be the same value: their type, and equality within it."""
    if isinstance(value, datetime):
        return ("datetime", value.astimezone(UTC))
    if isinstance(value, list | dict):
        return ("json", json.dumps(value, sort_keys=True))
    return (type(value).__name__, value)


@given(st.lists(fields))
def test_an_entry_reads_back_as_it_was_written(values: list[Field]) -> None:
    assert decode(encode(values)) == values


@given(st.lists(fields), st.lists(fields))
def test_two_different_entries_never_share_their_bytes(left: list[Field], right: list[Field]) -> None:
    same = [meaning(x) for x in left] == [meaning(x) for x in right]
    assert (encode(left) == encode(right)) == same


def test_an_entry_has_the_documented_form() -> None:
    entry = encode(["anak", "é", 0, -12, None, b"\x00\xff", ""])
    assert entry == "suar-entry/1\ns4:anaks2:éi1:0i3:-12n0:x4:00ffs0:".encode()


def test_a_choice_counts_as_what_it_holds() -> None:
    class Kind(StrEnum):
        OPENED = "opened"

    class Level(IntEnum):
        HIGH = 3

    assert encode([Kind.OPENED, Level.HIGH, memoryview(b"a"), bytearray(b"b")]) == encode(["opened", 3, b"a", b"b"])
    assert row_digest([Kind.OPENED, Level.HIGH], SALT) == row_digest(["opened", 3], SALT)
    assert canonical_json({Kind.OPENED: [Kind.OPENED, Level.HIGH]}) == b'{"opened":["opened",3]}'


@pytest.mark.parametrize("value", [True, 1.5, Decimal(1), date(2026, 1, 1), [], object()])
def test_an_entry_refuses_other_types(value: object) -> None:
    with pytest.raises(ValueError, match=f"not {type(value).__name__}"):
        encode([value])  # type: ignore[list-item]  # what a careless caller would pass


@pytest.mark.parametrize("make", [lambda v: encode([v]), lambda v: row_digest([v], SALT), canonical_json])
def test_half_a_surrogate_pair_is_refused_everywhere(make: object) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match="surrogates"):
        make("\ud800")


@given(st.lists(row_values, max_size=4), st.lists(row_values, max_size=4))
def test_two_different_rows_never_share_a_digest(left: list[object], right: list[object]) -> None:
    same = [meaning(x) for x in left] == [meaning(x) for x in right]
    assert (row_digest(left, SALT) == row_digest(right, SALT)) == same


def test_values_that_look_alike_have_different_digests() -> None:
    moment = datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC)
    identity = UUID(int=1)
    alike: list[object] = [
        None,
        "",
        b"",
        0,
        False,
        "0",
        "0e0",
        Decimal(0),
        [],
        {},
        "[]",
        "{}",
        time(),
        "None",
        1,
        True,
        "1",
        b"1",
    ]
    alike += [Decimal(1), "1e0", moment, timedelta(microseconds=1), date(1970, 1, 1), "1970-01-01", identity]
    alike += [identity.hex, identity.bytes, [1], [True], ["1"], [None], ["n0:"], "n0:"]
    digests = {row_digest([value], SALT) for value in alike}
    assert len(digests) == len(alike)
    assert len({row_digest(row, SALT) for row in ([], [None], [None, None], ["", None], [None, ""])}) == 5


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)), zones)
def test_a_moment_has_one_digest_in_every_zone(moment: datetime, zone: timezone) -> None:
    here = moment.replace(tzinfo=UTC)
    assert row_digest([here], SALT) == row_digest([here.astimezone(zone)], SALT)


@given(st.integers(-(10**40), 10**40), st.integers(-20, 20), st.integers(0, 20))
def test_a_number_has_one_digest_at_every_scale(digits: int, exponent: int, zeroes: int) -> None:
    plain = Decimal(f"{digits}e{exponent}")
    padded = Decimal(f"{digits}{'0' * zeroes}e{exponent - zeroes}")
    assert row_digest([plain], SALT) == row_digest([padded], SALT)
    assert row_digest([plain], SALT) != row_digest([Decimal(f"{digits + 1}e{exponent}")], SALT)
    assert row_digest([Decimal("-0.00")], SALT) == row_digest([Decimal(0)], SALT)


@given(st.binary())
def test_bytes_have_one_digest_in_every_wrapping(data: bytes) -> None:
    assert row_digest([data], SALT) == row_digest([memoryview(data)], SALT) == row_digest([bytearray(data)], SALT)


@given(st.dictionaries(st.text(), json_values, max_size=6), st.randoms())
def test_json_has_one_digest_in_every_order_of_its_keys(value: dict[str, object], random: object) -> None:
    reversed_keys = dict(reversed(value.items()))
    assert row_digest([value], SALT) == row_digest([reversed_keys], SALT)
    assert row_digest([value], SALT) == row_digest([json.loads(json.dumps(value))], SALT)


@given(st.lists(row_values, max_size=3), st.binary(min_size=16, max_size=20), st.binary(min_size=16, max_size=20))
def test_another_salt_gives_another_digest(values: list[object], left: bytes, right: bytes) -> None:
    assume(left != right)
    assert row_digest(values, left) != row_digest(values, right)


def test_a_row_digest_has_the_documented_form() -> None:
    row: list[object] = [
        None,
        True,
        -1,
        "é",
        b"\xff",
        Decimal("120.50"),
        date(2026, 1, 2),
        time(7, 30),
        timedelta(seconds=1),
    ]
    row += [datetime(1970, 1, 1, 7, 0, 1, tzinfo=timezone(timedelta(hours=7))), UUID(int=10), {"b": 1, "a": [None]}]
    form = (
        "suar-row/1\nx32:000102030405060708090a0b0c0d0e0fn0:b1:1i2:-1s2:éx2:ffd7:1205e-1D10:2026-01-02"
        "t15:07:30:00.000000P7:1000000T7:1000000u32:0000000000000000000000000000000aj18:"
        '{"a":[null],"b":1}'
    )
    assert row_digest(row, SALT) == sha256(form.encode()).digest()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.0, "float has no canonical form"),
        (datetime(2026, 1, 1), "aware"),
        (time(7, tzinfo=UTC), "without a zone"),
        (Decimal("NaN"), "finite"),
        (Decimal("Infinity"), "finite"),
        ([1.5], "has no float"),
        ({1: 2}, "must be text"),
        (object(), "object has no canonical form"),
        ({1, 2}, "set has no canonical form"),
    ],
)
def test_a_value_without_one_form_is_refused(value: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        row_digest([value], SALT)


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        row_digest([], bytes(15))


@given(json_values)
def test_canonical_json_reads_back_and_is_its_own_canonical_form(value: object) -> None:
    data = canonical_json(value)
    assert json.loads(data) == value
    assert canonical_json(json.loads(data)) == data


def test_canonical_json_sorts_and_escapes_as_rfc_8785() -> None:
    # The key order of RFC 8785 section 3.2.3: by UTF-16, so an emoji (a surrogate pair) stands before U+FB33.
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    ordered = list(json.loads(canonical_json(dict.fromkeys(keys, 0))))
    assert ordered == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert canonical_json('€$\x0f\nA\'B"\\\\"/\x7f') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f"'.encode()
    assert canonical_json({"b": [True, None, 10**20], "a": ()}) == b'{"a":[],"b":[true,null,100000000000000000000]}'


@pytest.mark.parametrize("value", [1.0, float("nan"), {"a": [0.5]}, {1: 1}, {None: 1}, b"", {1}, Decimal(1)])
def test_canonical_json_refuses_what_has_no_one_spelling(value: object) -> None:
    with pytest.raises(ValueError, match="canonical JSON"):
        canonical_json(value)
