"""Bodies are read whole before a thread is taken: what is too large, cut off or too slow is answered before that."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from suar.config.asgi.buffering import LARGEST_BODY, PATIENCE, Buffered, _Call, held_back

Message = dict[str, Any]
SCOPE: Message = {
    "type": "http",
    "method": "POST",
    "path": "/lapor/",
    "query_string": b"a=1",
    "headers": [(b"host", b"localhost"), (b"content-type", b"text/plain")],
    "server": ("localhost", 8000),
    "client": ("127.0.0.1", 5),
    "scheme": "http",
    "http_version": "1.1",
}


def part(body: bytes = b"", more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


class Application:
    """A WSGI application that remembers what reached it."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.bodies.append(environ["wsgi.input"].read())
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"diterima ", self.bodies[-1][:5]]


def ask(
    application: Callable[..., Iterable[bytes]], *messages: Message, scope: Message = SCOPE, patience: float = PATIENCE
) -> tuple[int, bytes]:
    """Status and body of the answer. After the last message the line stays open and silent."""
    sent: list[Message] = []
    waiting = list(messages)

    async def receive() -> Message:
        if not waiting:
            await asyncio.sleep(3600)
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    async def conversation() -> None:
        await Buffered(application, patience=patience)(scope, receive, send)

    asyncio.run(conversation())
    status = next((message["status"] for message in sent if message["type"] == "http.response.start"), 0)
    return status, b"".join(message.get("body", b"") for message in sent)


def test_a_body_in_pieces_reaches_the_application_whole() -> None:
    application = Application()
    assert ask(application, part(b"kata ", True), part(b"", True), part(b"kata")) == (200, b"diterima kata ")
    assert application.bodies == [b"kata kata"]


def test_a_request_without_a_body_goes_through() -> None:
    application = Application()
    assert ask(application, part(), scope=SCOPE | {"method": "GET"})[0] == 200
    assert application.bodies == [b""]


def test_the_largest_body_goes_through_and_one_byte_more_is_413() -> None:
    application = Application()
    assert ask(application, part(b"x" * LARGEST_BODY))[0] == 200
    status, words = ask(application, part(b"x" * LARGEST_BODY, True), part(b"x", True))
    assert status == 413
    assert b"tanpa foto atau video" in words
    assert [len(body) for body in application.bodies] == [LARGEST_BODY]


def test_a_line_that_is_cut_is_408_and_takes_no_thread() -> None:
    application = Application()
    status, words = ask(application, part(b"setengah", True), {"type": "http.disconnect"})
    assert status == 408
    assert b"Coba kirim lagi" in words
    assert application.bodies == []


def test_a_body_that_never_ends_is_408() -> None:
    application = Application()
    assert ask(application, part(b"setengah", True), patience=0.05)[0] == 408
    assert application.bodies == []


def test_a_slow_form_does_not_hold_up_another() -> None:
    application = Application()
    buffered = Buffered(application)
    order: list[str] = []

    async def one(name: str, pause: float) -> None:
        pieces = [part(name.encode(), True), part()]

        async def receive() -> Message:
            if len(pieces) == 1:
                await asyncio.sleep(pause)
            return pieces.pop(0)

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                order.append(name)

        await buffered(SCOPE, receive, send)

    async def both() -> None:
        await asyncio.gather(*(one(f"lambat{n}", 0.3) for n in range(20)), one("cepat", 0.0))

    asyncio.run(both())
    assert order[0] == "cepat" and len(order) == 21


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
def test_anything_but_http_is_left_alone(kind: str) -> None:
    assert ask(Application(), scope={"type": kind}) == (0, b"")


def test_an_early_answer_is_kept_nowhere_and_closes_the_line() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def conversation() -> None:
        await Buffered(Application())(SCOPE, receive, send)

    asyncio.run(conversation())
    headers = dict(sent[0]["headers"])
    assert headers[b"cache-control"] == b"no-store"
    assert headers[b"connection"] == b"close"


def test_an_answer_in_pieces_is_closed_and_sent_whole() -> None:
    closed: list[bool] = []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            yield from (b"satu ", b"dua")

        def close(self) -> None:
            closed.append(True)

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Pieces:
        start("200 OK", [("Content-Type", "text/plain")])
        return Pieces()

    assert ask(application, part()) == (200, b"satu dua")
    assert closed == [True]


def test_an_address_that_cannot_be_read_is_400_and_reaches_nobody() -> None:
    application = Application()
    assert ask(application, part(), scope=SCOPE | {"query_string": b"a=\xff"})[0] == 400
    assert application.bodies == []


def test_an_answer_that_is_held_back_holds_no_thread_and_does_not_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[float] = []

    async def sleep(seconds: float) -> None:
        held.append(seconds)

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/plain"), ("X-Suar-Wait", "1.25")])
        return [b"belum cocok"]

    monkeypatch.setattr(asyncio, "sleep", sleep)
    start, answer = _Call(application).answer(SCOPE, b"")
    assert held_back(start) == 1.25 and answer == b"belum cocok"
    assert [name for name, _value in start["headers"]] == [b"content-type"]
    assert ask(application, part()) == (200, b"belum cocok") and 1.25 in held
