"""One at a time on this machine: whoever makes, serves, upgrades or restores a home holds its lock. A kill lets go."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".lock"


class InUse(Exception):
    """Somebody else works in this home alone; the message says who."""


@contextmanager
def alone(home: Path, doing: str) -> Iterator[None]:
    """Hold the home's lock while `suar DOING` runs. Raises InUse."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(home / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 200).decode(errors="replace") or "another process"
            raise InUse(f"{home} is in use by {holder}. Stop it first, or wait until it is done.") from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"`suar {doing}` (process {os.getpid()})".encode())
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)
