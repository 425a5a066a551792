"""The file that somebody sent, kept sealed only as long as a preview may need to read it again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

from suar.core.vault.keyring import keyring
from suar.core.vault.sealedfile import opened, sealing

PURPOSE = "register-upload"
CHUNK = 1 << 20


def keep(run_id: UUID, file: IO[bytes]) -> None:
    """Seal the file for this run. It never lies on the disk in the clear."""
    _path(run_id).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with sealing(_path(run_id), keyring().master, PURPOSE) as sealed:
        while part := file.read(CHUNK):
            sealed.write(part)


def kept(run_id: UUID) -> bool:
    return _path(run_id).exists()


def read(run_id: UUID) -> io.BytesIO:
    """The file in memory. Raises FileNotFoundError when none is kept, SealBroken for a damaged one."""
    return io.BytesIO(b"".join(opened(_path(run_id), keyring().master, PURPOSE)))


def forget(run_id: UUID) -> None:
    _path(run_id).unlink(missing_ok=True)


def _path(run_id: UUID) -> Path:
    folder: Path = settings.SUAR_HOME / "uploads"
    return folder / f"{run_id}.sealed"
