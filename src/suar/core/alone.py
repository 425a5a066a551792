"""One at a time on this machine: whoever makes, serves, upgrades or restores a home holds its lock. A kill lets go.

Processes that a service manager starts one by one hold it together."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from suar.core import private

LOCK = ".lock"


class InUse(Exception):
    """Somebody else works in this home alone; the message says who."""


@contextmanager
def alone(home: Path, doing: str) -> Iterator[None]:
    """Hold the home's lock while `suar DOING` runs. Raises InUse."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = private.create(home / LOCK, os.O_RDWR)
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


def together(home: Path) -> None:
    """Hold the home's lock beside others who serve it, for as long as this process lives, whatever it becomes. Raises
    InUse while one works here alone."""
    descriptor = private.create(home / LOCK, os.O_RDWR)
    os.set_inheritable(descriptor, True)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise InUse(f"{home} is in use by a command that must work alone. Wait until it is done.") from None
