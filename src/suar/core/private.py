"""Files that nobody else on the machine reads: 0600, or for a group what its folder allows it.

Where the processes of an office are users of their own, the folders that two of them share carry the group of both and
the set-group-id bit. The bit is the sign: without it nobody but the owner is let in."""

from __future__ import annotations

import os
import stat
from pathlib import Path

OTHERS, OTHERS_OF_A_GROUP = 0o077, 0o007


def for_the_group(folder: Path) -> int:
    """The rights that the folder's group has to read and write files in it: none without the sign."""
    mode = folder.stat().st_mode
    return mode & 0o060 if mode & stat.S_ISGID else 0


def create(path: Path, flags: int) -> int:
    """A descriptor of a file that is made if it is not there. Raises OSError."""
    descriptor = os.open(path, flags | os.O_CREAT | os.O_CLOEXEC, 0o600)
    rights = for_the_group(path.parent)
    if rights and os.fstat(descriptor).st_uid == os.geteuid():
        os.fchmod(descriptor, 0o600 | rights)
    return descriptor


def readable_by_others(path: Path) -> bool:
    """Whether somebody could read the file who has no part in the office. Raises OSError."""
    unwanted = OTHERS_OF_A_GROUP if for_the_group(path.parent) else OTHERS
    return bool(stat.S_IMODE(path.stat().st_mode) & unwanted)
