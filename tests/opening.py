"""A file laid open to its last byte: what stands in a PDF, a letter or a workbook behind compression and fonts."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from pypdf import PdfReader
from pypdf.generic import StreamObject

PDF, ZIP = b"%PDF-", b"PK\x03\x04"
TAGS = re.compile(rb"<[^>]*>")


def body_of(response: Any) -> bytes:
    """Every byte of an answer; a download comes in parts."""
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def laid_open(body: bytes) -> bytes:
    """The bytes, and behind them everything that they hold in a packed form: the parts of an archive with and without
    their tags (a word may stand in two runs), each stream of a PDF and its text as a reader sees it."""
    if body.startswith(PDF):
        return body + b"\n" + _of_pdf(body)
    if body.startswith(ZIP):
        return body + b"\n" + _of_archive(body)
    return body


def _of_archive(body: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = [laid_open(archive.read(name)) for name in archive.namelist()]
        names = "\n".join(archive.namelist()).encode()
        comment = archive.comment
    return b"\n".join([names, comment, *parts, *(TAGS.sub(b"", part) for part in parts)])


def _of_pdf(body: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(body))
    found = [page.extract_text() for page in reader.pages]
    found += [" ".join(text.split()) for text in found] + ["".join(text.split()) for text in found]
    found.append(repr(reader.metadata))
    streams = []
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        one = reader.get_object(number)
        if isinstance(one, StreamObject):
            streams.append(one.get_data())
        elif one is not None:
            found.append(repr(one))
    return b"\n".join([*(text.encode("utf-8", "surrogatepass") for text in found), *streams])
