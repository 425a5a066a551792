"""Read a request whole before a thread is taken for it: two hundred phones that send half a form hold no thread.

What was read stays in memory: a form or a register never lies on the disk in the clear. So nobody unknown may have more
than 64 kB of it: a larger body is read on only when its sender turns out to be one of ours."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from io import BytesIO
from typing import Any

from asgiref.wsgi import WsgiToAsgiInstance

from suar.core.ui.headers import of_a_sentence

LARGEST_BODY = 64 * 1024  # bytes
PATIENCE = 60.0  # seconds for the whole body; a form is 2 kB
TOO_LARGE = b"Terlalu besar. Kami hanya menerima kata-kata, tanpa foto atau video. / Too large: words only, please."
TOO_SLOW = b"Sambungan terputus sebelum selesai. Coba kirim lagi. / The connection was cut. Please send again."
WAIT = b"x-suar-wait"  # set by casework/intake/flood.py for whoever types wrong codes
UNREAD = b"Permintaan ini tidak terbaca. / This could not be read."


# How many bytes the sender of this request may send in all: asked only when the body exceeds LARGEST_BODY.
Allowance = Callable[[Any], Awaitable[int]]


class Buffered:
    """Wraps a WSGI application. Bodies above LARGEST_BODY, or above what `allowance` grants their sender, are answered
    413; unfinished ones after `patience` seconds, or `longer` for those who were granted more, 408."""

    def __init__(
        self,
        application: Any,
        *,
        allowance: Allowance | None = None,
        patience: float = PATIENCE,
        longer: float = PATIENCE,
        too_large: bytes = TOO_LARGE,
    ) -> None:
        self.application = application
        # One thread a process: an interpreter runs one at a time, and the database's connection belongs to its thread.
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="request")
        self.allowance, self.patience, self.longer, self.too_large = allowance, patience, longer, too_large

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        try:
            async with asyncio.timeout(self.patience) as limit:
                body = await self._read(scope, receive, limit)
        except TimeoutError:
            await _answer(scope, send, 408, TOO_SLOW)
            return
        if body is None:
            await _answer(scope, send, 413, self.too_large)
            return

        call: Any = _Call(self.application)  # type: ignore[no-untyped-call]  # asgiref leaves it untyped
        work = partial(copy_context().run, call.answer, scope, body)
        start, answer = await asyncio.get_running_loop().run_in_executor(self.thread, work)
        await asyncio.sleep(held_back(start))  # no thread waits with it
        await send(start)
        await send({"type": "http.response.body", "body": answer})

    async def _read(self, scope: Any, receive: Any, limit: asyncio.Timeout) -> bytes | None:
        """The whole body; None when it is larger than its sender may send."""
        body, granted = bytearray(), LARGEST_BODY
        while True:
            message: dict[str, Any] = await receive()
            if message["type"] == "http.disconnect":
                raise TimeoutError
            body += message.get("body", b"")
            if len(body) > granted == LARGEST_BODY and self.allowance is not None:
                granted = await self.allowance(scope)
                if granted > LARGEST_BODY:
                    limit.reschedule(asyncio.get_running_loop().time() + self.longer)
            if len(body) > granted:
                return None
            if not message.get("more_body", False):
                return bytes(body)


class _Call(WsgiToAsgiInstance):
    """One request from its whole body to its whole answer, in the thread: asgiref's own crosses to the loop and back
    for each piece of the answer, which costs half as much as drawing a page, and writes larger bodies to a file."""

    def answer(self, scope: Any, body: bytes) -> tuple[dict[str, Any], bytes]:
        self.scope = scope
        try:
            environ = self.build_environ(scope, BytesIO(body))  # type: ignore[no-untyped-call]  # as above
        except ValueError:  # a header too often, or an address that is no address
            return {"type": "http.response.start", "status": 400, "headers": _headers(scope)}, UNREAD
        pieces = self.wsgi_application(environ, self.start_response)
        try:
            return self.response_start, b"".join(pieces)
        finally:
            if hasattr(pieces, "close"):
                pieces.close()


def held_back(start: dict[str, Any]) -> float:
    """Seconds that the application wants this answer held back; the header that says so is taken out."""
    headers = start.get("headers", [])
    start["headers"] = [(name, value) for name, value in headers if name.lower() != WAIT]
    return next((float(value) for name, value in headers if name.lower() == WAIT), 0.0)


async def _answer(scope: Any, send: Any, status: int, text: bytes) -> None:
    headers = [*_headers(scope), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})


def _headers(scope: Any) -> list[tuple[bytes, bytes]]:
    told = of_a_sentence(over_tls=scope.get("scheme") == "https")
    return [(name.lower().encode(), value.encode()) for name, value in told]
