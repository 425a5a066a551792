"""The desk's bodies: read whole before a thread is taken, larger ones only where files go, none on a disk."""

from __future__ import annotations

import asyncio
import tempfile
from typing import Any

import pytest

from suar.config import serving
from suar.config.asgi.buffering import Buffered
from suar.config.uploads import ADDRESSES

SMALL, LARGE = 1_000, 200_000


def length(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(len(environ["wsgi.input"].read())).encode()]


def sent(path: str, parts: list[bytes], *, ends: bool = True, patience: float = 5.0) -> tuple[int, bytes]:
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
        "path": path,
        "query_string": b"",
        "http_version": "1.1",
        "headers": [(b"content-length", str(sum(map(len, parts))).encode())],
    }
    application = Buffered(length, largest=SMALL, files={"/impor/baru/": LARGE}, patience=patience, too_large=b"besar")
    asyncio.run(application(scope, receive, send))
    return answers[0]["status"], b"".join(message.get("body", b"") for message in answers)


def test_a_body_in_parts_arrives_whole() -> None:
    assert sent("/", [b"a" * 400, b"b" * 600]) == (200, b"1000")


def test_a_larger_body_is_taken_only_where_files_go() -> None:
    assert sent("/akun/masuk/", [b"a" * (SMALL + 1)]) == (413, b"besar")
    assert sent("/impor/baru/", [b"a" * LARGE]) == (200, str(LARGE).encode())
    assert sent("/impor/baru/", [b"a" * LARGE, b"b"]) == (413, b"besar")


def test_a_form_that_never_ends_reaches_no_thread() -> None:
    assert sent("/", [b"half"], ends=False, patience=0.05)[0] == 408


def test_no_body_is_written_to_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("a temporary file was opened")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refused)
    monkeypatch.setattr("asgiref.wsgi.SpooledTemporaryFile", refused)
    assert sent("/impor/baru/", [b"a" * LARGE])[0] == 200


def test_two_processes_serve_the_desk_behind_the_buffer() -> None:
    desk = next(c for c in serving.children("localhost:1", "localhost:2", {"SUAR_HOME": "/h"}) if c.name == "desk")
    command = " ".join(desk.command)
    assert "suar.config.asgi.desk:application --interface asgi" in command
    assert "--workers 2 --respawn-failed-workers" in command


def test_the_addresses_for_files_are_those_of_the_pages() -> None:
    from django.urls import reverse

    assert set(ADDRESSES) == {reverse("register:import-new"), reverse("regions:region-load")}
