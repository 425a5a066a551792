"""The desk's bodies: read whole before a thread is taken, larger ones from staff alone, none on a disk."""

from __future__ import annotations

import asyncio
import tempfile
from typing import Any

import pytest

from suar.config import serving
from suar.config.asgi.buffering import LARGEST_BODY, Buffered
from suar.config.uploads import ADDRESSES

LARGE = 200_000


def length(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(len(environ["wsgi.input"].read())).encode()]


class Asked:
    """Stands where the desk asks for the session: grants so many bytes, and remembers that it was asked."""

    def __init__(self, granted: int) -> None:
        self.granted, self.times = granted, 0

    async def __call__(self, scope: Any) -> int:
        self.times += 1
        return self.granted


def sent(
    parts: list[bytes], granted: Asked | int = 0, *, ends: bool = True, patience: float = 5.0, longer: float = 5.0
) -> tuple[int, bytes]:
    """Status and body of the answer; a body that does not `ends` waits for a part that never comes."""
    waiting, answers = list(parts), []

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.Event().wait()
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting) or not ends}

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/impor/baru/",
        "query_string": b"",
        "http_version": "1.1",
        "headers": [(b"content-length", str(sum(map(len, parts))).encode())],
    }
    allowance = granted if isinstance(granted, Asked) else Asked(granted)
    application = Buffered(length, allowance=allowance, patience=patience, longer=longer, too_large=b"besar")
    asyncio.run(application(scope, receive, send))
    left.append(len(waiting))
    return answers[0]["status"], b"".join(message.get("body", b"") for message in answers)


left: list[int] = []  # parts of each body that nobody read


def test_a_body_in_parts_arrives_whole() -> None:
    assert sent([b"a" * 400, b"b" * 600]) == (200, b"1000")


def test_of_a_strangers_large_body_no_more_than_64_kb_is_read() -> None:
    kilobytes = [b"a" * 1024] * 32 * 1024
    assert sent(kilobytes, 0) == (413, b"besar")
    assert len(kilobytes) - left[-1] == 65


def test_who_sends_is_asked_once_and_only_for_a_large_body() -> None:
    asked = Asked(LARGE)
    assert sent([b"a" * LARGEST_BODY], asked)[0] == 200 and asked.times == 0
    assert sent([b"a" * 50_000] * 4, asked) == (200, b"200000") and asked.times == 1


def test_staff_have_no_more_than_they_are_granted() -> None:
    assert sent([b"a" * LARGE], LARGE) == (200, str(LARGE).encode())
    assert sent([b"a" * LARGE, b"b"], LARGE) == (413, b"besar")


def test_a_form_that_never_ends_reaches_no_thread() -> None:
    assert sent([b"half"], ends=False, patience=0.05)[0] == 408
    assert sent([b"a" * 70_000], LARGE, ends=False, longer=0.05)[0] == 408


def test_no_body_is_written_to_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("a temporary file was opened")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refused)
    monkeypatch.setattr("asgiref.wsgi.SpooledTemporaryFile", refused)
    assert sent([b"a" * LARGE], LARGE)[0] == 200


def test_two_processes_serve_the_desk_behind_the_buffer() -> None:
    desk = next(c for c in serving.children("localhost:1", "localhost:2", {"SUAR_HOME": "/h"}) if c.name == "desk")
    command = " ".join(desk.command)
    assert command.endswith("suar.config.answering suar.config.asgi.desk:application 127.0.0.1 2 2")


def test_the_addresses_for_files_are_those_of_the_pages() -> None:
    from django.urls import reverse

    pages = "register:import-new", "regions:region-load", "letters:template-add", "contacts:chat-paste"
    assert set(ADDRESSES) == {reverse(name) for name in pages}
