"""Office files are zip archives: read with limits, written with the same bytes each time."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

# A letter with a coat of arms is some 100 kB; an archive that swells beyond this is no letter.
MAX_UNPACKED = 20 * 1024 * 1024
# What a damaged archive makes its reader raise.
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"


def members(content: bytes) -> dict[str, bytes]:
    """The files of an archive by name. Raises ValueError if it is none, or unpacks to more than `MAX_UNPACKED`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise ValueError("The archive unpacks to more than an office file may hold")
            return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    except BROKEN as error:
        raise ValueError("This is not a readable archive") from error


def repack(content: bytes) -> bytes:
    """The same archive with its files in one order and without the hour of writing."""
    files = members(content)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        # Readers expect the list of content types first.
        for name in sorted(files, key=lambda name: (name != _CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return target.getvalue()
