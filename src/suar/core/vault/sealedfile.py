"""A file sealed under a key of its own, which the master key seals: AES-256-GCM over chunks, after the STREAM
construction (a counter and a last-chunk mark in the nonce), so that a chunk moved, left out or cut off does not open.

    magic "SUARSEAL1\\n", 2 bytes length of the sealed key, the sealed key; each chunk: 4 bytes length, ciphertext"""

from __future__ import annotations

import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from suar.core import private
from suar.core.vault.master import MasterKey

MAGIC = b"SUARSEAL1\n"
CHUNK = 1 << 20


class SealBroken(Exception):
    """The file is damaged, cut off, or sealed for another purpose."""


class _Sealing(io.RawIOBase):
    """What is written is sealed chunk by chunk; `finish` writes the last one."""

    def __init__(self, file: BinaryIO, key: bytes, header: bytes) -> None:
        self.file, self.aead, self.header = file, AESGCM(key), header
        self.waiting, self.count = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        view = memoryview(cast(bytes, data))
        self.waiting += view
        while len(self.waiting) > CHUNK:
            self._chunk(bytes(self.waiting[:CHUNK]), last=False)
            del self.waiting[:CHUNK]
        return view.nbytes

    def finish(self) -> None:
        self._chunk(bytes(self.waiting), last=True)

    def _chunk(self, plain: bytes, *, last: bool) -> None:
        sealed = self.aead.encrypt(_nonce(self.count, last=last), plain, self.header)
        self.file.write(len(sealed).to_bytes(4, "big") + sealed)
        self.count += 1


@contextmanager
def sealing(path: Path, master: MasterKey, purpose: str) -> Iterator[BinaryIO]:
    """Write a sealed file: it appears under its name, private and on the disk, if the block ends well; or never."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    key = secrets.token_bytes(32)
    sealed_key = master.seal(key, f"sealed-file/{purpose}")
    header = MAGIC + len(sealed_key).to_bytes(2, "big") + sealed_key
    descriptor = private.create(beside, os.O_WRONLY | os.O_EXCL)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(header)
            stream = _Sealing(file, key, header)
            yield cast(BinaryIO, stream)
            stream.finish()
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def opened(path: Path, master: MasterKey, purpose: str) -> Iterator[bytes]:
    """The plain chunks of a sealed file in order. Raises SealBroken, and VaultLocked under another master key."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise SealBroken(f"{path.name} is not a sealed file.")
        length = file.read(2)
        sealed_key = file.read(int.from_bytes(length, "big"))
        aead = AESGCM(master.unseal(sealed_key, f"sealed-file/{purpose}"))
        header, count, last = MAGIC + length + sealed_key, 0, False
        while not last:
            size = file.read(4)
            sealed = file.read(int.from_bytes(size, "big"))
            if len(size) < 4 or len(sealed) != int.from_bytes(size, "big"):
                raise SealBroken(f"{path.name} ends too early.")
            last = not file.peek(1)
            try:
                yield aead.decrypt(_nonce(count, last=last), sealed, header)
            except InvalidTag:
                raise SealBroken(f"{path.name} is damaged in or after chunk {count}.") from None
            count += 1


def _nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])
