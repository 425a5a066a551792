"""Giving a locked office its key: from two sheets or from the recovery sheet, into memory and nowhere else."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path

from suar.core.vault import shares
from suar.core.vault.keyring import Keyring, write_private
from suar.core.vault.master import (
    DIRECTORY_NAME,
    LocalMasterKey,
    VaultLocked,
    as_recovery_text,
    from_recovery_text,
    key_file,
)

IN_MEMORY = {0x01021994, 0x858458F6}  # tmpfs and ramfs, as statfs(2) names them


def key_of(*, sheets: Sequence[str] = (), recovery: str = "") -> bytes:
    """The master key from two sheets, or from the text of the recovery sheet. Raises VaultLocked."""
    return from_recovery_text(recovery) if recovery.strip() else shares.join(sheets)


def unlock(secret: Path, key: bytes) -> None:
    """Lay the key where the processes of this machine look for it. Raises VaultLocked for a key that does not open this
    office's keysets, and for a directory that a disk would keep."""
    path = key_file(secret)
    if not os.environ.get(DIRECTORY_NAME):
        raise VaultLocked(f"Nothing to unlock: {DIRECTORY_NAME} is not set, this office keeps its key in secret/.")
    Keyring(secret, LocalMasterKey(key)).open_all()
    if not in_memory(path.parent):
        raise VaultLocked(f"{DIRECTORY_NAME} must be a directory in memory (tmpfs): a disk would keep the key.")
    write_private(path, as_recovery_text(key).encode("ascii"))


def in_memory(directory: Path) -> bool:
    """Whether what is written there lives in memory alone. A directory that is not there yet is made by nobody here."""
    if not directory.is_dir():
        return False
    buffer = ctypes.create_string_buffer(512)
    if ctypes.CDLL(None, use_errno=True).statfs(os.fsencode(directory), buffer) != 0:
        return False
    return int.from_bytes(buffer.raw[: ctypes.sizeof(ctypes.c_long)], "little") in IN_MEMORY
