"""What is signed of a day's public intake key. Whoever can write to the intake store could plant a key of their own,
and every complaint from then on would be sealed to them; without the signing key, which only the desk's side holds,
nobody believes it. The public process knows this module too: no table is touched here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def statement(key_id: str, public: bytes, valid_from: datetime) -> bytes:
    """The bytes under the signature; each part is as long as it says, so that no other parts read the same."""
    parts = (key_id.encode(), public, str((valid_from - EPOCH) // timedelta(microseconds=1)).encode())
    return b"suar/day-key/1" + b"".join(len(part).to_bytes(4, "big") + part for part in parts)
