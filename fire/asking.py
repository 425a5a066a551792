"""One generated request, how it is sent inside the process, and what is wrong with its answer."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from traceback import extract_tb
from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.desk.filling import FORM, encoded

from suar.config.utf8 import DASHLESS, is_utf8

Pairs = tuple[tuple[str, str], ...]
SCRIPT = b"<script>alert(1)"  # typed by the fuzzer: it must never come back as it is
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")


class Wrong(AssertionError):
    """An answer that must not be."""


@dataclass(frozen=True, slots=True)
class Ask:
    """`path` and `query` as they stand on the wire."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    content_type: str = FORM
    headers: Pairs = ()

    def __str__(self) -> str:
        shown = f"{self.method} {self.path}{'?' + self.query if self.query else ''}"
        return f"{shown[:300]} [{self.content_type}] {self.headers} {self.body[:600]!r}"


def packed(pairs: Iterable[tuple[str, str]]) -> str:
    """As a form or a query is written; a lone half of a pair goes over the wire as the bytes it is."""
    return "&".join(f"{encoded(name)}={encoded(value)}" for name, value in pairs)


class Prober(Client):
    """The test client behind the same gate that stands before Django in a served office."""

    def __init__(self) -> None:
        super().__init__(raise_request_exception=False)

    def request(self, **environment: Any) -> Any:
        given = environment["CONTENT_TYPE"] = DASHLESS.sub(r"\1utf-8", environment.get("CONTENT_TYPE") or "")
        if not is_utf8(given):
            return HttpResponse(status=400)
        return super().request(**environment)

    def send(self, ask: Ask) -> HttpResponse:
        """Raises Wrong when a GET wrote (tests/reading.py watches), or when there was no answer at all."""
        try:
            return self._answered(ask)
        except Exception as fault:  # noqa: BLE001 - whatever came instead of an answer is what is looked for
            raise Wrong(f"no answer: {type(fault).__name__} {fault}\n    {ask}") from fault

    def _answered(self, ask: Ask) -> HttpResponse:
        address = ask.path + (f"?{ask.query}" if ask.query else "")
        answer: HttpResponse = self.generic(  # type: ignore[assignment]  # a response
            ask.method, address, ask.body, ask.content_type, headers=dict(ask.headers)
        )
        return answer


def check(answer: HttpResponse, ask: Ask) -> None:
    """Raises Wrong."""
    if answer.status_code >= 500:
        raise Wrong(f"{answer.status_code} {fault_of(answer)}")
    if SCRIPT in content_of(answer) and "html" in answer.get("Content-Type", ""):
        raise Wrong("runs a script that was typed")


def fault_of(answer: HttpResponse) -> str:
    """Kind and place of the exception behind a 500."""
    told = getattr(answer, "exc_info", None)
    if not told:
        return ""
    kind, fault, trace = told
    places = [f"{place.filename.rsplit('/suar/', 1)[-1]}:{place.lineno}" for place in extract_tb(trace)[-4:]]
    return f"{kind.__name__}: {str(fault)[:200]} at {' < '.join(reversed(places))}"


def content_of(answer: HttpResponse) -> bytes:
    """Unpacked. A streamed answer is read once and kept for whoever asks again."""
    kept: bytes | None = getattr(answer, "kept", None)
    if kept is None:
        kept = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.get("Content-Encoding") == "gzip" and kept:
            kept = gzip.decompress(kept)
        answer.kept = kept  # type: ignore[attr-defined]  # noted on the answer
    return kept


def readable(answer: HttpResponse) -> bytes:
    """All that a person could read in it, workbooks, letters and PDF included."""
    content = content_of(answer)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).encode()
    return content
