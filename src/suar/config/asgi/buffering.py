"""Read a request whole before a thread is taken for it: two hundred phones that send half a form hold no thread.

What was read stays in memory: a form or a register never lies on the disk in the clear. So nobody unknown may have more
than 64 kB of it: a larger body is read on only when its sender turns out to be one of ours."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any

from asgiref.sync import AsyncToSync
from asgiref.wsgi import WsgiToAsgi, WsgiToAsgiInstance

LARGEST_BODY = 64 * 1024  # bytes
PATIENCE = 60.0  # seconds for the whole body; a form is 2 kB
TOO_LARGE = b"Terlalu besar. Kami hanya menerima kata-kata, tanpa foto atau video. / Too large: words only, please."
TOO_SLOW = b"Sambungan terputus sebelum selesai. Coba kirim lagi. / The connection was cut. Please send again."


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
        self.inner: Any = _InMemory(application)
        self.allowance, self.patience, self.longer, self.too_large = allowance, patience, longer, too_large

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        try:
            async with asyncio.timeout(self.patience) as limit:
                body = await self._read(scope, receive, limit)
        except TimeoutError:
            await _answer(send, 408, TOO_SLOW)
            return
        if body is None:
            await _answer(send, 413, self.too_large)
            return

        async def sending(message: Any) -> None:  # asgiref wants a function that says that it is async
            await send(message)

        await self.inner(scope, _replay(body), sending)

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


class _InMemory(WsgiToAsgi):
    """asgiref's adapter writes a body above 64 kB to a temporary file; this one does not."""

    def __init__(self, application: Any) -> None:
        super().__init__(application)  # type: ignore[no-untyped-call]  # asgiref leaves it untyped

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        call: Any = _Call
        await call(self.wsgi_application, self.duplicate_header_limit)(scope, receive, send)


class _Call(WsgiToAsgiInstance):
    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.scope, self.sync_send = scope, AsyncToSync(send)
        await self.run_wsgi_app(BytesIO((await receive())["body"]))


def _replay(body: bytes) -> Any:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _answer(send: Any, status: int, text: bytes) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
