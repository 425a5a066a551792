"""gzip of the public face. Every page begins with the same style sheet, three quarters of it: that part is packed once
and each page goes on from there."""

from __future__ import annotations

import re
import secrets
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

SHORTEST = 200  # bytes; below, packing only makes it longer
LEVEL = 6
STYLE_ENDS = b"</style>"
ACCEPTS = re.compile(r"\bgzip\b")
# RFC 1952: magic, deflate, a file name follows, no time, unknown system.
HEADER = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"
PADDING = 100  # bytes


class PackingMiddleware:
    """Packs whole pages for browsers that take gzip; streams and what is packed already pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or len(response.content) < SHORTEST or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if ACCEPTS.search(request.headers.get("Accept-Encoding", "")):
            response.content = packed(response.content)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response


@dataclass(frozen=True, slots=True)
class Beginning:
    """The packer after the part that all pages share, what it gave so far, and the checksum up to there."""

    packer: Any
    given: bytes
    checksum: int


@lru_cache(maxsize=8)
def beginning(shared: bytes) -> Beginning:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Beginning(packer, packer.compress(shared), zlib.crc32(shared))


def packed(page: bytes) -> bytes:
    """A gzip member. Its name is random and of random length, so that the size of a page with sealed words and typed
    ones in it tells nothing (the attack is called BREACH)."""
    end = page.find(STYLE_ENDS)
    begun, rest = beginning(page[:end] if end > 0 else b""), page[end:] if end > 0 else page
    packer = begun.packer.copy()
    body: bytes = begun.given + packer.compress(rest) + packer.flush()
    tail = struct.pack("<LL", zlib.crc32(rest, begun.checksum), len(page) & 0xFFFFFFFF)
    return HEADER + b"a" * secrets.randbelow(PADDING) + b"\0" + body + tail
